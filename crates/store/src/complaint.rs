//! Complaints: the case file and what lists need beside it.

mod filter;
mod list;
mod party;
mod text;
mod visibility;

pub use crate::seek::{Alarm, Page, SortKey, SortValue, searchable};
pub use filter::ComplaintFilter;
pub use list::{count, list};
pub use party::{
    RepeatCandidate, RespondentRow, add_investigator, insert_respondents, investigators, is_investigator,
    repeat_candidates, replace_respondents, respondents,
};
pub use text::{candidates_by_text, file_text};
pub use visibility::Visibility;
pub(crate) use visibility::visible;

use crate::schema::complaints;
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::fmt;

/// A case with its file.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = complaints)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct ComplaintRow {
    /// UUIDv7.
    pub id: String,
    /// The number people quote, unique.
    pub number: String,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// Code of the state.
    pub status: String,
    /// Code of the way it came in.
    pub channel: String,
    /// Code of the matter, once classified.
    pub category: Option<String>,
    /// `simple` or `complex`, once assigned.
    pub complexity: Option<String>,
    /// Short subject line, without personal data of the complainant.
    pub title: String,
    /// No identity was given.
    pub anonymous: bool,
    /// The unit it is assigned to.
    pub handling_unit_id: Option<String>,
    /// The account that took it in; `None`: the public side.
    pub registered_by: Option<String>,
    /// When it was received.
    pub received_at: Ts,
    /// When it came to its end, whatever the end.
    pub concluded_at: Option<Ts>,
    /// When it was archived.
    pub archived_at: Option<Ts>,
    /// The nearest open due date.
    pub next_due_on: Option<NaiveDate>,
    /// The last instant that is still in time, for the nearest open deadline.
    pub next_due_at: Option<Ts>,
    /// From when that deadline is amber.
    pub next_amber_at: Option<Ts>,
    /// Code of how it ended.
    pub outcome: Option<String>,
    /// Keyed hash of the code that the complainant follows it with.
    pub query_code_hash: Option<String>,
    /// The system it was imported from.
    pub source_system: Option<String>,
    /// Its key there; unique together with `source_system`.
    pub external_ref: Option<String>,
    /// What `q` searches, as [`searchable`] makes it.
    pub search_text: String,
    /// The case file as JSON.
    pub document: String,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// A case as lists show it: everything but the file, the search text and the query code.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = complaints)]
pub struct ComplaintSummaryRow {
    /// UUIDv7.
    pub id: String,
    /// The number people quote, unique.
    pub number: String,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// Code of the state.
    pub status: String,
    /// Code of the way it came in.
    pub channel: String,
    /// Code of the matter, once classified.
    pub category: Option<String>,
    /// `simple` or `complex`, once assigned.
    pub complexity: Option<String>,
    /// Short subject line, without personal data of the complainant.
    pub title: String,
    /// No identity was given.
    pub anonymous: bool,
    /// The unit it is assigned to.
    pub handling_unit_id: Option<String>,
    /// The account that took it in; `None`: the public side.
    pub registered_by: Option<String>,
    /// When it was received.
    pub received_at: Ts,
    /// When it came to its end, whatever the end.
    pub concluded_at: Option<Ts>,
    /// When it was archived.
    pub archived_at: Option<Ts>,
    /// The nearest open due date.
    pub next_due_on: Option<NaiveDate>,
    /// The last instant that is still in time, for the nearest open deadline.
    pub next_due_at: Option<Ts>,
    /// From when that deadline is amber.
    pub next_amber_at: Option<Ts>,
    /// Code of how it ended.
    pub outcome: Option<String>,
    /// The system it was imported from.
    pub source_system: Option<String>,
    /// Its key there; unique together with `source_system`.
    pub external_ref: Option<String>,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// Without title, search text, document and hash, which may hold personal data.
impl fmt::Debug for ComplaintRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ComplaintRow")
            .field("id", &self.id)
            .field("number", &self.number)
            .field("version", &self.version)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl From<ComplaintRow> for ComplaintSummaryRow {
    fn from(row: ComplaintRow) -> Self {
        Self {
            id: row.id,
            number: row.number,
            version: row.version,
            status: row.status,
            channel: row.channel,
            category: row.category,
            complexity: row.complexity,
            title: row.title,
            anonymous: row.anonymous,
            handling_unit_id: row.handling_unit_id,
            registered_by: row.registered_by,
            received_at: row.received_at,
            concluded_at: row.concluded_at,
            archived_at: row.archived_at,
            next_due_on: row.next_due_on,
            next_due_at: row.next_due_at,
            next_amber_at: row.next_amber_at,
            outcome: row.outcome,
            source_system: row.source_system,
            external_ref: row.external_ref,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Writes a new case.
///
/// # Errors
/// [`StoreError::Duplicate`] when the number or the external key is taken.
pub fn insert(conn: &mut Conn, row: &ComplaintRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(complaints::table).values(row).execute(conn))?;
    Ok(())
}

/// Writes `row` over the case with its id, which must be at `expected_version`. Returns the new version; the one in `row`
/// is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`].
pub fn update(conn: &mut Conn, row: &ComplaintRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, complaints, ComplaintRow, row, expected_version)
}

/// The case, whoever asks: for the system's own work. What a person asks for goes through [`get_visible`].
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<ComplaintRow>, StoreError> {
    Ok(on_engine!(conn, complaints::table.find(id).select(ComplaintRow::as_select()).get_result(conn).optional())?)
}

/// The case, if this viewer may know that it exists.
///
/// # Errors
/// A failed query.
pub fn get_visible(conn: &mut Conn, id: &str, viewer: &Visibility) -> Result<Option<ComplaintRow>, StoreError> {
    Ok(on_engine!(
        conn,
        complaints::table
            .filter(complaints::id.eq(id))
            .filter(visible(viewer))
            .select(ComplaintRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// The case with this number, whoever asks.
///
/// # Errors
/// A failed query.
pub fn by_number(conn: &mut Conn, number: &str) -> Result<Option<ComplaintRow>, StoreError> {
    Ok(on_engine!(
        conn,
        complaints::table
            .filter(complaints::number.eq(number))
            .select(ComplaintRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// What 每日一结 left open: cases that had come to their end before `end` (the first instant of the next day at +08:00) and
/// were not archived by then. Oldest first.
///
/// # Errors
/// A failed query.
pub fn settlement(
    conn: &mut Conn,
    end: Ts,
    viewer: &Visibility,
    limit: i64,
) -> Result<Vec<ComplaintSummaryRow>, StoreError> {
    Ok(on_engine!(
        conn,
        complaints::table
            // Spelt out so that each half is a stretch of the index on both columns.
            .filter(
                complaints::archived_at
                    .is_null()
                    .and(complaints::concluded_at.lt(end))
                    .or(complaints::archived_at.ge(end).and(complaints::concluded_at.lt(end))),
            )
            .filter(visible(viewer))
            .select(ComplaintSummaryRow::as_select())
            .order((complaints::concluded_at.asc(), complaints::id.asc()))
            .limit(limit)
            .load(conn)
    )?)
}
