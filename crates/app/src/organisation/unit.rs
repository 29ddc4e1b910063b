//! Units.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_store::unit::{self as rows, UnitFilter, UnitRow};
use yingshang_store::{Conn, Ts};

use super::{UnitKind, check_staff, check_unit, external_key, log, log_changed, none_of, present, set, taken};
use crate::error::{AppError, FieldError};
use crate::page::Slice;
use crate::tx::{Expected, Reader, Subject, Tx};

/// Deepest nesting of units looked at; a bureau has three levels.
const MAX_DEPTH: usize = 16;

/// 单位。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitView {
    /// 标识。
    pub id: String,
    /// 代码。
    pub code: String,
    /// 名称。
    pub name: String,
    /// 类别。
    pub kind: UnitKind,
    /// 上级单位标识。
    #[schema(required = true)]
    pub parent_id: Option<String>,
    /// 对外公布的电话。
    #[schema(required = true)]
    pub phone: Option<String>,
    /// 分管领导的人员标识。
    #[schema(required = true)]
    pub leader_in_charge_id: Option<String>,
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

/// 新增单位。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUnitRequest {
    /// 代码，全局唯一。
    #[schema(min_length = 1, max_length = 32, example = "letters_office")]
    pub code: String,
    /// 名称。
    #[schema(min_length = 1, max_length = 100, example = "信访室")]
    pub name: String,
    /// 类别。在用的信访室至多一个。
    pub kind: UnitKind,
    /// 上级单位标识。
    #[serde(default)]
    #[schema(max_length = 36)]
    pub parent_id: Option<String>,
    /// 对外公布的电话。
    #[serde(default)]
    #[schema(max_length = 32, example = "024-00000000")]
    pub phone: Option<String>,
    /// 分管领导的人员标识；否定决定由分管领导批准。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 36)]
    pub leader_in_charge_id: Option<String>,
    /// 来源系统，与外部编号同时填写。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub source_system: Option<String>,
    /// 在来源系统中的编号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 128)]
    pub external_ref: Option<String>,
}

/// 修改单位（合并补丁：不写的字段不变，空值清除）。
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchUnitRequest {
    /// 代码。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 32)]
    pub code: Option<String>,
    /// 名称。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// 类别。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = UnitKind, required = false)]
    pub kind: Option<UnitKind>,
    /// 上级单位标识。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 36)]
    pub parent_id: Option<Option<String>>,
    /// 对外公布的电话。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 32)]
    pub phone: Option<Option<String>>,
    /// 分管领导的人员标识。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 36)]
    pub leader_in_charge_id: Option<Option<String>>,
    /// 是否在用；停用不删除。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    pub active: Option<bool>,
}

/// Which units.
#[derive(Debug, Clone, Default)]
pub struct UnitQuery {
    /// Of this kind.
    pub kind: Option<UnitKind>,
    /// Directly below this unit.
    pub parent_id: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Instant>,
    /// Id of the last unit of the page before.
    pub after: Option<String>,
    /// Units of a page.
    pub limit: i64,
}

fn view(row: UnitRow) -> Result<UnitView, AppError> {
    Ok(UnitView {
        id: row.id,
        code: row.code,
        name: row.name,
        kind: row.kind.parse().map_err(AppError::internal)?,
        parent_id: row.parent_id,
        phone: row.phone,
        leader_in_charge_id: row.leader_in_charge_id,
        active: row.active,
        source_system: row.source_system,
        external_ref: row.external_ref,
        version: row.version,
        created_at: row.created_at.0,
        updated_at: row.updated_at.0,
    })
}

/// One unit.
pub fn get_unit(read: &mut Reader<'_>, id: &str) -> Result<UnitView, AppError> {
    view(rows::get(read.conn, id)?.ok_or(AppError::NotFound)?)
}

/// Units in the order they were made.
pub fn list_units(read: &mut Reader<'_>, query: &UnitQuery) -> Result<Slice<UnitView>, AppError> {
    let filter = UnitFilter {
        kind: query.kind.map(|kind| kind.code().to_owned()),
        parent_id: query.parent_id.clone(),
        active: query.active,
        updated_since: query.updated_since.map(Ts),
    };
    let found = rows::list(read.conn, &filter, query.after.as_deref(), query.limit + 1)?;
    Slice::cut(found, query.limit).try_map(view)
}

