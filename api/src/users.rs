//! Accounts. The system administrator makes and changes them; the security administrator resets, unlocks and logs out.

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::account::{
    self, CreateUserRequest, NewPassword, PatchUserRequest, RevokedSessionsView, UserQuery, UserView,
    UserWithPasswordView,
};
use yingshang_app::{Answer, App, Tx};
use yingshang_calendar::Instant;

use crate::body::{Body, Patch};
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page};
use crate::permits::{AdministerUsers, ManageSecurity, ManageUsers, ReadUsers};
use crate::query::Query;
use crate::reply::IfNoneMatch;
use crate::resource;
use crate::write::{IfMatch, Write};

/// The operations on accounts.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_users, create_user, get_user, patch_user, reset_password, unlock_user, revoke_sessions]
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct UserFilter {
    /// 所属单位标识
    #[param(max_length = 36)]
    pub unit_id: Option<String>,
    /// 是否启用
    pub active: Option<bool>,
    /// 此时刻（含）之后有变动的，用于增量同步
    pub updated_since: Option<Instant>,
}

/// 列出账号
///
/// 按建立先后排列；停用的账号仍在列表中。
#[utoipa::path(get, path = "/v1/users", tag = "users", responses((status = 200, description = "账号列表", body = List<UserView>)))]
pub async fn list_users(
    permit: Permit<ReadUsers>,
    Query(filter): Query<UserFilter>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let query = UserQuery {
        unit_id: filter.unit_id,
        active: filter.active,
        updated_since: filter.updated_since,
        after: page.after_id(),
        limit: page.limit,
    };
    let slice = app.read(permit.caller(), move |read| account::list_users(read, &query)).await?;
    Ok(resource::listed(&page, slice))
}

/// 建立账号
///
/// 答复中的临时密码只显示这一次，首次登录须修改。三员角色互斥，且不得兼任办案角色。
#[utoipa::path(post, path = "/v1/users", tag = "users", responses((status = 201, description = "已建立", body = UserWithPasswordView)))]
pub async fn create_user(
    permit: Permit<ManageUsers>,
    write: Write,
    Body(body): Body<CreateUserRequest>,
    app: Data<App>,
) -> Outcome {
    let password = NewPassword::one_time(&app).await?;
    let work = move |tx: &mut Tx<'_>| resource::created("/v1/users", &account::create_user(tx, body, &password)?);
    write.run_unrecorded(&app, permit.caller(), work).await
}

/// 查看账号
///
/// 答复中的 ETag 是修改时 If-Match 要带的版本。
#[utoipa::path(get, path = "/v1/users/{id}", tag = "users", responses((status = 200, description = "账号", body = UserView)))]
pub async fn get_user(permit: Permit<ReadUsers>, Path(id): Path<String>, has: IfNoneMatch, app: Data<App>) -> Outcome {
    let user = app.read(permit.caller(), move |read| account::get_user(read, &id)).await?;
    Ok(resource::shown(&user, &has))
}

/// 修改账号
///
/// 合并补丁：未写的项不变，null 清空。角色变动对已登录的令牌立即生效；不得修改自己的角色。安全管理员只能停用。
#[utoipa::path(patch, path = "/v1/users/{id}", tag = "users", responses((status = 200, description = "已修改", body = UserView)))]
pub async fn patch_user(
    permit: Permit<AdministerUsers>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Patch(body): Patch<PatchUserRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&account::patch_user(tx, &id, expected, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 重置密码
///
/// 给出只显示一次的临时密码，解除锁定，并结束该账号的全部会话。不能重置自己的密码。
#[utoipa::path(post, path = "/v1/users/{id}/password-reset", tag = "users", responses((status = 200, description = "已重置", body = UserWithPasswordView)))]
pub async fn reset_password(
    permit: Permit<ManageSecurity>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    app: Data<App>,
) -> Outcome {
    let password = NewPassword::one_time(&app).await?;
    let work = move |tx: &mut Tx<'_>| resource::changed(&account::reset_password(tx, &id, expected, &password)?);
    write.run_unrecorded(&app, permit.caller(), work).await
}

/// 解除锁定
///
/// 连续输错密码被锁定的账号，提前解除锁定。
#[utoipa::path(post, path = "/v1/users/{id}/unlocking", tag = "users", responses((status = 200, description = "已解除", body = UserView)))]
pub async fn unlock_user(
    permit: Permit<ManageSecurity>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&account::unlock_user(tx, &id, expected)?);
    write.run(&app, permit.caller(), work).await
}

/// 结束会话
///
/// 立即结束该账号的全部会话，已发出的令牌随即失效。
#[utoipa::path(post, path = "/v1/users/{id}/session-revocation", tag = "users", responses((status = 200, description = "已结束", body = RevokedSessionsView)))]
pub async fn revoke_sessions(
    permit: Permit<ManageSecurity>,
    Path(id): Path<String>,
    write: Write,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| Answer::json(200, &account::revoke_sessions(tx, &id)?);
    write.run(&app, permit.caller(), work).await
}
