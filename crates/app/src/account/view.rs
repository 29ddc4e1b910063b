//! What accounts look like from outside, and what can be asked about them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::Role;
use yingshang_store::user::UserRow;

use super::is_locked;
use crate::error::AppError;
use crate::organisation::present;

/// 账号。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UserView {
    /// 标识。
    pub id: String,
    /// 用户名。
    pub username: String,
    /// 显示名称。
    pub display_name: String,
    /// 对应的工作人员标识。
    #[schema(required = true)]
    pub staff_id: Option<String>,
    /// 所属单位标识。
    #[schema(required = true)]
    pub unit_id: Option<String>,
    /// 角色。
    pub roles: Vec<Role>,
    /// 是否启用。
    pub active: bool,
    /// 下次登录须先修改密码。
    pub must_change_password: bool,
    /// 锁定至；未锁定时为空。
    #[schema(required = true)]
    pub locked_until_at: Option<Instant>,
    /// 密码设置时间。
    pub password_changed_at: Instant,
    /// 版本。
    pub version: i64,
    /// 登记时间。
    pub created_at: Instant,
    /// 最近修改时间。
    pub updated_at: Instant,
}

impl UserView {
    /// As the account stands at `now`.
    pub(super) fn at(row: UserRow, now: Instant) -> Result<Self, AppError> {
        let locked = is_locked(&row, now);
        Ok(Self {
            roles: read_roles(&row)?,
            id: row.id,
            username: row.username,
            display_name: row.display_name,
            staff_id: row.staff_id,
            unit_id: row.unit_id,
            active: row.active,
            must_change_password: row.must_change_password,
            locked_until_at: row.locked_until_at.filter(|_| locked).map(Instant::from),
            password_changed_at: row.password_changed_at.0,
            version: row.version,
            created_at: row.created_at.0,
            updated_at: row.updated_at.0,
        })
    }
}

/// The roles of a row.
pub(super) fn read_roles(row: &UserRow) -> Result<Vec<Role>, AppError> {
    serde_json::from_str(&row.roles).map_err(AppError::internal)
}

/// Roles as they are stored: in the order of the list, each once.
pub(super) fn store_roles(mut roles: Vec<Role>) -> Result<String, AppError> {
    roles.sort_unstable();
    roles.dedup();
    serde_json::to_string(&roles).map_err(AppError::internal)
}

/// 账号及只显示一次的临时密码。
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UserWithPasswordView {
    /// 账号。
    pub user: UserView,
    /// 临时密码，只在此处显示一次，首次登录须修改；由管理员指定密码时为空。
    #[schema(required = true)]
    pub one_time_password: Option<String>,
}

/// Without the password.
impl std::fmt::Debug for UserWithPasswordView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserWithPasswordView").field("user", &self.user).finish_non_exhaustive()
    }
}

/// 结束会话的结果。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct RevokedSessionsView {
    /// 结束的会话数。
    pub revoked: usize,
}

/// 新增账号。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUserRequest {
    /// 用户名：小写字母、数字、点、下划线、连字符，字母或数字开头；不可更改。
    #[schema(min_length = 2, max_length = 32, pattern = "^[a-z0-9][a-z0-9._-]+$", example = "handler01")]
    pub username: String,
    /// 显示名称。
    #[schema(min_length = 1, max_length = 50, example = "承办人员一")]
    pub display_name: String,
    /// 对应的工作人员标识。
    #[serde(default)]
    #[schema(max_length = 36)]
    pub staff_id: Option<String>,
    /// 所属单位标识。
    #[serde(default)]
    #[schema(max_length = 36)]
    pub unit_id: Option<String>,
    /// 角色。系统管理员、安全管理员、审计员互斥，且不得兼任办案角色。
    #[serde(default)]
    #[schema(max_items = 14)]
    pub roles: Vec<Role>,
}

/// 修改账号（合并补丁：不写的字段不变，空值清除）。安全管理员只能停用账号。
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchUserRequest {
    /// 显示名称。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 50)]
    pub display_name: Option<String>,
    /// 对应的工作人员标识。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 36)]
    pub staff_id: Option<Option<String>>,
    /// 所属单位标识。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 36)]
    pub unit_id: Option<Option<String>>,
    /// 角色，整组替换；不能修改自己的角色。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Vec<Role>, required = false, max_items = 14)]
    pub roles: Option<Vec<Role>>,
    /// 是否启用；停用立即生效，不删除。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    pub active: Option<bool>,
}
