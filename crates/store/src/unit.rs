//! Organisational units.

use crate::schema::units;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A unit of the bureau.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = units)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct UnitRow {
    /// UUIDv7.
    pub id: String,
    /// Short code, unique.
    pub code: String,
    /// Name.
    pub name: String,
    /// Code of the kind of unit.
    pub kind: String,
    /// The unit above it.
    pub parent_id: Option<String>,
    /// Public telephone number of the unit.
    pub phone: Option<String>,
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
pub fn insert(conn: &mut Conn, row: &UnitRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(units::table).values(row).execute(conn))?;
    Ok(())
}

/// The row with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<UnitRow>, StoreError> {
    Ok(on_engine!(conn, units::table.find(id).select(UnitRow::as_select()).get_result(conn).optional())?)
}

/// Writes `row` over the row with its id, which must be at `expected_version`. Returns the new version; the one in `row`
/// is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`], [`StoreError::Duplicate`].
pub fn update(conn: &mut Conn, row: &UnitRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, units, UnitRow, row, expected_version)
}

/// The row imported under this key.
///
/// # Errors
/// A failed query.
pub fn find_by_external_ref(
    conn: &mut Conn,
    source_system: &str,
    external_ref: &str,
) -> Result<Option<UnitRow>, StoreError> {
    Ok(on_engine!(
        conn,
        units::table
            .filter(units::source_system.eq(source_system))
            .filter(units::external_ref.eq(external_ref))
            .select(UnitRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// The unit with this code.
///
/// # Errors
/// A failed query.
pub fn by_code(conn: &mut Conn, code: &str) -> Result<Option<UnitRow>, StoreError> {
    Ok(on_engine!(
        conn,
        units::table.filter(units::code.eq(code)).select(UnitRow::as_select()).get_result(conn).optional()
    )?)
}

/// Which units; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct UnitFilter {
    /// Code of the kind.
    pub kind: Option<String>,
    /// Directly below this unit.
    pub parent_id: Option<String>,
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
    filter: &UnitFilter,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<UnitRow>, StoreError> {
    on_engine!(conn, {
        let mut query = units::table.select(UnitRow::as_select()).into_boxed::<Db>();
        if let Some(value) = &filter.kind {
            query = query.filter(units::kind.eq(value));
        }
        if let Some(value) = &filter.parent_id {
            query = query.filter(units::parent_id.eq(value));
        }
        if let Some(value) = filter.active {
            query = query.filter(units::active.eq(value));
        }
        if let Some(value) = filter.updated_since {
            query = query.filter(units::updated_at.ge(value));
        }
        if let Some(after_id) = after_id {
            query = query.filter(units::id.gt(after_id));
        }
        Ok(query.order(units::id.asc()).limit(limit).load(conn)?)
    })
}
