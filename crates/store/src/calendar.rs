//! What this installation adds to the working-day calendar: years and local overlays.

use crate::schema::{calendar_overlays, calendar_years};
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A year that was added or replaced.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = calendar_years)]
#[diesel(primary_key(year))]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct CalendarYearRow {
    /// Civil year.
    pub year: i32,
    /// Days off and make-up days, as JSON.
    pub facts: String,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// The account that set it.
    pub set_by: String,
    /// When.
    pub set_at: Ts,
}

/// Local days on top of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = calendar_overlays)]
#[diesel(primary_key(name))]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct CalendarOverlayRow {
    /// Name, unique.
    pub name: String,
    /// Days off and make-up days, as JSON.
    pub facts: String,
    /// Whether it is still in use; rows are never deleted.
    pub active: bool,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// The account that set it.
    pub set_by: String,
    /// When.
    pub set_at: Ts,
}

/// Every added year, oldest first.
///
/// # Errors
/// A failed query.
pub fn years(conn: &mut Conn) -> Result<Vec<CalendarYearRow>, StoreError> {
    Ok(on_engine!(
        conn,
        calendar_years::table.select(CalendarYearRow::as_select()).order(calendar_years::year.asc()).load(conn)
    )?)
}

/// Writes the added year for the first time (`expected_version` is `None`) or over the version named. Returns the new version;
/// the one in `row` is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`], also when it was to be the first and is not.
pub fn put_year(conn: &mut Conn, row: &CalendarYearRow, expected_version: Option<i64>) -> Result<i64, StoreError> {
    if let Some(expected) = expected_version {
        return update_versioned!(conn, calendar_years, CalendarYearRow, row, expected, year);
    }
    let first = CalendarYearRow { version: 1, ..row.clone() };
    let rows = on_engine!(
        conn,
        diesel::insert_into(calendar_years::table)
            .values(&first)
            .on_conflict(calendar_years::year)
            .do_nothing()
            .execute(conn)
    )?;
    if rows == 1 {
        return Ok(1);
    }
    let current = on_engine!(
        conn,
        calendar_years::table.find(row.year).select(calendar_years::version).get_result(conn).optional()
    )?;
    Err(StoreError::VersionConflict { current })
}

/// Every overlay, by name, also those no longer active.
///
/// # Errors
/// A failed query.
pub fn overlays(conn: &mut Conn) -> Result<Vec<CalendarOverlayRow>, StoreError> {
    Ok(on_engine!(
        conn,
        calendar_overlays::table
            .select(CalendarOverlayRow::as_select())
            .order(calendar_overlays::name.asc())
            .load(conn)
    )?)
}

/// Writes the overlay for the first time (`expected_version` is `None`) or over the version named. Returns the new version;
/// the one in `row` is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`], also when it was to be the first and is not.
pub fn put_overlay(
    conn: &mut Conn,
    row: &CalendarOverlayRow,
    expected_version: Option<i64>,
) -> Result<i64, StoreError> {
    if let Some(expected) = expected_version {
        return update_versioned!(conn, calendar_overlays, CalendarOverlayRow, row, expected, name);
    }
    let first = CalendarOverlayRow { version: 1, ..row.clone() };
    let rows = on_engine!(
        conn,
        diesel::insert_into(calendar_overlays::table)
            .values(&first)
            .on_conflict(calendar_overlays::name)
            .do_nothing()
            .execute(conn)
    )?;
    if rows == 1 {
        return Ok(1);
    }
    let current = on_engine!(
        conn,
        calendar_overlays::table.find(&row.name).select(calendar_overlays::version).get_result(conn).optional()
    )?;
    Err(StoreError::VersionConflict { current })
}
