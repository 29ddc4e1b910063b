//! With the handling unit: assignment, receipt, investigation, extension, result.

use chrono::NaiveDate;
use serde_json::json;

use super::case_file::{Complaint, ExtensionRequest};
use super::codes::*;
use super::command::*;
use super::decide::{Context, Decision, close, moved};
use super::event::{Event, EventKind};
use super::intake::respondent_may_not_handle;
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::refusal::Refusal;

pub(super) fn assign(mut next: Complaint, body: Assign, context: &Context<'_>) -> Result<Decision, Refusal> {
    if next.is_against_unit(&body.unit_id) {
        return Err(respondent_may_not_handle());
    }
    if context.facts.assignee_is_acceptance_body {
        return Err(Refusal::rule(
            "acceptance_body_may_not_handle",
            &["TS-3.1"],
            "信访室负责受理、交办、督办，不承办投诉举报；请交相关股室或经办机构。",
        ));
    }
    let first = next.status == ComplaintStatus::Accepted;
    let kind = if first { EventKind::Assigned } else { EventKind::Reassigned };
    let event = moved(&mut next, ComplaintStatus::Assigned, kind, &["TS-8.1", "TS-11.3a"])
        .with("unit_id", body.unit_id.as_str())
        .with("complexity", json!(body.complexity));
    next.assignment = Some(body.record(context));
    let before = if first {
        close(DeadlineKind::Assignment)
    } else {
        DeadlineChange::Lift { kind: DeadlineKind::ReceiptSigning }
    };
    let signing = context.open(DeadlineKind::ReceiptSigning, "complaint.receipt_signing", &["TS-9.1"]);
    Ok(Decision::new(next, event).clocks([before, signing]))
}

pub(super) fn sign_receipt(mut next: Complaint, body: SignReceipt, context: &Context<'_>) -> Result<Decision, Refusal> {
    let mut receipt = body.record(context);
    if receipt.investigator_ids.is_empty() {
        receipt.investigator_ids.extend(receipt.recorded_by.clone());
    }
    let late = next.status == ComplaintStatus::Handling;
    let event = moved(&mut next, ComplaintStatus::Handling, EventKind::ReceiptSigned, &["TS-9.1"])
        .with("investigators", receipt.investigator_ids.len());
    next.receipt = Some(receipt);
    if late {
        // The clock has been running since the day the receipt counted as signed.
        return Ok(Decision::new(next, event));
    }
    let today = context.today();
    let received_on = context.facts.signing_due_on.map_or(today, |last| today.min(last));
    Ok(received(next, event, received_on, context))
}

/// Not signed in time: the unit is taken to have received the case on `on`, the last day for signing.
pub(super) fn deem_received(mut next: Complaint, on: NaiveDate, context: &Context<'_>) -> Decision {
    let event = moved(&mut next, ComplaintStatus::Handling, EventKind::DeemedReceived, &["TS-14.1", "TS-14.2"])
        .with("received_on", json!(on));
    received(next, event, on, context)
}

fn received(mut next: Complaint, event: Event, on: NaiveDate, context: &Context<'_>) -> Decision {
    next.handling_received_on = Some(on);
    let simple = next.assignment.as_ref().is_none_or(|a| a.complexity == Complexity::Simple);
    let (parameter, basis) =
        if simple { ("complaint.handling_simple", "TS-14.1") } else { ("complaint.handling_complex", "TS-14.2") };
    Decision::new(next, event).clocks([
        close(DeadlineKind::ReceiptSigning),
        context.open_from(DeadlineKind::Handling, on, parameter, &[basis]),
    ])
}

pub(super) fn approve_investigation(
    mut next: Complaint,
    body: ApproveInvestigation,
    context: &Context<'_>,
) -> Decision {
    let event = Event::new(EventKind::InvestigationDecided, &["TS-12.2"]).with("decision", json!(body.decision));
    next.investigation_approvals.push(body.record(context));
    Decision::new(next, event)
}

pub(super) fn investigate(mut next: Complaint, body: Investigate, context: &Context<'_>) -> Result<Decision, Refusal> {
    context.day_not_ahead(Some(body.on), "on", "TS-11.1")?;
    let event =
        Event::new(EventKind::Investigated, &["TS-12.2"]).with("method", json!(body.method)).with("on", json!(body.on));
    next.investigations.push(body.record(context));
    Ok(Decision::new(next, event))
}

