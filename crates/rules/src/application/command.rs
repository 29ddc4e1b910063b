//! What can be asked of an application. Each body is also the wire form of its request; its record is part of the case file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use crate::procedure::step;
use crate::refusal_filing::RefusalKind;
use crate::service_item::LegalForm;

/// One step in the life of an application.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The five branches of 行政许可法第三十二条 (FD-5.1).
    Examine(Examine),
    /// The sweep: nothing told in time, so accepted since the day of receipt (FD-5.1).
    DeemAccepted,
    /// The applicant hands more in.
    SupplyMaterials(SupplyMaterials),
    /// First review (FW-5.4).
    FirstReview(RecordFirstReview),
    /// Second review (FW-5.4, FW-5.5).
    Review(RecordReview),
    /// Grants what was applied for.
    Approve(ApproveApplication),
    /// Hands the decision over.
    Deliver(DeliverDecision),
    /// Time that does not count begins (行政许可法第四十五条).
    Suspend(SuspendClock),
    /// Time counts again.
    Resume(String, ResumeClock),
    /// The leader extends the statutory limit (行政许可法第四十二条).
    Extend(ExtendLimit),
    /// Special treatment (FW-5.4).
    OpenGreenChannel(OpenGreenChannel),
    /// An error of the record, corrected with a trace (FW-5.5).
    CorrectRecord(CorrectRecord),
    /// The applicant withdraws.
    Withdraw(WithdrawApplication),
    /// From a commitment: accepted with these materials outstanding (RQ-3.4).
    AcceptOnCommitment {
        /// The commitment.
        commitment_id: String,
        /// Materials still to come.
        outstanding: Vec<String>,
    },
    /// From a commitment: outstanding materials arrived.
    ReceiveOutstanding(Vec<HandedInInput>),
    /// From a commitment: materials late for the applicant's own reasons, the promise no longer binds (RQ-3.2c).
    LiftPromise {
        /// The commitment.
        commitment_id: String,
    },
    /// From a commitment that was broken, with the consequence the notice named.
    CommitmentBroken {
        /// The commitment.
        commitment_id: String,
        /// The notice said that the application then counts as withdrawn.
        counts_as_withdrawn: bool,
    },
    /// From a refusal: drafted; the application waits for its approval (FD-2.1).
    ProposeRefusal {
        /// The refusal.
        refusal_id: String,
        /// Not accepted or not permitted.
        kind: RefusalKind,
    },
    /// From a refusal: not approved, the application goes on where it was.
    DropRefusal,
    /// From a refusal: approved; the decision is made, the clocks of handling end.
    DecideRefusal,
    /// From a refusal: served on the applicant; the application is closed (FD-2.2).
    ServeRefusal,
}

/// 提交的一份材料。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandedInInput {
    /// 材料代码，见事项的材料清单。
    #[schema(min_length = 1, max_length = 40, example = "M01")]
    pub code: String,
    /// 提交的形式。
    pub form: LegalForm,
}

/// 登记办件；申请人身份另行密封保存，不在此列。
#[derive(Debug, Clone, PartialEq)]
pub struct Registration {
    /// 收件渠道。
    pub channel: ApplicationChannel,
    /// 收件窗口。
    pub window_id: Option<String>,
    /// 申请内容。
    pub matter: Option<String>,
    /// 收到时间；不写即为现在。
    pub received_at: Option<Instant>,
    /// 提交的材料。
    pub materials: Vec<HandedInInput>,
}

/// 材料的一处问题。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DefectInput {
    /// 材料代码。
    #[schema(min_length = 1, max_length = 40)]
    pub code: String,
    /// 问题和补正要求。
    #[schema(min_length = 1, max_length = 500)]
    pub problem: String,
}

/// 审查收件：对照行政许可法第三十二条的五种情形处理。缺少的材料由系统按事项清单算出。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExamineApplicationRequest)]
pub struct Examine {
    /// 审查结果。
    pub outcome: ExaminationOutcome,
    /// 已提交的材料中内容有误或不全的。
    #[serde(default)]
    #[schema(max_items = 50)]
    pub defects: Vec<DefectInput>,
    /// 当场更正的内容；当场更正的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    pub corrections: Option<String>,
    /// 有权办理的机关；不属于本机关职权的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub competent_authority: Option<String>,
    /// 说明；不需要取得许可的必填，写明理由。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    pub explanation: Option<String>,
    /// 政策不明确或者情况特殊的，已请示的部门领导的意见（一次性告知制度第六条）。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    pub leader_consulted: Option<String>,
}

