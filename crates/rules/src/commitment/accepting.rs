//! Acceptance on a commitment (RQ-3.4): the clock of the supply starts.

use serde_json::json;

use super::case_file::Commitment;
use super::codes::CommitmentStatus;
use super::command::AcceptCommitment;
use super::decide::{Context, Decision};
use super::event::{CommitmentEventKind, Event};
use super::proposing::supply_date_holds;
use crate::deadline::DeadlineKind;
use crate::refusal::Refusal;

pub(super) fn accept(mut next: Commitment, body: AcceptCommitment, context: &Context<'_>) -> Result<Decision, Refusal> {
    let supply_by = match (&next.letter, body.supply_by) {
        (Some(letter), None) => letter.supply_by,
        (Some(letter), Some(given)) if given == letter.supply_by => given,
        (Some(_), Some(_)) => {
            return Err(Refusal::rule("differs_from_letter", &["RQ-3.3"], "补齐日期以承诺书为准，不必另写。"));
        }
        (None, Some(given)) => given,
        (None, None) => {
            return Err(Refusal::rule("supply_date_missing", &["RQ-3.2b"], "直接受理的，须写明补齐日期。"));
        }
    };
    supply_date_holds(supply_by, context)?;
    let event = Event::moved(
        &mut next.status,
        CommitmentStatus::Accepted,
        CommitmentEventKind::Accepted,
        &["RQ-3.4", "RQ-3.1"],
    )
    .with("supply_by", json!(supply_by));
    next.supply_by = Some(supply_by);
    next.acceptance = Some(body.record(context));
    let clock = context.until(DeadlineKind::Supply, supply_by, &["RQ-3.2b", "RQ-3.3"]);
    Ok(Decision::new(next, event).clocks([clock]))
}
