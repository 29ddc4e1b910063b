//! The append-only event log.

use crate::schema::events;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// One entry of the log of a subject.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = events)]
#[diesel(treat_none_as_default_value = false)]
pub struct EventRow {
    /// UUIDv7.
    pub id: String,
    /// What kind of thing this belongs to, such as `complaint`.
    pub subject_kind: String,
    /// The id of that thing.
    pub subject_id: String,
    /// Position in the log of its subject, from 1, without gaps.
    pub seq: i64,
    /// What kind it is.
    pub kind: String,
    /// When it happened.
    pub happened_at: Ts,
    /// What kind of actor.
    pub actor_kind: String,
    /// Which one.
    pub actor_id: Option<String>,
    /// The particulars, as JSON: the exact bytes that were hashed.
    pub payload: String,
    /// The obligations it rests on, as JSON.
    pub basis: String,
    /// Hash of the entry before.
    pub prev_hash: String,
    /// Hash of this entry over the one before.
    pub hash: String,
}

/// Adds an entry. The caller has computed its `seq`, `prev_hash` and `hash` from [`last`] in the same unit.
///
/// # Errors
/// [`StoreError::Duplicate`] when another unit took this `seq` first.
pub fn append(conn: &mut Conn, row: &EventRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(events::table).values(row).execute(conn))?;
    Ok(())
}

/// `seq` and `hash` of the newest entry of a subject.
///
/// # Errors
/// A failed query.
pub fn last(conn: &mut Conn, subject_kind: &str, subject_id: &str) -> Result<Option<(i64, String)>, StoreError> {
    Ok(on_engine!(
        conn,
        events::table
            .filter(events::subject_kind.eq(subject_kind))
            .filter(events::subject_id.eq(subject_id))
            .select((events::seq, events::hash))
            .order(events::seq.desc())
            .limit(1)
            .get_result(conn)
            .optional()
    )?)
}

/// The entries of a subject after `after_seq` (0: from the start), oldest first.
///
/// # Errors
/// A failed query.
pub fn list(
    conn: &mut Conn,
    subject_kind: &str,
    subject_id: &str,
    after_seq: i64,
    limit: i64,
) -> Result<Vec<EventRow>, StoreError> {
    Ok(on_engine!(
        conn,
        events::table
            .filter(events::subject_kind.eq(subject_kind))
            .filter(events::subject_id.eq(subject_id))
            .filter(events::seq.gt(after_seq))
            .select(EventRow::as_select())
            .order(events::seq.asc())
            .limit(limit)
            .load(conn)
    )?)
}

/// The event with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<EventRow>, StoreError> {
    Ok(on_engine!(conn, events::table.find(id).select(EventRow::as_select()).get_result(conn).optional())?)
}
