//! What can be asked of a complaint. Each body is also the wire form of its request; its record is part of the case file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use crate::procedure::step;

/// One step in the life of a complaint.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Corrects or completes the registration (TS-8.1, TS-11.1).
    Amend(Amend),
    /// Records that rights and duties were told (TS-7.6).
    TellRights(TellRights),
    /// Accepts (TS-11.2a).
    Accept(Accept),
    /// Refuses acceptance on one of six grounds (TS-6.1).
    Reject(Reject),
    /// Settles the matter on the spot (TS-7.5b).
    AnswerOnTheSpot(AnswerOnTheSpot),
    /// Hands the case to the competent unit (TS-11.3a).
    Assign(Assign),
    /// The handling unit signs for it; the handling clock starts (TS-14.1).
    SignReceipt(SignReceipt),
    /// The sweep: not signed in time counts as signed on that day.
    DeemReceived(NaiveDate),
    /// The leader in charge decides on an in-depth investigation (TS-12.2).
    ApproveInvestigation(ApproveInvestigation),
    /// A step of an in-depth investigation (TS-12.2).
    Investigate(Investigate),
    /// Asks for more time (TS-14.3).
    RequestExtension(RequestExtension),
    /// Grants or refuses it (TS-14.3).
    DecideExtension(String, DecideExtension),
    /// Finding, opinion and answer (TS-12.3).
    SubmitResult(SubmitResult),
    /// Verifies the result and hears the complainant (TS-15.1).
    Verify(Verify),
    /// Sends it back on new evidence (TS-16.1).
    Rework(OrderRework),
    /// Concludes on one of three grounds (TS-19.1).
    Conclude(Conclude),
    /// Ends the procedure on one of five grounds (TS-18.1).
    Terminate(Terminate),
    /// Archives and makes the dossier (TS-15.2, TS-21.1).
    Archive(Archive),
    /// Follow-up call (TS-21.2).
    FollowUp(RecordFollowUp),
    /// Reminder of the acceptance body (TS-10.1).
    Remind(Remind),
    /// Listed supervision, warning talk, public criticism (TS-23.1).
    OrderSupervision(OrderSupervision),
    /// Lifts such an order.
    LiftSupervision(String, LiftSupervision),
    /// Complaint to the superior body (TS-11.2d, TS-17.1).
    Escalate(Escalate),
    /// A clue about a breach by an organ or a public employee (TS-24.1).
    RegisterClue(RegisterClue),
    /// The clue goes to the discipline group (TS-24.1).
    DispatchClue(String, DispatchClue),
    /// Major emergency or early sign, reported to the leaders (TS-7.7).
    ReportEmergency(ReportEmergency),
    /// The respondent refuses, threatens or retaliates (TS-25.1).
    RecordObstruction(RecordObstruction),
    /// The complainant adds facts, an opinion or evidence.
    State(MakeStatement),
    /// The complainant withdraws (TS-18.1).
    Withdraw(Withdraw),
    /// The sweep found a deadline red and reminds by itself (TS-10.1).
    RemindAutomatically(crate::deadline::DeadlineKind),
}

/// 补充或更正登记内容（合并补丁：不写的字段不变，空值清除）。
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AmendComplaintRequest)]
pub struct Amend {
    /// 类别；交办前必须分类（第八条）。
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = ComplaintCategory, required = false)]
    pub category: Option<ComplaintCategory>,
    /// 标题。
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 100)]
    pub title: Option<String>,
    /// 反映内容。
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 5000)]
    pub content: Option<String>,
    /// 事发日期；空值清除。
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<NaiveDate>)]
    pub occurred_on: Option<Option<NaiveDate>>,
    /// 投诉人是否同意向被投诉人公开身份（第十三条第三项）。
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool, required = false)]
    pub consent_to_disclose: Option<bool>,
    /// 被投诉的单位或人员，整组替换。
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<RespondentInput>, required = false, max_items = 20)]
    pub respondents: Option<Vec<RespondentInput>>,
}

/// Tells an absent field (keep) from a given one. On an `Option`, `null` clears; elsewhere it is refused.
fn present<'de, D, T>(source: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(source).map(Some)
}

/// 被投诉的单位或人员；至少写明单位、人员、描述之一。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RespondentInput {
    /// 被投诉单位。
    #[serde(default)]
    #[schema(max_length = 64)]
    pub unit_id: Option<String>,
    /// 被投诉人员。
    #[serde(default)]
    #[schema(max_length = 64)]
    pub staff_id: Option<String>,
    /// 单位或人员尚不能确定时的描述。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub description: Option<String>,
}

