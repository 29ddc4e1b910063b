//! Beside the procedure: reminders, supervision orders, escalation, clues, emergencies, obstruction.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::complaint::{self, ComplaintView};
use yingshang_rules::complaint::Command;
use yingshang_rules::complaint::command::{
    DispatchClue, Escalate, LiftSupervision, OrderSupervision, RecordObstruction, RegisterClue, Remind, ReportEmergency,
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

    /// 督办提醒
    ///
    /// 受理机构对交办的投诉跟踪督办，每次提醒留有记录（投诉办法第十条）。逾期的由系统自动提醒。
    remind_unit: "/v1/complaints/{id}/reminders", Remind, Remind => Remind,
        {"text": "距办理时限还有一个工作日，请抓紧办理。"};

    /// 采取督办措施
    ///
    /// 办理不及时、效果不明显的挂牌督办；情节严重的警示约谈、通报批评（投诉办法第二十三条）。
    order_supervision: "/v1/complaints/{id}/supervision-orders", OrderSupervision, OrderSupervision => OrderSupervision,
        {"kind": "listed_supervision", "cause": "late", "explanation": "逾期三个工作日仍未反馈结果。"};

    /// 登记向上一级投诉
    ///
    /// 投诉人认为应当受理而不受理、逾期不办、处理不公或者不满意的，可以向上一级投诉受理机构投诉（投诉办法第十一条、第十七条）。
    escalate_complaint: "/v1/complaints/{id}/escalations", Escalate, Escalate => Escalate,
        {"ground": "overdue", "superior_body": "市营商环境建设管理部门"};

    /// 登记问题线索
    ///
    /// 涉及党政机关或者公职人员违纪违法的，自收到或者发现之日起十个工作日内移送（投诉办法第二十四条）。
    register_clue: "/v1/complaints/{id}/clue-transfers", HandleClues, RegisterClue => RegisterClue,
        {"found_on": "2026-11-24", "summary": "窗口人员涉嫌收受服务对象礼品。"};

    /// 紧急报告
    ///
    /// 重大突发事件、苗头性事件立即向局领导汇报（投诉办法第七条第七项）。
    report_emergency: "/v1/complaints/{id}/emergency-reports", ReportEmergency, ReportEmergency => ReportEmergency,
        {"situation": "多名群众在大厅聚集。", "reported_to": "分管领导"};

    /// 记录妨碍处理的行为
    ///
    /// 被投诉人拖延拒不执行，或者威胁、刁难、打击报复投诉人的，由局党组或者纪检监察机关查处（投诉办法第二十五条）。
    record_obstruction: "/v1/complaints/{id}/obstructions", RecordObstruction, RecordObstruction => RecordObstruction,
        {"kind": "not_cooperating", "respondent": 1, "description": "两次约见均未到场。"};
}

/// 解除督办措施
///
/// 写明解除理由；措施和解除都留在案卷中。
#[utoipa::path(
    post,
    path = "/v1/complaints/{id}/supervision-orders/{order_id}/lifting",
    tag = super::TAG,
    request_body(content = LiftSupervision, example = json!({"reason": "已按要求反馈结果。"})),
    responses((status = 200, description = "办理后的投诉举报", body = ComplaintView))
)]
pub async fn lift_supervision(
    permit: Permit<permits::OrderSupervision>,
    Path((id, order_id)): Path<(String, String)>,
    if_match: IfMatch,
    write: Write,
    body: Body<LiftSupervision>,
    app: Data<App>,
) -> Outcome {
    let command = Command::LiftSupervision(order_id, body.0);
    write.run(&app, permit.caller(), move |tx| changed(&complaint::step(tx, &id, if_match.0, command)?)).await
}

/// 移送问题线索
///
/// 以书面形式移送派驻纪检监察组，并附相关资料（投诉办法第二十四条）。
#[utoipa::path(
    post,
    path = "/v1/complaints/{id}/clue-transfers/{clue_id}/dispatch",
    tag = super::TAG,
    request_body(
        content = DispatchClue,
        example = json!({"document_number": "开人社移〔2026〕3号", "enclosures": ["谈话记录", "现场照片"]})
    ),
    responses((status = 200, description = "办理后的投诉举报", body = ComplaintView))
)]
pub async fn dispatch_clue(
    permit: Permit<permits::HandleClues>,
    Path((id, clue_id)): Path<(String, String)>,
    if_match: IfMatch,
    write: Write,
    body: Body<DispatchClue>,
    app: Data<App>,
) -> Outcome {
    let command = Command::DispatchClue(clue_id, body.0);
    write.run(&app, permit.caller(), move |tx| changed(&complaint::step(tx, &id, if_match.0, command)?)).await
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = steps();
    operations.extend(crate::operations![lift_supervision, dispatch_clue]);
    operations
}
