//! Logins, and the refresh tokens that prolong them.

use crate::schema::{refresh_tokens, sessions};
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;
use std::fmt;

/// A login.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
#[diesel(treat_none_as_default_value = false)]
pub struct SessionRow {
    /// UUIDv7.
    pub id: String,
    /// The account.
    pub user_id: String,
    /// When the row was written.
    pub created_at: Ts,
    /// Start of the idle limit.
    pub last_used_at: Ts,
    /// Not valid from this instant on.
    pub expires_at: Ts,
    /// When it was ended early.
    pub revoked_at: Option<Ts>,
    /// Why; a code.
    pub revoke_reason: Option<String>,
}

/// A refresh token.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = refresh_tokens)]
#[diesel(treat_none_as_default_value = false)]
pub struct RefreshTokenRow {
    /// Hash of the token; the token itself is not stored.
    pub token_hash: String,
    /// The session it renews.
    pub session_id: String,
    /// When it was given out.
    pub issued_at: Ts,
    /// Not valid from this instant on.
    pub expires_at: Ts,
    /// When it was exchanged; a second use is theft.
    pub used_at: Option<Ts>,
}

/// Without the hash.
impl fmt::Debug for RefreshTokenRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshTokenRow")
            .field("session_id", &self.session_id)
            .field("used_at", &self.used_at)
            .finish_non_exhaustive()
    }
}

/// Writes a new row.
///
/// # Errors
/// [`StoreError::Duplicate`] when a unique key is taken.
pub fn insert(conn: &mut Conn, row: &SessionRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(sessions::table).values(row).execute(conn))?;
    Ok(())
}

/// The row with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<SessionRow>, StoreError> {
    Ok(on_engine!(conn, sessions::table.find(id).select(SessionRow::as_select()).get_result(conn).optional())?)
}

/// The logins of an account that are neither revoked nor expired at `now`.
///
/// # Errors
/// A failed query.
pub fn live_of_user(conn: &mut Conn, user_id: &str, now: Ts) -> Result<Vec<SessionRow>, StoreError> {
    Ok(on_engine!(
        conn,
        sessions::table
            .filter(sessions::user_id.eq(user_id))
            .filter(sessions::revoked_at.is_null())
            .filter(sessions::expires_at.gt(now))
            .select(SessionRow::as_select())
            .order(sessions::id.asc())
            .load(conn)
    )?)
}

/// Restarts the idle limit.
///
/// # Errors
/// A failed query.
pub fn touch(conn: &mut Conn, id: &str, now: Ts) -> Result<(), StoreError> {
    on_engine!(conn, diesel::update(sessions::table.find(id)).set(sessions::last_used_at.eq(now)).execute(conn))?;
    Ok(())
}

/// Ends a session, unless it has ended already. Returns whether this call ended it.
///
/// # Errors
/// A failed query.
pub fn revoke(conn: &mut Conn, id: &str, now: Ts, reason: &str) -> Result<bool, StoreError> {
    let rows = on_engine!(
        conn,
        diesel::update(sessions::table.filter(sessions::id.eq(id)).filter(sessions::revoked_at.is_null()))
            .set((sessions::revoked_at.eq(now), sessions::revoke_reason.eq(reason)))
            .execute(conn)
    )?;
    Ok(rows == 1)
}

/// Ends every session of an account. Returns how many were ended.
///
/// # Errors
/// A failed query.
pub fn revoke_all_of_user(conn: &mut Conn, user_id: &str, now: Ts, reason: &str) -> Result<usize, StoreError> {
    Ok(on_engine!(
        conn,
        diesel::update(sessions::table.filter(sessions::user_id.eq(user_id)).filter(sessions::revoked_at.is_null()))
            .set((sessions::revoked_at.eq(now), sessions::revoke_reason.eq(reason)))
            .execute(conn)
    )?)
}

/// Writes a refresh token.
///
/// # Errors
/// [`StoreError::Duplicate`] when the hash is taken.
pub fn insert_token(conn: &mut Conn, row: &RefreshTokenRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(refresh_tokens::table).values(row).execute(conn))?;
    Ok(())
}

/// The token with this hash.
///
/// # Errors
/// A failed query.
pub fn token(conn: &mut Conn, token_hash: &str) -> Result<Option<RefreshTokenRow>, StoreError> {
    Ok(on_engine!(
        conn,
        refresh_tokens::table.find(token_hash).select(RefreshTokenRow::as_select()).get_result(conn).optional()
    )?)
}

/// Marks a token as exchanged. Returns false when it had been before: then someone holds a copy.
///
/// # Errors
/// A failed query.
pub fn use_token(conn: &mut Conn, token_hash: &str, now: Ts) -> Result<bool, StoreError> {
    let rows = on_engine!(
        conn,
        diesel::update(
            refresh_tokens::table
                .filter(refresh_tokens::token_hash.eq(token_hash))
                .filter(refresh_tokens::used_at.is_null())
        )
        .set(refresh_tokens::used_at.eq(now))
        .execute(conn)
    )?;
    Ok(rows == 1)
}
