//! The five branches of 行政许可法第三十二条 (FD-5.1), and what is missing from a file.

use serde_json::json;

use super::acceptance::accept;
use super::case_file::{Application, DeferralOffer, Examination, Shortcoming};
use super::codes::*;
use super::command::*;
use super::decide::{Context, Decision, elsewhere, hand_in};
use super::event::{ApplicationEventKind, Event};
use super::gate::Action;
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::document::DocumentKind;
use crate::finding::{Finding, FindingKind};
use crate::procedure::close;
use crate::procedure::counter::pass;
use crate::refusal::Refusal;
use crate::service_item::{DeferralMeasure, ItemMaterial, ItemVersion, LegalForm};

pub(super) fn examine(next: Application, body: Examine, context: &Context<'_>) -> Result<Decision, Refusal> {
    let shortcomings = shortcomings(&next, &body.defects, &context.facts.item)?;
    match body.outcome {
        ExaminationOutcome::NotRequired => not_required(next, body, context),
        ExaminationOutcome::NotThisAuthority => not_this_authority(next, body, context),
        ExaminationOutcome::CorrectedOnTheSpot | ExaminationOutcome::Complete => {
            complete(next, body, shortcomings, context)
        }
        ExaminationOutcome::Incomplete => incomplete(next, body, shortcomings, context),
    }
}

fn record(body: Examine, context: &Context<'_>, consequence: String) -> Examination {
    Examination {
        id: context.new_id.clone(),
        recorded_at: context.now,
        recorded_by: context.actor.user_id().map(str::to_owned),
        outcome: body.outcome,
        shortcomings: Vec::new(),
        deferral: None,
        corrections: body.corrections,
        competent_authority: body.competent_authority,
        explanation: body.explanation,
        leader_consulted: body.leader_consulted,
        consequence,
    }
}

fn examined(outcome: ExaminationOutcome) -> Event {
    Event::new(ApplicationEventKind::Examined, &["FD-5.1"]).with("outcome", json!(outcome))
}

/// Branch 1: no permit is needed; told at once, and that is the end of it.
fn not_required(mut next: Application, body: Examine, context: &Context<'_>) -> Result<Decision, Refusal> {
    if body.explanation.is_none() {
        return Err(missing_field("explanation", "依法不需要取得许可的，须写明理由，即时告知申请人。"));
    }
    next.examinations.push(record(
        body,
        context,
        "申请事项依法不需要取得许可，不予受理，已即时告知申请人。".to_owned(),
    ));
    let event =
        Event::moved(&mut next.status, ApplicationStatus::NotRequired, ApplicationEventKind::NotRequired, &["FD-5.1"]);
    Ok(Decision::new(next, examined(ExaminationOutcome::NotRequired))
        .event(event)
        .clocks([close(DeadlineKind::Examination), DeadlineChange::LiftCase])
        .issue(DocumentKind::NotRequired))
}

/// Branch 2: another authority is competent. The refusal itself must be drafted and approved (FD-2.1).
fn not_this_authority(mut next: Application, body: Examine, context: &Context<'_>) -> Result<Decision, Refusal> {
    let Some(authority) = body.competent_authority.clone() else {
        return Err(missing_field("competent_authority", "不属于本机关职权的，须写明有权办理的机关。"));
    };
    let consequence = format!(
        "申请事项依法不属于本机关职权范围，请向{authority}申请；不予受理的决定须经否定备案程序作出并书面送达。"
    );
    next.examinations.push(record(body, context, consequence));
    Ok(Decision::new(next, examined(ExaminationOutcome::NotThisAuthority)))
}

/// Branches 3 and 5: nothing is missing any more, so the application is accepted.
fn complete(
    mut next: Application,
    body: Examine,
    shortcomings: Vec<Shortcoming>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let outcome = body.outcome;
    if outcome == ExaminationOutcome::CorrectedOnTheSpot && body.corrections.is_none() {
        return Err(missing_field("corrections", "当场更正的，须写明更正的内容。"));
    }
    if !shortcomings.is_empty() {
        let offer = deferral(&context.facts.item, &shortcomings);
        let names: Vec<&str> = shortcomings.iter().map(|s| s.name.as_str()).collect();
        return Err(Refusal::rule(
            "materials_missing",
            &["FD-5.1", "YC-6.1", "RQ-5.1"],
            format!("还需补正：{}。请按「材料不齐」一次告知{}。", names.join("、"), deferral_hint(&offer)),
        )
        .with("shortcomings", json!(shortcomings))
        .with("deferral", json!(offer)));
    }
    next.examinations.push(record(body, context, "申请材料齐全、符合法定形式，已经受理。".to_owned()));
    // 民法典 reading for corrections: the period starts when the complete file arrives; otherwise with the acceptance.
    let starts_on = if next.first_correction().is_some() { next.complete_since() } else { context.today() };
    let decision = Decision::new(next, examined(outcome));
    Ok(accept(decision, AcceptanceManner::Complete, starts_on, None, context))
}

