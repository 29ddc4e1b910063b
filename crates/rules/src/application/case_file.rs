//! The case file of an application: everything that was handed in, decided and recorded.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::command::*;
use super::gate::{Action, gate};
use crate::procedure::counter::{Gate, Procedure};
use crate::refusal_filing::RefusalKind;
use crate::service_item::LegalForm;

/// 办件案卷。申请人身份另行密封保存。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Application {
    /// 标识。
    pub id: String,
    /// 办件编号。
    pub number: String,
    /// 状态。
    pub status: ApplicationStatus,
    /// 事项。
    pub item_id: String,
    /// 事项版本；办理全程适用收件之日的版本。
    pub item_version: u32,
    /// 事项名称。
    pub item_name: String,
    /// 承办单位。
    pub unit_id: String,
    /// 收件渠道。
    pub channel: ApplicationChannel,
    /// 收件窗口；不在窗口收件的为空。
    pub window_id: Option<String>,
    /// 申请内容。
    pub matter: Option<String>,
    /// 收到时间；审查时限自此日的次日起算。
    pub received_at: Instant,
    /// 登记时间。
    pub registered_at: Instant,
    /// 登记人账号。
    pub registered_by: Option<String>,
    /// 来源系统。
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    pub external_ref: Option<String>,
    /// 已提交的材料。
    pub materials: Vec<HandedIn>,
    /// 补交材料的记录。
    pub supplies: Vec<MaterialSupply>,
    /// 审查记录，最后一次有效。
    pub examinations: Vec<Examination>,
    /// 受理。
    pub acceptance: Option<AcceptanceRecord>,
    /// 容缺受理后尚未补齐的材料代码。
    pub outstanding: Vec<String>,
    /// 初审。
    pub first_review: Option<FirstReviewRecord>,
    /// 复核。
    pub review: Option<ReviewRecord>,
    /// 准予决定。
    pub approval: Option<ApprovalRecord>,
    /// 送达。
    pub delivery: Option<DeliveryRecord>,
    /// 中止计时。
    pub suspensions: Vec<Suspension>,
    /// 延长时限。
    pub extensions: Vec<LimitExtension>,
    /// 绿色通道。
    pub green_channel: Option<GreenChannel>,
    /// 承诺办结时限不再约束本机关的原因（容缺制度第三条第二项）。
    pub promise_lifted: Option<PromiseLifted>,
    /// 未兑现的容缺承诺。
    pub broken_commitment_id: Option<String>,
    /// 否定备案。
    pub refusal: Option<RefusalLink>,
    /// 撤回。
    pub withdrawal: Option<ApplicationWithdrawal>,
    /// 差错更正。
    pub corrections: Vec<RecordCorrection>,
}

/// 一份已提交的材料。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HandedIn {
    /// 材料代码。
    pub code: String,
    /// 提交的形式。
    pub form: LegalForm,
    /// 收到时间。
    pub received_at: Instant,
}

/// 一次审查及其法律后果。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Examination {
    /// 记录编号。
    pub id: String,
    /// 审查时间。
    pub recorded_at: Instant,
    /// 审查人账号。
    pub recorded_by: Option<String>,
    /// 审查结果。
    pub outcome: ExaminationOutcome,
    /// 需要补正的全部材料，一次告知。
    pub shortcomings: Vec<Shortcoming>,
    /// 可否容缺受理，以及可以容缺的材料；材料齐全的为空。
    pub deferral: Option<DeferralOffer>,
    /// 当场更正的内容。
    pub corrections: Option<String>,
    /// 有权办理的机关。
    pub competent_authority: Option<String>,
    /// 说明。
    pub explanation: Option<String>,
    /// 部门领导的意见。
    pub leader_consulted: Option<String>,
    /// 法律后果，可以直接告知申请人。
    pub consequence: String,
}

/// 一项需要补正的材料。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Shortcoming {
    /// 材料代码。
    pub code: String,
    /// 材料名称。
    pub name: String,
    /// 问题。
    pub kind: ShortcomingKind,
    /// 补正要求。
    pub request: String,
    /// 是否主要材料。
    pub main: bool,
    /// 是否可以容缺。
    pub deferrable: bool,
}