step! {
    /// 收取补交的材料。
    SupplyMaterials as SupplyMaterialsRequest => MaterialSupply {
        /// 材料。
        #[schema(min_items = 1, max_items = 50)]
        materials: Vec<HandedInInput>,
        /// 收到时间；不写即为现在。
        #[serde(default)]
        received_at: Option<Instant>,
    }
}

step! {
    /// 初审。
    RecordFirstReview as RecordFirstReviewRequest => FirstReviewRecord {
        /// 是否符合条件；不符合的，只能经否定备案作出决定。
        conforms: bool,
        /// 意见。
        #[schema(min_length = 1, max_length = 2000)]
        opinion: String,
    }
}

step! {
    /// 复核。
    RecordReview as RecordReviewRequest => ReviewRecord {
        /// 是否符合条件；不符合的，只能经否定备案作出决定。
        conforms: bool,
        /// 意见。
        #[schema(min_length = 1, max_length = 2000)]
        opinion: String,
    }
}

step! {
    /// 作出准予的决定。
    ApproveApplication as ApproveApplicationRequest => ApprovalRecord {
        /// 决定内容。
        #[schema(min_length = 1, max_length = 2000)]
        content: String,
        /// 证照或者结果文件编号。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 100)]
        certificate_number: Option<String>,
    }
}

step! {
    /// 送达决定和证照。
    DeliverDecision as DeliverDecisionRequest => DeliveryRecord {
        /// 送达方式。
        method: ServiceMethod,
        /// 送达时间；不写即为现在。
        #[serde(default)]
        delivered_at: Option<Instant>,
        /// 送达凭证编号。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 100)]
        proof_number: Option<String>,
    }
}

step! {
    /// 中止计时：听证、检验、专家评审等所需时间不计入办理时限，须书面告知申请人。
    SuspendClock as SuspendClockRequest => SuspensionOpened {
        /// 事由。
        ground: SuspensionGround,
        /// 启动文书的文号，即书面告知申请人所需时间的文书。
        #[schema(min_length = 1, max_length = 100)]
        document_number: String,
        /// 中止之日；该日仍计入。不写即为今天。
        #[serde(default)]
        on: Option<NaiveDate>,
        /// 告知申请人的所需天数。
        #[schema(minimum = 1, maximum = 365)]
        expected_days: u32,
    }
}

step! {
    /// 恢复计时。
    ResumeClock as ResumeClockRequest => SuspensionClosed {
        /// 结束文书的文号。
        #[schema(min_length = 1, max_length = 100)]
        document_number: String,
        /// 恢复之日；自次日起继续计算。不写即为今天。
        #[serde(default)]
        on: Option<NaiveDate>,
    }
}

step! {
    /// 延长法定办理时限：经负责人批准，最长十个工作日，并告知申请人理由（行政许可法第四十二条）。
    ExtendLimit as ExtendLimitRequest => LimitExtension {
        /// 延长的工作日数。
        #[schema(minimum = 1, maximum = 60)]
        working_days: u32,
        /// 理由，告知申请人。
        #[schema(min_length = 5, max_length = 1000)]
        reasons: String,
    }
}

step! {
    /// 开辟绿色通道。
    OpenGreenChannel as OpenGreenChannelRequest => GreenChannel {
        /// 事由。
        ground: GreenChannelGround,
        /// 采取的措施。
        #[schema(min_length = 1, max_length = 500)]
        measures: String,
    }
}

step! {
    /// 更正记录中的差错，留下痕迹（服务规范第五部分第五项）。
    CorrectRecord as CorrectRecordRequest => RecordCorrection {
        /// 差错所在的环节或者项目。
        #[schema(min_length = 1, max_length = 100)]
        place: String,
        /// 原来的内容有什么差错。
        #[schema(min_length = 1, max_length = 1000)]
        error: String,
        /// 更正后的内容。
        #[schema(min_length = 1, max_length = 1000)]
        correction: String,
    }
}

step! {
    /// 申请人撤回申请。
    WithdrawApplication as WithdrawApplicationRequest => ApplicationWithdrawal {
        /// 理由。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 500)]
        reason: Option<String>,
    }
}
