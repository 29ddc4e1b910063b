//! From acceptance to delivery: reviews, decision, stops and extensions of the clocks.

use serde_json::json;

use super::case_file::{Application, Suspension};
use super::clock::PAUSED;
use super::codes::ApplicationStatus;
use super::command::*;
use super::decide::{Context, Decision, suspended};
use super::event::{ApplicationEventKind, Event};
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::document::DocumentKind;
use crate::procedure::{close, open};
use crate::refusal::Refusal;
use crate::service_item::ItemVersion;

fn item<'a>(context: &'a Context<'_>) -> &'a ItemVersion {
    &context.facts.item
}

pub(super) fn first_review(mut next: Application, body: RecordFirstReview, context: &Context<'_>) -> Decision {
    let event = Event::moved(
        &mut next.status,
        ApplicationStatus::FirstReviewed,
        ApplicationEventKind::FirstReviewed,
        &["FW-5.4"],
    )
    .with("conforms", body.conforms);
    next.first_review = Some(body.record(context));
    let clock =
        item(context).stage_limits.review.map(|limit| open(DeadlineKind::Review, context.today(), limit, &["FW-5.4"]));
    Decision::new(next, event).clocks([close(DeadlineKind::FirstReview)]).clocks(clock)
}

pub(super) fn review(mut next: Application, body: RecordReview, context: &Context<'_>) -> Result<Decision, Refusal> {
    let first = next.first_review.as_ref().and_then(|review| review.recorded_by.as_deref());
    if context.rulebook.flag("application.review_by_another") && first == context.actor.user_id() {
        return Err(Refusal::rule("same_reviewer", &["FW-5.5"], "复核人不得是初审人，请由另一人复核。"));
    }
    let event = Event::moved(
        &mut next.status,
        ApplicationStatus::Reviewed,
        ApplicationEventKind::Reviewed,
        &["FW-5.4", "FW-5.5"],
    )
    .with("conforms", body.conforms);
    next.review = Some(body.record(context));
    let clock = item(context)
        .stage_limits
        .decision
        .map(|limit| open(DeadlineKind::DecisionMaking, context.today(), limit, &["FW-5.4"]));
    Ok(Decision::new(next, event).clocks([close(DeadlineKind::Review)]).clocks(clock))
}

/// Nothing outstanding, no clock stopped, and for approvals both reviews passed.
pub(super) fn may_approve(file: &Application, context: &Context<'_>) -> Result<(), Refusal> {
    if file.open_suspension().is_some() {
        return Err(suspended());
    }
    if !file.outstanding.is_empty() {
        return Err(Refusal::rule(
            "materials_outstanding",
            &["RQ-3.3", "RQ-3.4"],
            format!("容缺材料尚未补齐：{}。", file.outstanding.join("、")),
        )
        .with("codes", json!(file.outstanding)));
    }
    let negative =
        file.first_review.as_ref().is_some_and(|r| !r.conforms) || file.review.as_ref().is_some_and(|r| !r.conforms);
    if negative {
        return Err(Refusal::rule(
            "review_negative",
            &["FW-5.5", "FD-2.1"],
            "初审或者复核意见为不符合条件，不能准予；否定的决定须经否定备案程序作出。",
        ));
    }
    if item(context).kind.is_approval() && file.status != ApplicationStatus::Reviewed {
        return Err(Refusal::state("review_missing", &["FW-5.4", "FW-5.5"], "审批事项须经初审和复核后作出决定。"));
    }
    Ok(())
}

pub(super) fn approve(mut next: Application, body: ApproveApplication, context: &Context<'_>) -> Decision {
    let event =
        Event::moved(&mut next.status, ApplicationStatus::Approved, ApplicationEventKind::Approved, &["FW-5.4"]);
    next.approval = Some(body.record(context));
    Decision::new(next, event)
        .clocks(PAUSED.map(close))
        .clocks([context.open(DeadlineKind::Delivery, "application.delivery", &["FW-5.4"])])
        .issue(DocumentKind::ApprovalDecision)
}

pub(super) fn deliver(
    mut next: Application,
    body: DeliverDecision,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    context.not_ahead(body.delivered_at, "delivered_at", "FW-5.4")?;
    let decided_at = next.approval.as_ref().map(|approval| approval.recorded_at);
    if body.delivered_at.is_some_and(|at| decided_at.is_some_and(|decided| at < decided)) {
        return Err(Refusal::rule("before_decision", &["FW-5.4"], "送达的时间不能早于作出决定的时间。"));
    }
    let event =
        Event::moved(&mut next.status, ApplicationStatus::Delivered, ApplicationEventKind::Delivered, &["FW-5.4"])
            .with("method", json!(body.method));
    next.delivery = Some(body.record(context));
    Ok(Decision::new(next, event).clocks([close(DeadlineKind::Delivery)]))
}

