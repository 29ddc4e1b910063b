//! The file of a refusal.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::command::*;
use super::gate::{Action, gate};
use crate::procedure::counter::{Gate, Procedure};

/// 否定备案。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RefusalFiling {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 状态。
    pub status: RefusalStatus,
    /// 办件。
    pub application_id: String,
    /// 办件编号。
    pub application_number: String,
    /// 事项。
    pub item_id: String,
    /// 事项版本。
    pub item_version: u32,
    /// 事项名称。
    pub item_name: String,
    /// 窗口单位。
    pub unit_id: String,
    /// 拟定时间。
    pub drafted_at: Instant,
    /// 拟定人账号。
    pub registered_by: Option<String>,
    /// 来源系统。
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    pub external_ref: Option<String>,
    /// 拟否定的内容。
    pub draft: RefusalDraft,
    /// 写入决定书的救济途径。
    pub remedies: String,
    /// 分管领导审批。
    pub approval: Option<RefusalApproval>,
    /// 集体讨论。
    pub discussion: Option<CollectiveDiscussion>,
    /// 送达。
    pub service: Option<RefusalService>,
    /// 备案。
    pub filing: Option<RefusalFilingRecord>,
    /// 已经记录未按期备案。
    pub noted_not_filed: bool,
    /// 备案部门审查。
    pub reviews: Vec<AuthorityReviewRecord>,
    /// 违规情节。
    pub breaches: Vec<RefusalBreachRecord>,
    /// 归档。
    pub archiving: Option<RefusalArchiving>,
}

impl RefusalFiling {
    /// When consent was recorded, whichever way it was given.
    pub fn decided_at(&self) -> Option<Instant> {
        let discussed = self.discussion.as_ref().map(|discussion| discussion.recorded_at);
        self.approval.as_ref().map(|approval| approval.recorded_at).or(discussed)
    }
}

impl Procedure for RefusalFiling {
    type Status = RefusalStatus;
    type Action = Action;

    const TITLE: &'static str = "否定备案";

    fn status(&self) -> RefusalStatus {
        self.status
    }

    fn unit_id(&self) -> Option<&str> {
        Some(&self.unit_id)
    }

    fn registered_by(&self) -> Option<&str> {
        self.registered_by.as_deref()
    }

    fn gate(action: Action) -> Gate<RefusalStatus> {
        gate(action)
    }
}