/// Adds a unit (GZ-1.1).
///
/// # Errors
/// `code_taken`, `external_ref_taken`, `second_acceptance_body` (409); unknown parent or leader (422).
pub fn create_unit(tx: &mut Tx<'_>, body: CreateUnitRequest) -> Result<UnitView, AppError> {
    external_key(body.source_system.as_deref(), body.external_ref.as_deref())?;
    let row = UnitRow {
        id: tx.new_id(),
        code: body.code,
        name: body.name,
        kind: body.kind.code().to_owned(),
        parent_id: body.parent_id,
        phone: body.phone,
        active: true,
        source_system: body.source_system,
        external_ref: body.external_ref,
        version: 1,
        created_at: Ts(tx.now),
        updated_at: Ts(tx.now),
        leader_in_charge_id: body.leader_in_charge_id,
    };
    check(tx.conn, &row, &["parent_id", "leader_in_charge_id"])?;
    rows::insert(tx.conn, &row).map_err(taken)?;
    let facts = [("code", json!(row.code)), ("unit_kind", json!(row.kind))];
    log(tx, Subject { kind: "unit", id: &row.id }, "created", facts)?;
    view(row)
}

/// Changes a unit (GZ-1.1).
///
/// # Errors
/// As [`create_unit`]; [`AppError::Stale`].
pub fn patch_unit(tx: &mut Tx<'_>, id: &str, expected: Expected, body: PatchUnitRequest) -> Result<UnitView, AppError> {
    let mut row = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    expected.check(row.version)?;
    let mut changed = Vec::new();
    set(&mut changed, "code", &mut row.code, body.code);
    set(&mut changed, "name", &mut row.name, body.name);
    set(&mut changed, "kind", &mut row.kind, body.kind.map(|kind| kind.code().to_owned()));
    set(&mut changed, "parent_id", &mut row.parent_id, body.parent_id);
    set(&mut changed, "phone", &mut row.phone, body.phone);
    set(&mut changed, "leader_in_charge_id", &mut row.leader_in_charge_id, body.leader_in_charge_id);
    set(&mut changed, "active", &mut row.active, body.active);
    if changed.is_empty() {
        return view(row);
    }
    check(tx.conn, &row, &changed)?;
    row.updated_at = Ts(tx.now);
    row.version = rows::update(tx.conn, &row, row.version).map_err(taken)?;
    log_changed(tx, Subject { kind: "unit", id: &row.id }, &changed, row.active)?;
    view(row)
}

/// The rules a unit must keep when these fields have changed. A unit may stay below one that was closed, or under a leader who left,
/// but not be put there.
fn check(conn: &mut Conn, row: &UnitRow, changed: &[&str]) -> Result<(), AppError> {
    let mut faults = Vec::new();
    if let Some(parent_id) = row.parent_id.as_deref().filter(|_| changed.contains(&"parent_id")) {
        faults.extend([check_unit(conn, parent_id, "/parent_id")?, below_itself(conn, row)?]);
    }
    if let Some(leader_id) = row.leader_in_charge_id.as_deref().filter(|_| changed.contains(&"leader_in_charge_id")) {
        faults.push(check_staff(conn, leader_id, "/leader_in_charge_id")?);
    }
    none_of(faults)?;
    if row.active && row.kind == UnitKind::AcceptanceBody.code() {
        only_acceptance_body(conn, &row.id)?;
    }
    Ok(())
}

fn below_itself(conn: &mut Conn, row: &UnitRow) -> Result<Option<FieldError>, AppError> {
    let mut above = row.parent_id.clone();
    for _ in 0..MAX_DEPTH {
        match above {
            None => return Ok(None),
            Some(id) if id == row.id => break,
            Some(id) => above = rows::get(conn, &id)?.and_then(|unit| unit.parent_id),
        }
    }
    Ok(Some(FieldError::new("/parent_id", "unit_below_itself", "上级单位不能是本单位或其下级")))
}

/// Complaints are accepted in one place (TS-3.1).
fn only_acceptance_body(conn: &mut Conn, id: &str) -> Result<(), AppError> {
    let filter = UnitFilter {
        kind: Some(UnitKind::AcceptanceBody.code().to_owned()),
        active: Some(true),
        ..UnitFilter::default()
    };
    if rows::list(conn, &filter, None, 2)?.iter().any(|other| other.id != id) {
        let detail = "已有在用的信访室，受理机构只能有一个".to_owned();
        return Err(AppError::Conflict { code: "second_acceptance_body", detail });
    }
    Ok(())
}