/// 登记投诉举报。投诉人身份另行密封保存，不在此列。
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// 渠道。
    pub channel: ComplaintChannel,
    /// 类别；可在受理时再定，交办前必须分类。
    #[serde(default)]
    pub category: Option<ComplaintCategory>,
    /// 标题。
    pub title: String,
    /// 反映内容。
    pub content: String,
    /// 事发日期。
    #[serde(default)]
    pub occurred_on: Option<NaiveDate>,
    /// 收到时间；不写即为现在。时限自此日的次日起算。
    #[serde(default)]
    pub received_at: Option<Instant>,
    /// 匿名。匿名投诉同样调查处理（第十二条第一项）。
    #[serde(default)]
    pub anonymous: bool,
    /// 投诉人是否同意向被投诉人公开身份。
    #[serde(default)]
    pub consent_to_disclose: bool,
    /// 被投诉的单位或人员，可有多个。
    #[serde(default)]
    pub respondents: Vec<RespondentInput>,
    /// 转批机关；渠道为转批时必填。
    #[serde(default)]
    pub transferring_body: Option<String>,
    /// 转批机关的文号或编号；渠道为转批时必填。
    #[serde(default)]
    pub transfer_number: Option<String>,
}

step! {
    /// 告知投诉人权利和义务（第七条第六项）。
    TellRights as TellRightsRequest => RightsNotice {
        /// 告知时间；不写即为现在。
        #[serde(default)]
        told_at: Option<Instant>,
        /// 告知方式。
        method: ContactMethod,
        /// 备注。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 500)]
        note: Option<String>,
    }
}

step! {
    /// 受理（第十一条第二项）。
    Accept as AcceptComplaintRequest => Acceptance {
        /// 类别；登记时已定的可不写。
        #[serde(default)]
        category: Option<ComplaintCategory>,
        /// 初步研判；受理的只能是故意违章（第七条第五项）。
        #[serde(default)]
        triage: Option<TriageOutcome>,
        /// 对系统提示的疑似重复件的说明；有疑似重复件时必填。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 500)]
        repeat_note: Option<String>,
        /// 备注。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 500)]
        note: Option<String>,
    }
}

step! {
    /// 不予受理：情形与详细原因（第六条、第十一条第二项）。
    Reject as RejectComplaintRequest => Rejection {
        /// 不予受理情形。
        ground: RejectionGround,
        /// 详细原因，写入不予受理通知书。
        #[schema(min_length = 10, max_length = 2000)]
        reasons: String,
        /// 重复投诉所指的在先投诉。情形为重复投诉时必填。
        #[serde(default)]
        #[schema(max_length = 64)]
        earlier_complaint_id: Option<String>,
    }
}

step! {
    /// 当场答复：政策解释、调和化解或直接答复（第七条第五项）。
    AnswerOnTheSpot as AnswerOnTheSpotRequest => OnTheSpotAnswer {
        /// 初步研判；故意违章的应当受理，不得当场了结。
        #[serde(default)]
        triage: Option<TriageOutcome>,
        /// 答复内容。
        #[schema(min_length = 1, max_length = 2000)]
        answer: String,
        /// 答复方式。
        method: ContactMethod,
    }
}

step! {
    /// 交办（第十一条第三项）。
    Assign as AssignComplaintRequest => Assignment {
        /// 承办单位。
        #[schema(min_length = 1, max_length = 64)]
        unit_id: String,
        /// 繁简，决定办理时限（第十四条）。
        complexity: Complexity,
        /// 交办要求。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 1000)]
        instructions: Option<String>,
    }
}

step! {
    /// 签收交办件，并指定调查人员（签收次日起算办理时限）。
    SignReceipt as SignReceiptRequest => Receipt {
        /// 调查人员账号；不写即为签收人。只有受理机构和列名的调查人员可以看投诉人身份。
        #[serde(default)]
        #[schema(max_items = 10)]
        investigator_ids: Vec<String>,
    }
}

step! {
    /// 分管领导对深入调查的决定（第十二条第二项）。
    ApproveInvestigation as ApproveInvestigationRequest => InvestigationApproval {
        /// 决定。
        decision: Approval,
        /// 意见。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 1000)]
        opinion: Option<String>,
    }
}

