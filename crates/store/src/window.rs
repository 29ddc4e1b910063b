//! Service windows.

use crate::schema::windows;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A service window.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = windows)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct WindowRow {
    /// UUIDv7.
    pub id: String,
    /// The unit it belongs to.
    pub unit_id: String,
    /// Short code, unique.
    pub code: String,
    /// Name.
    pub name: String,
    /// Codes of the institutions it serves; a JSON array.
    pub institutions: String,
    /// Whether it is still in use; rows are never deleted.
    pub active: bool,
    /// The system it was imported from.
    pub source_system: Option<String>,
    /// Its key there; unique together with `source_system`.
    pub external_ref: Option<String>,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// Writes a new row.
///
/// # Errors
/// [`StoreError::Duplicate`] when a unique key is taken.
pub fn insert(conn: &mut Conn, row: &WindowRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(windows::table).values(row).execute(conn))?;
    Ok(())
}

/// The row with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<WindowRow>, StoreError> {
    Ok(on_engine!(conn, windows::table.find(id).select(WindowRow::as_select()).get_result(conn).optional())?)
}

/// Writes `row` over the row with its id, which must be at `expected_version`. Returns the new version; the one in `row`
/// is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`], [`StoreError::Duplicate`].
pub fn update(conn: &mut Conn, row: &WindowRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, windows, WindowRow, row, expected_version)
}

/// The row imported under this key.
///
/// # Errors
/// A failed query.
pub fn find_by_external_ref(
    conn: &mut Conn,
    source_system: &str,
    external_ref: &str,
) -> Result<Option<WindowRow>, StoreError> {
    Ok(on_engine!(
        conn,
        windows::table
            .filter(windows::source_system.eq(source_system))
            .filter(windows::external_ref.eq(external_ref))
            .select(WindowRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// Which windows; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct WindowFilter {
    /// Of this unit.
    pub unit_id: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Ts>,
}

/// Rows in the order of their ids, after `after_id`.
///
/// # Errors
/// A failed query.
pub fn list(
    conn: &mut Conn,
    filter: &WindowFilter,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<WindowRow>, StoreError> {
    on_engine!(conn, {
        let mut query = windows::table.select(WindowRow::as_select()).into_boxed::<Db>();
        if let Some(value) = &filter.unit_id {
            query = query.filter(windows::unit_id.eq(value));
        }
        if let Some(value) = filter.active {
            query = query.filter(windows::active.eq(value));
        }
        if let Some(value) = filter.updated_since {
            query = query.filter(windows::updated_at.ge(value));
        }
        if let Some(after_id) = after_id {
            query = query.filter(windows::id.gt(after_id));
        }
        Ok(query.order(windows::id.asc()).limit(limit).load(conn)?)
    })
}
