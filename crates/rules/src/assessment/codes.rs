//! Code lists of the assessment.

use crate::code_list;

code_list! {
    /// 年度方案状态。
    pub enum PlanStatus = "assessment-plan-statuses", "考核方案状态" {
        Draft = "draft" => "起草中",
        Published = "published" => "已印发" @ "KH-5",
        Superseded = "superseded" => "已被新版本代替",
    }
}

code_list! {
    /// 履职情况的四个方面（第七条第一项）。
    pub enum DutyHeading = "duty-headings", "履职情况方面" {
        AnnualTasks = "annual_tasks" => "年度工作部署落实" @ "KH-7.1",
        PolicyDocuments = "policy_documents" => "政策文件落实" @ "KH-7.1",
        Complaints = "complaints" => "反映问题和投诉处理" @ "KH-7.1",
        Other = "other" => "其他需要考评的工作" @ "KH-7.1",
    }
}

code_list! {
    /// 被考核对象种类。
    pub enum TargetKind = "assessment-targets", "考核对象" {
        Unit = "unit" => "股室（部）" @ "KH-2",
        Window = "window" => "窗口" @ "KH-2",
    }
}

code_list! {
    /// 考核状态。
    pub enum AssessmentStatus = "assessment-statuses", "考核状态" {
        Opened = "opened" => "待自评",
        SelfAssessed = "self_assessed" => "已自评待履职考核",
        DutiesScored = "duties_scored" => "已履职考核待实地核验",
        SiteChecked = "site_checked" => "已实地核验待核定加减分",
        EvidenceDecided = "evidence_decided" => "已核定加减分待监测评价",
        SatisfactionMeasured = "satisfaction_measured" => "已监测评价待汇总",
        Summarised = "summarised" => "已汇总待审议",
        Final = "final" => "已审定",
        TalkHeld = "talk_held" => "已约谈待整改报告",
        ReportSubmitted = "report_submitted" => "已交整改报告待督促落实",
        Closed = "closed" => "已办结",
    }
}

code_list! {
    /// 实地核验方式。
    pub enum CheckMethod = "site-check-methods", "实地核验方式" {
        Random = "random" => "随机抽查" @ "KH-8",
        Open = "open" => "明察" @ "KH-8",
        Covert = "covert" => "暗访" @ "KH-8",
    }
}

code_list! {
    /// 加分或者减分。
    pub enum AdjustmentDirection = "adjustment-directions", "加减分" {
        Addition = "addition" => "加分" @ "KH-7.2",
        Deduction = "deduction" => "减分" @ "KH-7.2",
    }
}

code_list! {
    /// 加减分依据的来源。
    pub enum EvidenceSource = "evidence-sources", "加减分依据来源" {
        Innovation = "innovation" => "重大创新突破" @ "KH-7.2",
        GoodPractice = "good_practice" => "好经验好做法" @ "KH-7.2",
        LeadingPosition = "leading_position" => "在全市人社系统领先" @ "KH-7.2",
        Complaint = "complaint" => "投诉举报查实" @ "KH-7.2",
        Inspection = "inspection" => "检查发现" @ "KH-7.2",
        Audit = "audit" => "审计发现" @ "KH-7.2",
        Supervision = "supervision" => "督查发现" @ "KH-7.2",
        MissedDeadline = "missed_deadline" => "逾期" @ "GZ-3.3",
        LateRefusal = "late_refusal" => "否定备案不及时" @ "FD-7.1",
        Finding = "finding" => "登记的问题" @ "GZ-3.3",
        LowRating = "low_rating" => "评价指标不达标" @ "KH-7.2",
        MunicipalNotification = "municipal_notification" => "被市有关部门通报" @ "KH-9.2",
        BadEvent = "bad_event" => "事件造成不良后果" @ "KH-9.2",
    }
}

impl EvidenceSource {
    /// Whether it speaks for the target or against it.
    pub fn direction(self) -> AdjustmentDirection {
        match self {
            Self::Innovation | Self::GoodPractice | Self::LeadingPosition => AdjustmentDirection::Addition,
            _ => AdjustmentDirection::Deduction,
        }
    }

    /// Whether the service finds it in its own records; people do not bring such pieces, which would then count twice.
    pub fn is_collected(self) -> bool {
        matches!(self, Self::MissedDeadline | Self::LateRefusal | Self::Finding | Self::LowRating)
    }

    /// Whether it is one of the cases of which three are too many: 投诉举报查实、检查发现 (KH-9.2).
    pub fn counts_as_case(self) -> bool {
        matches!(self, Self::Complaint | Self::Inspection)
    }
}

code_list! {
    /// 对加减分依据的核定。
    pub enum EvidenceOutcome = "evidence-outcomes", "加减分核定结果" {
        Accepted = "accepted" => "采纳" @ "KH-7.2",
        Dismissed = "dismissed" => "不采纳" @ "KH-7.2",
    }
}

code_list! {
    /// 考核等次，由高到低。
    pub enum AssessmentGrade = "assessment-grades", "考核等次" {
        First = "first" => "一等" @ "KH-9.1",
        Second = "second" => "二等" @ "KH-9.1",
        Third = "third" => "三等" @ "KH-9.1",
        NotQualified = "not_qualified" => "不合格" @ "KH-9.1",
    }
}

code_list! {
    /// 不论得分直接不合格的情形（第九条）。
    pub enum VetoGround = "veto-grounds", "直接不合格情形" {
        SubstantiatedCases = "substantiated_cases" => "影响营商环境案例三起以上" @ "KH-9.2",
        MunicipalNotification = "municipal_notification" => "被市有关部门通报" @ "KH-9.2",
        BadConsequences = "bad_consequences" => "发生事件并造成不良后果" @ "KH-9.2",
    }
}

code_list! {
    /// 领导小组审议结果。
    pub enum Deliberation = "assessment-deliberations", "审议结果" {
        Approved = "approved" => "审议通过" @ "KH-8",
        Returned = "returned" => "退回复核" @ "KH-8",
    }
}

code_list! {
    /// 对异议的决定。
    pub enum ObjectionOutcome = "objection-outcomes", "异议处理结果" {
        Upheld = "upheld" => "异议成立，重新核定",
        Dismissed = "dismissed" => "异议不成立，维持结果",
    }
}

code_list! {
    /// 对被考核单位的结果应用。
    pub enum UnitConsequence = "unit-consequences", "单位结果应用" {
        Commendation = "commendation" => "通报表扬" @ "KH-10.1",
        Talk = "talk" => "约谈相关负责人" @ "KH-10.1",
        RectificationReport = "rectification_report" => "约谈后限期提交整改报告" @ "KH-10.2",
    }
}

code_list! {
    /// 工作人员年终考核的结果。
    pub enum AnnualResult = "annual-results", "年终考核结果" {
        BasicallyCompetent = "basically_competent" => "基本称职" @ "KH-11",
        BasicallyQualified = "basically_qualified" => "基本合格" @ "KH-11",
        NotCompetent = "not_competent" => "不称职" @ "KH-11",
        Unqualified = "unqualified" => "不合格" @ "KH-11",
    }
}
