//! A refusal on its way between the store and the rules, and what a step on it does to its application.

use yingshang_rules::application::{self, Application};
use yingshang_rules::deadline::DeadlineKind;
use yingshang_rules::refusal_filing::{self as rules, Command, Facts, RefusalFiling, RefusalStatus};
use yingshang_store::unit;

use super::KIND;
use super::view::{RefusalFilingView, build};
use crate::application as applications;
use crate::caller::Caller;
use crate::document::Source;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{self, Columns, ServiceCase, Stored, last_day, load};
use crate::service_item;
use crate::tx::{Expected, Reader, Subject, Tx};

impl ServiceCase for RefusalFiling {
    const KIND: &'static str = KIND;
    const PREFIX: &'static str = "FD";
    const PATH: &'static str = "/v1/refusals";

    fn columns(&self) -> Columns {
        Columns {
            id: self.id.clone(),
            number: self.number.clone(),
            category: Some(self.draft.kind.code()),
            outcome: None,
            item_id: Some(self.item_id.clone()),
            item_version: Some(self.item_version),
            application_id: Some(self.application_id.clone()),
            window_id: None,
            handler_id: None,
            received_at: self.drafted_at,
            accepted_at: None,
            source_system: self.source_system.clone(),
            external_ref: self.external_ref.clone(),
            text: format!("{} {}", self.item_name, self.application_number),
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.status, RefusalStatus::Dropped | RefusalStatus::Archived)
    }

    fn source(&self) -> Source<'_> {
        Source::Refusal(self)
    }
}

/// What the rules must know beside the file.
pub(super) fn facts_of(read: &mut Reader<'_>, file: &RefusalFiling) -> Result<Facts, AppError> {
    Ok(Facts {
        leader_in_charge_id: unit::get(read.conn, &file.unit_id)?.and_then(|unit| unit.leader_in_charge_id),
        filing_due_on: last_day(read.conn, Subject { kind: KIND, id: &file.id }, DeadlineKind::RefusalFiling)?,
    })
}

/// Takes one step for the caller and shows the case afterwards.
///
/// # Errors
/// Not found where the caller may not know of the case; stale version; a refusal with its articles.
pub fn step(tx: &mut Tx<'_>, id: &str, expected: Expected, command: Command) -> Result<RefusalFilingView, AppError> {
    let case = load::<RefusalFiling>(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    let case = take(tx, case, command)?;
    build(&mut tx.reader(), case, false)
}

/// Takes a step and carries it over to the application, in one unit.
fn take(tx: &mut Tx<'_>, case: Stored<RefusalFiling>, command: Command) -> Result<Stored<RefusalFiling>, AppError> {
    let facts = facts_of(&mut tx.reader(), &case.file)?;
    let item = service_item::version_number(tx.conn, &case.file.item_id, case.file.item_version)?;
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(tx.new_id(), facts);
    let status_before = case.file.status;
    let decision = rules::decide(&case.file, command, &context)?;
    let after = service_case::persist(tx, Some(case.row), decision, Some(&item))?;
    let command = match after.file.status {
        status if status == status_before => None,
        RefusalStatus::Approved => Some(application::Command::DecideRefusal),
        RefusalStatus::Dropped => Some(application::Command::DropRefusal),
        RefusalStatus::Served => Some(application::Command::ServeRefusal),
        _ => None,
    };
    if let Some(command) = command {
        let application = load::<Application>(tx.conn, &Caller::System, &after.file.application_id)?;
        applications::take(tx, application, command)?;
    }
    Ok(after)
}

/// The sweep: the period for the filing has passed (FD-7.1). Another step may have been faster.
pub(crate) fn note_not_filed(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let case = load::<RefusalFiling>(tx.conn, tx.caller, id)?;
    if case.file.status == RefusalStatus::Served && !case.file.noted_not_filed {
        take(tx, case, Command::NoteNotFiled)?;
    }
    Ok(())
}
