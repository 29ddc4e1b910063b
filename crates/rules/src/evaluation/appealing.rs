//! Appeal by the clerk who served, against a malicious or mistaken rating, and its decision (HP-4.3).

use serde_json::json;

use super::case_file::Evaluation;
use super::codes::EvaluationStatus;
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{EvaluationEventKind, Event};
use crate::complaint::codes::Approval;
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::procedure::close;
use crate::refusal::Refusal;

/// Once, so that a decision stands.
pub(super) fn may_appeal(file: &Evaluation) -> Result<(), Refusal> {
    if file.appeal.is_none() {
        return Ok(());
    }
    Err(Refusal::state("already_appealed", &["HP-4.3"], "对这条评价已经申诉过，不能再次申诉。"))
}

/// The other clocks run on: an appeal is no reason to let the matter rest.
pub(super) fn appeal(mut next: Evaluation, body: AppealEvaluation, context: &Context<'_>) -> Decision {
    let event = Event::new(EvaluationEventKind::Appealed, &["HP-4.3"]).with("ground", json!(body.ground));
    next.appeal = Some(body.record(context));
    let clock = context.open(DeadlineKind::EvaluationAppeal, "evaluation.appeal_decision", &["HP-4.3"]);
    Decision::new(next, event).clocks([clock])
}

/// Granted: the rating stays on file and in view, and no figure counts it; what it set in motion falls away.
pub(super) fn decide(mut next: Evaluation, body: DecideEvaluationAppeal, context: &Context<'_>) -> Decision {
    let granted = body.decision == Approval::Granted;
    next.appeal_decision = Some(body.record(context));
    let decided = close(DeadlineKind::EvaluationAppeal);
    if granted {
        let event =
            Event::moved(&mut next.status, EvaluationStatus::SetAside, EvaluationEventKind::SetAside, &["HP-4.3"]);
        return Decision::new(next, event).clocks([decided, DeadlineChange::LiftCase]);
    }
    Decision::new(next, Event::new(EvaluationEventKind::AppealRefused, &["HP-4.3"])).clocks([decided])
}
