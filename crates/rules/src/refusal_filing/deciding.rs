//! Consent and service: the leader in charge or a collective discussion, then the applicant in writing (FD-2.1, FD-2.2).

use serde_json::json;

use super::case_file::RefusalFiling;
use super::codes::{RefusalKind, RefusalStatus};
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{Event, RefusalEventKind};
use crate::complaint::codes::Approval;
use crate::deadline::DeadlineKind;
use crate::document::DocumentKind;
use crate::procedure::close;
use crate::refusal::Refusal;

pub(super) fn approve(mut next: RefusalFiling, body: ApproveRefusal, context: &Context<'_>) -> Decision {
    let decision = body.decision;
    next.approval = Some(body.record(context));
    decided(next, decision, RefusalEventKind::Approved, context)
}

pub(super) fn discuss(
    mut next: RefusalFiling,
    body: RecordDiscussion,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    context.day_not_ahead(Some(body.held_on), "held_on", "FD-2.1")?;
    let decision = body.decision;
    next.discussion = Some(body.record(context));
    Ok(decided(next, decision, RefusalEventKind::Discussed, context))
}

/// With consent the written decision is numbered and has to be served; without it the refusal is dropped.
fn decided(mut next: RefusalFiling, decision: Approval, kind: RefusalEventKind, context: &Context<'_>) -> Decision {
    if decision != Approval::Granted {
        let event = Event::moved(&mut next.status, RefusalStatus::Dropped, RefusalEventKind::Dropped, &["FD-2.1"]);
        return Decision::new(next, event);
    }
    let event = Event::moved(&mut next.status, RefusalStatus::Approved, kind, &["FD-2.1"]);
    let document = match next.draft.kind {
        RefusalKind::NonAcceptance => DocumentKind::NonAcceptanceDecision,
        RefusalKind::NonPermission => DocumentKind::NonPermissionDecision,
    };
    let clock = context.open(DeadlineKind::RefusalDelivery, "refusal.delivery", &["FD-2.2"]);
    Decision::new(next, event).clocks([clock]).issue(document)
}

pub(super) fn serve(mut next: RefusalFiling, body: ServeRefusal, context: &Context<'_>) -> Result<Decision, Refusal> {
    context.not_ahead(body.served_at, "served_at", "FD-2.2")?;
    let decided_at = next.decided_at();
    if body.served_at.is_some_and(|at| decided_at.is_some_and(|decided| at < decided)) {
        return Err(Refusal::rule("before_decision", &["FD-2.1", "FD-2.2"], "送达的时间不能早于决定获得批准的时间。"));
    }
    let missing: Vec<&str> = [("reasons_told", body.reasons_told), ("remedies_told", body.remedies_told)]
        .into_iter()
        .filter(|(_, told)| !told)
        .map(|(field, _)| field)
        .collect();
    if !missing.is_empty() {
        return Err(Refusal::rule(
            "reasons_not_told",
            &["FD-2.2", "FD-7.1"],
            "送达否定决定时须说明理由并告知救济途径。",
        )
        .with("fields", json!(missing)));
    }
    let served_on = body.served_at.unwrap_or(context.now).date();
    let event = Event::moved(&mut next.status, RefusalStatus::Served, RefusalEventKind::Served, &["FD-2.2"])
        .with("method", json!(body.method))
        .with("served_on", json!(served_on));
    next.service = Some(body.record(context));
    Ok(Decision::new(next, event).clocks([
        close(DeadlineKind::RefusalDelivery),
        context.open_from(DeadlineKind::RefusalFiling, served_on, "refusal.filing", &["FD-2.3", "FD-4.3"]),
    ]))
}
