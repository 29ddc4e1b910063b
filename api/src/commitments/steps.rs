//! Proposing a commitment and the steps on it.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::commitment::{self, CommitmentView, ProposeCommitment};
use yingshang_rules::commitment::Command;
use yingshang_rules::commitment::command::{
    AcceptCommitment, CancelCommitment, ExpireCommitment, IssueCommitmentNotice, MakeCommitment,
    RecordNotificationFault, RegisterDutyComplaint, ReplyToDutyComplaint, SupplyOutstanding,
};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::HandleCommitment;
use crate::resource::{changed, created};
use crate::steps::steps;
use crate::write::{IfMatch, Write};

/// 提出容缺受理
///
/// 主要材料齐全且符合法定形式，只缺清单列明可以容缺的材料，并经申请人同意（容缺制度第一条）。按该办件适用的清单版本核对；
/// 答复一次写明全部材料和可以容缺的材料（第三条第一项）。申请人有未兑现的容缺承诺的，件数见 earlier_broken。
#[utoipa::path(
    post,
    path = "/v1/commitments",
    tag = super::TAG,
    request_body(content = ProposeCommitment, example = json!({
        "application_id": "019a0000-0000-7000-8000-000000000004", "item_version": 1, "material_codes": ["M03"],
        "cause": "not_obtained", "applicant_agrees": true
    })),
    responses((status = 201, description = "已提出", body = CommitmentView))
)]
pub async fn propose_commitment(
    permit: Permit<HandleCommitment>,
    write: Write,
    body: Body<ProposeCommitment>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, permit.caller(), move |tx| created("/v1/commitments", &commitment::propose(tx, body.0)?)).await
}

steps! {
    module: commitment,
    view: yingshang_app::commitment::CommitmentView, tag: super::TAG, answer: "办理后的容缺承诺";

    /// 出具承诺告知书
    ///
    /// 写明缺什么、何时补齐、不补齐的后果；补齐时限原则上不超过承诺办理时限，不得超过法定办理时限（容缺制度第三条第二项）。
    issue_commitment_notice: "/v1/commitments/{id}/notice", HandleCommitment, IssueCommitmentNotice => IssueNotice,
        {"supply_by": "2026-11-30", "consequence": "refusal", "consequence_note": "到期不补齐的，依法作出不予许可的决定。"};

    /// 收取承诺书
    ///
    /// 申请人承诺补齐的日期并知晓不补齐的后果；没有承诺书不得承诺受理（容缺制度第三条第三项）。
    make_commitment: "/v1/commitments/{id}/letter", MakeCommitment, MakeCommitment => Commit,
        {"supply_by": "2026-11-30", "consequences_known": true, "signature_reference": "纸质承诺书2026-001"};

    /// 容缺受理
    ///
    /// 按正常程序受理，办件进入办理，承诺和法定时限同时起算（容缺制度第三条第四项）。清单规定不需承诺的，写明补齐日期直接受理。
    accept_commitment: "/v1/commitments/{id}/acceptance", HandleCommitment, AcceptCommitment => Accept,
        {};

    /// 收取补齐的材料
    ///
    /// 可以分次；全部补齐后承诺即为兑现。
    supply_outstanding: "/v1/commitments/{id}/supplies", MakeCommitment, SupplyOutstanding => Supply,
        {"materials": [{"code": "M03", "form": "original"}]};

    /// 后果生效
    ///
    /// 逾期未补齐的，告知书载明的后果生效；法定办理时限届满仍未补齐的由系统判定（容缺制度第三条第二项）。
    expire_commitment: "/v1/commitments/{id}/expiry", HandleCommitment, ExpireCommitment => Expire,
        {"note": "两次催告后仍未补齐。"};

    /// 记录告知差错
    ///
    /// 告知不明确、不具体或者告知错误的，由经办部门承担责任，记为发现的问题（容缺制度第四条第二项）。
    record_notification_fault: "/v1/commitments/{id}/notification-faults", OverseeService,
        RecordNotificationFault => RecordFault,
        {"fault": "unclear", "explanation": "告知书没有写明补齐材料的形式。"};

    /// 登记对容缺受理的投诉
    ///
    /// 申请人认为经办部门未履行义务的，十个工作日内回复（容缺制度第四条第四项）。
    register_duty_complaint: "/v1/commitments/{id}/complaints", OverseeService, RegisterDutyComplaint => RegisterComplaint,
        {"complaint_id": "019a0000-0000-7000-8000-000000000003"};

    /// 终止容缺承诺
    ///
    /// 受理前材料已经补齐，或者申请人不再采用容缺受理。
    cancel_commitment: "/v1/commitments/{id}/cancellation", MakeCommitment, CancelCommitment => Cancel,
        {"reason": "申请人当场补齐了材料。"};
}

/// 回复对容缺受理的投诉
///
/// 自收到投诉之日的次日起十个工作日内（容缺制度第四条第四项）。
#[utoipa::path(
    post,
    path = "/v1/commitments/{id}/complaints/{duty_complaint_id}/reply",
    tag = super::TAG,
    request_body(content = ReplyToDutyComplaint, example = json!({"reply": "已重新出具告知书，补齐日期顺延。"})),
    responses((status = 200, description = "办理后的容缺承诺", body = CommitmentView))
)]
pub async fn answer_duty_complaint(
    permit: Permit<HandleCommitment>,
    Path((id, duty_complaint_id)): Path<(String, String)>,
    if_match: IfMatch,
    write: Write,
    body: Body<ReplyToDutyComplaint>,
    app: Data<App>,
) -> Outcome {
    let command = Command::ReplyToComplaint(duty_complaint_id, body.0);
    write.run(&app, permit.caller(), move |tx| changed(&commitment::step(tx, &id, if_match.0, command)?)).await
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = crate::operations![propose_commitment];
    operations.extend(steps());
    operations.extend(crate::operations![answer_duty_complaint]);
    operations
}
