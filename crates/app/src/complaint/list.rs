//! Lists of complaints, from the columns alone.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::complaint::codes::{Complexity, ResultOutcome};
use yingshang_rules::complaint::{ComplaintCategory, ComplaintChannel, ComplaintStatus};
use yingshang_rules::deadline::{DeadlineState, state_at};
use yingshang_store::Ts;
use yingshang_store::complaint::{self as rows, Alarm, ComplaintFilter, ComplaintSummaryRow, Page, SortKey, SortValue};

use super::case::visibility;
use crate::error::AppError;
use crate::page::Slice;
use crate::tx::Reader;

/// Which complaints, in which order. Empty means not asked.
#[derive(Debug, Clone, Default)]
pub struct ComplaintQuery {
    /// States.
    pub status: Vec<ComplaintStatus>,
    /// Channels.
    pub channel: Vec<ComplaintChannel>,
    /// Categories.
    pub category: Vec<ComplaintCategory>,
    /// Findings.
    pub outcome: Vec<ResultOutcome>,
    /// Handling units.
    pub unit_id: Vec<String>,
    /// Received at or after.
    pub received_from: Option<Instant>,
    /// Received before.
    pub received_to: Option<Instant>,
    /// Nearest due date on or after.
    pub due_from: Option<NaiveDate>,
    /// Nearest due date before.
    pub due_to: Option<NaiveDate>,
    /// Changed at or after.
    pub updated_since: Option<Instant>,
    /// Nearest deadline amber or red.
    pub alarm: Option<Alarm>,
    /// Text in number, title or content.
    pub q: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// Source system.
    pub source_system: Option<String>,
    /// Number in the source system.
    pub external_ref: Option<String>,
}

/// 投诉举报摘要。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComplaintSummary {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 版本。
    pub version: i64,
    /// 状态。
    pub status: ComplaintStatus,
    /// 渠道。
    pub channel: ComplaintChannel,
    /// 类别。
    pub category: Option<ComplaintCategory>,
    /// 繁简。
    pub complexity: Option<Complexity>,
    /// 标题。
    pub title: String,
    /// 是否匿名。
    pub anonymous: bool,
    /// 承办单位。
    pub unit_id: Option<String>,
    /// 调查结论。
    pub outcome: Option<ResultOutcome>,
    /// 收到时间。
    pub received_at: Instant,
    /// 了结时间。
    pub ended_at: Option<Instant>,
    /// 归档时间。
    pub archived_at: Option<Instant>,
    /// 最近的届满日。
    pub next_due_on: Option<NaiveDate>,
    /// 最近时限的状态；没有未了结时限的为空。
    pub deadline_state: Option<DeadlineState>,
    /// 来源系统。
    pub source_system: Option<String>,
    /// 来源编号。
    pub external_ref: Option<String>,
    /// 登记时间。
    pub created_at: Instant,
    /// 更新时间。
    pub updated_at: Instant,
}

/// A summary with its place in the order, for the cursor.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The summary.
    pub summary: ComplaintSummary,
    /// Sort value and id.
    pub position: (SortValue, String),
}

fn filter(read: &Reader<'_>, query: &ComplaintQuery) -> ComplaintFilter {
    let codes = |codes: Vec<&'static str>| codes.into_iter().map(str::to_owned).collect();
    ComplaintFilter {
        visibility: visibility(read.caller),
        status: codes(query.status.iter().map(|c| c.code()).collect()),
        channel: codes(query.channel.iter().map(|c| c.code()).collect()),
        category: codes(query.category.iter().map(|c| c.code()).collect()),
        outcome: codes(query.outcome.iter().map(|c| c.code()).collect()),
        handling_unit_id: query.unit_id.clone(),
        received_from: query.received_from.map(Ts),
        received_to: query.received_to.map(Ts),
        due_from: query.due_from,
        due_to: query.due_to,
        updated_since: query.updated_since.map(Ts),
        deadline_state: query.alarm.map(|alarm| (alarm, Ts(read.now))),
        q: query.q.clone(),
        number: query.number.clone(),
        source_system: query.source_system.clone(),
        external_ref: query.external_ref.clone(),
    }
}

/// One page of what the caller may see.
pub fn list(
    read: &mut Reader<'_>,
    query: &ComplaintQuery,
    sort: SortKey,
    descending: bool,
    after: Option<(SortValue, String)>,
    limit: i64,
) -> Result<Slice<Listed>, AppError> {
    let page = Page { sort, descending, after, limit: limit + 1 };
    let filter = filter(read, query);
    Slice::cut(rows::list(read.conn, &filter, &page)?, limit)
        .try_map(|row| Ok(Listed { position: row.position(sort), summary: summary(row, read.now)? }))
}

/// How many the caller may see.
pub fn count(read: &mut Reader<'_>, query: &ComplaintQuery) -> Result<i64, AppError> {
    let filter = filter(read, query);
    Ok(rows::count(read.conn, &filter)?)
}

pub(super) fn summary(row: ComplaintSummaryRow, now: Instant) -> Result<ComplaintSummary, AppError> {
    let due_at = row.next_due_at.map(|ts| ts.0);
    let amber_at = row.next_amber_at.map(|ts| ts.0);
    Ok(ComplaintSummary {
        status: row.status.parse().map_err(AppError::internal)?,
        channel: row.channel.parse().map_err(AppError::internal)?,
        category: parsed(row.category)?,
        complexity: parsed(row.complexity)?,
        outcome: parsed(row.outcome)?,
        deadline_state: due_at.map(|_| state_at(None, false, due_at, amber_at, now)),
        id: row.id,
        number: row.number,
        version: row.version,
        title: row.title,
        anonymous: row.anonymous,
        unit_id: row.handling_unit_id,
        received_at: row.received_at.0,
        ended_at: row.concluded_at.map(|ts| ts.0),
        archived_at: row.archived_at.map(|ts| ts.0),
        next_due_on: row.next_due_on,
        source_system: row.source_system,
        external_ref: row.external_ref,
        created_at: row.created_at.0,
        updated_at: row.updated_at.0,
    })
}

fn parsed<T>(code: Option<String>) -> Result<Option<T>, AppError>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    code.map(|code| code.parse().map_err(AppError::internal)).transpose()
}
