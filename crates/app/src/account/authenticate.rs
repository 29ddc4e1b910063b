//! From an access token to the person behind it, as the account stands now.

use yingshang_calendar::Instant;
use yingshang_rules::actor::StaffActor;
use yingshang_store::{Conn, session, user};

use super::view::read_roles;
use crate::app::App;
use crate::caller::Principal;
use crate::error::AppError;
use crate::token::{Claims, TokenError};

/// Who holds this access token. Session and account are looked at every time, so an ended session, a disabled account or
/// a changed role acts on tokens that are still out.
///
/// # Errors
/// [`AppError::Unauthenticated`] with `token_invalid`, `token_expired` or `session_ended`.
pub async fn authenticate(app: &App, access_token: &str) -> Result<Principal, AppError> {
    let now = app.now();
    let claims = app.keys.token.verify(access_token, now).map_err(refusal)?;
    let known = app.principals.get(&claims.sid, now);
    if let Some(principal) = known.filter(|principal| principal.staff.user_id == claims.sub) {
        return Ok(principal);
    }
    let (principal, expires_at) = app.store.read(move |conn| load(conn, &claims, now)).await?;
    app.principals.put(&principal, expires_at, now);
    Ok(principal)
}

fn load(conn: &mut Conn, claims: &Claims, now: Instant) -> Result<(Principal, Instant), AppError> {
    let session = session::get(conn, &claims.sid)?
        .filter(|session| session.revoked_at.is_none() && now < session.expires_at.0 && session.user_id == claims.sub)
        .ok_or_else(ended)?;
    let user = user::get(conn, &session.user_id)?.filter(|user| user.active).ok_or_else(ended)?;
    let staff =
        StaffActor { roles: read_roles(&user)?, user_id: user.id, staff_id: user.staff_id, unit_id: user.unit_id };
    let principal = Principal {
        session_id: session.id,
        username: user.username,
        staff,
        must_change_password: user.must_change_password,
    };
    Ok((principal, session.expires_at.0))
}

fn refusal(error: TokenError) -> AppError {
    let (code, detail) = match error {
        TokenError::Invalid => ("token_invalid", "访问令牌无效"),
        TokenError::Expired => ("token_expired", "访问令牌已过期，请刷新"),
    };
    AppError::Unauthenticated { code, detail: detail.to_owned() }
}

fn ended() -> AppError {
    AppError::Unauthenticated { code: "session_ended", detail: "会话已结束，请重新登录".to_owned() }
}
