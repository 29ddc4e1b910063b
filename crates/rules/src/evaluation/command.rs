//! What can be asked of a rating on file. Each body is also the wire form of its request; its record is part of the case file.

use chrono::NaiveDate;

use super::codes::*;
use crate::complaint::codes::{Approval, ContactMethod};
use crate::procedure::step;

/// One step that follows a negative rating.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// What was found (HP-7.1).
    Verify(VerifyEvaluation),
    /// To be put right by a date (HP-7.1).
    OrderRectification(OrderEvaluationRectification),
    /// It is put right (HP-7.1).
    CompleteRectification(CompleteEvaluationRectification),
    /// The person who rated is told; the end of it.
    Tell(TellEvaluator),
    /// By the clerk who served, against a malicious or mistaken rating (HP-4.3).
    Appeal(AppealEvaluation),
    /// 行政审批室 decides on the appeal (HP-4.3).
    DecideAppeal(DecideEvaluationAppeal),
}

step! {
    /// 登记差评核实情况。
    VerifyEvaluation as VerifyEvaluationRequest => EvaluationVerificationRecord {
        /// 核实结果。
        outcome: VerificationOutcome,
        /// 核实的经过和情况。不得写入评价人身份信息。
        #[schema(min_length = 2, max_length = 2000)]
        findings: String,
    }
}

step! {
    /// 责令限期整改。
    OrderEvaluationRectification as OrderEvaluationRectificationRequest => EvaluationRectificationOrder {
        /// 整改期限的最后一日，在今日之后。
        due_on: NaiveDate,
        /// 整改要求。
        #[schema(min_length = 2, max_length = 1000)]
        requirement: String,
    }
}

step! {
    /// 登记整改完成。
    CompleteEvaluationRectification as CompleteEvaluationRectificationRequest => EvaluationRectificationResult {
        /// 整改措施和结果。
        #[schema(min_length = 2, max_length = 2000)]
        measures: String,
    }
}

step! {
    /// 向评价人反馈，差评办结。
    TellEvaluator as TellEvaluatorRequest => EvaluatorTelling {
        /// 反馈结果。
        outcome: TellingOutcome,
        /// 反馈方式；无法联系的，为尝试过的方式。
        method: ContactMethod,
        /// 反馈的内容；无法联系的，写明尝试的经过。不得写入评价人身份信息。
        #[schema(min_length = 2, max_length = 1000)]
        content: String,
    }
}

step! {
    /// 被评价的工作人员申诉。
    AppealEvaluation as AppealEvaluationRequest => EvaluationAppealRecord {
        /// 理由。
        ground: AppealGround,
        /// 事实和依据。不得写入评价人身份信息。
        #[schema(min_length = 5, max_length = 2000)]
        statement: String,
    }
}

step! {
    /// 行政审批室对申诉作出决定。
    DecideEvaluationAppeal as DecideEvaluationAppealRequest => EvaluationAppealDecision {
        /// 决定；同意的，该评价保留并显示，不计入统计。
        decision: Approval,
        /// 理由。
        #[schema(min_length = 5, max_length = 2000)]
        reasons: String,
    }
}