/// Once, in the first handling only, and at least three working days before the limit (TS-14.3).
pub(super) fn may_request_extension(complaint: &Complaint, context: &Context<'_>) -> Result<(), Refusal> {
    if complaint.status == ComplaintStatus::Reworking {
        return Err(Refusal::rule("rework_not_extendable", &["TS-16.1"], "重新办理时限不得超过十个工作日，不能延期。"));
    }
    let allowed = context.rulebook.number("complaint.extension_count") as usize;
    if complaint.granted_extensions() >= allowed {
        return Err(Refusal::rule("extension_already_granted", &["TS-14.3"], "已经延期，不能再次延期。"));
    }
    if complaint.pending_extension().is_some() {
        return Err(Refusal::state("extension_pending", &["TS-14.3"], "已有延期申请待受理机构决定。"));
    }
    let notice = i64::from(context.limit("complaint.extension_notice").n);
    let Some(due_on) = context.facts.handling_due_on else { return Ok(()) };
    match context.calendar.working_days_between(context.today(), due_on) {
        Ok(left) if left.n < notice => Err(Refusal::rule(
            "extension_too_late",
            &["TS-14.3"],
            format!("延期须在时限届满{notice}个工作日前报受理机构同意，现距届满只有{}个工作日。", left.n.max(0)),
        )
        .with("due_on", json!(due_on))
        .with("working_days_left", left.n)),
        _ => Ok(()),
    }
}

pub(super) fn request_extension(
    mut next: Complaint,
    body: RequestExtension,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    within_extension_maximum(body.working_days, context)?;
    let event = Event::new(EventKind::ExtensionRequested, &["TS-14.3"]).with("working_days", body.working_days);
    next.extension_requests.push(ExtensionRequest { request: body.record(context), decision: None });
    Ok(Decision::new(next, event))
}

fn within_extension_maximum(working_days: u32, context: &Context<'_>) -> Result<(), Refusal> {
    let most = context.limit("complaint.extension_max").n;
    if working_days <= most {
        return Ok(());
    }
    Err(Refusal::rule("extension_too_long", &["TS-14.3"], format!("延长时间最长不得超过{most}个工作日。"))
        .with("maximum", most))
}

pub(super) fn decide_extension(
    mut next: Complaint,
    id: &str,
    body: DecideExtension,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let Some(entry) = next.extension_requests.iter_mut().find(|e| e.request.id == id && e.decision.is_none()) else {
        return Err(Refusal::rule("no_extension_request", &["TS-14.3"], "没有这件待决定的延期申请。"));
    };
    let working_days = body.working_days.unwrap_or(entry.request.working_days);
    let granted = body.decision == Approval::Granted;
    if granted {
        within_extension_maximum(working_days, context)?;
        if context.facts.handling_due_on.is_some_and(|due_on| context.today() > due_on) {
            return Err(Refusal::rule("extension_decision_late", &["TS-14.3"], "办理时限已经届满，不能再同意延期。"));
        }
    }
    let event = Event::new(EventKind::ExtensionDecided, &["TS-14.3"])
        .with("decision", json!(body.decision))
        .with("working_days", working_days);
    let mut decision = body.record(context);
    decision.working_days = granted.then_some(working_days);
    entry.decision = Some(decision);
    let extension = granted.then_some(DeadlineChange::Extend { kind: DeadlineKind::Handling, n: working_days });
    Ok(Decision::new(next, event).clocks(extension))
}

pub(super) fn submit_result(
    mut next: Complaint,
    body: SubmitResult,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let count = next.respondents.len() as u32;
    if body.accountability.iter().any(|a| !(1..=count).contains(&a.respondent)) {
        return Err(Refusal::rule("unknown_respondent", &["TS-12.5"], "处理对象不在被投诉人名单中。"));
    }
    let substantiated = body.outcome != ResultOutcome::Unsubstantiated;
    if substantiated && body.accountability.is_empty() && body.no_accountability_reason.is_none() {
        return Err(Refusal::rule(
            "accountability_missing",
            &["TS-12.5", "GZ-4.2"],
            "查实的投诉须写明对被投诉人的处理，或者写明暂未处理的原因。",
        ));
    }
    let clock = if next.status == ComplaintStatus::Reworking { DeadlineKind::Rework } else { DeadlineKind::Handling };
    let replied = body.reply.is_some();
    let event = moved(&mut next, ComplaintStatus::Reported, EventKind::ResultSubmitted, &["TS-12.3", "TS-12.6"])
        .with("outcome", json!(body.outcome))
        .with("replied", replied);
    next.results.push(body.record(context));
    let mut clocks =
        vec![close(clock), context.open(DeadlineKind::Verification, "complaint.verification", &["TS-15.1"])];
    if replied {
        clocks.push(close(DeadlineKind::ReplyPledge));
    }
    Ok(Decision::new(next, event).clocks(clocks))
}
