//! Service items (政务服务事项): the catalogue of what the bureau does, in versions (RQ-2.1), with the institutions that apply
//! (GZ-1.2.1) and the published guide (FD-4.1).

mod change;
mod list;
mod public;
mod request;
mod view;

pub use change::{add_version, create, patch};
pub use list::{ServiceItemQuery, ServiceItemSummary, list};
pub use public::{PublicServiceItem, PublicServiceItemQuery, PublicUnit, PublicWindow, public_get, public_list};
pub use request::{CreateServiceItemRequest, ItemVersionRequest, PatchServiceItemRequest};
pub use view::{AddedItemVersion, EndedVersion, ItemVersionView, ServiceItemView, get, version, versions};

use chrono::NaiveDate;
use yingshang_rules::service_item::ItemVersion;
use yingshang_store::Conn;
use yingshang_store::service_item::{self as rows, ServiceItemVersionRow};

use crate::error::{AppError, FieldError};

/// Kind of subject in the event log.
pub const KIND: &str = "service_item";

/// The version of an item that holds on a day (+08:00).
///
/// # Errors
/// [`AppError::NotFound`]: no such item, or its first version begins later.
pub fn version_on(conn: &mut Conn, item_id: &str, on: NaiveDate) -> Result<ItemVersion, AppError> {
    content(rows::version_on(conn, item_id, on)?.ok_or(AppError::NotFound)?)
}

/// The version of an item with this number: the one a case began under.
///
/// # Errors
/// [`AppError::NotFound`]: no such item or version.
pub fn version_number(conn: &mut Conn, item_id: &str, number: u32) -> Result<ItemVersion, AppError> {
    let number = i32::try_from(number).map_err(|_| AppError::NotFound)?;
    content(rows::version_number(conn, item_id, number)?.ok_or(AppError::NotFound)?)
}

/// Whether a new case may name this item: it is in use and has a version in force on the day; the fault is reported at `pointer`.
///
/// # Errors
/// A failed query.
pub fn check_item(
    conn: &mut Conn,
    item_id: &str,
    on: NaiveDate,
    pointer: &str,
) -> Result<Option<FieldError>, AppError> {
    let open =
        rows::get(conn, item_id)?.is_some_and(|item| item.active) && rows::version_on(conn, item_id, on)?.is_some();
    let fault = || FieldError::new(pointer, "unknown_service_item", "事项不存在、已停用，或当日没有生效的版本");
    Ok((!open).then(fault))
}

fn content(row: ServiceItemVersionRow) -> Result<ItemVersion, AppError> {
    serde_json::from_str(&row.document).map_err(AppError::internal)
}
