//! The file of a commitment.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::command::*;
use super::gate::{Action, gate};
use crate::procedure::counter::{Gate, Procedure};
use crate::service_item::DeferralMeasure;

/// 容缺承诺。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Commitment {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 状态。
    pub status: CommitmentStatus,
    /// 办件。
    pub application_id: String,
    /// 办件编号。
    pub application_number: String,
    /// 事项。
    pub item_id: String,
    /// 清单（事项）版本。
    pub item_version: u32,
    /// 事项名称。
    pub item_name: String,
    /// 经办部门。
    pub unit_id: String,
    /// 提出时间。
    pub proposed_at: Instant,
    /// 提出人账号。
    pub proposed_by: Option<String>,
    /// 办件的登记人账号；可以代收承诺书和补齐的材料。
    pub registered_by: Option<String>,
    /// 来源系统。
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    pub external_ref: Option<String>,
    /// 申请。
    pub proposal: Proposal,
    /// 清单规定的办理措施。
    pub measure: DeferralMeasure,
    /// 一次性告知的该事项全部材料名称（第三条第一项）。
    pub all_materials: Vec<String>,
    /// 一次性告知的可以容缺的材料名称。
    pub deferrable_materials: Vec<String>,
    /// 容缺的材料及补齐情况。
    pub materials: Vec<DeferredMaterial>,
    /// 提出时申请人未兑现的容缺承诺件数，供工作人员参考。
    pub earlier_broken: u32,
    /// 承诺告知书。
    pub notice: Option<CommitmentNotice>,
    /// 承诺书。
    pub letter: Option<CommitmentLetter>,
    /// 受理。
    pub acceptance: Option<CommitmentAcceptance>,
    /// 应当补齐的日期。
    pub supply_by: Option<NaiveDate>,
    /// 补齐记录。
    pub supplies: Vec<OutstandingSupply>,
    /// 到期前的提醒。
    pub reminded_at: Vec<Instant>,
    /// 逾期。
    pub overdue: Option<Overdue>,
    /// 后果生效；由系统在法定时限届满时判定的，记录人为空。
    pub expiry: Option<CommitmentExpiry>,
    /// 告知差错。
    pub faults: Vec<NotificationFaultRecord>,
    /// 对未履行义务的投诉及回复。
    pub complaints: Vec<DutyComplaintEntry>,
    /// 终止。
    pub cancellation: Option<CommitmentCancellation>,
}

/// 一项容缺的材料。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeferredMaterial {
    /// 材料代码。
    pub code: String,
    /// 材料名称。
    pub name: String,
    /// 补齐时间；尚未补齐的为空。
    pub supplied_at: Option<Instant>,
}

/// 逾期未补齐及其责任。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Overdue {
    /// 认定时间。
    pub at: Instant,
    /// 是否因申请人原因；经办部门告知有差错的不是。
    pub applicants_own_reasons: bool,
    /// 最迟补齐日期，即法定办理时限届满之日；没有法定时限的为空。
    pub latest_on: Option<NaiveDate>,
    /// 责任说明，写入记录（第三条第二项、第四条第二项）。
    pub liability: String,
}

/// 对未履行义务的投诉及回复。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DutyComplaintEntry {
    /// 投诉。
    pub complaint: DutyComplaint,
    /// 回复；尚未回复的为空。
    pub reply: Option<DutyComplaintReply>,
}

impl Commitment {
    /// Codes still to come.
    pub fn outstanding(&self) -> Vec<String> {
        self.materials.iter().filter(|m| m.supplied_at.is_none()).map(|m| m.code.clone()).collect()
    }
}

impl Procedure for Commitment {
    type Status = CommitmentStatus;
    type Action = Action;

    const TITLE: &'static str = "容缺承诺";

    fn status(&self) -> CommitmentStatus {
        self.status
    }

    fn unit_id(&self) -> Option<&str> {
        Some(&self.unit_id)
    }

    fn registered_by(&self) -> Option<&str> {
        self.registered_by.as_deref()
    }

    fn gate(action: Action) -> Gate<CommitmentStatus> {
        gate(action)
    }
}
