//! A rating on its way between the store and the rules.

use yingshang_rules::evaluation::{self as rules, Command, Evaluation, EvaluationStatus};
use yingshang_store::evaluation as invitations;

use super::KIND;
use super::view::{EvaluationView, build};
use crate::document::Source;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{self, Columns, ServiceCase, load};
use crate::tx::{Expected, Tx};

impl ServiceCase for Evaluation {
    const KIND: &'static str = KIND;
    const PREFIX: &'static str = "PJ";
    const PATH: &'static str = "/v1/evaluations";

    fn columns(&self) -> Columns {
        Columns {
            id: self.id.clone(),
            number: self.number.clone(),
            category: Some(self.via.code()),
            outcome: Some(self.overall.code()),
            item_id: Some(self.item_id.clone()),
            item_version: None,
            application_id: Some(self.application_id.clone()),
            window_id: self.window_id.clone(),
            handler_id: self.served_by.first().cloned(),
            received_at: self.rated_at,
            accepted_at: None,
            source_system: None,
            external_ref: None,
            // Anomalies are found by their code (HP-4.3).
            text: self
                .anomalies
                .iter()
                .fold(format!("{} {}", self.item_name, self.application_number), |text, anomaly| {
                    format!("{text} {}", anomaly.code())
                }),
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.status, EvaluationStatus::Recorded | EvaluationStatus::Closed | EvaluationStatus::SetAside)
    }

    fn source(&self) -> Source<'_> {
        Source::None
    }
}

/// Takes one step for the caller and shows the case afterwards.
///
/// # Errors
/// Not found where the caller may not know of the case; stale version; a refusal with its articles.
pub fn step(tx: &mut Tx<'_>, id: &str, expected: Expected, command: Command) -> Result<EvaluationView, AppError> {
    let case = load::<Evaluation>(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let decision = rules::decide(&case.file, command, &moment.context(tx.new_id(), ()))?;
    let counted = case.file.counts();
    let case = service_case::persist(tx, Some(case.row), decision, None)?;
    if counted && !case.file.counts() {
        invitations::set_aside(tx.conn, &case.file.invitation_id)?;
    }
    build(&mut tx.reader(), case, false)
}
