//! Code lists of the complaint measure.

use crate::code_list;

code_list! {
    /// 投诉举报渠道。
    pub enum ComplaintChannel = "complaint-channels", "投诉举报渠道" {
        Phone = "phone" => "来电" @ "TS-4.1",
        Letter = "letter" => "来信" @ "TS-4.1",
        Visit = "visit" => "来访" @ "TS-4.1",
        SuperiorTransfer = "superior_transfer" => "上级主管部门转批" @ "TS-4.1",
        PetitionTransfer = "petition_transfer" => "信访部门转批" @ "TS-4.1",
        Online = "online" => "网上" @ "GZ-4.1",
    }
}

impl ComplaintChannel {
    /// Whether another body handed the case over: then its name and number belong to the record.
    pub fn is_transfer(self) -> bool {
        matches!(self, Self::SuperiorTransfer | Self::PetitionTransfer)
    }
}

code_list! {
    /// 投诉举报类别（受理范围）。
    pub enum ComplaintCategory = "complaint-categories", "投诉举报类别" {
        ServiceNorms = "service_norms" => "违反窗口服务规范或工作人员行为规范" @ "TS-5.1",
        RefusalOrDelay = "refusal_or_delay" => "符合条件不予受理或不按程序、时限办理" @ "TS-5.1",
        UnlawfulFees = "unlawful_fees" => "擅自收费、提高标准或扩大范围" @ "TS-5.1",
        PolicyNotApplied = "policy_not_applied" => "涉企优惠政策不落实" @ "TS-5.1",
        ExtortionOrObstruction = "extortion_or_obstruction" => "索拿卡要或故意刁难" @ "TS-5.1",
        ForcedIntermediary = "forced_intermediary" => "指定中介、强迫购买或强迫入会" @ "TS-5.1",
        UnlawfulInspection = "unlawful_inspection" => "违规检查、违法处罚或结果未公开" @ "TS-5.1",
        UnfairCompetition = "unfair_competition" => "限制竞争、地方保护或抬高准入门槛" @ "TS-5.1",
        SuperiorAssigned = "superior_assigned" => "上级机关转办交办" @ "TS-5.1",
        Other = "other" => "其他损害营商环境的行为" @ "TS-5.1",
    }
}

code_list! {
    /// 投诉举报状态。
    pub enum ComplaintStatus = "complaint-statuses", "投诉举报状态" {
        Registered = "registered" => "已登记待受理",
        Accepted = "accepted" => "已受理待交办",
        Rejected = "rejected" => "不予受理",
        Answered = "answered" => "当场答复",
        Assigned = "assigned" => "已交办待签收",
        Handling = "handling" => "办理中",
        Reported = "reported" => "已反馈待核查",
        Verified = "verified" => "已核查待办结",
        Reworking = "reworking" => "发回重新办理",
        Concluded = "concluded" => "已办结",
        Terminated = "terminated" => "终止办理",
        Archived = "archived" => "已归档",
    }
}

code_list! {
    /// 不予受理情形。
    pub enum RejectionGround = "rejection-grounds", "不予受理情形" {
        CivilDispute = "civil_dispute" => "市场主体之间的民事纠纷" @ "TS-6.1",
        InLegalProcedure = "in_legal_procedure" => "已进入司法、行政复议或仲裁程序" @ "TS-6.1",
        AcceptedElsewhere = "accepted_elsewhere" => "其他单位已受理且在时限内或已出具决定" @ "TS-6.1",
        RepeatedWithoutNewEvidence = "repeated_without_new_evidence" => "已办结事项无新证据和理由重复投诉" @ "TS-6.4",
        ForceMajeure = "force_majeure" => "不可抗力造成" @ "TS-6.1",
        OutsideRemit = "outside_remit" => "不属于营商环境监督职责范围" @ "TS-6.1",
    }
}

