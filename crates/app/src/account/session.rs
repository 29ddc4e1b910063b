//! Sessions: opened by a login, kept alive by refresh tokens, ended by logout, limits or an administrator.
//!
//! A refresh token is good for one exchange. A second use means that two hold it, and nobody can tell which of them is the
//! thief: the whole session ends.

use chrono::Duration;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_store::session::{self as rows, RefreshTokenRow, SessionRow};
use yingshang_store::user::{self, UserRow};
use yingshang_store::{Conn, Ts};

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::event_log::facts;
use crate::secret::{Purpose, opaque_token};
use crate::token::Claims;
use crate::tx::{Subject, Tx};

/// 登录或刷新后得到的令牌。
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TokenView {
    /// 访问令牌(JWT),放在 `Authorization: Bearer` 中。
    pub access_token: String,
    /// 固定为 `Bearer`。
    pub token_type: &'static str,
    /// 访问令牌有效秒数。
    pub expires_in: i64,
    /// 刷新令牌，只能使用一次。
    pub refresh_token: String,
    /// 刷新令牌有效秒数；届时未刷新，会话结束。
    pub refresh_expires_in: i64,
    /// 须先修改密码，才能进行其他操作。
    pub must_change_password: bool,
}

/// 刷新令牌。
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// 上次得到的刷新令牌。
    #[schema(min_length = 1, max_length = 128)]
    pub refresh_token: String,
}

/// A session that goes on, with its next refresh token.
pub(super) struct Alive {
    user_id: String,
    must_change_password: bool,
    session: SessionRow,
    refresh_token: String,
    refresh_expires_at: Instant,
    now: Instant,
}

impl Alive {
    /// The session.
    pub(super) fn session_id(&self) -> &str {
        &self.session.id
    }

    /// Signs the access token; done after the commit.
    pub(super) fn into_view(self, app: &App) -> Result<TokenView, AppError> {
        let left = (self.session.expires_at.0.utc() - self.now.utc()).num_seconds();
        let seconds = u32::try_from(left).unwrap_or(u32::MAX).min(app.settings.security.access_token_seconds);
        let claims = Claims::new(&self.user_id, &self.session.id, app.new_id(self.now), self.now, seconds);
        Ok(TokenView {
            access_token: app.keys.token.sign(&claims).map_err(AppError::internal)?,
            token_type: "Bearer",
            expires_in: i64::from(seconds),
            refresh_token: self.refresh_token,
            refresh_expires_in: (self.refresh_expires_at.utc() - self.now.utc()).num_seconds(),
            must_change_password: self.must_change_password,
        })
    }
}

/// Opens a session for an account whose password was right.
pub(super) fn open(tx: &mut Tx<'_>, user: &UserRow) -> Result<Alive, AppError> {
    let absolute = Duration::seconds(i64::from(tx.app.settings.security.absolute_seconds));
    let session = SessionRow {
        id: tx.new_id(),
        user_id: user.id.clone(),
        created_at: Ts(tx.now),
        last_used_at: Ts(tx.now),
        expires_at: Ts(tx.now.plus(absolute)),
        revoked_at: None,
        revoke_reason: None,
    };
    rows::insert(tx.conn, &session)?;
    keep_alive(tx, session, user)
}

/// Gives out the next refresh token. It lives as long as the session may be idle, and no longer than the session.
fn keep_alive(tx: &mut Tx<'_>, session: SessionRow, user: &UserRow) -> Result<Alive, AppError> {
    let idle = Duration::seconds(i64::from(tx.app.settings.security.idle_seconds));
    let refresh_token = opaque_token();
    let refresh_expires_at = tx.now.plus(idle).min(session.expires_at.0);
    let row = RefreshTokenRow {
        token_hash: tx.app.keys.hash.hex(Purpose::RefreshToken, &refresh_token),
        session_id: session.id.clone(),
        issued_at: Ts(tx.now),
        expires_at: Ts(refresh_expires_at),
        used_at: None,
    };
    rows::insert_token(tx.conn, &row)?;
    Ok(Alive {
        user_id: user.id.clone(),
        must_change_password: user.must_change_password,
        session,
        refresh_token,
        refresh_expires_at,
        now: tx.now,
    })
}

/// Exchanges a refresh token for new tokens.
///
/// # Errors
/// [`AppError::Unauthenticated`] `refresh_refused`, whatever the reason.
pub async fn refresh(app: &App, request: RefreshRequest, request_id: &str) -> Result<TokenView, AppError> {
    let hash = app.keys.hash.hex(Purpose::RefreshToken, &request.refresh_token);
    let alive = app.write_as(Caller::System, request_id, move |tx| exchange(tx, &hash)).await?;
    let refused = || AppError::Unauthenticated {
        code: "refresh_refused",
        detail: "刷新令牌无效或会话已结束，请重新登录".to_owned(),
    };
    alive.ok_or_else(refused)?.into_view(app)
}

/// `None` is a refusal; it is no error, because ending a stolen session must be committed.
fn exchange(tx: &mut Tx<'_>, hash: &str) -> Result<Option<Alive>, AppError> {
    let Some(token) = rows::token(tx.conn, hash)? else { return Ok(None) };
    let Some((session, user)) = live(tx.conn, &token.session_id)? else { return Ok(None) };
    if !rows::use_token(tx.conn, hash, Ts(tx.now))? {
        end(tx, &session.id, &user.id, "refresh_token_reused")?;
        return Ok(None);
    }
    if tx.now >= token.expires_at.0 {
        return Ok(None);
    }
    rows::touch(tx.conn, &session.id, Ts(tx.now))?;
    keep_alive(tx, session, &user).map(Some)
}

/// A session that was not ended, of an account in use. Whether it has run out its tokens know: none outlives it.
fn live(conn: &mut Conn, id: &str) -> Result<Option<(SessionRow, UserRow)>, AppError> {
    let Some(session) = rows::get(conn, id)?.filter(|session| session.revoked_at.is_none()) else { return Ok(None) };
    let user = user::get(conn, &session.user_id)?.filter(|user| user.active);
    Ok(user.map(|user| (session, user)))
}

/// Ends the caller's own session.
///
/// # Errors
/// [`AppError::NotFound`] when the caller has none.
pub fn logout(tx: &mut Tx<'_>) -> Result<(), AppError> {
    let principal = tx.caller.principal().ok_or(AppError::NotFound)?.clone();
    end(tx, &principal.session_id, &principal.staff.user_id, "logged_out")
}

/// Ends one session; `reason` is also the kind of the entry in its log. Ending it twice changes nothing.
fn end(tx: &mut Tx<'_>, session_id: &str, user_id: &str, reason: &str) -> Result<(), AppError> {
    tx.app.principals.forget_user(user_id, tx.now);
    if rows::revoke(tx.conn, session_id, Ts(tx.now), reason)? {
        let payload = facts([("user_id", json!(user_id))]);
        tx.log(Subject { kind: "session", id: session_id }, reason, &payload, &[])?;
    }
    Ok(())
}

/// Ends every session of an account except `keep`. Returns how many ended.
pub(super) fn end_all(tx: &mut Tx<'_>, user_id: &str, keep: Option<&str>, reason: &str) -> Result<usize, AppError> {
    let live = rows::live_of_user(tx.conn, user_id, Ts(tx.now))?;
    let ending: Vec<_> = live.iter().filter(|session| Some(session.id.as_str()) != keep).collect();
    for session in &ending {
        end(tx, &session.id, user_id, reason)?;
    }
    Ok(ending.len())
}
