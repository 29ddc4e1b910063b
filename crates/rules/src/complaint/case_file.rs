//! The case file: everything that is known of one complaint, without the complainant's identity, which is sealed elsewhere.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::command::*;
use crate::deadline::DeadlineKind;

/// 投诉举报案卷。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Complaint {
    /// 标识。
    pub id: String,
    /// 编号，对外引用。
    #[schema(example = "TS-2026-000123")]
    pub number: String,
    /// 状态。
    pub status: ComplaintStatus,
    /// 渠道。
    pub channel: ComplaintChannel,
    /// 类别。
    pub category: Option<ComplaintCategory>,
    /// 标题。
    pub title: String,
    /// 反映内容。
    pub content: String,
    /// 事发日期。
    pub occurred_on: Option<NaiveDate>,
    /// 收到时间，受理和答复时限自此日的次日起算。
    pub received_at: Instant,
    /// 登记时间。
    pub registered_at: Instant,
    /// 登记人账号；网上自行提交的为空。
    pub registered_by: Option<String>,
    /// 是否匿名。
    pub anonymous: bool,
    /// 投诉人是否同意向被投诉人公开身份。
    pub consent_to_disclose: bool,
    /// 被投诉的单位或人员。
    pub respondents: Vec<Respondent>,
    /// 转批机关。
    pub transferring_body: Option<String>,
    /// 转批机关的文号或编号。
    pub transfer_number: Option<String>,
    /// 来源系统。
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    pub external_ref: Option<String>,
    /// 疑似重复的在先投诉（第六条第四项）。
    pub possible_repeats: Vec<PossibleRepeat>,
    /// 权利义务告知。
    pub rights_notices: Vec<RightsNotice>,
    /// 受理。
    pub acceptance: Option<Acceptance>,
    /// 不予受理。
    pub rejection: Option<Rejection>,
    /// 当场答复。
    pub on_the_spot_answer: Option<OnTheSpotAnswer>,
    /// 交办。
    pub assignment: Option<Assignment>,
    /// 签收；视为签收的，签收人为空。
    pub receipt: Option<Receipt>,
    /// 收到交办件之日，办理时限自次日起算。
    pub handling_received_on: Option<NaiveDate>,
    /// 深入调查审批，最后一次有效。
    pub investigation_approvals: Vec<InvestigationApproval>,
    /// 深入调查。
    pub investigations: Vec<Investigation>,
    /// 延期申请及决定。
    pub extension_requests: Vec<ExtensionRequest>,
    /// 办理结果；重新办理的有多次，最后一次有效。
    pub results: Vec<HandlingResult>,
    /// 核查，最后一次有效。
    pub verifications: Vec<Verification>,
    /// 发回重新办理。
    pub reworks: Vec<Rework>,
    /// 办结。
    pub conclusion: Option<Conclusion>,
    /// 终止办理。终止不等于解决，统计时分开。
    pub termination: Option<Termination>,
    /// 投诉人撤回。
    pub withdrawal: Option<Withdrawal>,
    /// 归档。
    pub archiving: Option<Archiving>,
    /// 回访。
    pub follow_ups: Vec<FollowUp>,
    /// 督办提醒。
    pub reminders: Vec<ReminderEntry>,
    /// 督办措施。
    pub supervision_orders: Vec<SupervisionOrder>,
    /// 向上一级投诉。
    pub escalations: Vec<Escalation>,
    /// 线索移送。
    pub clue_transfers: Vec<ClueTransfer>,
    /// 紧急报告。
    pub emergency_reports: Vec<EmergencyReport>,
    /// 妨碍处理的行为。
    pub obstructions: Vec<Obstruction>,
    /// 投诉人陈述。
    pub statements: Vec<Statement>,
}

/// 被投诉的单位或人员。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Respondent {
    /// 被投诉单位。
    pub unit_id: Option<String>,
    /// 被投诉人员。
    pub staff_id: Option<String>,
    /// 被投诉人员所在单位；该单位人员看不到投诉人身份。
    pub staff_unit_id: Option<String>,
    /// 被投诉单位是否信访室；是的，由行政审批室代行受理机构职责。
    pub is_acceptance_body: bool,
    /// 尚不能确定时的描述。
    pub description: Option<String>,
}

/// 疑似重复的在先投诉。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PossibleRepeat {
    /// 在先投诉标识。
    pub complaint_id: String,
    /// 在先投诉编号。
    pub number: String,
    /// 在先投诉状态。
    pub status: ComplaintStatus,
    /// 同一投诉人。
    pub same_complainant: bool,
    /// 同一被投诉人。
    pub same_respondent: bool,
    /// 内容相似度，百分比。
    #[schema(minimum = 0, maximum = 100)]
    pub similarity_percent: u8,
}

/// 延期申请及决定。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExtensionRequest {
    /// 申请。
    pub request: ExtensionAsked,
    /// 决定；尚未决定的为空。
    pub decision: Option<ExtensionDecision>,
}

/// 督办提醒。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReminderEntry {
    /// 提醒。
    pub reminder: Reminder,
    /// 系统因时限逾期自动提醒的，所指时限。
    pub overdue: Option<DeadlineKind>,
}

/// 督办措施。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SupervisionOrder {
    /// 措施。
    pub order: SupervisionAsked,
    /// 解除；尚未解除的为空。
    pub lifting: Option<SupervisionLifting>,
}

/// 线索移送。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ClueTransfer {
    /// 线索。
    pub clue: ClueRegistered,
    /// 移送；尚未移送的为空。
    pub dispatch: Option<ClueDispatch>,
}
