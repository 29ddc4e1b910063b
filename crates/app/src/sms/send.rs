//! The messages of a day (HP-5.1): at the fixed hour of a working day, one for each service of that day that was accepted and not
//! invited on another channel.

use chrono::Duration;
use yingshang_calendar::Instant;
use yingshang_rules::application::Application;
use yingshang_rules::evaluation::{EvaluationChannel, RatingScale, codes::SmsState, sms_reply};
use yingshang_rules::rulebook::Rulebook;
use yingshang_store::sms::{self as rows, QueueTicketRow, SmsMessageRow};
use yingshang_store::{Ts, evaluation as invitations, identity};

use super::KIND;
use super::phone::{self, Place};
use crate::application;
use crate::caller::Caller;
use crate::error::AppError;
use crate::evaluation;
use crate::event_log::facts;
use crate::seal::Sealed;
use crate::service_case::load;
use crate::tx::{Subject, Tx};

/// More tickets than a hall gives out in a day.
const TICKETS_MAX: i64 = 10_000;

/// Applications of one telephone that are looked at, newest first.
const APPLICATIONS_MAX: i64 = 20;

/// When the messages are due next, seen from `now`: the fixed hour of this day, or of the next once it has come.
pub(crate) fn next_run(now: Instant, rulebook: &Rulebook) -> Instant {
    let hour = Duration::hours(rulebook.number("evaluation.sms_hour"));
    let today = Instant::start_of(now.date()).plus(hour);
    if now < today { today } else { today.plus(Duration::days(1)) }
}

/// Makes the messages of today, if they are due. Returns how many.
///
/// # Errors
/// A failed query.
pub(crate) fn invite_today(tx: &mut Tx<'_>) -> Result<usize, AppError> {
    // The turn of the job comes once a day; see `next_run`.
    let due = sms_reply::is_due(tx.now, None, &tx.app.calendar(), &tx.app.rulebook());
    if let Err(missing) = &due {
        // Whether today is a working day is not known: nobody is written to on a guess.
        log::warn!("no text messages today: the calendar is not published for {}", missing.first_missing_day);
    }
    if !due.unwrap_or(false) {
        return Ok(0);
    }
    let mut made = 0;
    for ticket in rows::tickets_of(tx.conn, tx.now.date(), None, TICKETS_MAX)? {
        if let Some(served) = service_of(tx, &ticket)? {
            invite(tx, &ticket, &served)?;
            made += 1;
        }
    }
    Ok(made)
}

/// The service the person was rendered: accepted and not yet invited.
fn service_of(tx: &mut Tx<'_>, ticket: &QueueTicketRow) -> Result<Option<Application>, AppError> {
    let today = tx.now.date();
    let candidates = match &ticket.application_id {
        Some(id) => vec![id.clone()],
        None => identity::find_subjects_by_hash(
            tx.conn,
            application::KIND,
            Some(&ticket.phone_hash),
            None,
            APPLICATIONS_MAX,
        )?,
    };
    for id in candidates {
        if invitations::of_service(tx.conn, application::KIND, &id)?.is_some() {
            continue;
        }
        let file = load::<Application>(tx.conn, &Caller::System, &id)?.file;
        let accepted = file.acceptance.as_ref().map(|acceptance| acceptance.accepted_at.date());
        if accepted == Some(today) || (accepted.is_some() && ticket.application_id.is_some()) {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

fn invite(tx: &mut Tx<'_>, ticket: &QueueTicketRow, served: &Application) -> Result<(), AppError> {
    let (_, invitation) = evaluation::ask(tx, served, EvaluationChannel::Sms, None)?;
    let sealed = Sealed { key_id: ticket.key_id.clone(), nonce: ticket.nonce.clone(), sealed: ticket.sealed.clone() };
    let phone: String = phone::open(tx.app, Place::Ticket, &ticket.id, &sealed)?;
    let id = tx.new_id();
    let sealed = phone::seal(tx.app, Place::Message, &id, &phone)?;
    let row = SmsMessageRow {
        id,
        invitation_id: invitation.id,
        state: SmsState::Queued.code().to_owned(),
        phone_hash: ticket.phone_hash.clone(),
        key_id: sealed.key_id,
        nonce: sealed.nonce,
        sealed: sealed.sealed,
        body: sms_reply::question(&tx.app.settings.bureau_name, RatingScale::ThreeGrade),
        provider: None,
        failure: None,
        queued_at: Ts(tx.now),
        dispatched_at: None,
        version: 1,
    };
    rows::insert_message(tx.conn, &row)?;
    let payload = facts([("invitation_id", row.invitation_id.clone().into())]);
    tx.log(Subject { kind: KIND, id: &row.id }, "queued", &payload, &["HP-3.1", "HP-5.1"])
}
