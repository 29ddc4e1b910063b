//! The list of complaints.

use actix_web::web::Data;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::App;
use yingshang_app::complaint::{self, ComplaintQuery, ComplaintSummary};
use yingshang_app::page::Slice;
use yingshang_calendar::Instant;
use yingshang_rules::complaint::codes::ResultOutcome;
use yingshang_rules::complaint::{ComplaintCategory, ComplaintChannel, ComplaintStatus};

use crate::case_list::{AlarmFilter, CaseSort, position, seek};
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::page::{List, Page, Position};
use crate::permits::ReadComplaints;
use crate::query::Query;

/// Filters of the list; ranges are half-open.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ListComplaintsQuery {
    /// 状态，可重复。
    #[serde(default)]
    #[param(max_items = 20)]
    status: Vec<ComplaintStatus>,
    /// 渠道，可重复。
    #[serde(default)]
    #[param(max_items = 20)]
    channel: Vec<ComplaintChannel>,
    /// 类别，可重复。
    #[serde(default)]
    #[param(max_items = 20)]
    category: Vec<ComplaintCategory>,
    /// 调查结论，可重复。
    #[serde(default)]
    #[param(max_items = 20)]
    outcome: Vec<ResultOutcome>,
    /// 承办单位，可重复。
    #[serde(default)]
    #[param(max_items = 50)]
    unit_id: Vec<String>,
    /// 收到时间不早于。
    received_from: Option<Instant>,
    /// 收到时间早于。
    received_to: Option<Instant>,
    /// 最近的届满日不早于。
    due_from: Option<NaiveDate>,
    /// 最近的届满日早于。
    due_to: Option<NaiveDate>,
    /// 更新时间不早于；同步用。
    updated_since: Option<Instant>,
    /// 最近时限的警示：amber 临期、red 逾期。
    #[param(inline)]
    deadline_state: Option<AlarmFilter>,
    /// 编号、标题或内容中的文字。不得用于查找个人信息，按号码查找另有接口。
    #[param(min_length = 1, max_length = 100)]
    q: Option<String>,
    /// 编号。
    #[param(min_length = 1, max_length = 50)]
    number: Option<String>,
    /// 来源系统。
    #[param(min_length = 1, max_length = 50)]
    source_system: Option<String>,
    /// 来源编号。
    #[param(min_length = 1, max_length = 100)]
    external_ref: Option<String>,
    /// 排序；默认收到时间晚的在前。
    #[serde(default)]
    #[param(inline)]
    sort: Option<CaseSort>,
}

impl ListComplaintsQuery {
    fn into_query(self) -> (ComplaintQuery, CaseSort) {
        let query = ComplaintQuery {
            status: self.status,
            channel: self.channel,
            category: self.category,
            outcome: self.outcome,
            unit_id: self.unit_id,
            received_from: self.received_from,
            received_to: self.received_to,
            due_from: self.due_from,
            due_to: self.due_to,
            updated_since: self.updated_since,
            alarm: self.deadline_state.map(AlarmFilter::alarm),
            q: self.q,
            number: self.number,
            source_system: self.source_system,
            external_ref: self.external_ref,
        };
        (query, self.sort.unwrap_or_default())
    }
}

/// 查询投诉举报
///
/// 只列出当前用户有权知悉的投诉举报；不含投诉人身份。
#[utoipa::path(
    get,
    path = "/v1/complaints",
    tag = super::TAG,
    params(ListComplaintsQuery),
    responses((status = 200, description = "一页投诉举报", body = List<ComplaintSummary>))
)]
pub async fn list_complaints(
    permit: Permit<ReadComplaints>,
    query: Query<ListComplaintsQuery>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let (query, sort) = query.0.into_query();
    let (key, descending) = sort.key();
    let after = page.after.as_ref().map(|position| seek(key, position)).transpose()?;
    let (limit, include_total) = (page.limit, page.include_total);
    let (found, total) = app
        .read(permit.caller(), move |read| {
            let total = include_total.then(|| complaint::count(read, &query)).transpose()?;
            Ok((complaint::list(read, &query, key, descending, after, limit)?, total))
        })
        .await?;
    let last = found.items.last().map(|listed| position(&listed.position));
    let items = found.items.into_iter().map(|listed| listed.summary).collect();
    let slice = Slice::<ComplaintSummary> { items, more: found.more };
    Ok(page.answer(slice, total, |_| last.clone().unwrap_or_else(|| Position::id(""))))
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![list_complaints]
}