code_list! {
    /// 初步研判结果。
    pub enum TriageOutcome = "triage-outcomes", "初步研判结果" {
        Misunderstanding = "misunderstanding" => "投诉人误解，予以政策解释" @ "TS-7.5a",
        Dispute = "dispute" => "矛盾纠纷，予以调和化解" @ "TS-7.5a",
        DeliberateViolation = "deliberate_violation" => "故意违章，予以受理" @ "TS-7.5a",
    }
}

code_list! {
    /// 事项繁简。
    pub enum Complexity = "complexities", "事项繁简" {
        Simple = "simple" => "较为简单（五个工作日）" @ "TS-14.1",
        Complex = "complex" => "较为复杂（十个工作日）" @ "TS-14.2",
    }
}

code_list! {
    /// 调查结论。
    pub enum ResultOutcome = "result-outcomes", "调查结论" {
        Substantiated = "substantiated" => "查实" @ "TS-12.3",
        PartlySubstantiated = "partly_substantiated" => "部分查实" @ "TS-12.3",
        Unsubstantiated = "unsubstantiated" => "不属实" @ "TS-12.3",
    }
}

code_list! {
    /// 终止办理情形。
    pub enum TerminationGround = "termination-grounds", "终止办理情形" {
        Withdrawn = "withdrawn" => "投诉举报人撤回" @ "TS-18.1",
        LegalProcedureBegun = "legal_procedure_begun" => "已申请仲裁、提起诉讼或申请行政复议" @ "TS-18.1",
        OtherOrganIntervened = "other_organ_intervened" => "公安、检察或纪检监察机关介入调查" @ "TS-18.1",
        NotCooperating = "not_cooperating" => "投诉举报人不予配合调查" @ "TS-18.1",
        OtherByLaw = "other_by_law" => "法律、法规规定的其他情形" @ "TS-18.1",
    }
}

code_list! {
    /// 视为办结情形。
    pub enum ConclusionGround = "conclusion-grounds", "视为办结情形" {
        ResultAccepted = "result_accepted" => "投诉举报人认可结果" @ "TS-19.1",
        NoNewEvidence = "no_new_evidence" => "不认可但未提供新的证据和理由" @ "TS-19.1",
        Unsubstantiated = "unsubstantiated" => "经查不属实" @ "TS-19.1",
    }
}

code_list! {
    /// 投诉举报人对结果的意见。
    pub enum ComplainantOpinion = "complainant-opinions", "投诉举报人意见" {
        Accepts = "accepts" => "认可结果" @ "TS-15.1",
        Objects = "objects" => "不认可结果" @ "TS-16.1",
        NotReached = "not_reached" => "无法联系（含匿名）" @ "TS-12.1",
    }
}

code_list! {
    /// 深入调查方式。
    pub enum InvestigationMethod = "investigation-methods", "深入调查方式" {
        PartiesInterviewed = "parties_interviewed" => "约见双方当事人" @ "TS-12.2",
        SiteVisit = "site_visit" => "现场走访" @ "TS-12.2",
        RecordsExamined = "records_examined" => "调取查阅资料" @ "TS-12.2",
        Other = "other" => "其他方式" @ "TS-12.2",
    }
}

code_list! {
    /// 决定。
    pub enum Approval = "approvals", "审批决定" {
        Granted = "granted" => "同意",
        Refused = "refused" => "不同意",
    }
}

code_list! {
    /// 联系方式。
    pub enum ContactMethod = "contact-methods", "联系方式" {
        InPerson = "in_person" => "当面",
        Phone = "phone" => "电话",
        Letter = "letter" => "书面",
        Online = "online" => "网上",
    }
}

code_list! {
    /// 督办措施。
    pub enum SupervisionKind = "supervision-kinds", "督办措施" {
        ListedSupervision = "listed_supervision" => "挂牌督办" @ "TS-23.1",
        WarningTalk = "warning_talk" => "警示约谈" @ "TS-23.1",
        PublicCriticism = "public_criticism" => "通报批评" @ "TS-23.1",
    }
}