/// 容缺受理的可能（容缺制度第五条第一项：主动核对、主动告知）。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeferralOffer {
    /// 是否可以启动容缺受理：主要材料齐全，所缺的都可以容缺。
    pub open: bool,
    /// 可以容缺的材料代码。
    pub deferrable: Vec<String>,
    /// 不能容缺、必须先补正的材料代码。
    pub not_deferrable: Vec<String>,
    /// 是否需要出具承诺书。
    pub commitment_required: bool,
}

/// 受理。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AcceptanceRecord {
    /// 受理方式。
    pub manner: AcceptanceManner,
    /// 受理时间。
    pub accepted_at: Instant,
    /// 受理人账号；视为受理的为空。
    pub accepted_by: Option<String>,
    /// 办理时限自此日的次日起算。
    pub handling_starts_on: NaiveDate,
    /// 容缺承诺。
    pub commitment_id: Option<String>,
}

/// 一次中止计时。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Suspension {
    /// 中止。
    pub opened: SuspensionOpened,
    /// 恢复；尚未恢复的为空。
    pub closed: Option<SuspensionClosed>,
}

/// 承诺办结时限不再约束本机关：因申请人原因未按时补齐材料。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PromiseLifted {
    /// 时间。
    pub at: Instant,
    /// 容缺承诺。
    pub commitment_id: String,
}

/// 与否定备案的联系。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RefusalLink {
    /// 否定备案。
    pub refusal_id: String,
    /// 不予受理或者不予许可。
    pub kind: RefusalKind,
    /// 拟否定之前的状态；未获批准的恢复到此。
    pub status_before: ApplicationStatus,
    /// 决定时间；尚未批准的为空。
    pub decided_at: Option<Instant>,
}

impl Application {
    /// The stop of the clocks that is still open.
    pub fn open_suspension(&self) -> Option<&Suspension> {
        self.suspensions.iter().find(|s| s.closed.is_none())
    }

    /// What came of it, once it is over.
    pub fn outcome(&self) -> Option<ApplicationOutcome> {
        match self.status {
            ApplicationStatus::Approved | ApplicationStatus::Delivered => Some(ApplicationOutcome::Granted),
            ApplicationStatus::NotRequired => Some(ApplicationOutcome::NotRequired),
            ApplicationStatus::Withdrawn => Some(ApplicationOutcome::Withdrawn),
            ApplicationStatus::Refused => self.refusal.as_ref().map(|refusal| match refusal.kind {
                RefusalKind::NonAcceptance => ApplicationOutcome::NotAccepted,
                RefusalKind::NonPermission => ApplicationOutcome::NotPermitted,
            }),
            _ => None,
        }
    }

    /// The first examination that asked for corrections; later ones may ask for nothing else (YC-6.1).
    pub fn first_correction(&self) -> Option<&Examination> {
        self.examinations.iter().find(|e| e.outcome == ExaminationOutcome::Incomplete)
    }

    /// The office found that another authority is competent; then only a refusal can follow (FD-5.1).
    pub fn belongs_elsewhere(&self) -> bool {
        self.examinations.last().is_some_and(|e| e.outcome == ExaminationOutcome::NotThisAuthority)
    }

    /// Day on which the newest material arrived.
    pub fn complete_since(&self) -> NaiveDate {
        self.materials.iter().map(|m| m.received_at).max().unwrap_or(self.received_at).date()
    }
}

impl Procedure for Application {
    type Status = ApplicationStatus;
    type Action = Action;

    const TITLE: &'static str = "办件";

    fn status(&self) -> ApplicationStatus {
        self.status
    }

    fn unit_id(&self) -> Option<&str> {
        Some(&self.unit_id)
    }

    fn registered_by(&self) -> Option<&str> {
        self.registered_by.as_deref()
    }

    fn gate(action: Action) -> Gate<ApplicationStatus> {
        gate(action)
    }
}
