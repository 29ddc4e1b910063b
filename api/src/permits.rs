//! The table of permissions: what may be done, and by which roles.
//!
//! A permission is coarse (role only). What depends on the case - its unit, who it is about, what state it is in - is
//! decided by the rules, which also name the article.

use yingshang_rules::Role::{self, *};

use crate::gate::Permission;

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct PermitRow {
    /// `snake_case` name.
    pub name: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// Roles that have it.
    pub roles: &'static [Role],
}

macro_rules! permits {
    ($( $name:ident = $code:literal $title:literal [$($role:ident),+ $(,)?]; )+) => {
        $(
            #[doc = $title]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Permission for $name {
                const NAME: &'static str = $code;
                const TITLE: &'static str = $title;
                const ROLES: &'static [Role] = &[$($role),+];
            }
        )+
        /// Every permission.
        pub const TABLE: &[PermitRow] = &[
            $( PermitRow { name: $name::NAME, title: $title, roles: $name::ROLES } ),+
        ];
    };
}

permits! {
    // Complaints. 行政审批室 is let in wherever 信访室 decides, because it stands in when 信访室 itself is complained about; in all
    // other cases the rules refuse it, naming the article.
    ReadComplaints = "read_complaints" "查看投诉举报" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, BureauLeader, LeadingGroupOffice,
        DisciplineOfficer, WindowClerk, DutyLeader, Integration,
    ];
    RegisterComplaint = "register_complaint" "登记投诉举报" [AcceptanceOfficer, ApprovalOffice, WindowClerk, DutyLeader, Integration];
    AmendComplaint = "amend_complaint" "更正登记内容" [AcceptanceOfficer, ApprovalOffice];
    TellRights = "tell_rights" "告知权利义务" [AcceptanceOfficer, ApprovalOffice, WindowClerk, DutyLeader];
    DecideAcceptance = "decide_acceptance" "作出受理决定" [AcceptanceOfficer, ApprovalOffice];
    // The text entrusts 信访室 alone; the other two are let in here so that the rules can refuse them with TS-11.3b.
    AssignComplaint = "assign_complaint" "交办投诉举报" [AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader];
    SignReceipt = "sign_receipt" "签收交办件" [Handler, UnitLeader];
    ApproveInvestigation = "approve_investigation" "批准深入调查" [BureauLeader];
    Investigate = "investigate" "调查核实" [Handler, UnitLeader];
    RequestExtension = "request_extension" "申请延期" [Handler, UnitLeader];
    DecideExtension = "decide_extension" "审批延期" [AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader];
    SubmitResult = "submit_result" "报送办理结果" [Handler, UnitLeader];
    VerifyResult = "verify_result" "核查办理结果" [AcceptanceOfficer, ApprovalOffice];
    OrderRework = "order_rework" "发回重新办理" [AcceptanceOfficer, ApprovalOffice];
    ConcludeComplaint = "conclude_complaint" "办结投诉举报" [AcceptanceOfficer, ApprovalOffice];
    TerminateComplaint = "terminate_complaint" "终止办理" [AcceptanceOfficer, ApprovalOffice];
    ArchiveComplaint = "archive_complaint" "归档投诉举报" [AcceptanceOfficer, ApprovalOffice];
    FollowUp = "follow_up" "回访投诉人" [AcceptanceOfficer, ApprovalOffice];
    Remind = "remind" "督办提醒" [AcceptanceOfficer, ApprovalOffice];
    OrderSupervision = "order_supervision" "挂牌督办" [AcceptanceOfficer, ApprovalOffice, LeadingGroupOffice, BureauLeader];
    Escalate = "escalate" "登记向上一级投诉" [AcceptanceOfficer, ApprovalOffice];
    HandleClues = "handle_clues" "移送问题线索" [AcceptanceOfficer, ApprovalOffice];
    ReportEmergency = "report_emergency" "报告紧急情况" [AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, DutyLeader, WindowClerk];
    RecordObstruction = "record_obstruction" "记录妨碍行为" [AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader];
    RecordStatement = "record_statement" "记录投诉人陈述" [AcceptanceOfficer, ApprovalOffice];
    ReadIdentity = "read_identity" "查看投诉人身份" [AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader];
    AddMaterial = "add_material" "上传材料" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, WindowClerk, DutyLeader, Integration,
    ];
    ReadMaterial = "read_material" "下载材料" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, BureauLeader, DisciplineOfficer,
    ];
    ReadTimeline = "read_timeline" "查看办理过程" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, BureauLeader, LeadingGroupOffice, DisciplineOfficer,
    ];
    VerifyChain = "verify_chain" "核验办理记录" [Auditor, AcceptanceOfficer];

    // Service items. Whose item it is decide the rules.
    ReadServiceItems = "read_service_items" "查看政务服务事项" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, BureauLeader, WindowClerk, DutyLeader,
        LeadingGroupOffice, AssessmentTeam, DisciplineOfficer, Integration,
    ];
    ManageServiceItems = "manage_service_items" "维护政务服务事项" [ApprovalOffice, UnitLeader];

    // Official texts. Which cases there are for whom decides the case; drawing up and filing are told apart by the rules (RQ-5.3).
    ReadDocuments = "read_documents" "查看文书" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, BureauLeader, LeadingGroupOffice, AssessmentTeam,
        DisciplineOfficer, WindowClerk, DutyLeader, Integration,
    ];
    ReadDocumentTemplates = "read_document_templates" "查看文书样本" [
        ApprovalOffice, Handler, UnitLeader, BureauLeader, WindowClerk, LeadingGroupOffice, AssessmentTeam, Integration,
    ];
    DraftDocumentTemplates = "draft_document_templates" "拟定文书样本" [Handler, UnitLeader, ApprovalOffice];
    FileDocumentTemplates = "file_document_templates" "备案文书样本" [ApprovalOffice, Handler, UnitLeader];

    // The counter. Who may do what in one case - its unit, the leader in charge, whoever took it in - is for the rules.
    ReadServiceCases = "read_service_cases" "查看办件、告知、容缺承诺和否定备案" [
        WindowClerk, Handler, UnitLeader, ApprovalOffice, AcceptanceOfficer, BureauLeader, LeadingGroupOffice,
        AssessmentTeam, DisciplineOfficer, Integration,
    ];
    ReadServiceLog = "read_service_log" "查看服务日志" [
        WindowClerk, Handler, UnitLeader, ApprovalOffice, AcceptanceOfficer, BureauLeader, LeadingGroupOffice,
        AssessmentTeam, DisciplineOfficer,
    ];
    ReadApplicant = "read_applicant" "查看申请人和服务对象身份" [WindowClerk, Handler, UnitLeader, ApprovalOffice, Integration];
    RegisterApplication = "register_application" "登记办件" [WindowClerk, Handler, UnitLeader, Integration];
    TakeInMaterials = "take_in_materials" "收取材料、办理撤回" [WindowClerk, Handler, UnitLeader, Integration];
    HandleApplication = "handle_application" "审查和办理" [WindowClerk, Handler, UnitLeader];
    ExtendApplication = "extend_application" "批准延长办理时限" [BureauLeader];
    HandleNotice = "handle_notice" "一次性告知" [WindowClerk, Handler, UnitLeader];
    OverseeService = "oversee_service" "登记告知差错和有关投诉" [
        WindowClerk, Handler, UnitLeader, ApprovalOffice, LeadingGroupOffice, BureauLeader,
    ];
    HandleCommitment = "handle_commitment" "容缺受理" [WindowClerk, Handler, UnitLeader];
    MakeCommitment = "make_commitment" "收取承诺书和补齐材料" [WindowClerk, Handler, UnitLeader, Integration];
    DraftRefusal = "draft_refusal" "拟否定、送达否定决定" [WindowClerk, Handler, UnitLeader];
    ApproveRefusal = "approve_refusal" "审批否定决定" [BureauLeader];
    RecordDiscussion = "record_discussion" "登记集体讨论" [ApprovalOffice, UnitLeader, BureauLeader];
    FileRefusal = "file_refusal" "否定备案和归档" [WindowClerk, Handler, UnitLeader, ApprovalOffice];
    ReviewRefusal = "review_refusal" "登记备案审查结果" [LeadingGroupOffice, ApprovalOffice];
    RecordRefusalBreach = "record_refusal_breach" "登记否定备案违规情节" [ApprovalOffice, LeadingGroupOffice, BureauLeader];
    ReadFindings = "read_findings" "查看发现的问题" [
        UnitLeader, Handler, ApprovalOffice, AcceptanceOfficer, BureauLeader, LeadingGroupOffice, AssessmentTeam,
        DisciplineOfficer,
    ];

    // Figures. Which records are counted for whom decide the row filters of the records; who stays last is for those who decide on persons.
    ReadStatistics = "read_statistics" "查看统计" [
        WindowClerk, Handler, UnitLeader, ApprovalOffice, AcceptanceOfficer, BureauLeader, LeadingGroupOffice,
        AssessmentTeam, DisciplineOfficer,
    ];
    ReadPersistentBottom = "read_persistent_bottom" "查看长期末位" [
        ApprovalOffice, BureauLeader, LeadingGroupOffice, AssessmentTeam, DisciplineOfficer,
    ];

    // Surveys. The draw lies ahead: those who are surveyed do not see it.
    ReadSurveys = "read_surveys" "查看测评" [
        ApprovalOffice, LeadingGroupOffice, AssessmentTeam, BureauLeader, DisciplineOfficer,
    ];
    ConductSurveys = "conduct_surveys" "组织测评和录入问卷" [ApprovalOffice, LeadingGroupOffice, AssessmentTeam];

    // The yearly assessment. Whose unit it is, and that nobody judges their own, is for the rules.
    ReadAssessmentPlans = "read_assessment_plans" "查看年度考评实施方案" [
        WindowClerk, Handler, UnitLeader, ApprovalOffice, AcceptanceOfficer, BureauLeader, LeadingGroupOffice,
        AssessmentTeam, DisciplineOfficer,
    ];
    MakeAssessmentPlans = "make_assessment_plans" "制定年度考评实施方案" [AssessmentTeam];
    Assess = "assess" "考核评分和核定" [AssessmentTeam];
    CollectEvidence = "collect_evidence" "归集加减分依据" [AssessmentTeam];
    ProposeEvidence = "propose_evidence" "提出加减分依据" [AssessmentTeam, UnitLeader];
    AnswerAssessment = "answer_assessment" "自评、整改报告和异议" [UnitLeader];
    DecideAssessment = "decide_assessment" "登记审议和结果应用" [LeadingGroupOffice, BureauLeader];

    // Ratings. Who served, and whose rating it is, is for the rules.
    ReadEvaluations = "read_evaluations" "查看评价邀请" [
        WindowClerk, Handler, UnitLeader, ApprovalOffice, AcceptanceOfficer, BureauLeader, LeadingGroupOffice,
        AssessmentTeam, DisciplineOfficer, Integration,
    ];
    InviteToEvaluate = "invite_to_evaluate" "发起评价" [WindowClerk, Handler, UnitLeader, Integration];
    EnterPaperEvaluations = "enter_paper_evaluations" "录入书面评价" [
        WindowClerk, Handler, UnitLeader, ApprovalOffice, LeadingGroupOffice, AssessmentTeam,
    ];
    FollowUpEvaluation = "follow_up_evaluation" "核实、整改和反馈差评" [WindowClerk, Handler, UnitLeader, ApprovalOffice];
    AppealEvaluation = "appeal_evaluation" "对评价申诉" [WindowClerk, Handler, UnitLeader];
    DecideEvaluationAppeal = "decide_evaluation_appeal" "决定评价申诉" [ApprovalOffice];
    OrderRectification = "order_rectification" "责令和查看限期整改" [ApprovalOffice, LeadingGroupOffice, BureauLeader];
    ReportRectification = "report_rectification" "报告整改" [UnitLeader];

    // Evaluation by text message. Only the account that sends sees telephones.
    TakeQueueTicket = "take_queue_ticket" "登记取号" [WindowClerk, Handler, UnitLeader, Integration];
    SendSms = "send_sms" "领取和发送短信" [Integration];
    ReadSms = "read_sms" "查看短信和回复" [ApprovalOffice, LeadingGroupOffice, AssessmentTeam];

    // Deadlines and the calendar.
    ReadDeadlines = "read_deadlines" "查看时限" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, WindowClerk, BureauLeader, LeadingGroupOffice, Integration,
    ];
    CalculateDeadlines = "calculate_deadlines" "计算期限" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, BureauLeader, WindowClerk, DutyLeader,
        LeadingGroupOffice, AssessmentTeam, DisciplineOfficer, Integration, SysAdmin,
    ];
    ManageCalendar = "manage_calendar" "维护工作日历" [SysAdmin];

    // The rulebook.
    ReadRulebook = "read_rulebook" "查看制度库" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, BureauLeader, WindowClerk, DutyLeader,
        LeadingGroupOffice, AssessmentTeam, DisciplineOfficer, Integration, SysAdmin, SecAdmin, Auditor,
    ];
    ManageRulebook = "manage_rulebook" "登记制度续期" [SysAdmin];

    // The house itself.
    ManageUsers = "manage_users" "管理账号" [SysAdmin];
    ManageSecurity = "manage_security" "管理账号安全" [SecAdmin];
    AdministerUsers = "administer_users" "修改或停用账号" [SysAdmin, SecAdmin];
    ReadUsers = "read_users" "查看账号" [SysAdmin, SecAdmin, Auditor];
    ManageOrganisation = "manage_organisation" "维护机构人员" [SysAdmin];
    ReadOrganisation = "read_organisation" "查看机构人员" [
        AcceptanceOfficer, ApprovalOffice, Handler, UnitLeader, BureauLeader, WindowClerk, DutyLeader,
        LeadingGroupOffice, AssessmentTeam, DisciplineOfficer, Integration, SysAdmin, SecAdmin, Auditor,
    ];
    ReadFeed = "read_feed" "读取事件流" [Integration, Auditor];
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_administrators_stay_out_of_casework() {
        let names: BTreeSet<_> = TABLE.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), TABLE.len());
        let open_to_administrators = [
            "verify_chain",
            "calculate_deadlines",
            "manage_calendar",
            "read_rulebook",
            "manage_rulebook",
            "manage_users",
            "manage_security",
            "administer_users",
            "read_users",
            "manage_organisation",
            "read_organisation",
            "read_feed",
        ];
        for row in TABLE {
            let administrator = row.roles.iter().any(|role| role.is_administrator());
            assert_eq!(administrator, open_to_administrators.contains(&row.name), "{}", row.name);
        }
    }
}
