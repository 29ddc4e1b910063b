//! Proposal, 承诺告知书 and 承诺书, with the bounds of the supply date.

use chrono::NaiveDate;
use serde_json::json;
use yingshang_calendar::{Limit, Outcome, Start, Terms};

use super::case_file::{Commitment, DeferredMaterial};
use super::codes::{CommitmentStatus, DeferralCause};
use super::command::*;
use super::decide::{Context, Decision, NewCommitment};
use super::event::{CommitmentEventKind, Event};
use crate::application::Application;
use crate::document::DocumentKind;
use crate::refusal::Refusal;

pub(super) fn propose(
    new: NewCommitment,
    body: Proposal,
    application: &Application,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let item = &context.facts.item;
    may_be_proposed(&body, application, context)?;
    let names = |codes: &mut dyn Iterator<Item = &String>| -> Vec<String> { codes.cloned().collect() };
    let materials = body
        .material_codes
        .iter()
        .filter_map(|code| item.material(code))
        .map(|m| DeferredMaterial { code: m.code.clone(), name: m.name.clone(), supplied_at: None })
        .collect();
    let (source_system, external_ref) = new.external.unzip();
    let file = Commitment {
        id: new.id,
        number: new.number,
        status: CommitmentStatus::Proposed,
        application_id: application.id.clone(),
        application_number: application.number.clone(),
        item_id: item.item_id.clone(),
        item_version: item.number,
        item_name: item.name.clone(),
        unit_id: application.unit_id.clone(),
        proposed_at: context.now,
        proposed_by: context.actor.user_id().map(str::to_owned),
        registered_by: application.registered_by.clone(),
        source_system,
        external_ref,
        measure: item.deferral_measure,
        all_materials: names(&mut item.materials.iter().map(|m| &m.name)),
        deferrable_materials: names(&mut item.materials.iter().filter(|m| item.may_defer(&m.code)).map(|m| &m.name)),
        materials,
        earlier_broken: context.facts.earlier_broken,
        proposal: body,
        notice: None,
        letter: None,
        acceptance: None,
        supply_by: None,
        supplies: Vec::new(),
        reminded_at: Vec::new(),
        overdue: None,
        expiry: None,
        faults: Vec::new(),
        complaints: Vec::new(),
        cancellation: None,
    };
    let event = Event::new(CommitmentEventKind::Proposed, &["RQ-1.1", "RQ-3.1", "RQ-2.1"])
        .with("application_id", file.application_id.as_str())
        .with("codes", json!(file.proposal.material_codes))
        .with("measure", json!(file.measure))
        .with("earlier_broken", file.earlier_broken);
    Ok(Decision::new(file, event))
}

fn may_be_proposed(body: &Proposal, application: &Application, context: &Context<'_>) -> Result<(), Refusal> {
    let item = &context.facts.item;
    if body.item_version != application.item_version {
        return Err(Refusal::rule(
            "list_superseded",
            &["RQ-2.1"],
            format!("这件办件适用清单第{}版，请按该版核对。", application.item_version),
        )
        .with("item_version", application.item_version));
    }
    if !body.applicant_agrees {
        return Err(Refusal::rule("applicant_has_not_agreed", &["RQ-1.1"], "容缺受理须经申请人同意。"));
    }
    if body.cause == DeferralCause::Other && body.cause_note.is_none() {
        return Err(Refusal::rule("cause_missing", &["RQ-1.1"], "其他原因须写明。").with("field", "cause_note"));
    }
    let not_deferrable: Vec<&String> = body.material_codes.iter().filter(|code| !item.may_defer(code)).collect();
    if !not_deferrable.is_empty() {
        return Err(Refusal::rule(
            "not_deferrable",
            &["RQ-1.1", "RQ-3.1"],
            "主要材料和清单没有列明可以容缺的材料不得容缺。",
        )
        .with("codes", json!(not_deferrable)));
    }
    let uncovered: Vec<&str> = context
        .facts
        .lacking
        .iter()
        .filter(|code| !body.material_codes.contains(code))
        .map(|code| item.material(code).map_or(code.as_str(), |material| material.name.as_str()))
        .collect();
    if !uncovered.is_empty() {
        return Err(Refusal::rule(
            "not_covered",
            &["RQ-1.1", "RQ-3.1"],
            format!("容缺须包括现在所缺的全部材料，还缺：{}。", uncovered.join("、")),
        ));
    }
    let not_lacking: Vec<&String> =
        body.material_codes.iter().filter(|code| !context.facts.lacking.contains(code)).collect();
    if !not_lacking.is_empty() {
        return Err(
            Refusal::rule("not_lacking", &["RQ-1.1"], "这些材料已经提交，不必容缺。").with("codes", json!(not_lacking))
        );
    }
    if context.facts.another_open {
        return Err(Refusal::state("commitment_open", &["RQ-3.1"], "这件办件已有进行中的容缺承诺。"));
    }
    if context.facts.earlier_broken > 0 && context.rulebook.flag("commitment.broken_record_bars") {
        return Err(Refusal::rule(
            "broken_record",
            &["RQ-1.1"],
            "申请人有未兑现的容缺承诺，按本单位规定不再适用容缺受理。",
        ));
    }
    Ok(())
}

