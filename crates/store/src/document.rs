//! Issued papers, as they were issued.

use crate::schema::documents;
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::fmt;

/// An issued paper. Never written over: what is wrong in it is put right by another paper.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = documents)]
#[diesel(treat_none_as_default_value = false)]
pub struct DocumentRow {
    /// UUIDv7.
    pub id: String,
    /// What kind of thing this belongs to, such as `application`.
    pub subject_kind: String,
    /// The id of that thing.
    pub subject_id: String,
    /// Code of the kind of paper.
    pub kind: String,
    /// The record in the case that it belongs to, such as one of several suspensions.
    pub item_id: Option<String>,
    /// Its number, unique; some papers carry none.
    pub number: Option<String>,
    /// The day it bears (+08:00).
    pub issued_on: NaiveDate,
    /// The account that issued it; `None`: the system.
    pub issued_by: Option<String>,
    /// Everything it says, as JSON.
    pub content: String,
    /// When the row was written.
    pub created_at: Ts,
}

/// Without the content, which may hold personal data.
impl fmt::Debug for DocumentRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentRow")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("number", &self.number)
            .field("issued_on", &self.issued_on)
            .finish_non_exhaustive()
    }
}

/// Writes a new paper.
///
/// # Errors
/// [`StoreError::Duplicate`] when the number is taken.
pub fn insert(conn: &mut Conn, row: &DocumentRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(documents::table).values(row).execute(conn))?;
    Ok(())
}

/// The papers of a subject, in the order they were issued.
///
/// # Errors
/// A failed query.
pub fn of(conn: &mut Conn, subject_kind: &str, subject_id: &str) -> Result<Vec<DocumentRow>, StoreError> {
    Ok(on_engine!(
        conn,
        documents::table
            .filter(documents::subject_kind.eq(subject_kind))
            .filter(documents::subject_id.eq(subject_id))
            .select(DocumentRow::as_select())
            .order(documents::id.asc())
            .load(conn)
    )?)
}

/// The paper of this kind that a subject was issued last.
///
/// # Errors
/// A failed query.
pub fn latest(
    conn: &mut Conn,
    subject_kind: &str,
    subject_id: &str,
    kind: &str,
) -> Result<Option<DocumentRow>, StoreError> {
    Ok(on_engine!(
        conn,
        documents::table
            .filter(documents::subject_kind.eq(subject_kind))
            .filter(documents::subject_id.eq(subject_id))
            .filter(documents::kind.eq(kind))
            .select(DocumentRow::as_select())
            .order(documents::id.desc())
            .limit(1)
            .get_result(conn)
            .optional()
    )?)
}

/// The paper with this number.
///
/// # Errors
/// A failed query.
pub fn by_number(conn: &mut Conn, number: &str) -> Result<Option<DocumentRow>, StoreError> {
    Ok(on_engine!(
        conn,
        documents::table
            .filter(documents::number.eq(number))
            .select(DocumentRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}
