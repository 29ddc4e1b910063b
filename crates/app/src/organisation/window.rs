//! Service windows.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_store::Ts;
use yingshang_store::window::{self as rows, WindowFilter, WindowRow};

use super::{WindowInstitution, check_unit, external_key, log, log_changed, none_of, present, set, taken};
use crate::error::AppError;
use crate::page::Slice;
use crate::tx::{Expected, Reader, Subject, Tx};

/// 窗口。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WindowView {
    /// 标识。
    pub id: String,
    /// 所属单位标识。
    pub unit_id: String,
    /// 代码。
    pub code: String,
    /// 名称。
    pub name: String,
    /// 落实的制度。
    pub institutions: Vec<WindowInstitution>,
    /// 是否在用。
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

/// 新增窗口。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateWindowRequest {
    /// 所属单位标识。
    #[schema(min_length = 1, max_length = 36)]
    pub unit_id: String,
    /// 代码，全局唯一。
    #[schema(min_length = 1, max_length = 32, example = "window_01")]
    pub code: String,
    /// 名称。
    #[schema(min_length = 1, max_length = 100, example = "综合窗口1")]
    pub name: String,
    /// 落实的制度，不写为无。
    #[serde(default)]
    #[schema(max_items = 6)]
    pub institutions: Vec<WindowInstitution>,
    /// 来源系统，与外部编号同时填写。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub source_system: Option<String>,
    /// 在来源系统中的编号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 128)]
    pub external_ref: Option<String>,
}

/// 修改窗口（合并补丁：不写的字段不变）。
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchWindowRequest {
    /// 所属单位标识。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 36)]
    pub unit_id: Option<String>,
    /// 代码。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 32)]
    pub code: Option<String>,
    /// 名称。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// 落实的制度，整组替换。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Vec<WindowInstitution>, required = false, max_items = 6)]
    pub institutions: Option<Vec<WindowInstitution>>,
    /// 是否在用；停用不删除。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    pub active: Option<bool>,
}

/// Which windows.
#[derive(Debug, Clone, Default)]
pub struct WindowQuery {
    /// Of this unit.
    pub unit_id: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Instant>,
    /// Id of the last window of the page before.
    pub after: Option<String>,
    /// Windows of a page.
    pub limit: i64,
}

fn view(row: WindowRow) -> Result<WindowView, AppError> {
    Ok(WindowView {
        id: row.id,
        unit_id: row.unit_id,
        code: row.code,
        name: row.name,
        institutions: serde_json::from_str(&row.institutions).map_err(AppError::internal)?,
        active: row.active,
        source_system: row.source_system,
        external_ref: row.external_ref,
        version: row.version,
        created_at: row.created_at.0,
        updated_at: row.updated_at.0,
    })
}

/// In the order of the text, each once: two requests that mean the same are stored the same.
fn stored(mut institutions: Vec<WindowInstitution>) -> Result<String, AppError> {
    institutions.sort_unstable();
    institutions.dedup();
    serde_json::to_string(&institutions).map_err(AppError::internal)
}

/// One window.
pub fn get_window(read: &mut Reader<'_>, id: &str) -> Result<WindowView, AppError> {
    view(rows::get(read.conn, id)?.ok_or(AppError::NotFound)?)
}

/// Windows in the order they were made.
pub fn list_windows(read: &mut Reader<'_>, query: &WindowQuery) -> Result<Slice<WindowView>, AppError> {
    let filter = WindowFilter {
        unit_id: query.unit_id.clone(),
        active: query.active,
        updated_since: query.updated_since.map(Ts),
    };
    let found = rows::list(read.conn, &filter, query.after.as_deref(), query.limit + 1)?;
    Slice::cut(found, query.limit).try_map(view)
}

/// Adds a window (GZ-1.1).
///
/// # Errors
/// `code_taken`, `external_ref_taken` (409); unknown unit (422).
pub fn create_window(tx: &mut Tx<'_>, body: CreateWindowRequest) -> Result<WindowView, AppError> {
    external_key(body.source_system.as_deref(), body.external_ref.as_deref())?;
    none_of([check_unit(tx.conn, &body.unit_id, "/unit_id")?])?;
    let row = WindowRow {
        id: tx.new_id(),
        unit_id: body.unit_id,
        code: body.code,
        name: body.name,
        institutions: stored(body.institutions)?,
        active: true,
        source_system: body.source_system,
        external_ref: body.external_ref,
        version: 1,
        created_at: Ts(tx.now),
        updated_at: Ts(tx.now),
    };
    rows::insert(tx.conn, &row).map_err(taken)?;
    let facts = [("code", json!(row.code)), ("unit_id", json!(row.unit_id))];
    log(tx, Subject { kind: "window", id: &row.id }, "created", facts)?;
    view(row)
}

/// Changes a window (GZ-1.1).
///
/// # Errors
/// As [`create_window`]; [`AppError::Stale`].
pub fn patch_window(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: PatchWindowRequest,
) -> Result<WindowView, AppError> {
    let mut row = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    expected.check(row.version)?;
    let mut changed = Vec::new();
    set(&mut changed, "unit_id", &mut row.unit_id, body.unit_id);
    set(&mut changed, "code", &mut row.code, body.code);
    set(&mut changed, "name", &mut row.name, body.name);
    set(&mut changed, "institutions", &mut row.institutions, body.institutions.map(stored).transpose()?);
    set(&mut changed, "active", &mut row.active, body.active);
    if changed.is_empty() {
        return view(row);
    }
    if changed.contains(&"unit_id") {
        none_of([check_unit(tx.conn, &row.unit_id, "/unit_id")?])?;
    }
    row.updated_at = Ts(tx.now);
    row.version = rows::update(tx.conn, &row, row.version).map_err(taken)?;
    log_changed(tx, Subject { kind: "window", id: &row.id }, &changed, row.active)?;
    view(row)
}