/// A limit counted from today, as far as the calendar is published.
fn end_of(limit: Limit, context: &Context<'_>) -> Option<NaiveDate> {
    match Terms::new(Start::Date(context.today()), limit).due(context.calendar) {
        Ok(Outcome::Due(due)) => Some(due.on),
        _ => None,
    }
}

/// RQ-3.2b, RQ-3.2c: not in the past, in principle within the promise, never beyond the statutory limit.
pub(super) fn supply_date_holds(supply_by: NaiveDate, context: &Context<'_>) -> Result<(), Refusal> {
    let item = &context.facts.item;
    if supply_by < context.today() {
        return Err(Refusal::rule("supply_date_past", &["RQ-3.2b"], "补齐日期不能早于今天。"));
    }
    let promised = end_of(item.promised_limit, context);
    let statutory = item.statutory_limit.and_then(|limit| end_of(limit, context));
    let beyond = |end: Option<NaiveDate>| end.filter(|end| supply_by > *end);
    if let Some(end) = beyond(statutory) {
        return Err(Refusal::rule(
            "supply_date_beyond_statutory_limit",
            &["RQ-3.2c"],
            format!("补齐日期不得超过法定办理时限届满之日（{end}）。"),
        )
        .with("latest", json!(end)));
    }
    let exceptions = context.rulebook.flag("commitment.supply_may_exceed_promise");
    match beyond(promised) {
        Some(end) if !exceptions => Err(Refusal::rule(
            "supply_date_beyond_promise",
            &["RQ-3.2b"],
            format!("补齐时限原则上不超过该事项的承诺办理时限（{end}）。"),
        )
        .with("latest", json!(end))),
        _ => Ok(()),
    }
}

pub(super) fn issue_notice(
    mut next: Commitment,
    body: IssueCommitmentNotice,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    supply_date_holds(body.supply_by, context)?;
    let event = Event::moved(
        &mut next.status,
        CommitmentStatus::NoticeIssued,
        CommitmentEventKind::NoticeIssued,
        &["RQ-3.2a", "RQ-3.2b"],
    )
    .with("supply_by", json!(body.supply_by))
    .with("consequence", json!(body.consequence));
    next.notice = Some(body.record(context));
    Ok(Decision::new(next, event).issue(DocumentKind::CommitmentNotice))
}

pub(super) fn commit(mut next: Commitment, body: MakeCommitment, context: &Context<'_>) -> Result<Decision, Refusal> {
    if !body.consequences_known {
        return Err(Refusal::rule("consequences_unknown", &["RQ-3.3"], "承诺书须写明申请人知晓不补齐的后果。"));
    }
    supply_date_holds(body.supply_by, context)?;
    let told = next.notice.as_ref().map(|notice| notice.supply_by);
    if let Some(latest) = told.filter(|latest| body.supply_by > *latest) {
        return Err(Refusal::rule(
            "later_than_notice",
            &["RQ-3.3", "RQ-3.2a"],
            format!("承诺补齐的日期不能晚于告知书的日期（{latest}）。"),
        )
        .with("latest", json!(latest)));
    }
    let event =
        Event::moved(&mut next.status, CommitmentStatus::Committed, CommitmentEventKind::Committed, &["RQ-3.3"])
            .with("supply_by", json!(body.supply_by));
    next.letter = Some(body.record(context));
    Ok(Decision::new(next, event).issue(DocumentKind::CommitmentLetter))
}
