//! Ratings on paper, and the steps that follow a negative rating.

use actix_web::web::Data;
use yingshang_app::evaluation::{self, PaperBatch, RecordedBatch};
use yingshang_app::{Answer, App};
use yingshang_rules::evaluation::command::{
    AppealEvaluation, CompleteEvaluationRectification, DecideEvaluationAppeal, OrderEvaluationRectification,
    TellEvaluator, VerifyEvaluation,
};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::permits::EnterPaperEvaluations;
use crate::steps::steps;
use crate::write::Write;

/// 录入书面评价
///
/// 由经办人以外的工作人员录入；全部录入或者全部不录入，各份问卷的问题一次列出（好差评制度第三项、第四项）。没有发起过评价的办件同时登记为书面评价。
#[utoipa::path(
    post,
    path = "/v1/evaluations/paper-batches",
    tag = super::TAG,
    request_body(content = PaperBatch, example = json!({"entries": [
        {"application_number": "BJ-2026-000123", "rating": {"scale": "three_grade", "attitude": "satisfied", "efficiency": "satisfied"}}
    ]})),
    responses((status = 201, description = "已录入", body = RecordedBatch))
)]
pub async fn enter_paper_evaluations(
    permit: Permit<EnterPaperEvaluations>,
    write: Write,
    body: Body<PaperBatch>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, permit.caller(), move |tx| Answer::json(201, &evaluation::enter_paper(tx, body.0)?)).await
}

steps! {
    module: evaluation, view: yingshang_app::evaluation::EvaluationView, tag: super::TAG, answer: "办理后的评价";

    /// 核实差评
    ///
    /// 由单位负责人或者行政审批室核实，不得由被评价的工作人员本人办理（好差评制度第七项）。
    verify_evaluation: "/v1/evaluations/{id}/verification", FollowUpEvaluation, VerifyEvaluation => Verify,
        {"outcome": "substantiated", "findings": "当日窗口排队较长，工作人员未作解释。"};

    /// 责令限期整改
    ///
    /// 差评属实的，写明整改期限和要求（好差评制度第七项）。
    order_evaluation_rectification: "/v1/evaluations/{id}/rectification-order", FollowUpEvaluation,
        OrderEvaluationRectification => OrderRectification,
        {"due_on": "2026-12-31", "requirement": "排队超过二十分钟的，主动解释并引导到其他窗口。"};

    /// 登记整改完成
    ///
    /// 写明整改措施和结果。
    complete_evaluation_rectification: "/v1/evaluations/{id}/rectification-result", FollowUpEvaluation,
        CompleteEvaluationRectification => CompleteRectification,
        {"measures": "增开一个窗口，设置引导员。"};

    /// 向评价人反馈
    ///
    /// 反馈后差评办结；无法联系的写明尝试的经过。
    tell_evaluator: "/v1/evaluations/{id}/telling", FollowUpEvaluation, TellEvaluator => Tell,
        {"outcome": "told", "method": "phone", "content": "已说明整改情况并致歉。"};

    /// 申诉
    ///
    /// 被评价的工作人员认为评价恶意或者有误的，由本人申诉（好差评制度第四项）。
    appeal_evaluation: "/v1/evaluations/{id}/appeal", AppealEvaluation, AppealEvaluation => Appeal,
        {"ground": "mistaken", "statement": "评价针对的是另一件办件，本件当日即已办结。"};

    /// 决定申诉
    ///
    /// 由行政审批室决定；同意的，评价保留并显示，不计入统计。
    decide_evaluation_appeal: "/v1/evaluations/{id}/appeal-decision", DecideEvaluationAppeal,
        DecideEvaluationAppeal => DecideAppeal,
        {"decision": "granted", "reasons": "核对叫号记录，评价确系误评。"};
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = crate::operations![enter_paper_evaluations];
    operations.extend(steps());
    operations
}
