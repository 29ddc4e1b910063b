//! Service items (政务服务事项) and what they say from which day on.

mod list;
mod version;

pub use list::{ServiceItemFilter, list};
pub use version::{ServiceItemVersionRow, insert_version, version_number, version_on, versions};

use crate::schema::service_items;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A service item; its name, unit and content are in its versions.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = service_items)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct ServiceItemRow {
    /// UUIDv7.
    pub id: String,
    /// Code of the item, unique.
    pub code: String,
    /// Whether it is still in use; rows are never deleted.
    pub active: bool,
    /// The system it was imported from.
    pub source_system: Option<String>,
    /// Its key there; unique together with `source_system`.
    pub external_ref: Option<String>,
    /// Counts up with every change, new versions of its content included, from 1.
    pub version: i64,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// Writes a new item.
///
/// # Errors
/// [`StoreError::Duplicate`] when the code or the external key is taken.
pub fn insert(conn: &mut Conn, row: &ServiceItemRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(service_items::table).values(row).execute(conn))?;
    Ok(())
}

/// Writes `row` over the item with its id, which must be at `expected_version`. Returns the new version; the one in `row`
/// is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`], [`StoreError::Duplicate`].
pub fn update(conn: &mut Conn, row: &ServiceItemRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, service_items, ServiceItemRow, row, expected_version)
}

/// The item with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<ServiceItemRow>, StoreError> {
    Ok(on_engine!(conn, service_items::table.find(id).select(ServiceItemRow::as_select()).get_result(conn).optional())?)
}

/// The item with this code.
///
/// # Errors
/// A failed query.
pub fn by_code(conn: &mut Conn, code: &str) -> Result<Option<ServiceItemRow>, StoreError> {
    Ok(on_engine!(
        conn,
        service_items::table
            .filter(service_items::code.eq(code))
            .select(ServiceItemRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// The item that was imported under this key.
///
/// # Errors
/// A failed query.
pub fn by_external_ref(conn: &mut Conn, system: &str, key: &str) -> Result<Option<ServiceItemRow>, StoreError> {
    Ok(on_engine!(
        conn,
        service_items::table
            .filter(service_items::source_system.eq(system))
            .filter(service_items::external_ref.eq(key))
            .select(ServiceItemRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}
