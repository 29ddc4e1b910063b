//! After a negative rating: verified, put right by a date, and told to the person (HP-7.1).

use serde_json::json;

use super::case_file::Evaluation;
use super::codes::EvaluationStatus;
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{EvaluationEventKind, Event};
use crate::deadline::DeadlineKind;
use crate::finding::{Finding, FindingKind};
use crate::procedure::close;
use crate::rectification::has_time;
use crate::refusal::Refusal;

pub(super) fn verify(mut next: Evaluation, body: VerifyEvaluation, context: &Context<'_>) -> Decision {
    let event = Event::moved(&mut next.status, EvaluationStatus::Verified, EvaluationEventKind::Verified, &["HP-7.1"])
        .with("outcome", json!(body.outcome));
    next.verification = Some(body.record(context));
    Decision::new(next, event).clocks([close(DeadlineKind::EvaluationVerification)])
}

/// Only what was found to be true has to be put right.
pub(super) fn has_ground(file: &Evaluation) -> Result<(), Refusal> {
    if file.is_substantiated() {
        return Ok(());
    }
    Err(Refusal::state("nothing_to_rectify", &["HP-7.1"], "核实结果不是属实，没有需要整改的问题。"))
}

pub(super) fn order_rectification(
    mut next: Evaluation,
    body: OrderEvaluationRectification,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    has_time(body.due_on, context)?;
    let event = Event::moved(
        &mut next.status,
        EvaluationStatus::Rectifying,
        EvaluationEventKind::RectificationOrdered,
        &["HP-7.1"],
    )
    .with("due_on", json!(body.due_on));
    let clock = context.until(DeadlineKind::Rectification, body.due_on, &["HP-7.1"]);
    next.rectification = Some(body.record(context));
    Ok(Decision::new(next, event).clocks([clock]))
}

pub(super) fn complete_rectification(
    mut next: Evaluation,
    body: CompleteEvaluationRectification,
    context: &Context<'_>,
) -> Decision {
    let event = Event::moved(
        &mut next.status,
        EvaluationStatus::Rectified,
        EvaluationEventKind::RectificationCompleted,
        &["HP-7.1"],
    );
    next.rectified = Some(body.record(context));
    Decision::new(next, event).clocks([close(DeadlineKind::Rectification)])
}

/// Telling the person ends it, so nothing may be left open.
pub(super) fn may_tell(file: &Evaluation) -> Result<(), Refusal> {
    if file.appeal_pending() {
        return Err(Refusal::state("appeal_pending", &["HP-4.3"], "申诉尚未决定，决定后再向评价人反馈。"));
    }
    if file.status == EvaluationStatus::Verified && file.is_substantiated() {
        return Err(Refusal::state(
            "rectification_missing",
            &["HP-7.1"],
            "反映的情况属实，须先限期整改，再向评价人反馈。",
        ));
    }
    Ok(())
}

/// From here on nothing can set the rating aside, so that what was found to be true becomes a finding.
pub(super) fn tell(mut next: Evaluation, body: TellEvaluator, context: &Context<'_>) -> Decision {
    let event = Event::moved(&mut next.status, EvaluationStatus::Closed, EvaluationEventKind::Told, &["HP-7.1"])
        .with("outcome", json!(body.outcome))
        .with("method", json!(body.method));
    next.telling = Some(body.record(context));
    let finding = next.is_substantiated().then(|| {
        Finding::against(Some(&next.unit_id), FindingKind::NegativeRating, "差评反映的情况经核实属实。")
            .by(next.served_by.first().map(String::as_str))
    });
    Decision::new(next, event).found(finding)
}
