//! Changing one's own password.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use yingshang_store::Ts;
use yingshang_store::user::{self as rows, UserRow};

use super::login::admit;
use super::new_password::{hash, verify};
use super::{log_user, session};
use crate::app::App;
use crate::caller::{Caller, Principal};
use crate::error::AppError;
use crate::password::{Context, faults};
use crate::tx::Tx;

/// 修改密码。
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePasswordRequest {
    /// 原密码。
    #[schema(min_length = 1, max_length = 128, format = Password)]
    pub old_password: String,
    /// 新密码：至少 10 个字符，含大写字母、小写字母、数字、其他字符中的至少三类，不得包含用户名。
    #[schema(min_length = 1, max_length = 128, format = Password)]
    pub new_password: String,
}

/// Changes the password of the person logged in and ends their other sessions.
///
/// # Errors
/// [`AppError::Invalid`]: `wrong_password` (counts towards the lock), or every rule the new one breaks.
pub async fn change_password(
    app: &App,
    principal: &Principal,
    request: ChangePasswordRequest,
    request_id: &str,
) -> Result<(), AppError> {
    let ChangePasswordRequest { old_password, new_password } = request;
    let context = Context { username: &principal.username, old: Some(&old_password) };
    let broken = faults(&new_password, context, "/new_password", &app.settings.security);
    if !broken.is_empty() {
        return Err(AppError::Invalid(broken));
    }
    let user_id = principal.staff.user_id.clone();
    let user = app.store.read(move |conn| rows::get(conn, &user_id)).await?.ok_or(AppError::NotFound)?;
    let right = verify(old_password, user.password_hash.clone()).await?;
    let new_hash = if right { hash(app, new_password).await? } else { String::new() };
    let session_id = principal.session_id.clone();
    let changed = app
        .write_as(Caller::Staff(principal.clone()), request_id, move |tx| {
            replace(tx, &user, right, new_hash, &session_id)
        })
        .await?;
    if changed { Ok(()) } else { Err(AppError::invalid("/old_password", "wrong_password", "原密码不正确")) }
}

/// `false` is a refusal; it is no error, because the count of failures must be committed.
fn replace(
    tx: &mut Tx<'_>,
    checked: &UserRow,
    right: bool,
    new_hash: String,
    session_id: &str,
) -> Result<bool, AppError> {
    let user = rows::get(tx.conn, &checked.id)?.ok_or(AppError::NotFound)?;
    let right = right && user.password_hash == checked.password_hash;
    if !admit(tx, &user, right, None)? {
        return Ok(false);
    }
    let next = UserRow {
        password_hash: new_hash,
        must_change_password: false,
        failed_logins: 0,
        password_changed_at: Ts(tx.now),
        updated_at: Ts(tx.now),
        ..user
    };
    tx.app.principals.forget_user(&next.id, tx.now);
    rows::update(tx.conn, &next, next.version)?;
    let ended = session::end_all(tx, &next.id, Some(session_id), "password_changed")?;
    log_user(tx, &next.id, "password_changed", [("ended_sessions", json!(ended))])?;
    Ok(true)
}
