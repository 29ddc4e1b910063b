//! What can be asked of an assessment. Each body is also the wire form of its request; its record is part of the case file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::*;
use super::evidence::Candidate;
use super::points::Points;
use crate::procedure::step;

/// One step in the course of an assessment.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The unit's own report (KH-8).
    SelfAssess(SelfAssess),
    /// Points for every leaf of the plan (KH-8).
    ScoreDuties(ScoreDuties),
    /// Another score for one leaf, with its reason (KH-14).
    ReviseScore(ReviseScore),
    /// A visit to the target (KH-8).
    RecordCheck(RecordCheck),
    /// What the records of the year hold against the target; found by the service, not said by a person (GZ-3.3).
    CollectEvidence(Vec<Candidate>),
    /// A piece of evidence by hand (KH-7.2).
    AddEvidence(AddEvidence),
    /// The piece with this id is accepted with points or dismissed, with a reason (KH-7.2).
    DecideEvidence(String, DecideEvidence),
    /// All pieces are decided (KH-7.2).
    ConcludeEvidence,
    /// Score and place of satisfaction, from the figures of the year (KH-7.3).
    MeasureSatisfaction,
    /// The dimensions are added up (KH-8).
    Summarise,
    /// The leading group deliberates (KH-8).
    Deliberate(Deliberate),
    /// The unit is commended (KH-10.1).
    Commend(Commend),
    /// The people in charge are talked to (KH-10.1).
    Talk(Talk),
    /// The unit's written report (KH-10.2).
    SubmitReport(SubmitReport),
    /// The unit does not agree with the result.
    Object(Object),
    /// The answer to that.
    DecideObjection(DecideObjection),
    /// Falsified scores or reports (KH-14).
    RecordFalsification(RecordFalsification),
    /// Nothing is left to be done.
    Close(CloseAssessment),
}

step! {
    /// 单位自评。
    SelfAssess as SelfAssessRequest => SelfAssessment {
        /// 自查报告：对照年度目标任务的完成情况。不得写入个人信息。
        #[schema(min_length = 10, max_length = 10000)]
        report: String,
        /// 自评得分；可以只写一部分指标，或者不写。
        #[serde(default)]
        #[schema(max_items = 200)]
        scores: Vec<IndicatorScore>,
        /// 对报告的真实性、准确性、有效性负责。
        vouched: bool,
    }
}

/// 一项末级指标的分值和理由。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorScore {
    /// 指标代码。
    #[schema(min_length = 1, max_length = 32)]
    pub indicator: String,
    /// 分值，不超过方案给该指标的分值。
    pub points: Points,
    /// 理由。
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// 履职考核评分；每项末级指标一条，不重不漏。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ScoreDutiesRequest)]
pub struct ScoreDuties {
    /// 各指标得分。
    #[schema(min_items = 1, max_items = 200)]
    pub scores: Vec<IndicatorScore>,
}

/// 修改一项指标的得分。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReviseScoreRequest)]
pub struct ReviseScore {
    /// 指标代码。
    #[schema(min_length = 1, max_length = 32)]
    pub indicator: String,
    /// 新的分值。
    pub points: Points,
    /// 修改理由。
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

step! {
    /// 实地核验；发现的问题逐件作为减分依据，另行核定。
    RecordCheck as RecordCheckRequest => SiteCheck {
        /// 核验日期。
        checked_on: NaiveDate,
        /// 方式。
        method: CheckMethod,
        /// 核验情况。
        #[schema(min_length = 1, max_length = 4000)]
        findings: String,
        /// 发现的影响营商环境的问题。不得写入个人信息。
        #[serde(default)]
        #[schema(max_items = 50)]
        problems: Vec<String>,
    }
}

/// 人工提出一件加减分依据。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AddEvidenceRequest)]
pub struct AddEvidence {
    /// 来源；系统已有记录的（逾期、否定备案不及时、登记的问题、评价指标不达标）由系统归集，不得人工提出。
    pub source: EvidenceSource,
    /// 在来源中的编号，如文号、投诉编号。
    #[schema(min_length = 1, max_length = 100)]
    pub source_id: String,
    /// 发生日期，须在考核年度内。
    pub occurred_on: NaiveDate,
    /// 内容。不得写入个人信息。
    #[schema(min_length = 2, max_length = 500)]
    pub title: String,
    /// 证明文件的名称和文号。
    #[schema(min_length = 1, max_length = 200)]
    pub document: String,
}

/// 核定一件加减分依据；汇总前可以重新核定，留有痕迹。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DecideEvidenceRequest)]
pub struct DecideEvidence {
    /// 结果。
    pub outcome: EvidenceOutcome,
    /// 适用的方案规则；有分值的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 32)]
    pub rule: Option<String>,
    /// 分值，不超过规则的每件上限；不采纳的不写。
    #[serde(default)]
    pub points: Option<Points>,
    /// 理由。
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

step! {
    /// 登记领导小组的审议。
    Deliberate as DeliberateRequest => DeliberationRecord {
        /// 会议日期。
        held_on: NaiveDate,
        /// 纪要编号。
        #[schema(min_length = 1, max_length = 100)]
        minutes_number: String,
        /// 结果。
        result: Deliberation,
        /// 意见；退回的写明理由。
        #[schema(min_length = 1, max_length = 2000)]
        opinion: String,
    }
}

step! {
    /// 登记局党组的通报表扬。
    Commend as CommendRequest => Commendation {
        /// 通报日期。
        commended_on: NaiveDate,
        /// 通报文号。
        #[schema(min_length = 1, max_length = 100)]
        document_number: String,
    }
}

step! {
    /// 登记局党组的约谈。
    Talk as TalkRequest => TalkRecord {
        /// 约谈日期；整改报告的期限自此起算。
        talked_on: NaiveDate,
        /// 被约谈人的职务。
        #[schema(min_length = 1, max_length = 200)]
        posts: String,
        /// 约谈内容和要求。
        #[schema(min_length = 1, max_length = 4000)]
        requirements: String,
    }
}

step! {
    /// 提交书面整改报告。
    SubmitReport as SubmitTalkReportRequest => TalkReport {
        /// 整改措施。
        #[schema(min_length = 10, max_length = 10000)]
        measures: String,
        /// 计划完成日期。
        complete_by_on: NaiveDate,
        /// 报告文号。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 100)]
        document_number: Option<String>,
    }
}

step! {
    /// 对审定结果提出异议。
    Object as ObjectRequest => ObjectionRecord {
        /// 事实和理由。
        #[schema(min_length = 5, max_length = 4000)]
        grounds: String,
    }
}

step! {
    /// 处理异议。
    DecideObjection as DecideObjectionRequest => ObjectionDecisionRecord {
        /// 结果。
        outcome: ObjectionOutcome,
        /// 理由。
        #[schema(min_length = 1, max_length = 4000)]
        reason: String,
    }
}

step! {
    /// 登记查实的弄虚作假。
    RecordFalsification as RecordFalsificationRequest => FalsificationRecord {
        /// 情况。不得写入个人信息。
        #[schema(min_length = 5, max_length = 2000)]
        explanation: String,
        /// 查实的文件名称和文号。
        #[schema(min_length = 1, max_length = 200)]
        document: String,
        /// 作出的账号；知道的填写。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 64)]
        user_id: Option<String>,
        /// 撤销已作的汇总或者审定，重新核定。
        reopens: bool,
    }
}

step! {
    /// 办结。
    CloseAssessment as CloseAssessmentRequest => AssessmentClosing {
        /// 结果应用和督促落实情况。
        #[schema(min_length = 1, max_length = 2000)]
        remarks: String,
    }
}
