//! After acceptance: supply, reminders, delay and its consequence, faults of the office, complaints about it.

use serde_json::json;
use yingshang_calendar::Start;

use super::case_file::{Commitment, DutyComplaintEntry, Overdue};
use super::codes::{CommitmentStatus, NotificationFault};
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{CommitmentEventKind, Event};
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::finding::{Finding, FindingKind};
use crate::procedure::close;
use crate::refusal::Refusal;

pub(super) fn supply(
    mut next: Commitment,
    body: SupplyOutstanding,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let awaited = next.outstanding();
    let strange: Vec<&str> =
        body.materials.iter().map(|m| m.code.as_str()).filter(|code| !awaited.iter().any(|a| a == code)).collect();
    if !strange.is_empty() {
        return Err(Refusal::rule(
            "not_awaited",
            &["RQ-3.3"],
            format!("这些材料不在待补齐之列：{}。", strange.join("、")),
        )
        .with("codes", json!(strange)));
    }
    for material in &mut next.materials {
        if body.materials.iter().any(|given| given.code == material.code) {
            material.supplied_at = Some(context.now);
        }
    }
    let codes: Vec<&str> = body.materials.iter().map(|m| m.code.as_str()).collect();
    let event = Event::new(CommitmentEventKind::Supplied, &["RQ-3.3"]).with("codes", json!(codes));
    next.supplies.push(body.record(context));
    if !next.outstanding().is_empty() {
        return Ok(Decision::new(next, event));
    }
    let fulfilled =
        Event::moved(&mut next.status, CommitmentStatus::Fulfilled, CommitmentEventKind::Fulfilled, &["RQ-3.3"]);
    Ok(Decision::new(next, event)
        .event(fulfilled)
        .clocks([close(DeadlineKind::Supply), close(DeadlineKind::SupplyGrace)]))
}

/// RQ-3.2c: the promise is pushed back, at most to the end of the statutory limit, and the office is not liable for it - unless it
/// told wrongly or unclearly itself (RQ-4.1).
pub(super) fn become_overdue(mut next: Commitment, context: &Context<'_>) -> Decision {
    let applicants_own_reasons = next.faults.is_empty();
    let latest_on = context.facts.statutory_due_on;
    let liability = if applicants_own_reasons {
        "因申请人原因未按承诺补齐材料，办理时限后延，但不超过法定办理时限届满之日；经办部门和工作人员不承担未在承诺时限内办结的责任。"
    } else {
        "经办部门告知有差错，未按期补齐的责任不在申请人，承诺办理时限继续约束经办部门。"
    };
    let event = Event::moved(
        &mut next.status,
        CommitmentStatus::Overdue,
        CommitmentEventKind::BecameOverdue,
        if applicants_own_reasons { &["RQ-3.2c"] } else { &["RQ-3.2c", "RQ-4.1"] },
    )
    .with("applicants_own_reasons", applicants_own_reasons)
    .with("latest_on", json!(latest_on));
    next.overdue =
        Some(Overdue { at: context.now, applicants_own_reasons, latest_on, liability: liability.to_owned() });
    let grace = latest_on
        .filter(|last| *last >= context.today())
        .map(|last| context.until(DeadlineKind::SupplyGrace, last, &["RQ-3.2c"]));
    Decision::new(next, event).clocks([close(DeadlineKind::Supply)]).clocks(grace)
}

pub(super) fn expire(mut next: Commitment, body: ExpireCommitment, context: &Context<'_>) -> Decision {
    let event =
        Event::moved(&mut next.status, CommitmentStatus::Broken, CommitmentEventKind::Broken, &["RQ-3.2a", "RQ-3.2c"])
            .with("consequence", json!(next.notice.as_ref().map(|notice| notice.consequence)))
            .with("outstanding", json!(next.outstanding()));
    next.expiry = Some(body.record(context));
    Decision::new(next, event).clocks([close(DeadlineKind::SupplyGrace), close(DeadlineKind::Supply)])
}