/// Branch 4: everything missing is told at once, in writing (YC-6.1); the applicant hears unasked what may wait (RQ-5.1).
fn incomplete(
    mut next: Application,
    body: Examine,
    shortcomings: Vec<Shortcoming>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    if shortcomings.is_empty() {
        return Err(Refusal::rule(
            "nothing_missing",
            &["FD-5.1", "FD-4.2"],
            "申请材料齐全、符合法定形式，应当受理；要求补正的须写明材料和问题。",
        ));
    }
    let late_demands = late_demands(&next, &shortcomings);
    let offer = deferral(&context.facts.item, &shortcomings);
    let consequence = format!(
        "申请材料不齐或者不符合法定形式，须补正的材料共{}项，已一次告知{}；补正后即予受理。",
        shortcomings.len(),
        deferral_hint(&offer)
    );
    let mut examination = record(body, context, consequence);
    let codes: Vec<&str> = shortcomings.iter().map(|s| s.code.as_str()).collect();
    let asked = Event::moved(
        &mut next.status,
        ApplicationStatus::AwaitingCorrection,
        ApplicationEventKind::CorrectionAsked,
        &["YC-6.1", "RQ-5.1"],
    )
    .with("codes", json!(codes))
    .with("deferral_open", offer.open);
    examination.shortcomings = shortcomings;
    examination.deferral = Some(offer);
    next.examinations.push(examination);
    let findings = (!late_demands.is_empty()).then(|| {
        Finding::against(
            Some(&next.unit_id),
            FindingKind::NotToldAtOnce,
            format!("再次要求补正首次告知时没有提出的材料：{}。", late_demands.join("、")),
        )
        .by(context.actor.user_id())
    });
    Ok(Decision::new(next, examined(ExaminationOutcome::Incomplete))
        .event(asked)
        .clocks([close(DeadlineKind::Examination)])
        .found(findings))
}

/// Codes that are asked for now although they could have been asked for in the first notice (YC-6.1). What the applicant handed in
/// only afterwards could not be judged then.
fn late_demands(file: &Application, shortcomings: &[Shortcoming]) -> Vec<String> {
    let Some(first) = file.first_correction() else { return Vec::new() };
    let asked = |code: &str| first.shortcomings.iter().any(|s| s.code == code);
    let came_later =
        |code: &str| file.materials.iter().any(|held| held.code == code && held.received_at > first.recorded_at);
    shortcomings.iter().map(|s| &s.code).filter(|code| !asked(code) && !came_later(code)).cloned().collect()
}

/// What is wrong with the file: required and not there, there in the wrong form, or defective as the clerk says.
fn shortcomings(file: &Application, defects: &[DefectInput], item: &ItemVersion) -> Result<Vec<Shortcoming>, Refusal> {
    let mut found = Vec::new();
    for material in &item.materials {
        let held = file.materials.iter().find(|held| held.code == material.code);
        let defect = defects.iter().find(|defect| defect.code == material.code);
        let (kind, request) = match (held, defect) {
            (None, None) if material.required => (ShortcomingKind::Missing, format!("请提交{}。", material.name)),
            (None, Some(defect)) => (ShortcomingKind::Missing, defect.problem.clone()),
            (Some(_), Some(defect)) => (ShortcomingKind::Defective, defect.problem.clone()),
            (Some(held), None) if !satisfies(held.form, material.legal_form) => {
                (ShortcomingKind::WrongForm, format!("请提交{}。", material.legal_form.label()))
            }
            _ => continue,
        };
        found.push(shortcoming(item, material, kind, request));
    }
    let unknown: Vec<&str> =
        defects.iter().map(|d| d.code.as_str()).filter(|code| item.material(code).is_none()).collect();
    if unknown.is_empty() {
        return Ok(found);
    }
    Err(Refusal::rule(
        "unknown_material",
        &["RQ-2.1", "YC-6.1"],
        format!("不得要求提交材料清单以外的材料：{}。", unknown.join("、")),
    )
    .with("codes", json!(unknown)))
}

fn shortcoming(item: &ItemVersion, material: &ItemMaterial, kind: ShortcomingKind, request: String) -> Shortcoming {
    Shortcoming {
        code: material.code.clone(),
        name: material.name.clone(),
        kind,
        request,
        main: material.main,
        deferrable: item.may_defer(&material.code),
    }
}

pub(super) fn satisfies(handed_in: LegalForm, wanted: LegalForm) -> bool {
    match wanted {
        LegalForm::Any => true,
        LegalForm::Original => matches!(handed_in, LegalForm::Original | LegalForm::OriginalAndCopy),
        LegalForm::Copy => handed_in != LegalForm::Electronic,
        LegalForm::OriginalAndCopy | LegalForm::Electronic => handed_in == wanted,
    }
}

