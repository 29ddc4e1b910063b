//! Taking a complaint in.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::complaint::{self, ComplaintView};
use yingshang_rules::complaint::Command;
use yingshang_rules::complaint::command::{
    Accept, Amend, AnswerOnTheSpot, MakeStatement, Reject, TellRights, Withdraw,
};

use crate::body::Patch;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::AmendComplaint;
use crate::resource::changed;
use crate::steps::steps;
use crate::write::{IfMatch, Write};

steps! {
    module: complaint, view: yingshang_app::complaint::ComplaintView,
    tag: super::TAG, answer: "办理后的投诉举报";

    /// 告知权利和义务
    ///
    /// 记录已告知投诉人应配合调查、举证，不得无理投诉（投诉办法第七条第六项）。
    tell_rights: "/v1/complaints/{id}/rights-notice", TellRights, TellRights => TellRights,
        {"method": "phone", "told_at": "2026-11-24T09:40:00+08:00"};

    /// 受理
    ///
    /// 收到之日起三个工作日内决定是否受理（投诉办法第十一条第二项）。有疑似重复件的，须写明核对情况。受理后三个工作日内交办。
    accept_complaint: "/v1/complaints/{id}/acceptance", DecideAcceptance, Accept => Accept,
        {"category": "refusal_or_delay", "triage": "deliberate_violation"};

    /// 不予受理
    ///
    /// 限于六种情形之一，并写明详细原因（投诉办法第六条、第十一条第二项）。
    reject_complaint: "/v1/complaints/{id}/rejection", DecideAcceptance, Reject => Reject,
        {"ground": "civil_dispute", "reasons": "所反映的是两家企业之间的合同纠纷，请向人民法院起诉或者申请仲裁。"};

    /// 当场答复
    ///
    /// 属于误解的予以政策解释，属于矛盾纠纷的予以调和化解，能够当场答复的当场答复（投诉办法第七条第五项）。
    answer_on_the_spot: "/v1/complaints/{id}/on-the-spot-answer", DecideAcceptance, AnswerOnTheSpot => AnswerOnTheSpot,
        {"triage": "misunderstanding", "answer": "失业保险金的申领条件已当面逐项说明。", "method": "in_person"};

    /// 代投诉人记录陈述
    ///
    /// 投诉人当面或来电补充的事实、新的证据和理由、对结果的意见。
    record_statement: "/v1/complaints/{id}/statements", RecordStatement, MakeStatement => State,
        {"text": "补充说明：窗口当天下午三点即停止取号。", "new_evidence": false};

    /// 代投诉人办理撤回
    ///
    /// 投诉人撤回的，终止办理（投诉办法第十八条第一项）。终止不等于解决。
    withdraw_complaint: "/v1/complaints/{id}/withdrawal", TerminateComplaint, Withdraw => Withdraw,
        {"reason": "投诉人来电表示问题已经自行解决。"};
}

/// 补充或更正登记
///
/// 合并补丁：不写的字段不变，空值清除。交办前必须分类（投诉办法第八条）。被投诉人整组替换。
#[utoipa::path(
    patch,
    path = "/v1/complaints/{id}",
    tag = super::TAG,
    request_body(content = Amend, content_type = "application/merge-patch+json", example = json!({"category": "service_norms"})),
    responses((status = 200, description = "更正后的投诉举报", body = ComplaintView))
)]
pub async fn amend_complaint(
    permit: Permit<AmendComplaint>,
    Path(id): Path<String>,
    if_match: IfMatch,
    write: Write,
    body: Patch<Amend>,
    app: Data<App>,
) -> Outcome {
    let command = Command::Amend(body.0);
    write.run(&app, permit.caller(), move |tx| changed(&complaint::step(tx, &id, if_match.0, command)?)).await
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = crate::operations![amend_complaint];
    operations.extend(steps());
    operations
}
