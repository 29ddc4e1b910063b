//! Answers to requests that may be sent again.

use crate::schema::idempotency;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A stored answer.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = idempotency)]
#[diesel(treat_none_as_default_value = false)]
pub struct IdempotencyRow {
    /// Hash of principal, method, path and key.
    pub scope_hash: String,
    /// Hash of the request body.
    pub body_hash: String,
    /// HTTP status.
    pub status: i32,
    /// The key the answer is sealed with.
    pub key_id: String,
    /// Its nonce.
    pub nonce: Vec<u8>,
    /// Headers and body, sealed: answers may hold query codes.
    pub answer: Vec<u8>,
    /// When the row was written.
    pub created_at: Ts,
    /// Not valid from this instant on.
    pub expires_at: Ts,
}

/// The answer stored under this scope, unless it has expired at `now`.
///
/// # Errors
/// A failed query.
pub fn find(conn: &mut Conn, scope_hash: &str, now: Ts) -> Result<Option<IdempotencyRow>, StoreError> {
    Ok(on_engine!(
        conn,
        idempotency::table
            .filter(idempotency::scope_hash.eq(scope_hash))
            .filter(idempotency::expires_at.gt(now))
            .select(IdempotencyRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// Stores an answer; one that expired under the same scope makes room.
///
/// # Errors
/// [`StoreError::Duplicate`] when a live answer is stored already.
pub fn insert(conn: &mut Conn, row: &IdempotencyRow) -> Result<(), StoreError> {
    on_engine!(conn, {
        diesel::delete(
            idempotency::table
                .filter(idempotency::scope_hash.eq(&row.scope_hash))
                .filter(idempotency::expires_at.le(row.created_at)),
        )
        .execute(conn)?;
        diesel::insert_into(idempotency::table).values(row).execute(conn)
    })?;
    Ok(())
}

/// Forgets answers that expired before `now`: a copy of a response is not a record. Returns how many.
///
/// # Errors
/// A failed query.
pub fn forget_expired(conn: &mut Conn, now: Ts) -> Result<usize, StoreError> {
    Ok(on_engine!(conn, diesel::delete(idempotency::table.filter(idempotency::expires_at.le(now))).execute(conn))?)
}
