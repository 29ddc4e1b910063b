//! Beside the procedure: reminders, supervision orders, escalation, clues, emergencies, obstruction.

use serde_json::json;
use yingshang_calendar::Start;

use super::case_file::{ClueTransfer, Complaint, ReminderEntry, SupervisionOrder};
use super::codes::*;
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{Event, EventKind};
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::refusal::Refusal;

pub(super) fn remind(
    mut next: Complaint,
    body: Remind,
    overdue: Option<DeadlineKind>,
    context: &Context<'_>,
) -> Decision {
    let event = Event::new(EventKind::Reminded, &["TS-10.1"]).with("overdue", json!(overdue));
    next.reminders.push(ReminderEntry { reminder: body.record(context), overdue });
    Decision::new(next, event)
}

/// A red deadline reminds by itself; the text is fixed, the clock is named.
pub(super) fn remind_automatically(next: Complaint, kind: DeadlineKind, context: &Context<'_>) -> Decision {
    let text = format!("「{}」时限已届满，请立即办理。", kind.label());
    remind(next, Remind { text }, Some(kind), context)
}

pub(super) fn order(
    mut next: Complaint,
    mut body: OrderSupervision,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    if body.kind != SupervisionKind::ListedSupervision && body.cause != SupervisionCause::Serious {
        return Err(Refusal::rule(
            "not_serious_enough",
            &["TS-23.1"],
            "警示约谈、通报批评限于情节严重的；办理不及时、效果不明显的应当挂牌督办。",
        ));
    }
    if body.unit_id.is_none() {
        body.unit_id = next.assignment.as_ref().map(|a| a.unit_id.clone());
    }
    let event = Event::new(EventKind::SupervisionOrdered, &["TS-23.1"])
        .with("kind", json!(body.kind))
        .with("cause", json!(body.cause))
        .with("unit_id", json!(body.unit_id));
    next.supervision_orders.push(SupervisionOrder { order: body.record(context), lifting: None });
    Ok(Decision::new(next, event))
}

pub(super) fn lift(
    mut next: Complaint,
    id: &str,
    body: LiftSupervision,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let Some(entry) = next.supervision_orders.iter_mut().find(|s| s.order.id == id && s.lifting.is_none()) else {
        return Err(Refusal::rule("no_supervision_order", &["TS-23.1"], "没有这件尚未解除的督办措施。"));
    };
    entry.lifting = Some(body.record(context));
    let event = Event::new(EventKind::SupervisionLifted, &["TS-23.1"]).with("order_id", id);
    Ok(Decision::new(next, event))
}

pub(super) fn escalate(mut next: Complaint, body: Escalate, context: &Context<'_>) -> Decision {
    let event = Event::new(EventKind::Escalated, &["TS-11.2d", "TS-17.1"]).with("ground", json!(body.ground));
    next.escalations.push(body.record(context));
    Decision::new(next, event)
}

/// The ten working days run from the day the clue was received or found (TS-24.1), whatever becomes of the case.
pub(super) fn register_clue(
    mut next: Complaint,
    body: RegisterClue,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    context.day_not_ahead(Some(body.found_on), "found_on", "TS-11.1")?;
    let found_on = body.found_on;
    let clue = body.record(context);
    let event = Event::new(EventKind::ClueRegistered, &["TS-24.1", "TS-11.3c"])
        .with("clue_id", clue.id.as_str())
        .with("found_on", json!(found_on));
    let clock = DeadlineChange::Open {
        kind: DeadlineKind::ClueTransfer,
        item_id: Some(clue.id.clone()),
        start: Start::Date(found_on),
        limit: context.limit("complaint.clue_transfer"),
        basis: vec!["TS-24.1"],
    };
    next.clue_transfers.push(ClueTransfer { clue, dispatch: None });
    Ok(Decision::new(next, event).clocks([clock]))
}

pub(super) fn dispatch_clue(
    mut next: Complaint,
    id: &str,
    body: DispatchClue,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let Some(entry) = next.clue_transfers.iter_mut().find(|c| c.clue.id == id && c.dispatch.is_none()) else {
        return Err(Refusal::rule("no_clue", &["TS-24.1"], "没有这件尚未移送的线索。"));
    };
    if body.enclosures.is_empty() {
        return Err(Refusal::rule("enclosures_missing", &["TS-24.1"], "移送线索应当提供相关资料。"));
    }
    entry.dispatch = Some(body.record(context));
    let event = Event::new(EventKind::ClueDispatched, &["TS-24.1", "TS-11.3c"]).with("clue_id", id);
    let done = DeadlineChange::Close { kind: DeadlineKind::ClueTransfer, item_id: Some(id.to_owned()) };
    Ok(Decision::new(next, event).clocks([done]))
}

pub(super) fn report_emergency(mut next: Complaint, body: ReportEmergency, context: &Context<'_>) -> Decision {
    next.emergency_reports.push(body.record(context));
    Decision::new(next, Event::new(EventKind::EmergencyReported, &["TS-7.7"]))
}

pub(super) fn record_obstruction(
    mut next: Complaint,
    body: RecordObstruction,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    if body.respondent.is_some_and(|n| !(1..=next.respondents.len()).contains(&(n as usize))) {
        return Err(Refusal::rule("unknown_respondent", &["TS-25.1"], "该序号不在被投诉人名单中。"));
    }
    let event = Event::new(EventKind::ObstructionRecorded, &["TS-25.1"]).with("kind", json!(body.kind));
    next.obstructions.push(body.record(context));
    Ok(Decision::new(next, event))
}
