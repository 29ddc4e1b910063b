//! Deadlines: what is due, when, and how it ended.

mod list;
mod state;

pub use list::{DeadlineFilter, DeadlinePage, count, list};
pub use state::DeadlineState;

use crate::schema::deadlines;
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;

/// A deadline, running or closed.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = deadlines)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct DeadlineRow {
    /// UUIDv7.
    pub id: String,
    /// What kind of thing this belongs to, such as `complaint`.
    pub subject_kind: String,
    /// The id of that thing.
    pub subject_id: String,
    /// Which limit; a code.
    pub kind: String,
    /// Tells several deadlines of one kind apart, such as the id of a clue.
    pub item_id: Option<String>,
    /// The unit that has to act.
    pub unit_id: Option<String>,
    /// The day the period starts from (+08:00).
    pub starts_on: NaiveDate,
    /// Length of the limit, in `limit_unit`.
    pub limit_n: i32,
    /// Code of the unit: working day, calendar day, month, year or hour.
    pub limit_unit: String,
    /// Last day (+08:00); `None` while the calendar for it is not published or the clock is stopped.
    pub due_on: Option<NaiveDate>,
    /// Last instant that is still in time.
    pub due_at: Option<Ts>,
    /// From when at most one working day is left.
    pub amber_at: Option<Ts>,
    /// Rests on a calendar that may still change.
    pub provisional: bool,
    /// The last day was moved off a rest day.
    pub rolled: bool,
    /// First day whose calendar was not published.
    pub first_missing_on: Option<NaiveDate>,
    /// The clock stands still since this day.
    pub stopped_since_on: Option<NaiveDate>,
    /// When it stopped mattering.
    pub closed_at: Option<Ts>,
    /// `met`, `missed` or `lifted`.
    pub closed_as: Option<String>,
    /// The alarm already recorded: `none`, `amber` or `red`.
    pub marked: String,
    /// Start, limit, extensions and stops, as JSON.
    pub terms: String,
    /// The obligations it rests on, as JSON.
    pub basis: String,
    /// Every day counted or skipped and why, as JSON.
    pub trace: String,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// Writes new deadlines.
///
/// # Errors
/// [`StoreError::Duplicate`] when an id is taken.
pub fn insert_all(conn: &mut Conn, rows: &[DeadlineRow]) -> Result<(), StoreError> {
    // A statement per row is prepared once and kept; a batch would be parsed and planned anew at every call.
    for row in rows {
        on_engine!(conn, diesel::insert_into(deadlines::table).values(row).execute(conn))?;
    }
    Ok(())
}

/// Writes `row` over the deadline with its id, which must be at `expected_version`. Returns the new version; the one in
/// `row` is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`].
pub fn update(conn: &mut Conn, row: &DeadlineRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, deadlines, DeadlineRow, row, expected_version)
}

/// The deadline with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<DeadlineRow>, StoreError> {
    Ok(on_engine!(conn, deadlines::table.find(id).select(DeadlineRow::as_select()).get_result(conn).optional())?)
}

/// Every deadline of a subject, in the order they were set.
///
/// # Errors
/// A failed query.
pub fn all_for(conn: &mut Conn, subject_kind: &str, subject_id: &str) -> Result<Vec<DeadlineRow>, StoreError> {
    Ok(on_engine!(
        conn,
        deadlines::table
            .filter(deadlines::subject_kind.eq(subject_kind))
            .filter(deadlines::subject_id.eq(subject_id))
            .select(DeadlineRow::as_select())
            .order(deadlines::id.asc())
            .load(conn)
    )?)
}

/// The deadlines of a subject that are not closed, in the order they were set.
///
/// # Errors
/// A failed query.
pub fn open_for(conn: &mut Conn, subject_kind: &str, subject_id: &str) -> Result<Vec<DeadlineRow>, StoreError> {
    let mut rows = all_for(conn, subject_kind, subject_id)?;
    rows.retain(|row| row.closed_at.is_none());
    Ok(rows)
}

/// Open deadlines whose alarm at `now` is not recorded yet: red ones first, then amber ones.
///
/// # Errors
/// A failed query.
pub fn due_for_marking(conn: &mut Conn, now: Ts, limit: i64) -> Result<Vec<DeadlineRow>, StoreError> {
    let mut rows: Vec<DeadlineRow> = on_engine!(
        conn,
        deadlines::table
            .filter(deadlines::closed_at.is_null())
            .filter(deadlines::stopped_since_on.is_null())
            .filter(deadlines::marked.eq("none").or(deadlines::marked.eq("amber")))
            .filter(deadlines::due_at.lt(now))
            .select(DeadlineRow::as_select())
            .order((deadlines::due_at.asc(), deadlines::id.asc()))
            .limit(limit)
            .load(conn)
    )?;
    let rest = limit - i64::try_from(rows.len()).unwrap_or(limit);
    if rest > 0 {
        let amber: Vec<DeadlineRow> = on_engine!(
            conn,
            deadlines::table
                .filter(deadlines::closed_at.is_null())
                .filter(deadlines::stopped_since_on.is_null())
                .filter(deadlines::marked.eq("none"))
                .filter(deadlines::amber_at.le(now))
                .filter(deadlines::due_at.ge(now))
                .select(DeadlineRow::as_select())
                .order((deadlines::amber_at.asc(), deadlines::id.asc()))
                .limit(rest)
                .load(conn)
        )?;
        rows.extend(amber);
    }
    Ok(rows)
}

/// Open deadlines in the order of their ids, after `after_id`: to compute them again when the calendar changed.
///
/// # Errors
/// A failed query.
pub fn open_all(conn: &mut Conn, after_id: Option<&str>, limit: i64) -> Result<Vec<DeadlineRow>, StoreError> {
    Ok(on_engine!(
        conn,
        deadlines::table
            .filter(deadlines::closed_at.is_null())
            .filter(deadlines::id.gt(after_id.unwrap_or_default()))
            .select(DeadlineRow::as_select())
            .order(deadlines::id.asc())
            .limit(limit)
            .load(conn)
    )?)
}
