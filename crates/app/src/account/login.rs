//! Logging in. An unknown name, a wrong password, a locked and a disabled account look the same and cost the same.

use chrono::Duration;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use yingshang_rules::actor::StaffActor;
use yingshang_store::Ts;
use yingshang_store::user::{self as rows, UserRow};

use super::new_password::{hash, verify};
use super::session::{self, Alive, TokenView};
use super::view::read_roles;
use super::{is_locked, log_user};
use crate::app::App;
use crate::caller::{Caller, Principal};
use crate::error::AppError;
use crate::event_log::facts;
use crate::secret::Purpose;
use crate::tx::{Subject, Tx};

/// 登录。
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// 用户名。
    #[schema(min_length = 1, max_length = 32, example = "handler01")]
    pub username: String,
    /// 密码。
    #[schema(min_length = 1, max_length = 128, format = Password)]
    pub password: String,
}

/// Opens a session. `client` says where the request came from (an address); the log keeps a keyed hash of it, enough to see
/// that two logins came from one place.
///
/// # Errors
/// [`AppError::Unauthenticated`] `login_failed`, whatever the reason.
pub async fn login(
    app: &App,
    request: LoginRequest,
    client: Option<&str>,
    request_id: &str,
) -> Result<TokenView, AppError> {
    let client = client.map(|client| app.keys.hash.hex(Purpose::Client, client)[..16].to_owned());
    let username = request.username.trim().to_ascii_lowercase();
    let found = app.store.read(move |conn| rows::by_username(conn, &username)).await?;
    let right = match &found {
        Some(user) => verify(request.password, user.password_hash.clone()).await?,
        None => {
            hash(app, request.password).await?;
            false
        }
    };
    let alive = app
        .write_as(Caller::System, request_id, move |tx| match found {
            Some(user) => enter(tx, &user, right, client),
            None => unknown(tx, client).map(|()| None),
        })
        .await?;
    let failed = || AppError::Unauthenticated {
        code: "login_failed",
        detail: "用户名或密码不正确，或者账号暂时不能登录".to_owned(),
    };
    alive.ok_or_else(failed)?.into_view(app)
}

/// `None` is a refusal; it is no error, because the count of failures must be committed.
fn enter(tx: &mut Tx<'_>, checked: &UserRow, right: bool, client: Option<String>) -> Result<Option<Alive>, AppError> {
    let user = rows::get(tx.conn, &checked.id)?.ok_or(AppError::NotFound)?;
    let right = right && user.password_hash == checked.password_hash;
    if !user.active {
        log_user(tx, &user.id, "login_refused", [("reason", json!("disabled")), ("client", json!(client))])?;
        return Ok(None);
    }
    if !admit(tx, &user, right, client.as_deref())? {
        return Ok(None);
    }
    let alive = session::open(tx, &user)?;
    let caller = Caller::Staff(Principal {
        session_id: alive.session_id().to_owned(),
        username: user.username.clone(),
        staff: StaffActor {
            roles: read_roles(&user)?,
            user_id: user.id.clone(),
            staff_id: user.staff_id.clone(),
            unit_id: user.unit_id.clone(),
        },
        must_change_password: user.must_change_password,
    });
    let session_id = json!(alive.session_id());
    // The entry is the person's own act, although nobody was logged in when the request came.
    let mut own = Tx { conn: tx.conn, app: tx.app, now: tx.now, caller: &caller, request_id: tx.request_id };
    log_user(&mut own, &user.id, "logged_in", [("session_id", session_id), ("client", json!(client))])?;
    Ok(Some(alive))
}

/// Enters in the account whether the password given for it was right, and says whether its holder may go on. Too many
/// wrong ones lock the account; while it is locked the right one does not help.
pub(super) fn admit(tx: &mut Tx<'_>, user: &UserRow, right: bool, client: Option<&str>) -> Result<bool, AppError> {
    if is_locked(user, tx.now) {
        log_user(tx, &user.id, "login_refused", [("reason", json!("locked")), ("client", json!(client))])?;
        return Ok(false);
    }
    if right {
        if user.failed_logins > 0 {
            rows::clear_failures(tx.conn, &user.id)?;
        }
        return Ok(true);
    }
    let failures = rows::count_failure(tx.conn, &user.id)?;
    log_user(tx, &user.id, "login_refused", [("reason", json!("password")), ("client", json!(client))])?;
    if i64::from(failures) >= i64::from(tx.app.settings.security.lock_after_failures) {
        lock(tx, user)?;
    }
    Ok(false)
}

fn lock(tx: &mut Tx<'_>, user: &UserRow) -> Result<(), AppError> {
    let until = tx.now.plus(Duration::seconds(i64::from(tx.app.settings.security.lock_seconds)));
    let locked = UserRow { failed_logins: 0, locked_until_at: Some(Ts(until)), updated_at: Ts(tx.now), ..user.clone() };
    rows::update(tx.conn, &locked, user.version)?;
    log_user(tx, &user.id, "locked", [("until", json!(until))])
}

/// The name is not kept: people type passwords into the wrong field.
fn unknown(tx: &mut Tx<'_>, client: Option<String>) -> Result<(), AppError> {
    let payload = facts([("reason", json!("unknown_user")), ("client", json!(client))]);
    tx.log(Subject { kind: "login", id: "unknown_user" }, "login_refused", &payload, &[])
}
