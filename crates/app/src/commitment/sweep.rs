//! What the sweep does with commitments: reminds before the date, pushes the promise back after it, ends them with the statutory limit.

use yingshang_rules::commitment::{Command, Commitment, CommitmentStatus};
use yingshang_rules::deadline::DeadlineKind;
use yingshang_store::deadline;

use super::case::take;
use crate::application;
use crate::error::AppError;
use crate::service_case::{load, of_application};
use crate::tx::Tx;

/// Takes `command` if the commitment is in one of `from`; another step may have been faster.
fn take_if(tx: &mut Tx<'_>, id: &str, from: &[CommitmentStatus], command: Command) -> Result<(), AppError> {
    let case = load::<Commitment>(tx.conn, tx.caller, id)?;
    if from.contains(&case.file.status) {
        take(tx, case, command)?;
    }
    Ok(())
}

/// The date is near.
pub(crate) fn remind(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    take_if(tx, id, &[CommitmentStatus::Accepted, CommitmentStatus::Overdue], Command::Remind)
}

/// The date has passed (RQ-3.2c). Where the statutory limit is over as well, because nobody swept in between, there is no time left.
pub(crate) fn become_overdue(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let case = load::<Commitment>(tx.conn, tx.caller, id)?;
    if case.file.status != CommitmentStatus::Accepted {
        return Ok(());
    }
    let case = take(tx, case, Command::BecomeOverdue)?;
    let latest_on = case.file.overdue.as_ref().and_then(|overdue| overdue.latest_on);
    if latest_on.is_some_and(|last| last < tx.now.date()) {
        take(tx, case, Command::ExpireAutomatically)?;
    }
    Ok(())
}

/// The day on which the statutory limit ended when the commitment fell overdue has passed (RQ-3.2a). A limit that was extended or
/// stopped since has not: its own end decides, see [`statutory_limit_over`].
pub(crate) fn expire(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let application_id = load::<Commitment>(tx.conn, tx.caller, id)?.file.application_id;
    let clocks = deadline::open_for(tx.conn, application::KIND, &application_id)?;
    let statutory = clocks.iter().find(|clock| clock.kind == DeadlineKind::StatutoryHandling.code());
    if statutory.is_some_and(|clock| clock.due_at.is_none_or(|due_at| due_at.0 >= tx.now)) {
        return Ok(());
    }
    take_if(tx, id, &[CommitmentStatus::Overdue], Command::ExpireAutomatically)
}

/// The statutory limit of an application has passed: what is still owed under a commitment is owed no longer (RQ-3.2a).
pub(crate) fn statutory_limit_over(tx: &mut Tx<'_>, application_id: &str) -> Result<(), AppError> {
    for case in of_application::<Commitment>(tx.conn, application_id)? {
        take_if(tx, &case.row.id, &[CommitmentStatus::Overdue], Command::ExpireAutomatically)?;
    }
    Ok(())
}
