//! Logging in and out, and one's own password.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_app::account::{self, ChangePasswordRequest, LoginRequest, RefreshRequest, TokenView};
use yingshang_app::token::JwksView;
use yingshang_app::{Answer, App, Tx};
use yingshang_rules::Role;

use crate::body::Body;
use crate::gate::{Gate, Public, SignedIn};
use crate::operation::{Operation, Outcome};
use crate::permits;
use crate::reply::{self, IfNoneMatch};
use crate::request_id::RequestId;
use crate::write::Write;

/// Keys change only with the installation.
const MAX_AGE: u32 = 300;

/// The operations of logging in.
pub fn operations() -> Vec<Operation> {
    crate::operations![issue_token, refresh_token, revoke_token, change_password, get_me, get_jwks]
}

/// 当前账号。
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// 账号标识。
    pub user_id: String,
    /// 用户名。
    pub username: String,
    /// 所属单位标识。
    #[schema(required = true)]
    pub unit_id: Option<String>,
    /// 对应的工作人员标识。
    #[schema(required = true)]
    pub staff_id: Option<String>,
    /// 角色。
    pub roles: Vec<Role>,
    /// 由角色得到的权限。
    pub permissions: Vec<&'static str>,
    /// 须先修改密码，才能进行其他操作。
    pub must_change_password: bool,
}

/// 登录
///
/// 用户名不存在、密码错误、账号锁定或停用，答复一律相同。连续输错达到上限后锁定。
#[utoipa::path(post, path = "/v1/auth/token", tag = "auth", responses((status = 200, description = "令牌", body = TokenView)))]
pub async fn issue_token(_: Public, request: HttpRequest, Body(body): Body<LoginRequest>, app: Data<App>) -> Outcome {
    let client = request.peer_addr().map(|address| address.ip().to_string());
    let id = RequestId::of(&request);
    Ok(reply::json(&account::login(&app, body, client.as_deref(), id.as_str()).await?))
}

/// 刷新令牌
///
/// 刷新令牌只能用一次，用过即换新；重复使用视为泄露，结束整个会话。
#[utoipa::path(post, path = "/v1/auth/refresh", tag = "auth", responses((status = 200, description = "新的令牌", body = TokenView)))]
pub async fn refresh_token(
    _: Public,
    request: HttpRequest,
    Body(body): Body<RefreshRequest>,
    app: Data<App>,
) -> Outcome {
    let id = RequestId::of(&request);
    Ok(reply::json(&account::refresh(&app, body, id.as_str()).await?))
}

/// 退出登录
///
/// 结束当前会话，访问令牌和刷新令牌随即失效。
#[utoipa::path(post, path = "/v1/auth/logout", tag = "auth", responses((status = 204, description = "已退出")))]
pub async fn revoke_token(signed_in: SignedIn, write: Write, app: Data<App>) -> Outcome {
    let work = |tx: &mut Tx<'_>| account::logout(tx).map(|()| Answer::no_content());
    write.run(&app, signed_in.caller(), work).await
}

/// 修改自己的密码
///
/// 修改后结束该账号的其他会话。首次登录或密码被重置后，须先修改密码才能进行其他操作。
#[utoipa::path(post, path = "/v1/auth/password", tag = "auth", responses((status = 204, description = "已修改")))]
pub async fn change_password(
    signed_in: SignedIn,
    request: HttpRequest,
    Body(body): Body<ChangePasswordRequest>,
    app: Data<App>,
) -> Outcome {
    account::change_password(&app, &signed_in.principal, body, RequestId::of(&request).as_str()).await?;
    Ok(no_content())
}

/// 查看当前账号
///
/// 当前登录的账号、角色和由角色得到的权限，供界面决定显示哪些功能。
#[utoipa::path(get, path = "/v1/auth/me", tag = "auth", responses((status = 200, description = "当前账号", body = Me)))]
pub async fn get_me(signed_in: SignedIn) -> Outcome {
    let principal = signed_in.principal;
    let permitted = permits::TABLE.iter().filter(|row| principal.has_any(row.roles));
    Ok(reply::json(&Me {
        permissions: permitted.map(|row| row.name).collect(),
        user_id: principal.staff.user_id,
        username: principal.username,
        unit_id: principal.staff.unit_id,
        staff_id: principal.staff.staff_id,
        roles: principal.staff.roles,
        must_change_password: principal.must_change_password,
    }))
}

/// 查看公钥
///
/// 验证访问令牌签名的公钥（JWKS）。
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "auth", responses((status = 200, description = "公钥", body = JwksView)))]
pub async fn get_jwks(_: Public, has: IfNoneMatch, app: Data<App>) -> Outcome {
    reply::cacheable(&app.keys.token.jwks(), MAX_AGE, &has)
}

fn no_content() -> HttpResponse {
    HttpResponse::NoContent().insert_header((CACHE_CONTROL, "no-store")).finish()
}
