//! Ordering a rectification on the figures of a window or a person.

use chrono::Days;
use yingshang_calendar::Instant;
use yingshang_rules::rectification::command::OrderRectification;
use yingshang_rules::rectification::{self as rules, NewRectification, OrderFacts, Rectification, RectificationTarget};
use yingshang_store::seek::{Page, SortKey};
use yingshang_store::service_case::{self as cases, ServiceCaseFilter, ServiceVisibility};
use yingshang_store::{Ts, evaluation, staff, user, window};

use super::KIND;
use super::view::{RectificationView, build};
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{self, ServiceCase, business_number, load};
use crate::tx::Tx;

/// Rectifications looked through for one of the same target.
const LOOKED_AT_MOST: i64 = 500;

/// Orders a rectification for the caller.
///
/// # Errors
/// An unknown window or person; a refusal with its articles (HP-7.1).
pub fn order(tx: &mut Tx<'_>, body: OrderRectification) -> Result<RectificationView, AppError> {
    let (unit_id, user_id) = target(tx, &body)?;
    let from = Ts(Instant::start_of(body.from));
    let to = Ts(Instant::start_of(body.to.checked_add_days(Days::new(1)).unwrap_or(body.to)));
    let (window_id, handler_id) = match body.target {
        RectificationTarget::Window => (Some(body.target_id.as_str()), None),
        RectificationTarget::Staff => (None, user_id.as_deref()),
    };
    let (positive, rated) = evaluation::rated(tx.conn, window_id, handler_id, from, to)?;
    let counted = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let facts = OrderFacts {
        ordered_before: ordered_before(tx, &body)?,
        unit_id,
        user_id,
        positive: counted(positive),
        rated: counted(rated),
    };
    let new = NewRectification { id: tx.new_id(), number: business_number(tx, KIND, Rectification::PREFIX)? };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let decision = rules::order(new, body, facts, &moment.context(tx.new_id(), ()))?;
    let case = service_case::persist(tx, None, decision, None)?;
    build(&mut tx.reader(), case, false)
}

/// Unit of the target, and the account of a person.
fn target(tx: &mut Tx<'_>, body: &OrderRectification) -> Result<(String, Option<String>), AppError> {
    let unknown = || AppError::invalid("/target_id", "unknown_reference", "没有这个窗口或者工作人员。");
    match body.target {
        RectificationTarget::Window => {
            let window = window::get(tx.conn, &body.target_id)?.ok_or_else(unknown)?;
            Ok((window.unit_id, None))
        }
        RectificationTarget::Staff => {
            let person = staff::get(tx.conn, &body.target_id)?.ok_or_else(unknown)?;
            let account = user::of_staff(tx.conn, &person.id)?.ok_or_else(|| {
                AppError::invalid("/target_id", "without_account", "该工作人员没有账号，没有计入个人的评价。")
            })?;
            Ok((person.unit_id, Some(account.id)))
        }
    }
}

/// Whether the same target was ordered before for a period that overlaps.
fn ordered_before(tx: &mut Tx<'_>, body: &OrderRectification) -> Result<bool, AppError> {
    let filter = ServiceCaseFilter {
        visibility: ServiceVisibility::system(),
        kind: KIND.to_owned(),
        category: vec![body.target.code().to_owned()],
        ..ServiceCaseFilter::default()
    };
    for row in cases::list(tx.conn, &filter, &Page::first(SortKey::ReceivedAt, true, LOOKED_AT_MOST))? {
        let earlier = load::<Rectification>(tx.conn, &crate::caller::Caller::System, &row.id)?.file.order;
        if earlier.target_id == body.target_id && earlier.from <= body.to && body.from <= earlier.to {
            return Ok(true);
        }
    }
    Ok(false)
}
