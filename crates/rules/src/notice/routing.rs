//! Who answers: the person first asked, a colleague, the head, another unit or another authority (YC-4.2, YC-5.1, YC-7.1, YC-8.1).

use serde_json::json;

use super::case_file::Notice;
use super::codes::*;
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{Event, NoticeEventKind};
use crate::deadline::DeadlineKind;
use crate::document::DocumentKind;
use crate::procedure::close;
use crate::refusal::Refusal;

/// Sends the enquiry where the route says; all that the case of the text needs must be on record.
pub(super) fn send(mut next: Notice, body: HandOver, context: &Context<'_>) -> Result<Decision, Refusal> {
    let route = &body.route;
    complete(route, context)?;
    let basis: &[&'static str] = match route.competence {
        Competence::SamePerson | Competence::SameUnit => &["YC-2.1", "YC-4.2"],
        Competence::AbsentHandler | Competence::NoClearHandler => &["YC-5.1"],
        Competence::OtherUnit => &["YC-7.1"],
        Competence::OtherAuthority => &["YC-8.1"],
    };
    let status = match route.competence {
        Competence::SamePerson | Competence::SameUnit => NoticeStatus::Open,
        Competence::AbsentHandler => NoticeStatus::PassedOn,
        Competence::NoClearHandler => NoticeStatus::WithHead,
        Competence::OtherUnit | Competence::OtherAuthority => NoticeStatus::Redirected,
    };
    next.handler_id = match route.competence {
        Competence::SamePerson => context.actor.user_id().map(str::to_owned),
        Competence::SameUnit | Competence::AbsentHandler => route.handler_id.clone(),
        _ => None,
    };
    let event = Event::moved(&mut next.status, status, NoticeEventKind::HandedOver, basis)
        .with("competence", json!(route.competence))
        .with("handler_id", json!(next.handler_id))
        .with("unit_id", json!(route.unit_id));
    let clock = match status {
        NoticeStatus::PassedOn => Some(context.open(DeadlineKind::PassingOn, "notice.passing_on", &["YC-5.1"])),
        NoticeStatus::WithHead => Some(context.open(DeadlineKind::HeadDecision, "notice.head_decision", &["YC-5.1"])),
        _ => None,
    };
    next.hand_overs.push(body.record(context));
    let decision = Decision::new(next, event).clocks(clock);
    Ok(if status == NoticeStatus::Redirected { decision.issue(DocumentKind::OneTimeNotice) } else { decision })
}

/// Each case of the text with what it orders to be registered or told.
fn complete(route: &Route, context: &Context<'_>) -> Result<(), Refusal> {
    let (basis, fields): (&'static str, Vec<(&'static str, bool)>) = match route.competence {
        Competence::SamePerson | Competence::NoClearHandler => return Ok(()),
        Competence::SameUnit => ("YC-4.2", vec![("handler_id", route.handler_id.is_some())]),
        Competence::AbsentHandler => {
            ("YC-5.1", vec![("handler_id", route.handler_id.is_some()), ("visitor", context.facts.contact_known)])
        }
        Competence::OtherUnit => (
            "YC-7.1",
            vec![
                ("unit_id", route.unit_id.is_some()),
                ("phone", route.phone.is_some()),
                ("explanation", route.explanation.is_some()),
            ],
        ),
        Competence::OtherAuthority => {
            ("YC-8.1", vec![("authority", route.authority.is_some()), ("explanation", route.explanation.is_some())])
        }
    };
    let missing: Vec<&str> = fields.into_iter().filter(|(_, given)| !given).map(|(field, _)| field).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let detail = match route.competence {
        Competence::SameUnit => "介绍给本部门经办人的，须写明经办人。",
        Competence::AbsentHandler => "经办人不在的，须写明经办人，并登记服务对象的姓名和联系电话。",
        Competence::OtherUnit => "属于其他部门职责的，须向服务对象说明，并告知承办部门及其联系电话。",
        _ => "属于其他机关职责的，须向服务对象解释说明，并告知承办机关、单位。",
    };
    Err(Refusal::rule("route_incomplete", &[basis], detail).with("fields", json!(missing)))
}

pub(super) fn take_over(mut next: Notice, body: TakeOver, context: &Context<'_>) -> Decision {
    next.handler_id = context.actor.user_id().map(str::to_owned);
    let event = Event::moved(&mut next.status, NoticeStatus::Open, NoticeEventKind::TakenOver, &["YC-5.1"]);
    next.take_over = Some(body.record(context));
    Decision::new(next, event).clocks([close(DeadlineKind::PassingOn)])
}

pub(super) fn assign_handler(mut next: Notice, body: AssignHandler, context: &Context<'_>) -> Decision {
    next.handler_id = Some(body.handler_id.clone());
    let event = Event::moved(&mut next.status, NoticeStatus::Open, NoticeEventKind::HandlerAssigned, &["YC-5.1"])
        .with("handler_id", body.handler_id.as_str());
    next.handler_assignment = Some(body.record(context));
    Decision::new(next, event).clocks([close(DeadlineKind::HeadDecision)])
}