step! {
    /// 深入调查的一个步骤；须先经分管领导同意。
    Investigate as RecordInvestigationRequest => Investigation {
        /// 方式。
        method: InvestigationMethod,
        /// 日期。
        on: NaiveDate,
        /// 查明的情况。
        #[schema(min_length = 1, max_length = 5000)]
        findings: String,
    }
}

step! {
    /// 申请延期：须在时限届满三个工作日前提出，最长五个工作日（第十四条第三项）。
    RequestExtension as RequestExtensionRequest => ExtensionAsked {
        /// 申请延长的工作日数。
        #[schema(minimum = 1, maximum = 60)]
        working_days: u32,
        /// 特殊原因。
        #[schema(min_length = 5, max_length = 1000)]
        reason: String,
    }
}

step! {
    /// 受理机构对延期申请的决定。
    DecideExtension as DecideExtensionRequest => ExtensionDecision {
        /// 决定。
        decision: Approval,
        /// 同意延长的工作日数；不写即按申请。
        #[serde(default)]
        #[schema(minimum = 1, maximum = 60)]
        working_days: Option<u32>,
        /// 意见。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 1000)]
        opinion: Option<String>,
    }
}

/// 对被投诉人的处理（第十二条第五项）。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountabilityInput {
    /// 被投诉人在名单中的序号，自一起。
    #[schema(minimum = 1, maximum = 20)]
    pub respondent: u32,
    /// 责任追究方式。
    pub form: AccountabilityForm,
    /// 文号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: Option<String>,
}

step! {
    /// 办理结果：结论、处理意见、依据和对投诉人的答复（第十二条）。
    SubmitResult as SubmitResultRequest => HandlingResult {
        /// 调查结论。
        outcome: ResultOutcome,
        /// 查明的事实。
        #[schema(min_length = 1, max_length = 5000)]
        finding: String,
        /// 处理意见。
        #[schema(min_length = 1, max_length = 5000)]
        opinion: String,
        /// 法律法规和政策依据。
        #[schema(min_length = 1, max_length = 2000)]
        legal_basis: String,
        /// 给投诉人的答复；不写即答复尚未作出，答复时限继续计算。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 5000)]
        reply: Option<String>,
        /// 对被投诉人的处理；查实或部分查实的必须写明，或写明暂未处理的原因。
        #[serde(default)]
        #[schema(max_items = 20)]
        accountability: Vec<AccountabilityInput>,
        /// 查实而暂未处理的原因。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 1000)]
        no_accountability_reason: Option<String>,
    }
}

step! {
    /// 核查办理结果并听取投诉人意见（第十五条）。
    Verify as VerifyResultRequest => Verification {
        /// 投诉人意见。
        complainant_opinion: ComplainantOpinion,
        /// 听取意见的时间；无法联系的不写。
        #[serde(default)]
        heard_at: Option<Instant>,
        /// 听取意见的方式；无法联系的不写。
        #[serde(default)]
        method: Option<ContactMethod>,
        /// 核查情况；无法联系的写明已作的努力。
        #[schema(min_length = 1, max_length = 2000)]
        note: String,
    }
}

step! {
    /// 发回重新办理：必须有新的证据和理由（第十六条）。
    OrderRework as OrderReworkRequest => Rework {
        /// 新的证据。
        #[serde(default)]
        #[schema(max_length = 2000)]
        new_evidence: Option<String>,
        /// 新的理由。
        #[serde(default)]
        #[schema(max_length = 2000)]
        reasons: Option<String>,
    }
}

