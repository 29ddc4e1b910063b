//! An assessment as a member of staff sees it.

use yingshang_rules::assessment::codes::TargetKind;
use yingshang_rules::assessment::gate::Action;
use yingshang_rules::assessment::{Assessment, AssessmentGrade, AssessmentStatus, offers};

use super::KIND;
use super::case::{facts_of, plan_under};
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{ServiceCase, Stored, actions, case_views, parts};
use crate::tx::{Reader, Subject};

case_views! {
    Assessment, AssessmentStatus,
    /// 监督考核。
    AssessmentView {}
    /// 监督考核摘要。
    AssessmentCaseSummary {
        /// 考核对象种类。
        target_kind: TargetKind = category,
        /// 审定的等次。
        grade: AssessmentGrade = outcome,
    }
}

pub(super) fn build(
    read: &mut Reader<'_>,
    case: Stored<Assessment>,
    with_trace: bool,
) -> Result<AssessmentView, AppError> {
    let Stored { row, file } = case;
    let shown = parts(read, Subject { kind: KIND, id: &row.id }, with_trace)?;
    let plan = plan_under(read, &file.plan_id)?;
    let facts = facts_of(read, &file, &plan)?;
    let moment = Moment::of(read.app, read.caller, read.now);
    let offered = offers(&file, &moment.context(String::new(), facts));
    let path = format!("{}/{}", Assessment::PATH, row.id);
    Ok(AssessmentView {
        version: row.version,
        updated_at: row.updated_at.0,
        deadlines: shown.deadlines,
        findings: shown.findings,
        documents: shown.documents,
        actions: actions(read, &path, offered, tail),
        file,
    })
}

/// Where a step is asked for, below the assessment.
fn tail(action: Action, item: &str) -> String {
    let tail = match action {
        Action::SelfAssess => "self-assessment",
        Action::ScoreDuties => "duty-scores",
        Action::ReviseScore => "score-revisions",
        Action::RecordCheck => "site-checks",
        Action::CollectEvidence => "evidence-collection",
        Action::AddEvidence => "evidence",
        Action::DecideEvidence => return format!("evidence/{item}/decision"),
        Action::ConcludeEvidence => "evidence-conclusion",
        Action::MeasureSatisfaction => "satisfaction",
        Action::Summarise => "summary",
        Action::Deliberate => "deliberations",
        Action::Commend => "commendation",
        Action::Talk => "talk",
        Action::SubmitReport => "rectification-report",
        Action::Object => "objections",
        Action::DecideObjection => "objection-decision",
        Action::RecordFalsification => "falsifications",
        Action::Close => "closing",
    };
    tail.to_owned()
}
