//! Accounts as a resource.

use serde_json::json;
use yingshang_calendar::Instant;
use yingshang_rules::Role;
use yingshang_store::user::{self as rows, UserFilter, UserRow};
use yingshang_store::{Conn, StoreError, Ts};

use super::new_password::NewPassword;
use super::view::{CreateUserRequest, PatchUserRequest, UserView, UserWithPasswordView, read_roles, store_roles};
use super::{log_user, session};
use crate::error::{AppError, FieldError};
use crate::organisation::{check_staff, check_unit, none_of, set};
use crate::page::Slice;
use crate::tx::{Expected, Reader, Tx};

/// Accounts looked at in one go when searching for another administrator.
const CHUNK: i64 = 200;

/// Which accounts.
#[derive(Debug, Clone, Default)]
pub struct UserQuery {
    /// Of this unit.
    pub unit_id: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Instant>,
    /// Id of the last account of the page before.
    pub after: Option<String>,
    /// Accounts of a page.
    pub limit: i64,
}

/// One account.
pub fn get_user(read: &mut Reader<'_>, id: &str) -> Result<UserView, AppError> {
    UserView::at(rows::get(read.conn, id)?.ok_or(AppError::NotFound)?, read.now)
}

/// Accounts in the order they were made.
pub fn list_users(read: &mut Reader<'_>, query: &UserQuery) -> Result<Slice<UserView>, AppError> {
    let filter =
        UserFilter { unit_id: query.unit_id.clone(), active: query.active, updated_since: query.updated_since.map(Ts) };
    let found = rows::list(read.conn, &filter, query.after.as_deref(), query.limit + 1)?;
    Slice::cut(found, query.limit).try_map(|row| UserView::at(row, read.now))
}

/// Adds an account. A one-time password is part of the answer and shown nowhere else.
///
/// # Errors
/// `username_taken` (409); `username_form`, `incompatible_roles`, unknown unit or member of staff (422).
pub fn create_user(
    tx: &mut Tx<'_>,
    body: CreateUserRequest,
    password: &NewPassword,
) -> Result<UserWithPasswordView, AppError> {
    none_of([
        username_fault(&body.username),
        roles_fault(&body.roles),
        place_fault(tx.conn, body.unit_id.as_deref(), check_unit, "/unit_id")?,
        place_fault(tx.conn, body.staff_id.as_deref(), check_staff, "/staff_id")?,
    ])?;
    let row = UserRow {
        id: tx.new_id(),
        username: body.username,
        display_name: body.display_name,
        password_hash: password.hash.clone(),
        must_change_password: password.one_time.is_some(),
        staff_id: body.staff_id,
        unit_id: body.unit_id,
        roles: store_roles(body.roles)?,
        active: true,
        failed_logins: 0,
        locked_until_at: None,
        password_changed_at: Ts(tx.now),
        version: 1,
        created_at: Ts(tx.now),
        updated_at: Ts(tx.now),
    };
    rows::insert(tx.conn, &row).map_err(taken)?;
    log_user(tx, &row.id, "created", [("roles", json!(read_roles(&row)?)), ("unit_id", json!(row.unit_id))])?;
    Ok(UserWithPasswordView { user: UserView::at(row, tx.now)?, one_time_password: password.one_time.clone() })
}