step! {
    /// 办结（第十九条）。
    Conclude as ConcludeComplaintRequest => Conclusion {
        /// 视为办结情形。
        ground: ConclusionGround,
        /// 备注。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    }
}

step! {
    /// 终止办理（第十八条）。
    Terminate as TerminateComplaintRequest => Termination {
        /// 终止情形。
        ground: TerminationGround,
        /// 事实说明；其他情形的写明法律、法规条款。
        #[schema(min_length = 5, max_length = 2000)]
        explanation: String,
    }
}

step! {
    /// 归档立卷（第十五条、第二十一条）。
    Archive as ArchiveComplaintRequest => Archiving {
        /// 案件性质，按此分类归档；一般同类别。
        nature: ComplaintCategory,
        /// 卷宗号。
        #[schema(min_length = 1, max_length = 100)]
        dossier_number: String,
    }
}

step! {
    /// 跟踪回访（第二十一条）。
    RecordFollowUp as RecordFollowUpRequest => FollowUp {
        /// 回访方式。
        method: ContactMethod,
        /// 满意度；无法联系的不写。
        #[serde(default)]
        satisfaction: Option<Satisfaction>,
        /// 投诉人的建议。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 2000)]
        suggestions: Option<String>,
    }
}

step! {
    /// 督办提醒（第十条）。
    Remind as RemindRequest => Reminder {
        /// 提醒内容。
        #[schema(min_length = 1, max_length = 1000)]
        text: String,
    }
}

step! {
    /// 挂牌督办、警示约谈或通报批评（第二十三条）。
    OrderSupervision as OrderSupervisionRequest => SupervisionAsked {
        /// 措施。
        kind: SupervisionKind,
        /// 理由；警示约谈和通报批评限于情节严重。
        cause: SupervisionCause,
        /// 责任单位；不写即承办单位。
        #[serde(default)]
        #[schema(max_length = 64)]
        unit_id: Option<String>,
        /// 涉及第二十二条行为的，写明种类。
        #[serde(default)]
        misconduct: Option<Misconduct>,
        /// 说明。
        #[schema(min_length = 1, max_length = 2000)]
        explanation: String,
    }
}

step! {
    /// 解除督办措施。
    LiftSupervision as LiftSupervisionRequest => SupervisionLifting {
        /// 解除理由。
        #[schema(min_length = 1, max_length = 1000)]
        reason: String,
    }
}

step! {
    /// 向上一级投诉受理机构投诉（第十一条、第十七条）。
    Escalate as EscalateComplaintRequest => Escalation {
        /// 理由。
        ground: EscalationGround,
        /// 上一级受理机构；不写即由受理机构告知。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 100)]
        superior_body: Option<String>,
        /// 说明。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 2000)]
        explanation: Option<String>,
    }
}

step! {
    /// 登记违纪违法问题线索（第二十四条）:自收到或者发现之日起十个工作日内移送。
    RegisterClue as RegisterClueRequest => ClueRegistered {
        /// 收到或者发现之日。
        found_on: NaiveDate,
        /// 线索概要；不得写入个人身份信息。
        #[schema(min_length = 1, max_length = 2000)]
        summary: String,
    }
}

step! {
    /// 书面移送线索并附相关资料。
    DispatchClue as DispatchClueRequest => ClueDispatch {
        /// 接收机关；不写即派驻纪检监察组。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 100)]
        recipient: Option<String>,
        /// 移送函文号。
        #[schema(min_length = 1, max_length = 100)]
        document_number: String,
        /// 所附资料清单。
        #[schema(min_items = 1, max_items = 50)]
        enclosures: Vec<String>,
    }
}

step! {
    /// 重大突发或苗头性事件，立即向局领导汇报（第七条第七项）。
    ReportEmergency as ReportEmergencyRequest => EmergencyReport {
        /// 事件情况。
        #[schema(min_length = 1, max_length = 2000)]
        situation: String,
        /// 汇报对象。
        #[schema(min_length = 1, max_length = 100)]
        reported_to: String,
    }
}

step! {
    /// 被投诉人不配合、威胁或打击报复（第二十五条）。
    RecordObstruction as RecordObstructionRequest => Obstruction {
        /// 行为。
        kind: ObstructionKind,
        /// 被投诉人在名单中的序号，自一起。
        #[serde(default)]
        #[schema(minimum = 1, maximum = 20)]
        respondent: Option<u32>,
        /// 情况。
        #[schema(min_length = 1, max_length = 2000)]
        description: String,
    }
}

step! {
    /// 投诉举报人的陈述：补充事实、新证据和理由、对结果的意见。
    MakeStatement as MakeStatementRequest => Statement {
        /// 对结果的意见；结果反馈之前不写。
        #[serde(default)]
        opinion: Option<ComplainantOpinion>,
        /// 满意度；办结之后可以表示。
        #[serde(default)]
        satisfaction: Option<Satisfaction>,
        /// 陈述内容。
        #[schema(min_length = 1, max_length = 5000)]
        text: String,
        /// 是否包含新的证据和理由。
        #[serde(default)]
        new_evidence: bool,
    }
}

step! {
    /// 投诉举报人撤回。
    Withdraw as WithdrawComplaintRequest => Withdrawal {
        /// 撤回原因。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 1000)]
        reason: Option<String>,
    }
}
