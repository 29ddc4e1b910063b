//! The file of a rating.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::command::*;
use super::gate::{Action, gate};
use super::rating::Rating;
use crate::procedure::counter::{Gate, Procedure};

/// 一次服务的评价。评价人身份不在其中，见办件。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Evaluation {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 状态。
    pub status: EvaluationStatus,
    /// 评价邀请。
    pub invitation_id: String,
    /// 办件。
    pub application_id: String,
    /// 办件编号。
    pub application_number: String,
    /// 事项。
    pub item_id: String,
    /// 事项名称。
    pub item_name: String,
    /// 服务单位。
    pub unit_id: String,
    /// 服务窗口；不在窗口办理的为空。
    pub window_id: Option<String>,
    /// 为其办理的工作人员账号，第一个为统计所计的人员。
    pub served_by: Vec<String>,
    /// 评价渠道。
    pub via: EvaluationChannel,
    /// 发起评价的时间。
    pub invited_at: Instant,
    /// 评价时间；书面问卷为录入时间。
    pub rated_at: Instant,
    /// 录入人账号；评价人自己评价的为空。
    pub entered_by: Option<String>,
    /// 原始评价，不改写。
    pub rating: Rating,
    /// 总评：两个方面中较差的一个，折为三级。
    pub overall: Grade,
    /// 异常情形。
    pub anomalies: Vec<Anomaly>,
    /// 核实。
    pub verification: Option<EvaluationVerificationRecord>,
    /// 限期整改。
    pub rectification: Option<EvaluationRectificationOrder>,
    /// 整改结果。
    pub rectified: Option<EvaluationRectificationResult>,
    /// 向评价人反馈。
    pub telling: Option<EvaluatorTelling>,
    /// 申诉。
    pub appeal: Option<EvaluationAppealRecord>,
    /// 对申诉的决定。
    pub appeal_decision: Option<EvaluationAppealDecision>,
}

impl Evaluation {
    /// Whether the figures count it: every rating but one that an appeal has set aside.
    pub fn counts(&self) -> bool {
        self.status != EvaluationStatus::SetAside
    }

    /// What it says was found to be true.
    pub fn is_substantiated(&self) -> bool {
        self.verification.as_ref().is_some_and(|v| v.outcome == VerificationOutcome::Substantiated)
    }

    /// An appeal waits for its decision.
    pub fn appeal_pending(&self) -> bool {
        self.appeal.is_some() && self.appeal_decision.is_none()
    }
}

impl Procedure for Evaluation {
    type Status = EvaluationStatus;
    type Action = Action;

    const TITLE: &'static str = "评价";

    fn status(&self) -> EvaluationStatus {
        self.status
    }

    fn unit_id(&self) -> Option<&str> {
        Some(&self.unit_id)
    }

    fn registered_by(&self) -> Option<&str> {
        self.entered_by.as_deref()
    }

    fn gate(action: Action) -> Gate<EvaluationStatus> {
        gate(action)
    }
}