/// Changes an account. It acts on live tokens at once; a disabled account loses its sessions for good.
///
/// # Errors
/// `own_roles`, `may_only_disable` (403); `last_administrator` (409); as [`create_user`]; [`AppError::Stale`].
pub fn patch_user(tx: &mut Tx<'_>, id: &str, expected: Expected, body: PatchUserRequest) -> Result<UserView, AppError> {
    let before = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    expected.check(before.version)?;
    let mut row = before.clone();
    let mut changed = Vec::new();
    let roles_fault = body.roles.as_deref().and_then(roles_fault);
    set(&mut changed, "display_name", &mut row.display_name, body.display_name);
    set(&mut changed, "staff_id", &mut row.staff_id, body.staff_id);
    set(&mut changed, "unit_id", &mut row.unit_id, body.unit_id);
    set(&mut changed, "roles", &mut row.roles, body.roles.map(store_roles).transpose()?);
    set(&mut changed, "active", &mut row.active, body.active);
    if changed.is_empty() {
        return UserView::at(row, tx.now);
    }
    may_change(tx, &row, &changed)?;
    let new_place = |field, id: &Option<String>| id.clone().filter(|_| changed.contains(&field));
    none_of([
        roles_fault,
        place_fault(tx.conn, new_place("unit_id", &row.unit_id).as_deref(), check_unit, "/unit_id")?,
        place_fault(tx.conn, new_place("staff_id", &row.staff_id).as_deref(), check_staff, "/staff_id")?,
    ])?;
    if is_administrator(&before)? && !is_administrator(&row)? {
        another_administrator(tx.conn, id)?;
    }
    row.updated_at = Ts(tx.now);
    tx.app.principals.forget_user(id, tx.now);
    row.version = rows::update(tx.conn, &row, row.version)?;
    if !row.active {
        session::end_all(tx, id, None, "disabled")?;
    }
    let facts = [("fields", json!(changed)), ("roles", json!(read_roles(&row)?)), ("active", json!(row.active))];
    log_user(tx, id, "changed", facts)?;
    UserView::at(row, tx.now)
}

/// Nobody gives themselves rights; the security administrator takes rights away and gives none.
fn may_change(tx: &Tx<'_>, row: &UserRow, changed: &[&str]) -> Result<(), AppError> {
    let Some(principal) = tx.caller.principal() else { return Ok(()) };
    if changed.contains(&"roles") && principal.staff.user_id == row.id {
        return Err(AppError::Forbidden { code: "own_roles", detail: "不能修改自己的角色".to_owned() });
    }
    let only_disables = !row.active && changed == ["active"];
    if !principal.has_any(&[Role::SysAdmin]) && !only_disables {
        let detail = "安全管理员只能停用账号，其他修改由系统管理员办理".to_owned();
        return Err(AppError::Forbidden { code: "may_only_disable", detail });
    }
    Ok(())
}

fn is_administrator(row: &UserRow) -> Result<bool, AppError> {
    Ok(row.active && read_roles(row)?.contains(&Role::SysAdmin))
}

/// Without a system administrator nobody could ever make one again.
fn another_administrator(conn: &mut Conn, id: &str) -> Result<(), AppError> {
    let filter = UserFilter { active: Some(true), ..UserFilter::default() };
    let mut after: Option<String> = None;
    loop {
        let page = rows::list(conn, &filter, after.as_deref(), CHUNK)?;
        for row in &page {
            if row.id != id && is_administrator(row)? {
                return Ok(());
            }
        }
        let Some(last) = page.last() else { break };
        after = Some(last.id.clone());
    }
    let detail = "这是最后一个在用的系统管理员，不能停用或取消其角色".to_owned();
    Err(AppError::Conflict { code: "last_administrator", detail })
}

fn username_fault(username: &str) -> Option<FieldError> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let fits = (2..=32).contains(&username.len())
        && username.bytes().all(|b| allowed(b) || b"._-".contains(&b))
        && username.bytes().next().is_some_and(allowed);
    let message = "用户名为 2 至 32 个小写字母、数字、点、下划线或连字符，以字母或数字开头";
    (!fits).then(|| FieldError::new("/username", "username_form", message))
}

fn roles_fault(roles: &[Role]) -> Option<FieldError> {
    let message = "系统管理员、安全管理员、审计员互斥，且不得兼任其他角色";
    (!Role::compatible(roles)).then(|| FieldError::new("/roles", "incompatible_roles", message))
}

fn place_fault(
    conn: &mut Conn,
    id: Option<&str>,
    check: fn(&mut Conn, &str, &str) -> Result<Option<FieldError>, AppError>,
    pointer: &str,
) -> Result<Option<FieldError>, AppError> {
    id.map_or(Ok(None), |id| check(conn, id, pointer))
}

fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate { constraint } if constraint == "users_username_key" => {
            AppError::Conflict { code: "username_taken", detail: "用户名已被使用".to_owned() }
        }
        other => other.into(),
    }
}
