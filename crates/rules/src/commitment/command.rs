//! What can be asked of a commitment. Each body is also the wire form of its request; its record is part of the case file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::*;
use crate::application::command::HandedInInput;
use crate::procedure::step;

/// One step in the life of a commitment.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// 承诺告知书 (RQ-3.2a).
    IssueNotice(IssueCommitmentNotice),
    /// 承诺书 of the applicant (RQ-3.3).
    Commit(MakeCommitment),
    /// Acceptance (RQ-3.4).
    Accept(AcceptCommitment),
    /// Materials arrive, piece by piece.
    Supply(SupplyOutstanding),
    /// The sweep: not supplied by the date (RQ-3.2c).
    BecomeOverdue,
    /// The consequence named in the notice takes effect.
    Expire(ExpireCommitment),
    /// The sweep: the statutory limit is over.
    ExpireAutomatically,
    /// The office told unclearly or wrongly (RQ-4.1).
    RecordFault(RecordNotificationFault),
    /// A complaint about unmet duties under this institution (RQ-4.4).
    RegisterComplaint(RegisterDutyComplaint),
    /// Its answer (RQ-4.4).
    ReplyToComplaint(String, ReplyToDutyComplaint),
    /// The commitment has lost its purpose.
    Cancel(CancelCommitment),
    /// The sweep: the date is near.
    Remind,
}

/// 提出容缺受理申请。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// 核对时所用的清单（事项）版本；须为该办件适用的版本。
    #[schema(minimum = 1, maximum = 100000)]
    pub item_version: u32,
    /// 申请容缺的材料代码。
    #[schema(min_items = 1, max_items = 50)]
    pub material_codes: Vec<String>,
    /// 材料缺失的原因。
    pub cause: DeferralCause,
    /// 原因说明；其他原因的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 500)]
    pub cause_note: Option<String>,
    /// 申请人是否同意采用容缺受理。
    pub applicant_agrees: bool,
}

step! {
    /// 出具承诺告知书：缺什么、何时补齐、不补齐的后果。
    IssueCommitmentNotice as IssueCommitmentNoticeRequest => CommitmentNotice {
        /// 补齐日期；原则上不超过承诺办理时限。
        supply_by: NaiveDate,
        /// 不补齐的后果。
        consequence: ConsequenceKind,
        /// 后果的说明，写入告知书。
        #[schema(min_length = 5, max_length = 1000)]
        consequence_note: String,
    }
}

step! {
    /// 申请人的承诺书。
    MakeCommitment as MakeCommitmentRequest => CommitmentLetter {
        /// 承诺补齐的日期，不晚于告知书的日期。
        supply_by: NaiveDate,
        /// 申请人知晓不补齐的后果。
        consequences_known: bool,
        /// 签名凭据：纸质承诺书编号或者电子签名编号。
        #[schema(min_length = 1, max_length = 200)]
        signature_reference: String,
    }
}

step! {
    /// 容缺受理。
    AcceptCommitment as AcceptCommitmentRequest => CommitmentAcceptance {
        /// 补齐日期；清单规定直接受理的必填，已签承诺书的不写。
        #[serde(default)]
        supply_by: Option<NaiveDate>,
    }
}

step! {
    /// 收取补齐的材料，可以分次。
    SupplyOutstanding as SupplyOutstandingRequest => OutstandingSupply {
        /// 材料。
        #[schema(min_items = 1, max_items = 50)]
        materials: Vec<HandedInInput>,
    }
}

step! {
    /// 逾期未补齐，告知书载明的后果生效。
    ExpireCommitment as ExpireCommitmentRequest => CommitmentExpiry {
        /// 说明。
        #[schema(min_length = 1, max_length = 500)]
        note: String,
    }
}

step! {
    /// 记录告知差错：责任在经办部门（第四条第二项）。
    RecordNotificationFault as RecordNotificationFaultRequest => NotificationFaultRecord {
        /// 差错。
        fault: NotificationFault,
        /// 说明。
        #[schema(min_length = 1, max_length = 1000)]
        explanation: String,
    }
}

step! {
    /// 登记对未履行容缺制度义务的投诉；十个工作日内回复（第四条第四项）。
    RegisterDutyComplaint as RegisterDutyComplaintRequest => DutyComplaint {
        /// 投诉举报。
        #[schema(min_length = 1, max_length = 64)]
        complaint_id: String,
        /// 收到日期；不写即为今天。
        #[serde(default)]
        received_on: Option<NaiveDate>,
    }
}

step! {
    /// 回复投诉。
    ReplyToDutyComplaint as ReplyToDutyComplaintRequest => DutyComplaintReply {
        /// 回复内容。
        #[schema(min_length = 1, max_length = 2000)]
        reply: String,
    }
}

step! {
    /// 终止容缺承诺：受理前材料已经补齐，或者办件已经了结。
    CancelCommitment as CancelCommitmentRequest => CommitmentCancellation {
        /// 原因。
        #[schema(min_length = 1, max_length = 500)]
        reason: String,
    }
}
