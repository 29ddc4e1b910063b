//! 每日一结 (TS-21.1): what had come to its end by the close of a day and was not archived by then.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::rulebook::BasisRef;
use yingshang_store::{Ts, complaint as rows};

use super::case::visibility;
use super::list::{ComplaintSummary, summary};
use crate::error::AppError;
use crate::tx::Reader;

/// Cases listed at the most; an office with more has a different problem.
const MOST: i64 = 1000;

/// 每日一结。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Settlement {
    /// 结算日。
    pub date: NaiveDate,
    /// 已了结而当日未归档的投诉举报，最早的在前。
    pub items: Vec<SettlementItem>,
    /// 依据。
    pub basis: Vec<BasisRef>,
}

/// 未归档的一件。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SettlementItem {
    /// 投诉举报。
    pub complaint: ComplaintSummary,
    /// 了结之日至结算日经过的自然日数。
    pub days_late: i64,
}

/// What the day left open.
pub fn settlement(read: &mut Reader<'_>, date: NaiveDate) -> Result<Settlement, AppError> {
    let next_day = date.succ_opt().ok_or_else(|| AppError::invalid("date", "out_of_range", "日期超出范围。"))?;
    let viewer = visibility(read.caller);
    let found = rows::settlement(read.conn, Ts(Instant::start_of(next_day)), &viewer, MOST)?;
    let item = |row: rows::ComplaintSummaryRow| {
        let ended_on = row.concluded_at.map_or(date, |ts| ts.0.date());
        Ok(SettlementItem { days_late: (date - ended_on).num_days(), complaint: summary(row, read.now)? })
    };
    Ok(Settlement {
        date,
        items: found.into_iter().map(item).collect::<Result<_, AppError>>()?,
        basis: read.app.rulebook().cite(&["TS-21.1"], read.now.date()),
    })
}
