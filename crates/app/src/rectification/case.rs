//! A rectification on its way between the store and the rules.

use yingshang_rules::rectification::{self as rules, Command, Rectification, RectificationStatus, RectificationTarget};

use super::KIND;
use super::view::{RectificationView, build};
use crate::document::Source;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{self, Columns, ServiceCase, load};
use crate::tx::{Expected, Tx};

impl ServiceCase for Rectification {
    const KIND: &'static str = KIND;
    const PREFIX: &'static str = "ZG";
    const PATH: &'static str = "/v1/rectifications";

    fn columns(&self) -> Columns {
        let window = self.order.target == RectificationTarget::Window;
        Columns {
            id: self.id.clone(),
            number: self.number.clone(),
            category: Some(self.order.target.code()),
            outcome: None,
            item_id: None,
            item_version: None,
            application_id: None,
            window_id: window.then(|| self.order.target_id.clone()),
            handler_id: None,
            received_at: self.ordered_at,
            accepted_at: None,
            source_system: None,
            external_ref: None,
            text: self.order.requirement.clone(),
        }
    }

    fn is_over(&self) -> bool {
        self.status == RectificationStatus::Completed
    }

    fn source(&self) -> Source<'_> {
        Source::None
    }
}

/// Takes one step for the caller and shows the case afterwards.
///
/// # Errors
/// Not found where the caller may not know of the case; stale version; a refusal with its articles.
pub fn step(tx: &mut Tx<'_>, id: &str, expected: Expected, command: Command) -> Result<RectificationView, AppError> {
    let case = load::<Rectification>(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let decision = rules::decide(&case.file, command, &moment.context(tx.new_id(), ()))?;
    let case = service_case::persist(tx, Some(case.row), decision, None)?;
    build(&mut tx.reader(), case, false)
}
