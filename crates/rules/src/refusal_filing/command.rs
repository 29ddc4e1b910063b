//! What can be asked of a refusal filing. Each body is also the wire form of its request; its record is part of the case file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use crate::application::codes::ServiceMethod;
use crate::complaint::codes::Approval;
use crate::procedure::step;

/// One step in the life of a refusal.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The leader in charge decides (FD-2.1).
    Approve(ApproveRefusal),
    /// The minutes of a collective discussion (FD-2.1).
    Discuss(RecordDiscussion),
    /// Service on the applicant (FD-2.2).
    Serve(ServeRefusal),
    /// Copy to the business-environment authority (FD-2.3).
    File(FileRefusal),
    /// Review by that authority (FD-6.1).
    Review(RecordAuthorityReview),
    /// One of the four breaches (FD-7.1).
    RecordBreach(RecordRefusalBreach),
    /// Bound and archived (FD-4.4).
    Archive(ArchiveRefusal),
    /// The sweep: not filed in time (FD-7.1).
    NoteNotFiled,
}

/// 不符合的规定。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnmetProvision {
    /// 法律、法规、规章或者规范性文件名称。
    #[schema(min_length = 2, max_length = 200, example = "《工伤保险条例》")]
    pub instrument: String,
    /// 条款。
    #[schema(min_length = 1, max_length = 100, example = "第十四条")]
    pub article: String,
    /// 该条款的要求。
    #[schema(min_length = 1, max_length = 1000)]
    pub requirement: String,
}

/// 拟否定。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusalDraft {
    /// 否定种类。
    pub kind: RefusalKind,
    /// 理由类别。
    pub ground: RefusalGround,
    /// 不符合的规定，逐条写明；没有的不得否定。
    #[serde(default)]
    #[schema(max_items = 20)]
    pub provisions: Vec<UnmetProvision>,
    /// 查明的事实。不得写入申请人身份信息。
    #[schema(min_length = 5, max_length = 2000)]
    pub facts: String,
    /// 向申请人说明的理由。
    #[schema(min_length = 5, max_length = 2000)]
    pub reasons: String,
    /// 有权办理的机关；不属于本机关职权的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub competent_authority: Option<String>,
    /// 救济途径；不写即为行政复议和行政诉讼的通用告知。
    #[serde(default)]
    #[schema(min_length = 5, max_length = 1000)]
    pub remedies: Option<String>,
}

step! {
    /// 分管领导审批。
    ApproveRefusal as ApproveRefusalRequest => RefusalApproval {
        /// 决定。
        decision: Approval,
        /// 意见。
        #[schema(min_length = 1, max_length = 1000)]
        opinion: String,
    }
}

step! {
    /// 登记机关办公会议集体讨论纪要。
    RecordDiscussion as RecordDiscussionRequest => CollectiveDiscussion {
        /// 会议日期。
        held_on: NaiveDate,
        /// 纪要编号。
        #[schema(min_length = 1, max_length = 100)]
        minutes_number: String,
        /// 参加人数。
        #[schema(minimum = 2, maximum = 200)]
        participants: u32,
        /// 决定。
        decision: Approval,
        /// 讨论意见。
        #[schema(min_length = 1, max_length = 2000)]
        opinion: String,
    }
}

step! {
    /// 书面送达申请人，说明理由和救济途径。
    ServeRefusal as ServeRefusalRequest => RefusalService {
        /// 送达方式。
        method: ServiceMethod,
        /// 送达时间；不写即为现在。
        #[serde(default)]
        served_at: Option<Instant>,
        /// 送达回证或者凭证编号。
        #[schema(min_length = 1, max_length = 100)]
        proof_number: String,
        /// 已说明理由。
        reasons_told: bool,
        /// 已告知救济途径。
        remedies_told: bool,
    }
}

step! {
    /// 抄送同级营商环境建设管理部门备案。
    FileRefusal as FileRefusalRequest => RefusalFilingRecord {
        /// 备案部门。
        #[schema(min_length = 1, max_length = 100)]
        authority: String,
        /// 备案回执或者抄送文号。
        #[schema(min_length = 1, max_length = 100)]
        reference_number: String,
    }
}

step! {
    /// 登记备案部门的定期审查结果。
    RecordAuthorityReview as RecordAuthorityReviewRequest => AuthorityReviewRecord {
        /// 审查日期。
        reviewed_on: NaiveDate,
        /// 结果。
        result: AuthorityReview,
        /// 违规情节；存在问题的必填。
        #[serde(default)]
        breach: Option<RefusalBreach>,
        /// 通报文号。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 100)]
        bulletin_number: Option<String>,
        /// 审查意见。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 1000)]
        comments: Option<String>,
    }
}

step! {
    /// 登记查实的违规情节（第七条）。
    RecordRefusalBreach as RecordRefusalBreachRequest => RefusalBreachRecord {
        /// 情节。
        breach: RefusalBreach,
        /// 说明。
        #[schema(min_length = 1, max_length = 1000)]
        explanation: String,
    }
}

step! {
    /// 整理装订归档。
    ArchiveRefusal as ArchiveRefusalRequest => RefusalArchiving {
        /// 卷宗号。
        #[schema(min_length = 1, max_length = 100)]
        dossier_number: String,
    }
}
