//! Accounts.

use crate::schema::users;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;
use std::fmt;

/// An account.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = users)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct UserRow {
    /// UUIDv7.
    pub id: String,
    /// Login name, unique.
    pub username: String,
    /// Name shown to colleagues.
    pub display_name: String,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
    /// The next login must set a new password.
    pub must_change_password: bool,
    /// The member of staff this is.
    pub staff_id: Option<String>,
    /// The unit it belongs to.
    pub unit_id: Option<String>,
    /// Role codes; a JSON array.
    pub roles: String,
    /// Whether it is still in use; rows are never deleted.
    pub active: bool,
    /// Wrong passwords since the last right one.
    pub failed_logins: i32,
    /// No login before this.
    pub locked_until_at: Option<Ts>,
    /// When the password was set.
    pub password_changed_at: Ts,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// Without the password hash.
impl fmt::Debug for UserRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserRow")
            .field("id", &self.id)
            .field("roles", &self.roles)
            .field("active", &self.active)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// The account with this login name.
///
/// # Errors
/// A failed query.
pub fn by_username(conn: &mut Conn, username: &str) -> Result<Option<UserRow>, StoreError> {
    Ok(on_engine!(
        conn,
        users::table.filter(users::username.eq(username)).select(UserRow::as_select()).get_result(conn).optional()
    )?)
}

/// The account of a member of staff, the newest where there are several.
///
/// # Errors
/// A failed query.
pub fn of_staff(conn: &mut Conn, staff_id: &str) -> Result<Option<UserRow>, StoreError> {
    Ok(on_engine!(
        conn,
        users::table
            .filter(users::staff_id.eq(staff_id))
            .order(users::id.desc())
            .select(UserRow::as_select())
            .first(conn)
            .optional()
    )?)
}

/// Counts a wrong password and returns how many there are now. The version stays: guessing at a password must not get in
/// the way of someone who edits the account.
///
/// # Errors
/// A failed query; also when there is no such account.
pub fn count_failure(conn: &mut Conn, id: &str) -> Result<i32, StoreError> {
    Ok(on_engine!(
        conn,
        diesel::update(users::table.find(id))
            .set(users::failed_logins.eq(users::failed_logins + 1))
            .returning(users::failed_logins)
            .get_result(conn)
    )?)
}

/// Forgets the wrong passwords after a right one. The version stays.
///
/// # Errors
/// A failed query.
pub fn clear_failures(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    on_engine!(conn, diesel::update(users::table.find(id)).set(users::failed_logins.eq(0)).execute(conn))?;
    Ok(())
}

/// Whether there is any account at all: the very first start makes one.
///
/// # Errors
/// A failed query.
pub fn any(conn: &mut Conn) -> Result<bool, StoreError> {
    let first: Option<String> = on_engine!(conn, users::table.select(users::id).limit(1).get_result(conn).optional())?;
    Ok(first.is_some())
}

/// Which accounts; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct UserFilter {
    /// Of this unit.
    pub unit_id: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Ts>,
}

register!(users, UserRow, UserFilter { unit_id });
