//! The organisation: units, their windows, the people who work there (GZ-1.1).
//!
//! Text lengths are checked against the schema before a use case runs; here stand the rules that need the database.

mod staff;
mod unit;
mod unit_kind;
mod window;

pub use staff::{
    CreateStaffRequest, PatchStaffRequest, StaffQuery, StaffView, create_staff, get_staff, list_staff, patch_staff,
};
pub use unit::{
    CreateUnitRequest, PatchUnitRequest, UnitQuery, UnitView, create_unit, get_unit, list_units, patch_unit,
};
pub use unit_kind::UnitKind;
pub use window::{
    CreateWindowRequest, PatchWindowRequest, WindowQuery, WindowView, create_window, get_window, list_windows,
    patch_window,
};
pub use yingshang_rules::actor::PostKind;
pub use yingshang_rules::service_item::WindowInstitution;

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use yingshang_store::{Conn, StoreError};

use crate::error::{AppError, FieldError};
use crate::event_log::facts;
use crate::tx::{Subject, Tx};

/// The basis of every change to the organisation.
const BASIS: &[&str] = &["GZ-1.1"];

/// Tells an absent field of a merge patch (keep) from a given one. On an `Option`, `null` clears; elsewhere it is refused.
pub(crate) fn present<'de, D, T>(source: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(source).map(Some)
}

/// Puts the value of a patch, if there is one, in its place; remembers the field when that changed it.
pub(crate) fn set<T: PartialEq>(changed: &mut Vec<&'static str>, field: &'static str, place: &mut T, value: Option<T>) {
    if let Some(value) = value.filter(|value| value != place) {
        *place = value;
        changed.push(field);
    }
}

/// Logs `facts` about an entry of a register.
fn log<const N: usize>(
    tx: &mut Tx<'_>,
    subject: Subject<'_>,
    kind: &str,
    pairs: [(&str, Value); N],
) -> Result<(), AppError> {
    tx.log(subject, kind, &facts(pairs), BASIS)
}

/// Logs which fields of an entry changed and whether it is active now. Not their values: a name may be among them.
fn log_changed(tx: &mut Tx<'_>, subject: Subject<'_>, fields: &[&str], active: bool) -> Result<(), AppError> {
    log(tx, subject, "changed", [("fields", json!(fields)), ("active", json!(active))])
}

/// Half a key of another system names nothing.
pub(crate) fn external_key(source_system: Option<&str>, external_ref: Option<&str>) -> Result<(), AppError> {
    if source_system.is_some() == external_ref.is_some() {
        return Ok(());
    }
    let missing = if source_system.is_none() { "/source_system" } else { "/external_ref" };
    Err(AppError::invalid(missing, "external_key_incomplete", "来源系统与外部编号须同时填写"))
}

/// A unique key that is taken, as the caller should hear of it.
pub(crate) fn taken(error: StoreError) -> AppError {
    match &error {
        StoreError::Duplicate { constraint } if constraint.ends_with("_code_key") => {
            AppError::Conflict { code: "code_taken", detail: "代码已被使用".to_owned() }
        }
        _ => AppError::from(error).or_external_ref_taken("该来源系统的外部编号已登记"),
    }
}

/// Whether `id` names an active unit; the fault is reported at `pointer`.
pub(crate) fn check_unit(conn: &mut Conn, id: &str, pointer: &str) -> Result<Option<FieldError>, AppError> {
    let active = yingshang_store::unit::get(conn, id)?.is_some_and(|unit| unit.active);
    Ok((!active).then(|| FieldError::new(pointer, "unknown_unit", "单位不存在或已停用")))
}

/// Whether `id` names an active member of staff; the fault is reported at `pointer`.
pub(crate) fn check_staff(conn: &mut Conn, id: &str, pointer: &str) -> Result<Option<FieldError>, AppError> {
    let active = yingshang_store::staff::get(conn, id)?.is_some_and(|person| person.active);
    Ok((!active).then(|| FieldError::new(pointer, "unknown_staff", "人员不存在或已停用")))
}

/// Whether `id` names an active window; the fault is reported at `pointer`.
pub(crate) fn check_window(conn: &mut Conn, id: &str, pointer: &str) -> Result<Option<FieldError>, AppError> {
    let active = yingshang_store::window::get(conn, id)?.is_some_and(|window| window.active);
    Ok((!active).then(|| FieldError::new(pointer, "unknown_window", "窗口不存在或已停用")))
}

/// All faults at once, or none.
pub(crate) fn none_of(faults: impl IntoIterator<Item = Option<FieldError>>) -> Result<(), AppError> {
    let faults: Vec<FieldError> = faults.into_iter().flatten().collect();
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}
