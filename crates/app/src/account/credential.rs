//! What the security administrator does to other people's accounts: reset the password, unlock, end sessions.

use serde_json::json;
use yingshang_store::Ts;
use yingshang_store::user::{self as rows, UserRow};

use super::new_password::NewPassword;
use super::view::{RevokedSessionsView, UserView, UserWithPasswordView};
use super::{log_user, session};
use crate::error::AppError;
use crate::tx::{Expected, Tx};

/// Gives an account a one-time password, unlocks it and ends its sessions.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`]; `own_password` (403): one's own password is changed, not reset.
pub fn reset_password(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    password: &NewPassword,
) -> Result<UserWithPasswordView, AppError> {
    let user = found(tx, id, expected)?;
    if tx.caller.user_id() == Some(id) {
        let detail = "不能重置自己的密码，请使用修改密码".to_owned();
        return Err(AppError::Forbidden { code: "own_password", detail });
    }
    let mut next = UserRow {
        password_hash: password.hash.clone(),
        must_change_password: password.one_time.is_some(),
        failed_logins: 0,
        locked_until_at: None,
        password_changed_at: Ts(tx.now),
        updated_at: Ts(tx.now),
        ..user
    };
    tx.app.principals.forget_user(id, tx.now);
    next.version = rows::update(tx.conn, &next, next.version)?;
    let ended = session::end_all(tx, id, None, "password_reset")?;
    log_user(tx, id, "password_reset", [("ended_sessions", json!(ended))])?;
    Ok(UserWithPasswordView { user: UserView::at(next, tx.now)?, one_time_password: password.one_time.clone() })
}

/// Unlocks an account before its time.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`].
pub fn unlock_user(tx: &mut Tx<'_>, id: &str, expected: Expected) -> Result<UserView, AppError> {
    let user = found(tx, id, expected)?;
    let mut next = UserRow { failed_logins: 0, locked_until_at: None, updated_at: Ts(tx.now), ..user };
    next.version = rows::update(tx.conn, &next, next.version)?;
    log_user(tx, id, "unlocked", [])?;
    UserView::at(next, tx.now)
}

/// Ends every session of an account, at once.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn revoke_sessions(tx: &mut Tx<'_>, id: &str) -> Result<RevokedSessionsView, AppError> {
    found(tx, id, Expected::Any)?;
    let revoked = session::end_all(tx, id, None, "revoked")?;
    log_user(tx, id, "sessions_revoked", [("ended_sessions", json!(revoked))])?;
    Ok(RevokedSessionsView { revoked })
}

fn found(tx: &mut Tx<'_>, id: &str, expected: Expected) -> Result<UserRow, AppError> {
    let user = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    expected.check(user.version)?;
    Ok(user)
}
