//! The versions of an item: each holds from its day until the day before the next one.

use crate::schema::service_item_versions as v;
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;

/// What an item says from a day on. Never written over: a case is judged by the version it began under.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = v)]
#[diesel(treat_none_as_default_value = false)]
pub struct ServiceItemVersionRow {
    /// UUIDv7.
    pub id: String,
    /// The item.
    pub item_id: String,
    /// Counts the versions of the item, from 1.
    pub number: i32,
    /// First day it holds (+08:00); no two versions of an item have the same.
    pub effective_from: NaiveDate,
    /// Name of the item.
    pub name: String,
    /// Code of the kind of item.
    pub kind: String,
    /// The unit that handles it.
    pub unit_id: String,
    /// What `q` searches, as [`searchable`](crate::seek::searchable) makes it.
    pub search_text: String,
    /// The whole version as JSON.
    pub document: String,
    /// The account that wrote it.
    pub created_by: String,
    /// When the row was written.
    pub created_at: Ts,
}

/// Writes a new version.
///
/// # Errors
/// [`StoreError::Duplicate`] when the item has a version with this number or from this day.
pub fn insert_version(conn: &mut Conn, row: &ServiceItemVersionRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(v::table).values(row).execute(conn))?;
    Ok(())
}

/// Every version of an item, the one written last first.
///
/// # Errors
/// A failed query.
pub fn versions(conn: &mut Conn, item_id: &str) -> Result<Vec<ServiceItemVersionRow>, StoreError> {
    Ok(on_engine!(
        conn,
        v::table
            .filter(v::item_id.eq(item_id))
            .select(ServiceItemVersionRow::as_select())
            .order(v::number.desc())
            .load(conn)
    )?)
}

/// The version of an item with this number.
///
/// # Errors
/// A failed query.
pub fn version_number(
    conn: &mut Conn,
    item_id: &str,
    number: i32,
) -> Result<Option<ServiceItemVersionRow>, StoreError> {
    Ok(on_engine!(
        conn,
        v::table
            .filter(v::item_id.eq(item_id))
            .filter(v::number.eq(number))
            .select(ServiceItemVersionRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// The version of an item that holds on this day (+08:00); `None`: its first one begins later, or there is no such item.
///
/// # Errors
/// A failed query.
pub fn version_on(conn: &mut Conn, item_id: &str, on: NaiveDate) -> Result<Option<ServiceItemVersionRow>, StoreError> {
    Ok(on_engine!(
        conn,
        v::table
            .filter(v::item_id.eq(item_id))
            .filter(v::effective_from.le(on))
            .select(ServiceItemVersionRow::as_select())
            .order(v::effective_from.desc())
            .limit(1)
            .get_result(conn)
            .optional()
    )?)
}
