//! The file of an assessment.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::command::*;
use super::consequences::StaffConsequence;
use super::evidence::Evidence;
use super::gate::{Action, gate};
use super::points::Points;
use super::satisfaction::SatisfactionScore;
use super::summary::{Record, Summary};
use crate::procedure::counter::{Gate, Procedure};

/// 对一个股室（部）或者窗口的年度考核。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Assessment {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 状态。
    pub status: AssessmentStatus,
    /// 年度方案；以启动时的版本为准。
    pub plan_id: String,
    /// 方案版本。
    pub plan_version: u32,
    /// 考核年度。
    pub year: i32,
    /// 考核对象种类。
    pub target_kind: TargetKind,
    /// 被考核的股室（部）；窗口的为其所属单位。
    pub unit_id: String,
    /// 被考核的窗口；考核股室（部）的为空。
    pub window_id: Option<String>,
    /// 考核对象名称。
    pub target_name: String,
    /// 启动时间。
    pub opened_at: Instant,
    /// 启动人账号。
    pub registered_by: Option<String>,
    /// 单位自评。
    pub self_assessment: Option<SelfAssessment>,
    /// 履职考核的现行得分，每项末级指标一条。
    pub duty_scores: Vec<DutyScore>,
    /// 实地核验。
    pub site_checks: Vec<SiteCheck>,
    /// 加减分依据。
    pub evidence: Vec<Evidence>,
    /// 监测评价得分。
    pub satisfaction: Option<SatisfactionScore>,
    /// 历次汇总，最后一次为准。
    pub summaries: Vec<SummaryRecord>,
    /// 历次审议。
    pub deliberations: Vec<DeliberationRecord>,
    /// 审定的日期。
    pub final_on: Option<NaiveDate>,
    /// 审定的等次；未审定的为空。
    pub grade: Option<AssessmentGrade>,
    /// 对工作人员的结果应用。
    pub staff_consequences: Vec<StaffConsequence>,
    /// 通报表扬。
    pub commendations: Vec<Commendation>,
    /// 约谈。
    pub talks: Vec<TalkRecord>,
    /// 整改报告。
    pub rectification_reports: Vec<TalkReport>,
    /// 异议。
    pub objections: Vec<Objection>,
    /// 弄虚作假的登记。
    pub falsifications: Vec<FalsificationRecord>,
    /// 改分的留痕，按时间排列。
    pub changes: Vec<ScoreChange>,
    /// 办结。
    pub closing: Option<AssessmentClosing>,
}

/// 一项末级指标的现行得分。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DutyScore {
    /// 指标代码。
    pub indicator: String,
    /// 得分。
    pub points: Points,
    /// 评分理由。
    pub reason: String,
    /// 评分时间。
    pub scored_at: Instant,
    /// 评分人账号。
    pub scored_by: Option<String>,
}

/// 一次改分：谁、何时、为何、由多少改为多少（第十四条）。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScoreChange {
    /// 标识。
    pub id: String,
    /// 指标代码；改履职得分的填写。
    pub indicator: Option<String>,
    /// 加减分依据；改其核定的填写。
    pub evidence_id: Option<String>,
    /// 原分值。
    pub from: Points,
    /// 现分值。
    pub to: Points,
    /// 原核定结果；改履职得分的为空。
    pub from_outcome: Option<EvidenceOutcome>,
    /// 现核定结果；改履职得分的为空。
    pub to_outcome: Option<EvidenceOutcome>,
    /// 理由。
    pub reason: String,
    /// 时间。
    pub changed_at: Instant,
    /// 修改人账号。
    pub changed_by: Option<String>,
}

/// 一次汇总。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AssessmentSummaryRecord)]
pub struct SummaryRecord {
    /// 标识。
    pub id: String,
    /// 汇总时间。
    pub recorded_at: Instant,
    /// 汇总人账号。
    pub recorded_by: Option<String>,
    /// 结果。
    pub summary: Summary,
}

/// 单位对审定结果的异议。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = AssessmentObjection)]
pub struct Objection {
    /// 提出的异议。
    pub filed: ObjectionRecord,
    /// 所针对的审议。
    pub deliberation_id: String,
    /// 处理；尚未处理的为空。
    pub decision: Option<ObjectionDecisionRecord>,
}

impl Assessment {
    /// The summary that stands.
    pub fn summary(&self) -> Option<&Summary> {
        self.summaries.last().map(|record| &record.summary)
    }

    /// The objection that waits for its decision.
    pub fn open_objection(&self) -> Option<&Objection> {
        self.objections.last().filter(|objection| objection.decision.is_none())
    }

    /// Pieces of evidence that wait for their decision.
    pub fn open_evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|each| each.decision.is_none())
    }

    /// Points of the leaves, by code.
    pub fn duties(&self) -> BTreeMap<String, Points> {
        self.duty_scores.iter().map(|score| (score.indicator.clone(), score.points)).collect()
    }

    /// What the summary is made of, with the duty points from [`duties`](Self::duties).
    pub fn record<'a>(&'a self, duties: &'a BTreeMap<String, Points>) -> Record<'a> {
        let satisfaction = self.satisfaction.as_ref().map_or(Points::ZERO, |score| score.points);
        Record { duties, evidence: &self.evidence, satisfaction }
    }
}

impl Procedure for Assessment {
    type Status = AssessmentStatus;
    type Action = Action;

    const TITLE: &'static str = "考核";

    fn status(&self) -> AssessmentStatus {
        self.status
    }

    fn unit_id(&self) -> Option<&str> {
        Some(&self.unit_id)
    }

    fn registered_by(&self) -> Option<&str> {
        self.registered_by.as_deref()
    }

    fn gate(action: Action) -> Gate<AssessmentStatus> {
        gate(action)
    }
}
