//! One step on a case: load, decide, persist. Every sub-resource of a complaint goes through [`step`].

use yingshang_rules::actor::Actor;
use yingshang_rules::complaint::command::Amend;
use yingshang_rules::complaint::{self as rules, Command, Facts, Respondent};
use yingshang_rules::deadline::DeadlineKind;
use yingshang_store::{unit, user};

use super::case::{Case, clocks, facts_of, last_day, load, persist};
use super::register::respondents;
use super::view::{ComplaintView, build, case_of};
use crate::error::{AppError, FieldError};
use crate::moment::Moment;
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
    let facts = Facts {
        assignee_is_acceptance_body: assignee(tx, &command)?,
        respondents: named(tx, &command)?,
        ..facts_of(&clocks)
    };
    investigators_exist(tx, &command)?;
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(tx.new_id(), facts);
    let decision = rules::decide(&case.file, command, &context)?;
    persist(tx, Some(case), None, decision)
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
    let Some(last_day) = last_day(&clocks(tx.conn, id)?, DeadlineKind::ReceiptSigning).filter(|on| tx.now.date() > *on)
    else {
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