code_list! {
    /// 督办理由。
    pub enum SupervisionCause = "supervision-causes", "督办理由" {
        Late = "late" => "办理不及时" @ "TS-23.1",
        Ineffective = "ineffective" => "效果不明显" @ "TS-23.1",
        Serious = "serious" => "情节严重" @ "TS-23.1",
    }
}

code_list! {
    /// 向上一级投诉的理由。
    pub enum EscalationGround = "escalation-grounds", "向上一级投诉的理由" {
        NotAccepted = "not_accepted" => "应当受理而不受理" @ "TS-11.2d",
        Overdue = "overdue" => "逾期不办" @ "TS-11.2d",
        Unfair = "unfair" => "处理不公" @ "TS-11.2d",
        MajorImpact = "major_impact" => "有重大影响或造成重大损失" @ "TS-11.2d",
        Dissatisfied = "dissatisfied" => "对办理过程或结果不满意" @ "TS-17.1",
    }
}

code_list! {
    /// 满意度。
    pub enum Satisfaction = "satisfactions", "满意度" {
        Satisfied = "satisfied" => "满意" @ "TS-21.2",
        BasicallySatisfied = "basically_satisfied" => "基本满意" @ "TS-21.2",
        Dissatisfied = "dissatisfied" => "不满意" @ "TS-21.2",
    }
}

code_list! {
    /// 责任追究方式。
    pub enum AccountabilityForm = "accountability-forms", "责任追究方式" {
        Criticism = "criticism" => "批评" @ "GZ-2.3",
        AdmonitoryTalk = "admonitory_talk" => "诫勉谈话" @ "GZ-2.3",
        PublicCriticism = "public_criticism" => "通报批评" @ "GZ-2.3",
        PublicApology = "public_apology" => "责令公开道歉" @ "GZ-2.3",
        Transfer = "transfer" => "调离工作岗位" @ "GZ-2.3",
        Suspension = "suspension" => "停职检查" @ "GZ-2.3",
        DisciplinarySanction = "disciplinary_sanction" => "党纪政务处分" @ "GZ-2.3",
        Dismissal = "dismissal" => "解聘或辞退" @ "GZ-2.3",
        Compensation = "compensation" => "承担行政赔偿费用" @ "GZ-2.3",
        JudicialTransfer = "judicial_transfer" => "移交司法机关" @ "GZ-2.3",
    }
}

code_list! {
    /// 受理、办理机构及其工作人员应予查处的行为。
    pub enum Misconduct = "misconducts", "应予查处的行为" {
        Partiality = "partiality" => "故意偏袒、有失公允" @ "TS-22.1",
        HarmByIntentOrNegligence = "harm_by_intent_or_negligence" => "故意或重大过失损害投诉举报人权益" @ "TS-22.1",
        AbuseOrOmission = "abuse_or_omission" => "越权、滥权、以权谋私或不作为" @ "TS-22.1",
        SecretsDisclosed = "secrets_disclosed" => "泄露秘密" @ "TS-22.1",
        UnjustifiedRefusalOrDelay = "unjustified_refusal_or_delay" => "无正当理由不受理或推诿拖延" @ "TS-22.1",
    }
}

code_list! {
    /// 被投诉人妨碍处理的行为。
    pub enum ObstructionKind = "obstruction-kinds", "妨碍处理的行为" {
        RefusesToCarryOut = "refuses_to_carry_out" => "故意拖延、拒不执行" @ "TS-25.1",
        Threat = "threat" => "威胁、刁难投诉举报人" @ "TS-25.1",
        Retaliation = "retaliation" => "打击报复投诉举报人" @ "TS-25.1",
        NotCooperating = "not_cooperating" => "不配合核查、不提供证据" @ "TS-25.1",
    }
}

code_list! {
    /// 当事人类别：投诉人、申请人、服务对象。
    pub enum PartyKind = "party-kinds", "当事人类别" {
        Person = "person" => "群众" @ "TS-2.1",
        MarketEntity = "market_entity" => "市场主体" @ "TS-2.1",
    }
}
