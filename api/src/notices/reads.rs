//! Reading notices, and the visitor.

use actix_web::web::Data;
use yingshang_app::notice;
use yingshang_app::party::{PartyInput, PartyView};
use yingshang_app::{Answer, App};
use yingshang_rules::notice::{NoticeKind, NoticeStatus};

use crate::body::Body;
use crate::case_list::case_reads;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::List;
use crate::permits::ReadApplicant;
use crate::reply;
use crate::write::{IfMatch, Write};

case_reads! {
    module: notice, view: yingshang_app::notice::NoticeView,
    summary: yingshang_app::notice::NoticeSummary, status: NoticeStatus,
    tag: super::TAG, title: "一次性告知";
    columns: {
        /// 种类，可重复。
        kind: NoticeKind => category
    }
    /// 查询一次性告知
    ///
    /// 只列出当前用户有权知悉的告知；不含服务对象身份。
    list: list_notices(ListNoticesQuery) "/v1/notices";
    /// 查看一次性告知
    ///
    /// 首问、首办责任人和转交经过，四告知或者须补正的材料，以及当前用户可办理的步骤。
    get: get_notice "/v1/notices/{id}";
    timeline: list_notice_timeline "/v1/notices/{id}/timeline";
    verify: verify_notice_timeline "/v1/notices/{id}/timeline/verification";
}

/// 查看服务对象身份
///
/// 本部门、首问责任人和行政审批室可以查看完整身份；每次查看都写入办理过程。
#[utoipa::path(
    get,
    path = "/v1/notices/{id}/visitor",
    tag = super::TAG,
    responses((status = 200, description = "服务对象身份", body = PartyView))
)]
pub async fn get_visitor(permit: Permit<ReadApplicant>, Path(id): Path<String>, app: Data<App>) -> Outcome {
    let view = app.write_as(permit.caller(), "identity", move |tx| notice::visitor(tx, &id)).await?;
    Ok(reply::json(&view))
}

/// 补登或更正服务对象身份
///
/// 整体替换；以前的登记仍然封存。
#[utoipa::path(
    put,
    path = "/v1/notices/{id}/visitor",
    tag = super::TAG,
    request_body(content = PartyInput, example = json!({"kind": "person", "name": "测试丙", "phone": "13900000000"})),
    responses((status = 200, description = "服务对象身份（已遮盖）", body = PartyView))
)]
pub async fn set_visitor(
    permit: Permit<ReadApplicant>,
    Path(id): Path<String>,
    if_match: IfMatch,
    write: Write,
    body: Body<PartyInput>,
    app: Data<App>,
) -> Outcome {
    write
        .run(&app, permit.caller(), move |tx| {
            let (view, version) = notice::set_visitor(tx, &id, if_match.0, body.0)?;
            Ok(Answer::json(200, &view)?.etag(version))
        })
        .await
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = reads();
    operations.extend(crate::operations![get_visitor, set_visitor]);
    operations
}
