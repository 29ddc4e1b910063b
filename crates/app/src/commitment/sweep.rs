//! What the sweep does with commitments: reminds before the date, pushes the promise back after it, ends them with the statutory limit.

use yingshang_rules::commitment::{Command, Commitment, CommitmentStatus};

use super::case::take;
use crate::error::AppError;
use crate::service_case::load;
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

/// The date has passed (RQ-3.2c).
pub(crate) fn become_overdue(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    take_if(tx, id, &[CommitmentStatus::Accepted], Command::BecomeOverdue)
}

/// The statutory limit has passed (RQ-3.2a).
pub(crate) fn expire(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    take_if(tx, id, &[CommitmentStatus::Overdue], Command::ExpireAutomatically)
}
