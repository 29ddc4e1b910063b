//! Reading applications, and the applicant.

use actix_web::web::Data;
use yingshang_app::application;
use yingshang_app::party::{PartyInput, PartyView};
use yingshang_app::{Answer, App};
use yingshang_rules::application::{ApplicationChannel, ApplicationOutcome, ApplicationStatus};

use crate::body::Body;
use crate::case_list::case_reads;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::List;
use crate::permits::ReadApplicant;
use crate::reply;
use crate::write::{IfMatch, Write};

case_reads! {
    module: application, view: yingshang_app::application::ApplicationView,
    summary: yingshang_app::application::ApplicationSummary, status: ApplicationStatus,
    tag: super::TAG, title: "办件";
    columns: {
        /// 收件渠道，可重复。
        channel: ApplicationChannel => category,
        /// 结果，可重复。
        outcome: ApplicationOutcome => outcome
    }
    /// 查询办件
    ///
    /// 只列出当前用户有权知悉的办件；不含申请人身份。
    list: list_applications(ListApplicationsQuery) "/v1/applications";
    /// 查看办件
    ///
    /// 案卷、时限（承诺和法定并列）、发现的问题、文书，以及当前用户可办理的步骤；不能办理的写明原因和依据。
    get: get_application "/v1/applications/{id}";
    timeline: list_application_timeline "/v1/applications/{id}/timeline";
    verify: verify_application_timeline "/v1/applications/{id}/timeline/verification";
}

/// 查看申请人身份
///
/// 承办单位、登记人和行政审批室可以查看完整身份；每次查看都写入办理过程。
#[utoipa::path(
    get,
    path = "/v1/applications/{id}/applicant",
    tag = super::TAG,
    responses((status = 200, description = "申请人身份", body = PartyView))
)]
pub async fn get_applicant(permit: Permit<ReadApplicant>, Path(id): Path<String>, app: Data<App>) -> Outcome {
    let view = app.write_as(permit.caller(), "identity", move |tx| application::applicant(tx, &id)).await?;
    Ok(reply::json(&view))
}

/// 补登或更正申请人身份
///
/// 整体替换；以前的登记仍然封存。
#[utoipa::path(
    put,
    path = "/v1/applications/{id}/applicant",
    tag = super::TAG,
    request_body(content = PartyInput, example = json!({"kind": "person", "name": "测试乙", "phone": "13900000000"})),
    responses((status = 200, description = "申请人身份（已遮盖）", body = PartyView))
)]
pub async fn set_applicant(
    permit: Permit<ReadApplicant>,
    Path(id): Path<String>,
    if_match: IfMatch,
    write: Write,
    body: Body<PartyInput>,
    app: Data<App>,
) -> Outcome {
    write
        .run(&app, permit.caller(), move |tx| {
            let (view, version) = application::set_applicant(tx, &id, if_match.0, body.0)?;
            Ok(Answer::json(200, &view)?.etag(version))
        })
        .await
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = reads();
    operations.extend(crate::operations![get_applicant, set_applicant]);
    operations
}
