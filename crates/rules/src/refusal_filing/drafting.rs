//! The draft of a refusal: its ground must hold on the record, and where the rules clearly grant there is none (FD-4.2).

use serde_json::json;

use super::case_file::RefusalFiling;
use super::codes::*;
use super::command::RefusalDraft;
use super::decide::{ApplicationFacts, Context, Decision, NewRefusal};
use super::event::{Event, RefusalEventKind};
use crate::application::codes::ExaminationOutcome;
use crate::refusal::Refusal;

/// What every decision tells the applicant who does not agree (行政复议法第二十条、行政诉讼法第四十六条).
const REMEDIES: &str = "如不服本决定，可以自知道本决定之日起六十日内依法申请行政复议，也可以自知道本决定之日起六个月内依法向人民法院提起行政诉讼。";

pub(super) fn draft(
    new: NewRefusal,
    body: RefusalDraft,
    application: ApplicationFacts<'_>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    has_ground(&body)?;
    ground_holds(&body, application)?;
    let of = application.file;
    let (source_system, external_ref) = new.external.unzip();
    let file = RefusalFiling {
        id: new.id,
        number: new.number,
        status: RefusalStatus::Drafted,
        application_id: of.id.clone(),
        application_number: of.number.clone(),
        item_id: of.item_id.clone(),
        item_version: of.item_version,
        item_name: of.item_name.clone(),
        unit_id: of.unit_id.clone(),
        drafted_at: context.now,
        registered_by: context.actor.user_id().map(str::to_owned),
        source_system,
        external_ref,
        remedies: body.remedies.clone().unwrap_or_else(|| REMEDIES.to_owned()),
        draft: body,
        approval: None,
        discussion: None,
        service: None,
        filing: None,
        noted_not_filed: false,
        reviews: Vec::new(),
        breaches: Vec::new(),
        archiving: None,
    };
    let event = Event::new(RefusalEventKind::Drafted, &["FD-2.1", "FD-4.2"])
        .with("application_id", file.application_id.as_str())
        .with("kind", json!(file.draft.kind))
        .with("ground", json!(file.draft.ground));
    Ok(Decision::new(file, event))
}

fn has_ground(body: &RefusalDraft) -> Result<(), Refusal> {
    if body.provisions.is_empty() {
        return Err(Refusal::rule(
            "ground_missing",
            &["FD-4.2", "FD-7.1"],
            "否定决定须写明不符合的具体规定；没有的不得否定。",
        )
        .with("field", "provisions"));
    }
    if body.ground == RefusalGround::NotThisAuthority && body.competent_authority.is_none() {
        return Err(Refusal::rule(
            "competent_authority_missing",
            &["FD-5.1"],
            "不属于本机关职权的，须告知申请人向有关行政机关申请，请写明该机关。",
        )
        .with("field", "competent_authority"));
    }
    Ok(())
}

fn ground_holds(body: &RefusalDraft, application: ApplicationFacts<'_>) -> Result<(), Refusal> {
    let file = application.file;
    let last_outcome = file.examinations.last().map(|e| e.outcome);
    let non_acceptance = body.kind == RefusalKind::NonAcceptance;
    let reviews = [file.first_review.as_ref().map(|r| r.conforms), file.review.as_ref().map(|r| r.conforms)];
    let clearly_granted = if non_acceptance {
        application.complete && body.ground != RefusalGround::Prohibited
    } else {
        reviews == [Some(true), Some(true)] && body.ground != RefusalGround::CommitmentBroken
    };
    if clearly_granted {
        return Err(Refusal::rule(
            "rules_clearly_grant",
            &["FD-4.2"],
            "案卷记载的情况符合规定，应当依法予以受理或者办理，不得否定。",
        ));
    }
    let holds = match body.ground {
        RefusalGround::NotThisAuthority => non_acceptance && last_outcome == Some(ExaminationOutcome::NotThisAuthority),
        RefusalGround::NotCorrected => non_acceptance && file.first_correction().is_some(),
        RefusalGround::ConditionsNotMet => !non_acceptance,
        RefusalGround::Prohibited => true,
        RefusalGround::CommitmentBroken => !non_acceptance && file.broken_commitment_id.is_some(),
    };
    if holds {
        return Ok(());
    }
    Err(Refusal::rule(
        "ground_not_met",
        &["FD-4.2", "FD-5.1"],
        format!("案卷记载的情况不支持以「{}」作出{}的决定。", body.ground.label(), body.kind.label()),
    )
    .with("ground", body.ground.code())
    .with("last_examination", json!(last_outcome)))
}
