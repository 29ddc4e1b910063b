//! An application on its way between the store and the rules, and what a step on it makes happen elsewhere.

use yingshang_rules::application::codes::ExaminationOutcome;
use yingshang_rules::application::gate::{ACTIVE, Action};
use yingshang_rules::application::{self as rules, Application, Command, Facts};
use yingshang_rules::commitment::command::CancelCommitment;
use yingshang_rules::commitment::{self, Commitment};
use yingshang_rules::deadline::DeadlineKind;

use super::KIND;
use crate::document::Source;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{self, Columns, ServiceCase, Stored, as_system, last_day, of_application};
use crate::tx::{Reader, Subject, Tx};
use crate::{notice, service_item};

impl ServiceCase for Application {
    const KIND: &'static str = KIND;
    const PREFIX: &'static str = "BJ";
    const PATH: &'static str = "/v1/applications";

    fn columns(&self) -> Columns {
        Columns {
            id: self.id.clone(),
            number: self.number.clone(),
            category: Some(self.channel.code()),
            outcome: self.outcome().map(|outcome| outcome.code()),
            item_id: Some(self.item_id.clone()),
            item_version: Some(self.item_version),
            application_id: None,
            window_id: self.window_id.clone(),
            handler_id: self.acceptance.as_ref().and_then(|acceptance| acceptance.accepted_by.clone()),
            received_at: self.received_at,
            accepted_at: self.acceptance.as_ref().map(|acceptance| acceptance.accepted_at),
            source_system: self.source_system.clone(),
            external_ref: self.external_ref.clone(),
            text: format!("{} {}", self.item_name, self.matter.as_deref().unwrap_or_default()),
        }
    }

    fn is_over(&self) -> bool {
        !ACTIVE.contains(&self.status)
    }

    fn source(&self) -> Source<'_> {
        Source::Application(self)
    }
}

/// The application that a body names in `application_id`. One the caller may not know of is a fault of the body, not of the path.
pub(crate) fn named(tx: &mut Tx<'_>, id: &str) -> Result<Stored<Application>, AppError> {
    service_case::load(tx.conn, tx.caller, id).map_err(|error| match error {
        AppError::NotFound => AppError::invalid("/application_id", "unknown_reference", "没有这件办件。"),
        other => other,
    })
}

/// What the rules must know beside the file: the item in the version the application began under (RQ-2.1), and the statutory limit.
pub(crate) fn facts_of(read: &mut Reader<'_>, file: &Application) -> Result<Facts, AppError> {
    let subject = Subject { kind: KIND, id: &file.id };
    Ok(Facts {
        item: service_item::version_number(read.conn, &file.item_id, file.item_version)?,
        statutory_due_on: last_day(read.conn, subject, DeadlineKind::StatutoryHandling)?,
    })
}

/// Takes a step and lets what follows from it happen in the same unit: the correction notice, the end of open commitments, the
/// acceptance that was only held up by a refusal.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    case: Stored<Application>,
    command: Command,
) -> Result<Stored<Application>, AppError> {
    let facts = facts_of(&mut tx.reader(), &case.file)?;
    let item = facts.item.clone();
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(tx.new_id(), facts);
    let dropped = command == Command::DropRefusal;
    let was_over = case.file.is_over();
    let was_accepted = case.file.acceptance.is_some();
    let decision = rules::decide(&case.file, command, &context)?;
    let examined = decision.next.examinations.len() > case.file.examinations.len();
    let after = service_case::persist(tx, Some(case.row), decision, Some(&item))?;
    let asked = after.file.examinations.last().filter(|e| examined && e.outcome == ExaminationOutcome::Incomplete);
    if let Some(examination) = asked {
        notice::issue_correction(tx, &after.file, examination, &item)?;
    }
    let accepted_in_full =
        !was_accepted && after.file.acceptance.as_ref().is_some_and(|acceptance| acceptance.commitment_id.is_none());
    if accepted_in_full || (after.file.is_over() && !was_over) {
        cancel_commitments(tx, &after.file)?;
    }
    if dropped {
        return as_system(tx, |tx| deem_accepted(tx, after));
    }
    Ok(after)
}

/// A commitment on an application that was accepted without it, or has ended, has lost its purpose.
fn cancel_commitments(tx: &mut Tx<'_>, application: &Application) -> Result<(), AppError> {
    let open = of_application::<Commitment>(tx.conn, &application.id)?;
    for case in open.into_iter().filter(|case| !case.file.is_over()) {
        let reason = format!("办件{}，容缺承诺不再需要。", application.status.label());
        let command = commitment::Command::Cancel(CancelCommitment { reason });
        as_system(tx, |tx| crate::commitment::take(tx, case, command).map(|_| ()))?;
    }
    Ok(())
}

/// The sweep: five working days without a word make the application accepted (FD-5.1). While a refusal is pending nothing is deemed;
/// when it is dropped, the question is asked again. What belongs to another authority stays as it is.
pub(crate) fn deem_accepted(tx: &mut Tx<'_>, case: Stored<Application>) -> Result<Stored<Application>, AppError> {
    let subject = Subject { kind: KIND, id: &case.file.id };
    let last = last_day(tx.conn, subject, DeadlineKind::Examination)?;
    if last.is_none_or(|day| tx.now.date() <= day) {
        return Ok(case);
    }
    let facts = facts_of(&mut tx.reader(), &case.file)?;
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    match rules::check(&case.file, Action::DeemAccepted, &moment.context(String::new(), facts)) {
        Ok(()) => take(tx, case, Command::DeemAccepted),
        Err(_) => Ok(case),
    }
}
