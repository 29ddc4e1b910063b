//! The complainant's identity: looked at on record, corrected on record, searched for without a trace in any URL.

use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_app::complaint::{self, ComplaintSummary, IdentityQuery};
use yingshang_app::party::{PartyInput, PartyView};
use yingshang_app::{Answer, App};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::{AmendComplaint, ReadIdentity};
use crate::reply;
use crate::write::{IfMatch, Write};

/// 按号码找到的投诉举报。
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundComplaints {
    /// 投诉举报，最多二百件。
    items: Vec<ComplaintSummary>,
}

/// 查看投诉人身份
///
/// 只有信访室和列名的调查人员可以查看；被投诉一方未经投诉人同意不得查看。每次查看都写入办理过程（投诉办法第十三条第三项）。
#[utoipa::path(
    get,
    path = "/v1/complaints/{id}/complainant",
    tag = super::TAG,
    responses((status = 200, description = "投诉人身份", body = PartyView))
)]
pub async fn get_complainant(permit: Permit<ReadIdentity>, Path(id): Path<String>, app: Data<App>) -> Outcome {
    let view = app.write_as(permit.caller(), "identity", move |tx| complaint::complainant(tx, &id)).await?;
    Ok(reply::json(&view))
}

/// 补登或更正投诉人身份
///
/// 整体替换；以前的登记仍然封存。
#[utoipa::path(
    put,
    path = "/v1/complaints/{id}/complainant",
    tag = super::TAG,
    request_body(content = PartyInput, example = json!({"kind": "person", "name": "测试甲", "phone": "13900000000"})),
    responses((status = 200, description = "投诉人身份（已遮盖）", body = PartyView))
)]
pub async fn set_complainant(
    permit: Permit<AmendComplaint>,
    Path(id): Path<String>,
    if_match: IfMatch,
    write: Write,
    body: Body<PartyInput>,
    app: Data<App>,
) -> Outcome {
    write
        .run(&app, permit.caller(), move |tx| {
            let (view, version) = complaint::set_complainant(tx, &id, if_match.0, body.0)?;
            Ok(Answer::json(200, &view)?.etag(version))
        })
        .await
}

/// 按号码查找投诉举报
///
/// 电话或居民身份证号码放在请求体中；只返回当前用户有权查看投诉人身份的件。查找本身留痕。
#[utoipa::path(
    post,
    path = "/v1/complaints/searches",
    tag = super::TAG,
    request_body(content = IdentityQuery, example = json!({"phone": "13900000000"})),
    responses((status = 200, description = "找到的投诉举报", body = FoundComplaints))
)]
pub async fn search_complaints(
    permit: Permit<ReadIdentity>,
    write: Write,
    body: Body<IdentityQuery>,
    app: Data<App>,
) -> Outcome {
    write
        .run(&app, permit.caller(), move |tx| {
            Answer::json(200, &FoundComplaints { items: complaint::find_by_identity(tx, body.0)? })
        })
        .await
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![search_complaints, get_complainant, set_complainant]
}
