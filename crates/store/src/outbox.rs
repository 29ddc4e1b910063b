//! What others are told: written with the change, numbered when published.

use crate::schema::outbox;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = outbox)]
#[diesel(treat_none_as_default_value = false)]
pub struct OutboxRow {
    /// UUIDv7.
    pub id: String,
    /// What it is about; a code.
    pub topic: String,
    /// What kind of thing this belongs to, such as `complaint`.
    pub subject_kind: String,
    /// The id of that thing.
    pub subject_id: String,
    /// The event it tells of.
    pub event_id: String,
    /// When the row was written.
    pub created_at: Ts,
    /// Position in the feed, dense from 1; `None` until published.
    pub feed_position: Option<i64>,
}

/// Adds a message to the unit that makes it true; `feed_position` must be `None`.
///
/// # Errors
/// A failed query.
pub fn insert(conn: &mut Conn, row: &OutboxRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(outbox::table).values(row).execute(conn))?;
    Ok(())
}

/// Gives up to `limit` waiting messages the next positions of the feed, in the order of their ids. Returns how many.
///
/// A number given at insert would become visible at commit, and a reader that has passed it would never see it. So there
/// is one publisher at a time (hold the job of that name, see [`crate::job`]); the unique key refuses a second.
///
/// # Errors
/// [`StoreError::Duplicate`] when two publishers met.
pub fn publish(conn: &mut Conn, limit: i64) -> Result<usize, StoreError> {
    Ok(on_engine!(
        conn,
        diesel::sql_query(
            "UPDATE outbox SET feed_position = numbered.place + numbered.taken FROM ( \
               SELECT id, row_number() OVER (ORDER BY id) AS place, \
                      (SELECT coalesce(max(feed_position), 0) FROM outbox) AS taken \
               FROM (SELECT id FROM outbox WHERE feed_position IS NULL ORDER BY id LIMIT $1) AS waiting \
             ) AS numbered WHERE outbox.id = numbered.id",
        )
        .bind::<diesel::sql_types::BigInt, _>(limit)
        .execute(conn)
    )?)
}

/// Published messages after position `after` (0: from the start).
///
/// # Errors
/// A failed query.
pub fn list_feed(conn: &mut Conn, after: i64, limit: i64) -> Result<Vec<OutboxRow>, StoreError> {
    Ok(on_engine!(
        conn,
        outbox::table
            .filter(outbox::feed_position.gt(after))
            .select(OutboxRow::as_select())
            .order(outbox::feed_position.asc())
            .limit(limit)
            .load(conn)
    )?)
}