pub(super) fn expire_automatically(next: Commitment, context: &Context<'_>) -> Decision {
    let note = "法定办理时限届满，材料仍未补齐，告知书载明的后果生效。".to_owned();
    expire(next, ExpireCommitment { note }, context)
}

pub(super) fn record_fault(mut next: Commitment, body: RecordNotificationFault, context: &Context<'_>) -> Decision {
    let kind = match body.fault {
        NotificationFault::Unclear => FindingKind::NotificationUnclear,
        NotificationFault::Wrong => FindingKind::NotificationWrong,
    };
    let teller = next.notice.as_ref().and_then(|notice| notice.recorded_by.clone());
    let finding = Finding::against(
        Some(&next.unit_id),
        kind,
        format!("容缺告知存在差错（{}），由经办部门承担责任。", body.fault.label()),
    )
    .by(teller.as_deref());
    let event = Event::new(CommitmentEventKind::FaultRecorded, &["RQ-4.1"]).with("fault", json!(body.fault));
    next.faults.push(body.record(context));
    Decision::new(next, event).found([finding])
}

/// RQ-4.4: answered within ten working days.
pub(super) fn register_complaint(
    mut next: Commitment,
    body: RegisterDutyComplaint,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    if next.complaints.iter().any(|entry| entry.complaint.complaint_id == body.complaint_id) {
        return Err(Refusal::state("already_linked", &["RQ-4.4"], "这件投诉举报已经登记。"));
    }
    context.day_not_ahead(body.received_on, "received_on", "RQ-4.4")?;
    let received_on = body.received_on.unwrap_or(context.today());
    let record = RegisterDutyComplaint { received_on: Some(received_on), ..body }.record(context);
    let event = Event::new(CommitmentEventKind::ComplaintRegistered, &["RQ-4.4"])
        .with("complaint_id", record.complaint_id.as_str());
    let clock = DeadlineChange::Open {
        kind: DeadlineKind::DutyComplaintReply,
        item_id: Some(record.id.clone()),
        start: Start::Date(received_on),
        limit: context.limit("commitment.duty_complaint_reply"),
        basis: vec!["RQ-4.4"],
    };
    next.complaints.push(DutyComplaintEntry { complaint: record, reply: None });
    Ok(Decision::new(next, event).clocks([clock]))
}

pub(super) fn reply_to_complaint(
    mut next: Commitment,
    id: &str,
    body: ReplyToDutyComplaint,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let Some(entry) = next.complaints.iter_mut().find(|e| e.complaint.id == id && e.reply.is_none()) else {
        return Err(Refusal::rule("no_open_complaint", &["RQ-4.4"], "没有这件待回复的投诉。"));
    };
    entry.reply = Some(body.record(context));
    let event = Event::new(CommitmentEventKind::ComplaintReplied, &["RQ-4.4"]).with("item_id", id);
    let clock = DeadlineChange::Close { kind: DeadlineKind::DutyComplaintReply, item_id: Some(id.to_owned()) };
    Ok(Decision::new(next, event).clocks([clock]))
}

/// The duty to answer a complaint does not end with the commitment; its other clocks do.
pub(super) fn cancel(mut next: Commitment, body: CancelCommitment, context: &Context<'_>) -> Decision {
    let event =
        Event::moved(&mut next.status, CommitmentStatus::Cancelled, CommitmentEventKind::Cancelled, &["RQ-3.1"]);
    next.cancellation = Some(body.record(context));
    let lift = |kind| DeadlineChange::Lift { kind };
    Decision::new(next, event).clocks([lift(DeadlineKind::Supply), lift(DeadlineKind::SupplyGrace)])
}

pub(super) fn remind(mut next: Commitment, context: &Context<'_>) -> Decision {
    let event = Event::new(CommitmentEventKind::Reminded, &["RQ-3.2b"]).with("supply_by", json!(next.supply_by));
    next.reminded_at.push(context.now);
    Decision::new(next, event)
}
