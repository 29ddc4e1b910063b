//! The working-day calendar of the installation: added years, local days, and what moves when they arrive.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yingshang_calendar::{CalendarFault, Coverage, Overlay, WorkCalendar, YearFacts, YearSummary, named_dates};
use yingshang_store::calendar::{self as rows, CalendarOverlayRow, CalendarYearRow};
use yingshang_store::{Conn, Ts};

use crate::app::App;
use crate::caller::Caller;
use crate::deadline;
use crate::error::{AppError, FieldError};
use crate::event_log::facts;
use crate::tx::{Reader, Subject, Tx};

/// 已载入的年度与覆盖范围。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarYears {
    /// 可以回答的日期范围；其外一律答复「尚未公布」。
    pub coverage: Coverage,
    /// 各年度。
    pub items: Vec<YearSummary>,
    /// 本地放假或上班安排。
    pub overlays: Vec<OverlayView>,
}

/// 本地放假或上班安排。
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OverlayView {
    /// 名称。
    pub name: String,
    /// 是否启用。
    pub active: bool,
    /// 安排。
    pub overlay: Overlay,
}

/// 载入年度后重新计算的结果。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarChange {
    /// 年度或本地安排的名称。
    pub name: String,
    /// 版本。
    pub version: i64,
    /// 重新计算的未了结时限数。
    pub recomputed: usize,
    /// 日期改变的时限。
    pub moved: Vec<deadline::MovedDeadline>,
}

/// 启用或停用本地安排。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetOverlayRequest {
    /// 放假日期与名称。
    #[serde(default)]
    #[schema(schema_with = named_dates)]
    pub days_off: std::collections::BTreeMap<NaiveDate, String>,
    /// 上班日期与名称。
    #[serde(default)]
    #[schema(schema_with = named_dates)]
    pub workdays: std::collections::BTreeMap<NaiveDate, String>,
    /// 是否启用。
    pub active: bool,
}

/// The calendar as `conn` has it: the embedded years, then the added ones, then local days.
fn load(conn: &mut Conn) -> Result<WorkCalendar, AppError> {
    let mut calendar = WorkCalendar::embedded();
    for row in rows::years(conn)? {
        let facts: YearFacts = serde_json::from_str(&row.facts).map_err(AppError::internal)?;
        calendar = calendar.with_year(row.year, facts).map_err(stored_fault)?;
    }
    for row in rows::overlays(conn)?.into_iter().filter(|row| row.active) {
        let overlay: Overlay = serde_json::from_str(&row.facts).map_err(AppError::internal)?;
        calendar = calendar.with_overlay(overlay).map_err(stored_fault)?;
    }
    Ok(calendar)
}

fn stored_fault(faults: Vec<CalendarFault>) -> AppError {
    AppError::Internal(format!("stored calendar facts do not fit: {} faults", faults.len()))
}

/// Takes the stored calendar into use; at start, and after another instance changed it.
pub async fn reload(app: &App) -> Result<(), AppError> {
    let calendar = app.read(Caller::System, |read| load(read.conn)).await?;
    app.set_calendar(calendar);
    Ok(())
}

/// What is loaded.
pub fn years(read: &mut Reader<'_>) -> Result<CalendarYears, AppError> {
    let calendar = read.app.calendar();
    let overlays = rows::overlays(read.conn)?
        .into_iter()
        .map(|row| {
            let overlay = serde_json::from_str(&row.facts).map_err(AppError::internal)?;
            Ok(OverlayView { name: row.name, active: row.active, overlay })
        })
        .collect::<Result<_, AppError>>()?;
    Ok(CalendarYears { coverage: calendar.coverage(), items: calendar.years(), overlays })
}

/// Loads or replaces one year, and computes every open deadline again; each that moved gets an event of its own.
pub fn set_year(tx: &mut Tx<'_>, year: i32, facts: YearFacts) -> Result<CalendarChange, AppError> {
    load(tx.conn)?.with_year(year, facts.clone()).map_err(invalid)?;
    let current = rows::years(tx.conn)?.into_iter().find(|row| row.year == year).map(|row| row.version);
    let row = CalendarYearRow {
        year,
        facts: serde_json::to_string(&facts).map_err(AppError::internal)?,
        version: 0,
        set_by: tx.caller.user_id().unwrap_or_default().to_owned(),
        set_at: Ts(tx.now),
    };
    let version = rows::put_year(tx.conn, &row, current)?;
    let name = year.to_string();
    take_into_use(tx, &name, "year_loaded", version)
}

/// Sets or stops a local arrangement.
pub fn set_overlay(tx: &mut Tx<'_>, name: &str, body: SetOverlayRequest) -> Result<CalendarChange, AppError> {
    let overlay = Overlay { name: name.to_owned(), days_off: body.days_off, workdays: body.workdays };
    let current = rows::overlays(tx.conn)?.into_iter().find(|row| row.name == name).map(|row| row.version);
    if body.active {
        WorkCalendar::embedded().with_overlay(overlay.clone()).map_err(invalid)?;
    }
    let row = CalendarOverlayRow {
        name: name.to_owned(),
        facts: serde_json::to_string(&overlay).map_err(AppError::internal)?,
        active: body.active,
        version: 0,
        set_by: tx.caller.user_id().unwrap_or_default().to_owned(),
        set_at: Ts(tx.now),
    };
    let version = rows::put_overlay(tx.conn, &row, current)?;
    take_into_use(tx, name, "overlay_set", version)
}

fn take_into_use(tx: &mut Tx<'_>, name: &str, kind: &str, version: i64) -> Result<CalendarChange, AppError> {
    let calendar = load(tx.conn)?;
    let (recomputed, moved) = deadline::recompute_open(tx, &calendar, name)?;
    let payload =
        facts([("version", json!(version)), ("recomputed", json!(recomputed)), ("moved", json!(moved.len()))]);
    tx.log(Subject { kind: "calendar", id: name }, kind, &payload, &[])?;
    Ok(CalendarChange { name: name.to_owned(), version, recomputed, moved })
}

fn invalid(faults: Vec<CalendarFault>) -> AppError {
    let field = |fault: CalendarFault| {
        let mut error = FieldError::new("", fault.code.code(), fault.message);
        error.params.insert("date".to_owned(), json!(fault.date));
        error
    };
    AppError::Invalid(faults.into_iter().map(field).collect())
}
