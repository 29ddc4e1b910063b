//! Acceptance, however it comes about, and the clocks that start with it.

use chrono::NaiveDate;
use serde_json::json;

use super::case_file::{AcceptanceRecord, Application};
use super::clock::handling_clocks;
use super::codes::{AcceptanceManner, ApplicationStatus};
use super::decide::{Context, Decision};
use super::event::{ApplicationEventKind, Event};
use super::examination::outstanding as not_on_file;
use crate::deadline::DeadlineKind;
use crate::document::DocumentKind;
use crate::finding::{Finding, FindingKind};
use crate::procedure::close;
use crate::refusal::Refusal;

/// Adds the acceptance to a decision: state, record, receipt and clocks. Handling time counts from the day after `starts_on`.
pub(super) fn accept(
    mut decision: Decision,
    manner: AcceptanceManner,
    starts_on: NaiveDate,
    commitment_id: Option<String>,
    context: &Context<'_>,
) -> Decision {
    let next = &mut decision.next;
    let (kind, basis): (_, &[&'static str]) = match manner {
        AcceptanceManner::Complete => (ApplicationEventKind::Accepted, &["FD-5.1"]),
        AcceptanceManner::Deemed => (ApplicationEventKind::DeemedAccepted, &["FD-5.1"]),
        AcceptanceManner::OnCommitment => (ApplicationEventKind::AcceptedOnCommitment, &["RQ-3.4", "FD-5.1"]),
    };
    let event = Event::moved(&mut next.status, ApplicationStatus::Accepted, kind, basis)
        .with("handling_starts_on", json!(starts_on));
    next.acceptance = Some(AcceptanceRecord {
        manner,
        accepted_at: context.now,
        accepted_by: context.actor.user_id().map(str::to_owned),
        handling_starts_on: starts_on,
        commitment_id,
    });
    decision
        .event(event)
        .clocks([close(DeadlineKind::Examination)])
        .clocks(handling_clocks(&context.facts.item, starts_on))
        .issue(DocumentKind::ApplicationAcceptance)
}

/// The sweep: five working days passed without a word, so the application counts as accepted since the day of receipt.
pub(super) fn deem_accepted(next: Application, context: &Context<'_>) -> Decision {
    // After a correction the five days ran from the arrival of the corrected file.
    let starts_on = if next.first_correction().is_some() { next.complete_since() } else { next.received_at.date() };
    let finding = Finding::against(
        Some(&next.unit_id),
        FindingKind::DeemedAccepted,
        "五个工作日内没有审查告知，自收到申请材料之日起即为受理。",
    );
    let event = Event::new(ApplicationEventKind::Examined, &["FD-5.1"]).with("outcome", "none");
    let decision = Decision::new(next, event).found([finding]);
    accept(decision, AcceptanceManner::Deemed, starts_on, None, context)
}

/// 容缺受理 (RQ-3.4): accepted with the materials of the commitment outstanding.
pub(super) fn on_commitment(
    mut next: Application,
    commitment_id: String,
    outstanding: Vec<String>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let missing = not_on_file(&next, &context.facts.item);
    let uncovered: Vec<&str> = missing
        .iter()
        .filter(|shortcoming| !outstanding.contains(&shortcoming.code))
        .map(|shortcoming| shortcoming.name.as_str())
        .collect();
    if !uncovered.is_empty() {
        return Err(Refusal::rule(
            "not_covered",
            &["RQ-1.1", "RQ-3.3"],
            format!("承诺补齐的材料没有包括：{}。", uncovered.join("、")),
        ));
    }
    let on_file: Vec<&String> = outstanding.iter().filter(|code| missing.iter().all(|s| s.code != **code)).collect();
    if !on_file.is_empty() {
        return Err(Refusal::rule(
            "not_lacking",
            &["RQ-1.1"],
            "承诺补齐的材料有的已经交来，不得要求重复提交；请终止后就仍缺的材料重新提出。",
        )
        .with("codes", json!(on_file)));
    }
    let event = Event::new(ApplicationEventKind::Examined, &["RQ-1.1", "FD-5.1"])
        .with("outcome", "deferred")
        .with("codes", json!(outstanding));
    next.outstanding = outstanding;
    let decision = Decision::new(next, event);
    Ok(accept(decision, AcceptanceManner::OnCommitment, context.today(), Some(commitment_id), context))
}