/// Whether 容缺受理 is open: only deferrable things are missing (RQ-1.1).
fn deferral(item: &ItemVersion, shortcomings: &[Shortcoming]) -> DeferralOffer {
    let codes = |deferrable: bool| {
        shortcomings.iter().filter(|s| s.deferrable == deferrable).map(|s| s.code.clone()).collect::<Vec<_>>()
    };
    let (deferrable, not_deferrable) = (codes(true), codes(false));
    DeferralOffer {
        open: !deferrable.is_empty() && not_deferrable.is_empty(),
        deferrable,
        not_deferrable,
        commitment_required: item.deferral_measure == DeferralMeasure::Commitment,
    }
}

fn deferral_hint(offer: &DeferralOffer) -> &'static str {
    match (offer.open, offer.deferrable.is_empty()) {
        (true, _) => "，并主动告知申请人可以申请容缺受理",
        (false, false) => "，其中部分材料可以容缺，先补正其余材料后可以申请容缺受理",
        (false, true) => "",
    }
}

/// The conditions of a deferral at this moment, from what is on file (RQ-1.1): returned as the refusal a clerk sees.
pub(super) fn may_defer(file: &Application, context: &Context<'_>) -> Result<(), Refusal> {
    if file.belongs_elsewhere() {
        return Err(elsewhere());
    }
    let missing = outstanding(file, &context.facts.item);
    if missing.is_empty() {
        return Err(Refusal::rule("nothing_missing", &["RQ-1.1"], "申请材料齐全，直接受理即可，不必容缺。"));
    }
    let offer = deferral(&context.facts.item, &missing);
    if offer.open {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().filter(|s| !s.deferrable).map(|s| s.name.as_str()).collect();
    Err(Refusal::rule(
        "not_deferrable",
        &["RQ-1.1", "RQ-3.1"],
        format!("主要材料须齐全且符合法定形式，只有清单列明的材料可以容缺；须先补正：{}。", names.join("、")),
    )
    .with("codes", json!(offer.not_deferrable)))
}

/// What is missing or in the wrong form now; what else the last examination asked for and was not handed in since counts too.
pub fn outstanding(file: &Application, item: &ItemVersion) -> Vec<Shortcoming> {
    let last = file.examinations.last();
    let defects: Vec<DefectInput> = last
        .into_iter()
        .flat_map(|e| e.shortcomings.iter().map(move |s| (e.recorded_at, s)))
        .filter(|(at, s)| {
            let again = file.materials.iter().any(|held| held.code == s.code && held.received_at > *at);
            s.kind != ShortcomingKind::WrongForm && !again
        })
        .map(|(_, s)| DefectInput { code: s.code.clone(), problem: s.request.clone() })
        .collect();
    shortcomings(file, &defects, item).unwrap_or_default()
}

pub(super) fn supply(mut next: Application, body: SupplyMaterials, context: &Context<'_>) -> Result<Decision, Refusal> {
    context.not_ahead(body.received_at, "received_at", "FD-5.1")?;
    let received_at = body.received_at.unwrap_or(context.now);
    if received_at < next.received_at {
        return Err(Refusal::rule("before_receipt", &["FD-5.1"], "补交的时间不能早于收件的时间。"));
    }
    let codes: Vec<String> = body.materials.iter().map(|m| m.code.clone()).collect();
    hand_in(&mut next, body.materials.clone(), received_at, context)?;
    next.supplies.push(body.record(context));
    let told = |event: Event| event.with("codes", json!(codes)).with("received_on", json!(received_at.date()));
    if next.status == ApplicationStatus::Registered {
        return Ok(Decision::new(next, told(Event::new(ApplicationEventKind::MaterialsSupplied, &["YC-6.1"]))));
    }
    // A corrected file is examined anew, with five days from its arrival.
    let event = Event::moved(
        &mut next.status,
        ApplicationStatus::Registered,
        ApplicationEventKind::MaterialsSupplied,
        &["YC-6.1"],
    );
    let clock = context.open_from(
        DeadlineKind::Examination,
        received_at.date(),
        "application.examination",
        &["FD-5.1", "YC-6.1"],
    );
    Ok(Decision::new(next, told(event)).clocks([clock]))
}

fn missing_field(field: &'static str, detail: &str) -> Refusal {
    Refusal::rule("incomplete_examination", &["FD-5.1"], detail).with("field", field)
}

/// For a refusal: whether the rules clearly grant acceptance, so that there is nothing to refuse (FD-4.2).
pub fn is_complete(file: &Application, context: &Context<'_>) -> bool {
    !file.belongs_elsewhere() && outstanding(file, &context.facts.item).is_empty()
}

/// For a commitment: whether the caller may open one on this application now.
pub fn may_propose_commitment(file: &Application, context: &Context<'_>) -> Result<(), Refusal> {
    pass(file, Action::AcceptOnCommitment, context.actor)?;
    may_defer(file, context)
}
