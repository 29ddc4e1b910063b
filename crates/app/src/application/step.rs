//! One step on an application. Every sub-resource goes through [`step`].

use yingshang_rules::application::Command;

use super::case::take;
use super::view::{ApplicationView, build};
use crate::error::AppError;
use crate::service_case::load;
use crate::tx::{Expected, Tx};

/// Takes one step for the caller and shows the case afterwards.
///
/// # Errors
/// Not found where the caller may not know of the case; stale version; a refusal with its articles.
pub fn step(tx: &mut Tx<'_>, id: &str, expected: Expected, command: Command) -> Result<ApplicationView, AppError> {
    let case = load(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    let case = take(tx, case, command)?;
    build(&mut tx.reader(), case, false)
}
