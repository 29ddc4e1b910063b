//! A commitment on its way between the store and the rules, and what a step on it does to its application.

use yingshang_rules::application::{self, Application};
use yingshang_rules::commitment::codes::ConsequenceKind;
use yingshang_rules::commitment::gate::ACTIVE;
use yingshang_rules::commitment::{self as rules, Command, Commitment, CommitmentStatus, Facts};
use yingshang_rules::deadline::DeadlineKind;

use super::KIND;
use super::view::{CommitmentView, build};
use crate::application as applications;
use crate::caller::Caller;
use crate::complaint;
use crate::document::Source;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{self, Columns, ServiceCase, Stored, last_day, load};
use crate::service_item;
use crate::tx::{Expected, Reader, Subject, Tx};

impl ServiceCase for Commitment {
    const KIND: &'static str = KIND;
    const PREFIX: &'static str = "RQ";
    const PATH: &'static str = "/v1/commitments";

    fn columns(&self) -> Columns {
        Columns {
            id: self.id.clone(),
            number: self.number.clone(),
            category: Some(self.measure.code()),
            outcome: None,
            item_id: Some(self.item_id.clone()),
            item_version: Some(self.item_version),
            application_id: Some(self.application_id.clone()),
            window_id: None,
            handler_id: None,
            received_at: self.proposed_at,
            accepted_at: None,
            source_system: self.source_system.clone(),
            external_ref: self.external_ref.clone(),
            text: format!("{} {}", self.item_name, self.application_number),
        }
    }

    fn is_over(&self) -> bool {
        !ACTIVE.contains(&self.status)
    }

    fn source(&self) -> Source<'_> {
        Source::Commitment(self)
    }
}

/// What the rules must know beside the file.
pub(super) fn facts_of(read: &mut Reader<'_>, file: &Commitment) -> Result<Facts, AppError> {
    let of_application = Subject { kind: applications::KIND, id: &file.application_id };
    Ok(Facts {
        item: service_item::version_number(read.conn, &file.item_id, file.item_version)?,
        statutory_due_on: last_day(read.conn, of_application, DeadlineKind::StatutoryHandling)?,
        earlier_broken: file.earlier_broken,
        another_open: false,
        lacking: Vec::new(),
    })
}

/// Takes one step for the caller and shows the case afterwards.
///
/// # Errors
/// Not found where the caller may not know of the case; stale version; a refusal with its articles; unknown references.
pub fn step(tx: &mut Tx<'_>, id: &str, expected: Expected, command: Command) -> Result<CommitmentView, AppError> {
    let case = load::<Commitment>(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    if let Command::RegisterComplaint(body) = &command
        && !complaint::is_known(tx, &body.complaint_id)?
    {
        return Err(AppError::invalid("/complaint_id", "unknown_reference", "没有这件投诉举报。"));
    }
    let case = take(tx, case, command)?;
    build(&mut tx.reader(), case, false)
}

/// Takes a step and carries it over to the application, in one unit.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    case: Stored<Commitment>,
    command: Command,
) -> Result<Stored<Commitment>, AppError> {
    let facts = facts_of(&mut tx.reader(), &case.file)?;
    let item = facts.item.clone();
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(tx.new_id(), facts);
    let supplied = match &command {
        Command::Supply(body) => Some(body.materials.clone()),
        _ => None,
    };
    let decision = rules::decide(&case.file, command, &context)?;
    let status_before = case.file.status;
    let after = service_case::persist(tx, Some(case.row), decision, Some(&item))?;
    let moved = after.file.status != status_before;
    let command = match supplied {
        Some(materials) => Some(application::Command::ReceiveOutstanding(materials)),
        None if moved => carried_over(&after.file),
        None => None,
    };
    if let Some(command) = command {
        let application = load::<Application>(tx.conn, &Caller::System, &after.file.application_id)?;
        applications::take(tx, application, command)?;
    }
    Ok(after)
}

/// What a change of state means for the application.
fn carried_over(file: &Commitment) -> Option<application::Command> {
    let commitment_id = file.id.clone();
    match file.status {
        CommitmentStatus::Accepted => {
            Some(application::Command::AcceptOnCommitment { commitment_id, outstanding: file.outstanding() })
        }
        CommitmentStatus::Overdue if file.overdue.as_ref().is_some_and(|o| o.applicants_own_reasons) => {
            Some(application::Command::LiftPromise { commitment_id })
        }
        CommitmentStatus::Broken => {
            let consequence = file.notice.as_ref().map(|notice| notice.consequence);
            let counts_as_withdrawn = consequence == Some(ConsequenceKind::CountsAsWithdrawn);
            Some(application::Command::CommitmentBroken { commitment_id, counts_as_withdrawn })
        }
        _ => None,
    }
}
