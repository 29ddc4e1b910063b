//! Invitations: one for each service, for a real service only, and for a while (HP-2.1, HP-4.3).

use chrono::Days;
use yingshang_calendar::Instant;

use super::codes::EvaluationChannel;
use super::submission::may_enter;
use crate::actor::{Actor, Role};
use crate::procedure;
use crate::refusal::Refusal;

/// What an invitation must know of the service it is for.
#[derive(Debug, Clone, Copy)]
pub struct Service<'a> {
    /// Unit that serves.
    pub unit_id: &'a str,
    /// Accounts that served the person.
    pub served_by: &'a [String],
    /// When the application was accepted; `None`: it was not.
    pub accepted_at: Option<Instant>,
    /// An invitation was made for it before, on whichever channel.
    pub invited: bool,
}

/// An invitation to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    /// When it is made; the rating may not come sooner.
    pub invited_at: Instant,
    /// After this moment it can no longer be answered; the end of a day.
    pub expires_at: Instant,
}

/// Whether this actor may ask for a rating of this service on this channel, and until when it can be answered.
///
/// The counter's invitation is handed over by the serving unit or its device, also by the clerk who served (HP-4.1 asks clerks to remind);
/// text messages go out by themselves (HP-5.1); paper comes in from whoever may enter ratings.
pub fn invite(
    service: Service<'_>,
    channel: EvaluationChannel,
    context: &procedure::Context<'_, ()>,
) -> Result<Invitation, Refusal> {
    entrusted(service, channel, context.actor)?;
    if service.accepted_at.is_none() {
        return Err(Refusal::state(
            "service_not_accepted",
            &["HP-4.3", "HP-2.1"],
            "该办件尚未受理，没有可以评价的服务。",
        ));
    }
    if service.invited {
        return Err(Refusal::state(
            "already_invited",
            &["HP-2.1", "HP-4.3"],
            "一次服务只评价一次，该办件已经发起过评价。",
        ));
    }
    let days = u64::try_from(context.rulebook.number("evaluation.invitation_days")).unwrap_or(0);
    let last = context.today().checked_add_days(Days::new(days)).unwrap_or(context.today());
    Ok(Invitation { invited_at: context.now, expires_at: Instant::end_of(last) })
}

fn entrusted(service: Service<'_>, channel: EvaluationChannel, actor: &Actor) -> Result<(), Refusal> {
    let serves = |unit: Option<&str>, role: &Role| match role {
        Role::Integration => true,
        Role::WindowClerk | Role::Handler | Role::UnitLeader => unit == Some(service.unit_id),
        _ => false,
    };
    let open = match (channel, actor) {
        (EvaluationChannel::Paper, _) => return may_enter(actor, service.served_by),
        (EvaluationChannel::Sms, actor) => *actor == Actor::System,
        (EvaluationChannel::Counter, Actor::Staff(staff)) => {
            staff.roles.iter().any(|role| serves(staff.unit_id.as_deref(), role))
        }
        (EvaluationChannel::Counter, _) => false,
    };
    if open {
        return Ok(());
    }
    Err(Refusal::actor(
        "not_entrusted",
        &["HP-3.1", "HP-5.1"],
        "现场评价由服务单位或者评价器发起，短信评价由系统定时发起。",
    ))
}
