//! Members of staff.

use crate::schema::staff;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A person who works for a unit.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = staff)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct StaffRow {
    /// UUIDv7.
    pub id: String,
    /// The unit it belongs to.
    pub unit_id: String,
    /// The window the person works at.
    pub window_id: Option<String>,
    /// Name.
    pub name: String,
    /// Post held.
    pub position: Option<String>,
    /// Code of the kind of post.
    pub post_kind: String,
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
pub fn insert(conn: &mut Conn, row: &StaffRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(staff::table).values(row).execute(conn))?;
    Ok(())
}

/// The row with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<StaffRow>, StoreError> {
    Ok(on_engine!(conn, staff::table.find(id).select(StaffRow::as_select()).get_result(conn).optional())?)
}

/// Writes `row` over the row with its id, which must be at `expected_version`. Returns the new version; the one in `row`
/// is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`], [`StoreError::Duplicate`].
pub fn update(conn: &mut Conn, row: &StaffRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, staff, StaffRow, row, expected_version)
}

/// The row imported under this key.
///
/// # Errors
/// A failed query.
pub fn find_by_external_ref(
    conn: &mut Conn,
    source_system: &str,
    external_ref: &str,
) -> Result<Option<StaffRow>, StoreError> {
    Ok(on_engine!(
        conn,
        staff::table
            .filter(staff::source_system.eq(source_system))
            .filter(staff::external_ref.eq(external_ref))
            .select(StaffRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// Which members of staff; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct StaffFilter {
    /// Of this unit.
    pub unit_id: Option<String>,
    /// At this window.
    pub window_id: Option<String>,
    /// Still there or not.
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
    filter: &StaffFilter,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<StaffRow>, StoreError> {
    on_engine!(conn, {
        let mut query = staff::table.select(StaffRow::as_select()).into_boxed::<Db>();
        if let Some(value) = &filter.unit_id {
            query = query.filter(staff::unit_id.eq(value));
        }
        if let Some(value) = &filter.window_id {
            query = query.filter(staff::window_id.eq(value));
        }
        if let Some(value) = filter.active {
            query = query.filter(staff::active.eq(value));
        }
        if let Some(value) = filter.updated_since {
            query = query.filter(staff::updated_at.ge(value));
        }
        if let Some(after_id) = after_id {
            query = query.filter(staff::id.gt(after_id));
        }
        Ok(query.order(staff::id.asc()).limit(limit).load(conn)?)
    })
}
