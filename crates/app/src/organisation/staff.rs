//! Members of staff: the register complaints, shifts and assessments refer to. An account is something else (`account`).

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_store::Ts;
use yingshang_store::staff::{self as rows, StaffFilter, StaffRow};

use super::{PostKind, check_unit, check_window, external_key, log, log_changed, none_of, present, set, taken};
use crate::error::AppError;
use crate::page::Slice;
use crate::tx::{Expected, Reader, Subject, Tx};

/// 工作人员。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StaffView {
    /// 标识。
    pub id: String,
    /// 所属单位标识。
    pub unit_id: String,
    /// 所在窗口标识。
    #[schema(required = true)]
    pub window_id: Option<String>,
    /// 姓名。
    pub name: String,
    /// 职务。
    #[schema(required = true)]
    pub position: Option<String>,
    /// 岗位类别。
    pub post_kind: PostKind,
    /// 是否在岗。
    pub active: bool,
    /// 来源系统。
    #[schema(required = true)]
    pub source_system: Option<String>,
    /// 在来源系统中的编号。
    #[schema(required = true)]
    pub external_ref: Option<String>,
    /// 版本。
    pub version: i64,
    /// 登记时间。
    pub created_at: Instant,
    /// 最近修改时间。
    pub updated_at: Instant,
}

/// 新增工作人员。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateStaffRequest {
    /// 所属单位标识。
    #[schema(min_length = 1, max_length = 36)]
    pub unit_id: String,
    /// 所在窗口标识。
    #[serde(default)]
    #[schema(max_length = 36)]
    pub window_id: Option<String>,
    /// 姓名。
    #[schema(min_length = 1, max_length = 50)]
    pub name: String,
    /// 职务。
    #[serde(default)]
    #[schema(max_length = 50)]
    pub position: Option<String>,
    /// 岗位类别。
    pub post_kind: PostKind,
    /// 来源系统，与外部编号同时填写。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub source_system: Option<String>,
    /// 在来源系统中的编号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 128)]
    pub external_ref: Option<String>,
}

/// 修改工作人员（合并补丁：不写的字段不变，空值清除）。
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchStaffRequest {
    /// 所属单位标识。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 36)]
    pub unit_id: Option<String>,
    /// 所在窗口标识。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 36)]
    pub window_id: Option<Option<String>>,
    /// 姓名。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 50)]
    pub name: Option<String>,
    /// 职务。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 50)]
    pub position: Option<Option<String>>,
    /// 岗位类别。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = PostKind, required = false)]
    pub post_kind: Option<PostKind>,
    /// 是否在岗；离岗不删除。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    pub active: Option<bool>,
}

/// Which members of staff.
#[derive(Debug, Clone, Default)]
pub struct StaffQuery {
    /// Of this unit.
    pub unit_id: Option<String>,
    /// At this window.
    pub window_id: Option<String>,
    /// Still there or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Instant>,
    /// Id of the last person of the page before.
    pub after: Option<String>,
    /// People of a page.
    pub limit: i64,
}

fn view(row: StaffRow) -> Result<StaffView, AppError> {
    Ok(StaffView {
        id: row.id,
        unit_id: row.unit_id,
        window_id: row.window_id,
        name: row.name,
        position: row.position,
        post_kind: row.post_kind.parse().map_err(AppError::internal)?,
        active: row.active,
        source_system: row.source_system,
        external_ref: row.external_ref,
        version: row.version,
        created_at: row.created_at.0,
        updated_at: row.updated_at.0,
    })
}

/// One member of staff.
pub fn get_staff(read: &mut Reader<'_>, id: &str) -> Result<StaffView, AppError> {
    view(rows::get(read.conn, id)?.ok_or(AppError::NotFound)?)
}

/// Members of staff in the order they were registered.
pub fn list_staff(read: &mut Reader<'_>, query: &StaffQuery) -> Result<Slice<StaffView>, AppError> {
    let filter = StaffFilter {
        unit_id: query.unit_id.clone(),
        window_id: query.window_id.clone(),
        active: query.active,
        updated_since: query.updated_since.map(Ts),
    };
    let found = rows::list(read.conn, &filter, query.after.as_deref(), query.limit + 1)?;
    Slice::cut(found, query.limit).try_map(view)
}

/// Registers a member of staff (GZ-1.1).
///
/// # Errors
/// `external_ref_taken` (409); unknown unit or window (422).
pub fn create_staff(tx: &mut Tx<'_>, body: CreateStaffRequest) -> Result<StaffView, AppError> {
    external_key(body.source_system.as_deref(), body.external_ref.as_deref())?;
    let row = StaffRow {
        id: tx.new_id(),
        unit_id: body.unit_id,
        window_id: body.window_id,
        name: body.name,
        position: body.position,
        post_kind: body.post_kind.code().to_owned(),
        active: true,
        source_system: body.source_system,
        external_ref: body.external_ref,
        version: 1,
        created_at: Ts(tx.now),
        updated_at: Ts(tx.now),
    };
    check_places(tx, &row, &["unit_id", "window_id"])?;
    rows::insert(tx.conn, &row).map_err(taken)?;
    let facts = [("unit_id", json!(row.unit_id)), ("post_kind", json!(row.post_kind))];
    log(tx, Subject { kind: "staff", id: &row.id }, "created", facts)?;
    view(row)
}

/// Changes a member of staff (GZ-1.1).
///
/// # Errors
/// As [`create_staff`]; [`AppError::Stale`].
pub fn patch_staff(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: PatchStaffRequest,
) -> Result<StaffView, AppError> {
    let mut row = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    expected.check(row.version)?;
    let mut changed = Vec::new();
    set(&mut changed, "unit_id", &mut row.unit_id, body.unit_id);
    set(&mut changed, "window_id", &mut row.window_id, body.window_id);
    set(&mut changed, "name", &mut row.name, body.name);
    set(&mut changed, "position", &mut row.position, body.position);
    set(&mut changed, "post_kind", &mut row.post_kind, body.post_kind.map(|kind| kind.code().to_owned()));
    set(&mut changed, "active", &mut row.active, body.active);
    if changed.is_empty() {
        return view(row);
    }
    check_places(tx, &row, &changed)?;
    row.updated_at = Ts(tx.now);
    row.version = rows::update(tx.conn, &row, row.version).map_err(taken)?;
    log_changed(tx, Subject { kind: "staff", id: &row.id }, &changed, row.active)?;
    view(row)
}

/// Only what changed is checked: a person may stay in a unit that was closed, but not be put there.
fn check_places(tx: &mut Tx<'_>, row: &StaffRow, changed: &[&str]) -> Result<(), AppError> {
    let unit = match changed.contains(&"unit_id") {
        true => check_unit(tx.conn, &row.unit_id, "/unit_id")?,
        false => None,
    };
    let window = match &row.window_id {
        Some(id) if changed.contains(&"window_id") => check_window(tx.conn, id, "/window_id")?,
        _ => None,
    };
    none_of([unit, window])
}
