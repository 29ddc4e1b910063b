//! What happened to an assessment, as the append-only log keeps it.

use crate::code_list;

code_list! {
    /// 考核事件。
    pub enum AssessmentEventKind = "assessment-event-kinds", "考核事件" {
        Opened = "opened" => "启动考核" @ "KH-5",
        SelfAssessed = "self_assessed" => "单位自评" @ "KH-8",
        DutiesScored = "duties_scored" => "履职考核评分" @ "KH-8",
        ScoreChanged = "score_changed" => "改分" @ "KH-14",
        SiteChecked = "site_checked" => "实地核验" @ "KH-8",
        EvidenceCollected = "evidence_collected" => "归集加减分依据" @ "GZ-3.3",
        EvidenceAdded = "evidence_added" => "提出加减分依据" @ "KH-7.2",
        EvidenceDecided = "evidence_decided" => "核定加减分依据" @ "KH-7.2",
        EvidenceConcluded = "evidence_concluded" => "加减分核定完毕" @ "KH-7.2",
        SatisfactionMeasured = "satisfaction_measured" => "计算监测评价得分" @ "KH-7.3",
        Summarised = "summarised" => "汇总" @ "KH-8",
        Approved = "approved" => "审议通过" @ "KH-8",
        Returned = "returned" => "退回复核" @ "KH-8",
        Commended = "commended" => "通报表扬" @ "KH-10.1",
        TalkHeld = "talk_held" => "约谈" @ "KH-10.1",
        ReportSubmitted = "report_submitted" => "提交整改报告" @ "KH-10.2",
        Objected = "objected" => "提出异议",
        ObjectionDecided = "objection_decided" => "处理异议",
        FalsificationRecorded = "falsification_recorded" => "登记弄虚作假" @ "KH-14",
        Closed = "closed" => "办结",
    }
}

/// One entry of the log of an assessment.
pub type Event = crate::procedure::Event<AssessmentEventKind>;
