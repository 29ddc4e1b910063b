//! The working-day calendar: what is loaded, loading more, asking for days.

use actix_web::web::Data;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yingshang_app::calendar::{self, CalendarChange, CalendarYears, OverlayView, SetOverlayRequest};
use yingshang_app::{Answer, App, Tx};
use yingshang_calendar::{Day, YearFacts};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::{CalculateDeadlines, ManageCalendar};
use crate::problem::{Fault, Problem, table};
use crate::query::Query;
use crate::reply;
use crate::write::Write;

/// Longest span of days answered at once: three years.
const MAX_DAYS: i64 = 1100;

/// The operations on the calendar.
pub fn operations() -> Vec<Operation> {
    crate::operations![
        list_calendar_years,
        set_calendar_year,
        list_calendar_days,
        count_working_days,
        get_calendar_overlay,
        set_calendar_overlay
    ]
}

/// A span of days.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Span {
    /// 起始日期
    pub from: NaiveDate,
    /// 截止日期
    pub to: NaiveDate,
}

/// 一段日期。
#[derive(Debug, Serialize, ToSchema)]
pub struct Days {
    /// 逐日。
    pub items: Vec<Day>,
}

/// 两个日期之间的工作日。
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkingDays {
    /// 起始日期，不计入。
    pub from: NaiveDate,
    /// 截止日期，计入。
    pub to: NaiveDate,
    /// 工作日天数；止日早于起日时为负数。
    pub n: i64,
    /// 是否暂定：用到了下一年度通知仍可能调整的日期。
    pub provisional: bool,
}

/// 列出已载入的年度
///
/// 可以回答的日期范围、各年度概要和本地安排；范围之外一律答复「尚未公布」，不作推测。
#[utoipa::path(get, path = "/v1/calendar/years", tag = "calendar", responses((status = 200, description = "年度", body = CalendarYears)))]
pub async fn list_calendar_years(permit: Permit<CalculateDeadlines>, app: Data<App>) -> Outcome {
    Ok(reply::json(&app.read(permit.caller(), calendar::years).await?))
}

/// 载入年度放假安排
///
/// 按国务院办公厅通知录入一个年度；载入后重新计算未了结的时限，答复中列出日期有变的时限。
#[utoipa::path(put, path = "/v1/calendar/years/{year}", tag = "calendar", responses((status = 200, description = "已载入", body = CalendarChange)))]
pub async fn set_calendar_year(
    permit: Permit<ManageCalendar>,
    Path(year): Path<i32>,
    write: Write,
    Body(facts): Body<YearFacts>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| Answer::json(200, &calendar::set_year(tx, year, facts)?);
    let answer = write.run(&app, permit.caller(), work).await?;
    calendar::reload(&app).await?;
    Ok(answer)
}

/// 列出日期
///
/// 逐日给出是否工作日、类型和节日名称，起止日期均含，最多三年。
#[utoipa::path(get, path = "/v1/calendar/days", tag = "calendar", responses((status = 200, description = "逐日", body = Days), (status = 422, description = "放假安排尚未公布")))]
pub async fn list_calendar_days(_: Permit<CalculateDeadlines>, Query(span): Query<Span>, app: Data<App>) -> Outcome {
    let n = (span.to - span.from).num_days() + 1;
    if !(1..=MAX_DAYS).contains(&n) {
        let fault = Fault::parameter("to", "out_of_range", "截止日期不得早于起始日期，且不超过三年");
        return Err(Problem::query(vec![fault]));
    }
    let calendar = app.calendar();
    let days: Result<_, _> = span.from.iter_days().take(n as usize).map(|date| calendar.day(date)).collect();
    Ok(reply::json(&Days { items: days.map_err(yingshang_app::AppError::from)? }))
}

/// 计算工作日天数
///
/// 起始日不计入，截止日计入。
#[utoipa::path(get, path = "/v1/calendar/working-days-between", tag = "calendar", responses((status = 200, description = "天数", body = WorkingDays), (status = 422, description = "放假安排尚未公布")))]
pub async fn count_working_days(_: Permit<CalculateDeadlines>, Query(span): Query<Span>, app: Data<App>) -> Outcome {
    let counted = app.calendar().working_days_between(span.from, span.to).map_err(yingshang_app::AppError::from)?;
    Ok(reply::json(&WorkingDays { from: span.from, to: span.to, n: counted.n, provisional: counted.provisional }))
}

/// 查看本地安排
///
/// 本地放假或上班安排，优先于全国安排。
#[utoipa::path(get, path = "/v1/calendar/overlays/{name}", tag = "calendar", responses((status = 200, description = "本地安排", body = OverlayView)))]
pub async fn get_calendar_overlay(
    permit: Permit<CalculateDeadlines>,
    Path(name): Path<String>,
    app: Data<App>,
) -> Outcome {
    let years = app.read(permit.caller(), calendar::years).await?;
    let found = years.overlays.into_iter().find(|overlay| overlay.name == name);
    let overlay = found.ok_or_else(|| Problem::new(&table::NOT_FOUND, "没有这项本地安排。"))?;
    Ok(reply::json(&overlay))
}

/// 设置本地安排
///
/// 增加、替换或停用一项本地放假或上班安排；设置后重新计算未了结的时限。
#[utoipa::path(put, path = "/v1/calendar/overlays/{name}", tag = "calendar", responses((status = 200, description = "已设置", body = CalendarChange)))]
pub async fn set_calendar_overlay(
    permit: Permit<ManageCalendar>,
    Path(name): Path<String>,
    write: Write,
    Body(body): Body<SetOverlayRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| Answer::json(200, &calendar::set_overlay(tx, &name, body)?);
    let answer = write.run(&app, permit.caller(), work).await?;
    calendar::reload(&app).await?;
    Ok(answer)
}