pub(super) fn suspend(mut next: Application, body: SuspendClock, context: &Context<'_>) -> Result<Decision, Refusal> {
    let on = body.on.unwrap_or(context.today());
    context.day_not_ahead(Some(on), "on", "FW-5.4")?;
    let started = next.acceptance.as_ref().map(|a| a.handling_starts_on);
    let resumed = next.suspensions.iter().filter_map(|s| s.closed.as_ref().and_then(|c| c.on)).max();
    if started.is_some_and(|day| on < day) || resumed.is_some_and(|day| on < day) {
        return Err(Refusal::rule(
            "suspension_too_early",
            &["FW-5.4"],
            "中止之日不能早于办理时限起算之日或者上一次恢复之日。",
        ));
    }
    let event = Event::new(ApplicationEventKind::Suspended, &["FW-5.4"])
        .with("ground", json!(body.ground))
        .with("on", json!(on));
    let opened = SuspendClock { on: Some(on), ..body }.record(context);
    next.suspensions.push(Suspension { opened, closed: None });
    Ok(Decision::new(next, event).clocks(PAUSED.map(|kind| DeadlineChange::Pause { kind, on })))
}

pub(super) fn resume(
    mut next: Application,
    id: &str,
    body: ResumeClock,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let on = body.on.unwrap_or(context.today());
    context.day_not_ahead(Some(on), "on", "FW-5.4")?;
    let Some(entry) = next.suspensions.iter_mut().find(|s| s.opened.id == id && s.closed.is_none()) else {
        return Err(Refusal::rule("no_suspension", &["FW-5.4"], "没有这次尚未恢复的中止。"));
    };
    if entry.opened.on.is_some_and(|from| on < from) {
        return Err(Refusal::rule("resumed_before_suspended", &["FW-5.4"], "恢复之日不能早于中止之日。"));
    }
    entry.closed = Some(ResumeClock { on: Some(on), ..body }.record(context));
    let event = Event::new(ApplicationEventKind::Resumed, &["FW-5.4"]).with("on", json!(on));
    Ok(Decision::new(next, event).clocks(PAUSED.map(|kind| DeadlineChange::Resume { kind, on })))
}

/// Once, before the statutory limit ends, and only a limit in working days (行政许可法第四十二条).
pub(super) fn may_extend(file: &Application, context: &Context<'_>) -> Result<(), Refusal> {
    let limit = item(context).statutory_limit;
    if limit.is_none_or(|limit| limit.unit != yingshang_calendar::Unit::WorkingDay) {
        return Err(Refusal::rule("not_extendable", &["FW-5.4"], "该事项没有以工作日计算的法定办理时限，不能延长。"));
    }
    if !file.extensions.is_empty() {
        return Err(Refusal::rule("extension_already_granted", &["FW-5.4"], "法定办理时限已经延长，不能再次延长。"));
    }
    if context.facts.statutory_due_on.is_some_and(|due_on| context.today() > due_on) {
        return Err(Refusal::rule("extension_too_late", &["FW-5.4"], "法定办理时限已经届满，不能再延长。"));
    }
    Ok(())
}

pub(super) fn extend(mut next: Application, body: ExtendLimit, context: &Context<'_>) -> Result<Decision, Refusal> {
    let most = context.limit("application.extension_max").n;
    let n = body.working_days;
    if n > most {
        return Err(
            Refusal::rule("extension_too_long", &["FW-5.4"], format!("延长最多{most}个工作日。")).with("maximum", most)
        );
    }
    let event = Event::new(ApplicationEventKind::Extended, &["FW-5.4"]).with("working_days", n);
    next.extensions.push(body.record(context));
    let mut clocks = vec![DeadlineChange::Extend { kind: DeadlineKind::StatutoryHandling, n }];
    if context.rulebook.flag("application.extension_moves_promise") {
        clocks.push(DeadlineChange::Extend { kind: DeadlineKind::PromisedHandling, n });
    }
    Ok(Decision::new(next, event).clocks(clocks))
}

pub(super) fn open_green_channel(mut next: Application, body: OpenGreenChannel, context: &Context<'_>) -> Decision {
    let event = Event::new(ApplicationEventKind::GreenChannelOpened, &["FW-5.4"]).with("ground", json!(body.ground));
    next.green_channel = Some(body.record(context));
    Decision::new(next, event)
}

pub(super) fn correct_record(mut next: Application, body: CorrectRecord, context: &Context<'_>) -> Decision {
    next.corrections.push(body.record(context));
    Decision::new(next, Event::new(ApplicationEventKind::RecordCorrected, &["FW-5.5"]))
}

pub(super) fn withdraw(mut next: Application, body: WithdrawApplication, context: &Context<'_>) -> Decision {
    next.withdrawal = Some(body.record(context));
    withdrawn(next, &["FD-5.1"])
}

/// The application ends without a decision; its clocks fall away.
pub(super) fn withdrawn(mut next: Application, basis: &[&'static str]) -> Decision {
    let event = Event::moved(&mut next.status, ApplicationStatus::Withdrawn, ApplicationEventKind::Withdrawn, basis);
    Decision::new(next, event).clocks([DeadlineChange::LiftCase])
}
