//! The whole state table: which step, by whom, from which states, on which article. The states are the order of KH-8.

use super::codes::AssessmentStatus::{self, *};
use crate::code_list;
use crate::procedure::counter::{Capacity, Gate};

code_list! {
    /// 考核可办理的步骤。
    pub enum Action = "assessment-actions", "考核步骤" {
        SelfAssess = "self_assess" => "单位自评" @ "KH-8",
        ScoreDuties = "score_duties" => "履职考核评分" @ "KH-8",
        ReviseScore = "revise_score" => "改分" @ "KH-14",
        RecordCheck = "record_check" => "登记实地核验" @ "KH-8",
        CollectEvidence = "collect_evidence" => "归集加减分依据" @ "GZ-3.3",
        AddEvidence = "add_evidence" => "提出加减分依据" @ "KH-7.2",
        DecideEvidence = "decide_evidence" => "核定加减分依据" @ "KH-7.2",
        ConcludeEvidence = "conclude_evidence" => "加减分核定完毕" @ "KH-7.2",
        MeasureSatisfaction = "measure_satisfaction" => "计算监测评价得分" @ "KH-7.3",
        Summarise = "summarise" => "汇总" @ "KH-8",
        Deliberate = "deliberate" => "登记审议" @ "KH-8",
        Commend = "commend" => "通报表扬" @ "KH-10.1",
        Talk = "talk" => "约谈" @ "KH-10.1",
        SubmitReport = "submit_report" => "提交整改报告" @ "KH-10.2",
        Object = "object" => "提出异议" @ "KH-8",
        DecideObjection = "decide_objection" => "处理异议" @ "KH-5",
        RecordFalsification = "record_falsification" => "登记弄虚作假" @ "KH-14",
        Close = "close" => "办结" @ "KH-10.2",
    }
}

impl Action {
    /// Whether the step judges the target, which nobody of the target may do (KH-14). Bringing evidence is not judging.
    pub fn judges(self) -> bool {
        use Action::*;
        match self {
            ScoreDuties | ReviseScore | RecordCheck | DecideEvidence | ConcludeEvidence | MeasureSatisfaction
            | Summarise | Deliberate | DecideObjection | RecordFalsification | Close => true,
            SelfAssess | CollectEvidence | AddEvidence | Commend | Talk | SubmitReport | Object => false,
        }
    }
}

/// Until the summary, evidence comes in.
const OPEN: &[AssessmentStatus] =
    &[Opened, SelfAssessed, DutiesScored, SiteChecked, EvidenceDecided, SatisfactionMeasured];
/// From the duty scores to the summary, a score can be changed.
const SCORED: &[AssessmentStatus] = &[DutiesScored, SiteChecked, EvidenceDecided, SatisfactionMeasured];
/// After the visit, evidence is decided.
const CHECKED: &[AssessmentStatus] = &[SiteChecked, EvidenceDecided, SatisfactionMeasured];
/// The leading group has approved the result.
const DECIDED: &[AssessmentStatus] = &[Final, TalkHeld, ReportSubmitted, Closed];

/// The state table.
pub const fn gate(action: Action) -> Gate<AssessmentStatus> {
    use Capacity::*;
    const TEAM: &[Capacity] = &[AssessmentTeam];
    const HEAD: &[Capacity] = &[UnitHead];
    // The leading group decides and the party group acts; its office, or a leader of the bureau, puts it on record.
    const LEADERS: &[Capacity] = &[LeadingGroup, LeaderInCharge];
    let (by, from, basis): (&[Capacity], &[AssessmentStatus], &[&str]) = match action {
        Action::SelfAssess => (HEAD, &[Opened], &["KH-8"]),
        Action::ScoreDuties => (TEAM, &[SelfAssessed], &["KH-8", "KH-7.1"]),
        Action::ReviseScore => (TEAM, SCORED, &["KH-14"]),
        Action::RecordCheck => (TEAM, SCORED, &["KH-8"]),
        Action::CollectEvidence => (&[System, AssessmentTeam], OPEN, &["KH-7.2", "GZ-3.3"]),
        Action::AddEvidence => (&[AssessmentTeam, UnitHead], OPEN, &["KH-7.2"]),
        Action::DecideEvidence => (TEAM, CHECKED, &["KH-7.2", "KH-8"]),
        Action::ConcludeEvidence => (TEAM, &[SiteChecked], &["KH-7.2", "KH-8"]),
        Action::MeasureSatisfaction => (TEAM, &[EvidenceDecided, SatisfactionMeasured], &["KH-7.3", "KH-8"]),
        Action::Summarise => (TEAM, &[SatisfactionMeasured], &["KH-8", "KH-9.1"]),
        Action::Deliberate => (LEADERS, &[Summarised], &["KH-8"]),
        Action::Commend => (LEADERS, &[Final], &["KH-10.1"]),
        Action::Talk => (LEADERS, &[Final], &["KH-10.1"]),
        Action::SubmitReport => (HEAD, &[TalkHeld], &["KH-10.2"]),
        Action::Object => (HEAD, DECIDED, &["KH-8"]),
        Action::DecideObjection => (LEADERS, DECIDED, &["KH-5"]),
        Action::RecordFalsification => (LEADERS, AssessmentStatus::ALL, &["KH-14"]),
        Action::Close => (TEAM, &[Final, ReportSubmitted], &["KH-10.1", "KH-10.2"]),
    };
    Gate { by, from, basis }
}
