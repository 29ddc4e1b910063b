//! One step on a case: load, decide, persist. Every sub-resource of a complaint goes through [`step`].

use yingshang_rules::actor::Actor;
use yingshang_rules::complaint::command::Amend;
use yingshang_rules::complaint::{self as rules, Command, Context, Respondent};
use yingshang_rules::deadline::DeadlineKind;
use yingshang_store::deadline::DeadlineRow;
use yingshang_store::{unit, user};

use super::case::{Case, clocks, handling_due, load, persist};
use super::register::respondents;
use super::view::{ComplaintView, build, case_of};
use crate::error::{AppError, FieldError};
use crate::organisation::UnitKind;
use crate::tx::{Expected, Tx};

/// Takes one step for the caller and shows the case afterwards.
///
/// # Errors
/// Not found where the caller may not know of the case; stale version; a refusal with its articles; unknown references.
pub fn step(tx: &mut Tx<'_>, id: &str, expected: Expected, command: Command) -> Result<ComplaintView, AppError> {
    let case = load(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    let row = take(tx, case, command)?;
    build(&mut tx.reader(), &case_of(row)?, false)
}

fn take(tx: &mut Tx<'_>, case: Case, command: Command) -> Result<yingshang_store::complaint::ComplaintRow, AppError> {
    let clocks = clocks(tx.conn, &case.file.id)?;
    let assignee_is_acceptance_body = assignee(tx, &command)?;
    let respondents = named(tx, &command)?;
    investigators_exist(tx, &command)?;
    let (actor, calendar, rulebook) = (tx.caller.actor(), tx.app.calendar(), tx.app.rulebook());
    let context = Context {
        actor: &actor,
        now: tx.now,
        calendar: &calendar,
        rulebook: &rulebook,
        new_id: tx.new_id(),
        handling_due_on: handling_due(&clocks),
        signing_due_on: signing_due(&clocks),
        assignee_is_acceptance_body,
        respondents,
    };
    let decision = rules::decide(&case.file, command, &context)?;
    persist(tx, Some(case), None, decision)
}

pub(super) fn signing_due(clocks: &[DeadlineRow]) -> Option<chrono::NaiveDate> {
    let signing = |row: &&DeadlineRow| row.kind == DeadlineKind::ReceiptSigning.code() && row.closed_at.is_none();
    clocks.iter().find(signing).and_then(|row| row.due_on)
}

/// The unit an assignment names must exist and be at work.
fn assignee(tx: &mut Tx<'_>, command: &Command) -> Result<bool, AppError> {
    let Command::Assign(body) = command else { return Ok(false) };
    match unit::get(tx.conn, &body.unit_id)? {
        Some(unit) if unit.active => Ok(unit.kind == UnitKind::AcceptanceBody.code()),
        _ => Err(AppError::invalid("/unit_id", "unknown_reference", "没有这个单位，或者该单位已停用。")),
    }
}

fn named(tx: &mut Tx<'_>, command: &Command) -> Result<Vec<Respondent>, AppError> {
    match command {
        Command::Amend(body) if *body == Amend::default() => {
            Err(AppError::invalid("", "nothing_to_amend", "没有写明要补充或更正的内容。"))
        }
        Command::Amend(body) => respondents(tx, body.respondents.as_deref().unwrap_or_default()),
        _ => Ok(Vec::new()),
    }
}

/// Investigators must be accounts of the unit that signs.
fn investigators_exist(tx: &mut Tx<'_>, command: &Command) -> Result<(), AppError> {
    let Command::SignReceipt(body) = command else { return Ok(()) };
    let Actor::Staff(signer) = tx.caller.actor() else { return Ok(()) };
    let mut faults = Vec::new();
    for (place, id) in body.investigator_ids.iter().enumerate() {
        let known = user::get(tx.conn, id)?.is_some_and(|user| user.active && user.unit_id == signer.unit_id);
        if !known {
            let pointer = format!("/investigator_ids/{place}");
            faults.push(FieldError::new(pointer, "unknown_reference", "不是本单位在用的账号。"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

/// The sweep: a receipt not signed by its last day counts as signed on that day. Returns whether the case changed.
pub fn deem_received(tx: &mut Tx<'_>, id: &str) -> Result<bool, AppError> {
    let case = load(tx.conn, tx.caller, id)?;
    let Some(last_day) = signing_due(&clocks(tx.conn, id)?).filter(|on| tx.now.date() > *on) else {
        return Ok(false);
    };
    take(tx, case, Command::DeemReceived(last_day))?;
    Ok(true)
}

/// The sweep: a red clock reminds by itself. A receipt not signed is not reminded of: it counts as signed.
pub fn remind_automatically(tx: &mut Tx<'_>, id: &str, kind: DeadlineKind) -> Result<(), AppError> {
    if kind == DeadlineKind::ReceiptSigning {
        deem_received(tx, id)?;
        return Ok(());
    }
    let case = load(tx.conn, tx.caller, id)?;
    take(tx, case, Command::RemindAutomatically(kind))?;
    Ok(())
}
