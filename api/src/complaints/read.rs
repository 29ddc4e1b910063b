//! One complaint: the case, its timeline, the check of its chain.

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::App;
use yingshang_app::complaint::{self, ComplaintView, Settlement};
use yingshang_app::event_log::{ChainVerification, TimelineEntry};
use yingshang_app::page::Slice;

use crate::case_list::CaseExpansionQuery;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page, Position};
use crate::permits::{ReadComplaints, ReadTimeline, VerifyChain};
use crate::query::Query;
use crate::reply::{self, IfNoneMatch};
use crate::resource::shown;

/// 查看投诉举报
///
/// 案卷、时限、当前用户可办理的步骤。投诉人身份已遮盖；被投诉的单位或人员看不到本件。
#[utoipa::path(
    get,
    path = "/v1/complaints/{id}",
    tag = super::TAG,
    params(CaseExpansionQuery),
    responses((status = 200, description = "投诉举报", body = ComplaintView))
)]
pub async fn get_complaint(
    permit: Permit<ReadComplaints>,
    Path(id): Path<String>,
    query: Query<CaseExpansionQuery>,
    has: IfNoneMatch,
    app: Data<App>,
) -> Outcome {
    let trace = query.0.with_trace();
    let view = app.read(permit.caller(), move |read| complaint::get(read, &id, trace)).await?;
    Ok(shown(&view, &has))
}

/// 查看办理过程
///
/// 只增不改的事件记录，每条都与上一条以国密 SM3 摘要相连；不含个人信息。
#[utoipa::path(
    get,
    path = "/v1/complaints/{id}/timeline",
    tag = super::TAG,
    responses((status = 200, description = "办理过程", body = List<TimelineEntry>))
)]
pub async fn list_timeline(
    permit: Permit<ReadTimeline>,
    Path(id): Path<String>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let after = page.after.as_ref().and_then(|position| position.id.parse().ok()).unwrap_or(0);
    let limit = page.limit;
    let rows = app.read(permit.caller(), move |read| complaint::timeline(read, &id, after, limit + 1)).await?;
    Ok(page.answer(Slice::cut(rows, limit), None, |entry| Position::id(entry.seq.to_string())))
}

/// 核验办理记录
///
/// 逐条核对摘要，并核对案卷与最后一条记录；返回第一处不符的位置。
#[utoipa::path(
    get,
    path = "/v1/complaints/{id}/timeline/verification",
    tag = super::TAG,
    responses((status = 200, description = "核验结果", body = ChainVerification))
)]
pub async fn verify_timeline(permit: Permit<VerifyChain>, Path(id): Path<String>, app: Data<App>) -> Outcome {
    let found = app.read(permit.caller(), move |read| complaint::verify_timeline(read, &id)).await?;
    Ok(reply::json(&found))
}

/// Query of the daily settlement.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SettlementQuery {
    /// 结算日。
    date: chrono::NaiveDate,
}

/// 每日一结
///
/// 到结算日为止已了结而未在当日归档的投诉举报（投诉办法第二十一条）。
#[utoipa::path(
    get,
    path = "/v1/complaints/settlement",
    tag = super::TAG,
    params(SettlementQuery),
    responses((status = 200, description = "未结清的投诉举报", body = Settlement))
)]
pub async fn get_settlement(permit: Permit<ReadComplaints>, query: Query<SettlementQuery>, app: Data<App>) -> Outcome {
    let date = query.0.date;
    let found = app.read(permit.caller(), move |read| complaint::settlement(read, date)).await?;
    Ok(reply::json(&found))
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![get_settlement, get_complaint, list_timeline, verify_timeline]
}
