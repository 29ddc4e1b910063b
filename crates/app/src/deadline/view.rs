//! A deadline as callers see it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::{Instant, Limit, TraceDay, WorkCalendar};
use yingshang_rules::deadline::{ClosedAs, DeadlineKind, DeadlineState, state_at};
use yingshang_rules::rulebook::{BasisRef, Rulebook};
use yingshang_store::deadline::DeadlineRow;

use super::apply::terms_of;
use crate::error::AppError;

/// 时限。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadlineView {
    /// 标识。
    pub id: String,
    /// 种类。
    pub kind: DeadlineKind,
    /// 同类时限有多个时，所属记录的标识（如线索）。
    pub item_id: Option<String>,
    /// 起算日（当日不计，次日起算）。
    pub starts_on: NaiveDate,
    /// 期限；单位由条文决定。
    pub limit: Limit,
    /// 已同意延长的数量，单位同期限。
    pub extended_by: u32,
    /// 届满日；日历尚未公布或中止计时的为空。
    pub due_on: Option<NaiveDate>,
    /// 届满时刻：届满日二十四时(+08:00)。
    pub due_at: Option<Instant>,
    /// 状态。
    pub state: DeadlineState,
    /// 距届满还有几个工作日（不含今天）;逾期为负数；已了结或无法计算的为空。
    pub remaining_working_days: Option<i64>,
    /// 是否可能因后续放假通知而变动。
    pub provisional: bool,
    /// 日历尚未公布的第一天。
    pub first_missing_day: Option<NaiveDate>,
    /// 届满日是否因休息日顺延。
    pub rolled: bool,
    /// 中止计时自哪天起。
    pub stopped_since_on: Option<NaiveDate>,
    /// 了结时间。
    pub closed_at: Option<Instant>,
    /// 依据。
    pub basis: Vec<BasisRef>,
    /// 逐日计算过程；仅在请求时给出。
    pub trace: Option<Vec<TraceDay>>,
}

/// Shows one stored deadline as it stands at `now`.
pub fn view(
    row: &DeadlineRow,
    rulebook: &Rulebook,
    calendar: &WorkCalendar,
    now: Instant,
    with_trace: bool,
) -> Result<DeadlineView, AppError> {
    let kind: DeadlineKind = row.kind.parse().map_err(AppError::internal)?;
    let closed_as = match row.closed_as.as_deref() {
        Some("met") => Some(ClosedAs::Met),
        Some("missed") => Some(ClosedAs::Missed),
        Some(_) => Some(ClosedAs::Lifted),
        None => None,
    };
    let state = state_at(
        closed_as,
        row.stopped_since_on.is_some(),
        row.due_at.map(|ts| ts.0),
        row.amber_at.map(|ts| ts.0),
        now,
    );
    let open_due = row.due_on.filter(|_| row.closed_at.is_none());
    let remaining = open_due.and_then(|on| calendar.working_days_between(now.date(), on).ok()).map(|counted| counted.n);
    let terms = terms_of(row)?;
    let basis: Vec<String> = serde_json::from_str(&row.basis).map_err(AppError::internal)?;
    let ids: Vec<&str> = basis.iter().map(String::as_str).collect();
    let trace = with_trace.then(|| serde_json::from_str(&row.trace)).transpose().map_err(AppError::internal)?;
    Ok(DeadlineView {
        id: row.id.clone(),
        kind,
        item_id: row.item_id.clone(),
        starts_on: row.starts_on,
        limit: terms.limit,
        extended_by: terms.extensions.iter().sum(),
        due_on: row.due_on,
        due_at: row.due_at.map(|ts| ts.0),
        state,
        remaining_working_days: remaining,
        provisional: row.provisional,
        first_missing_day: row.first_missing_on,
        rolled: row.rolled,
        stopped_since_on: row.stopped_since_on,
        closed_at: row.closed_at.map(|ts| ts.0),
        basis: rulebook.cite(&ids, row.starts_on.max(now.date())),
        trace,
    })
}
