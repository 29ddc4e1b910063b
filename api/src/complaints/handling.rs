//! With the handling unit.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::complaint::{self, ComplaintView};
use yingshang_rules::complaint::Command;
use yingshang_rules::complaint::command::{
    ApproveInvestigation, Assign, DecideExtension, Investigate, RequestExtension, SignReceipt, SubmitResult,
};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits;
use crate::resource::changed;
use crate::steps::steps;
use crate::write::{IfMatch, Write};

steps! {
    module: complaint, view: yingshang_app::complaint::ComplaintView,
    tag: super::TAG, answer: "办理后的投诉举报";

    /// 交办
    ///
    /// 受理之日起三个工作日内转交有职责的股室或经办机构，先分类后交办；承办单位不得再次转交（投诉办法第八条、第十一条第三项）。签收前可由信访室改派。
    assign_complaint: "/v1/complaints/{id}/assignment", AssignComplaint, Assign => Assign,
        {"unit_id": "0199f0c2-7b1e-7c3a-9d55-2f6c1f0a1b2c", "complexity": "simple"};

    /// 签收交办件
    ///
    /// 签收次日起算办理时限：简单事项五个工作日，复杂事项十个工作日（投诉办法第十四条）。交办次一工作日结束仍未签收的，视为当日签收。
    sign_receipt: "/v1/complaints/{id}/receipt", SignReceipt, SignReceipt => SignReceipt,
        {"investigator_ids": []};

    /// 审批深入调查
    ///
    /// 深入调查须先报分管领导同意（投诉办法第十二条第二项）。
    approve_investigation: "/v1/complaints/{id}/investigation-approval", ApproveInvestigation, ApproveInvestigation => ApproveInvestigation,
        {"decision": "granted"};

    /// 记录深入调查
    ///
    /// 约见双方当事人、现场走访等；未经分管领导同意的不予记录。
    record_investigation: "/v1/complaints/{id}/investigations", Investigate, Investigate => Investigate,
        {"method": "site_visit", "on": "2026-11-24", "findings": "调取当日取号记录，三点之后没有放号。"};

    /// 申请延期
    ///
    /// 须在时限届满三个工作日前提出，最长五个工作日，只能一次（投诉办法第十四条第三项）。
    request_extension: "/v1/complaints/{id}/extension-requests", RequestExtension, RequestExtension => RequestExtension,
        {"working_days": 3, "reason": "需要调取外单位的档案材料。"};

    /// 反馈办理结果
    ///
    /// 结论、处理意见、依据和对投诉人的答复（投诉办法第十二条）。查实的须写明对被投诉人的处理，或者写明暂未处理的原因。
    submit_result: "/v1/complaints/{id}/result", SubmitResult, SubmitResult => SubmitResult,
        {"outcome": "substantiated", "finding": "窗口提前停止取号属实。", "opinion": "责令整改，恢复正常取号时间。",
         "legal_basis": "《人力资源社会保障窗口单位服务规范》", "reply": "您反映的情况属实，窗口已恢复正常取号，向您致歉。",
         "accountability": [{"respondent": 1, "form": "criticism"}]};
}

/// 决定延期
///
/// 由投诉受理机构决定；承办单位不得自行延期，时限届满后不能再同意（投诉办法第十四条第三项）。
#[utoipa::path(
    post,
    path = "/v1/complaints/{id}/extension-requests/{request_id}/decision",
    tag = super::TAG,
    request_body(content = DecideExtension, example = json!({"decision": "granted", "working_days": 3})),
    responses((status = 200, description = "办理后的投诉举报", body = ComplaintView))
)]
pub async fn decide_extension(
    permit: Permit<permits::DecideExtension>,
    Path((id, request_id)): Path<(String, String)>,
    if_match: IfMatch,
    write: Write,
    body: Body<DecideExtension>,
    app: Data<App>,
) -> Outcome {
    let command = Command::DecideExtension(request_id, body.0);
    write.run(&app, permit.caller(), move |tx| changed(&complaint::step(tx, &id, if_match.0, command)?)).await
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = steps();
    operations.extend(crate::operations![decide_extension]);
    operations
}
