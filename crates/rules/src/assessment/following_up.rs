//! What follows from the grade: commendation, or the talk with its written report (KH-10.1, KH-10.2).

use serde_json::json;

use super::case_file::Assessment;
use super::codes::{AssessmentGrade, AssessmentStatus};
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{AssessmentEventKind, Event};
use super::gate::Action;
use crate::deadline::DeadlineKind;
use crate::procedure::close;
use crate::refusal::Refusal;

/// Whether the grade asks for the step, and no objection stands in the way.
pub(super) fn check(file: &Assessment, action: Action) -> Result<(), Refusal> {
    if file.open_objection().is_some() {
        let detail = "单位的异议尚未处理，处理后才能应用结果。";
        return Err(Refusal::state("objection_open", &["KH-10.1"], detail));
    }
    let grade = file.grade;
    match action {
        Action::Commend if grade != Some(AssessmentGrade::First) => {
            Err(Refusal::state("not_first_grade", &["KH-10.1"], "通报表扬只对考核结果为一等的单位作出。"))
        }
        Action::Talk if grade != Some(AssessmentGrade::NotQualified) => {
            Err(Refusal::state("not_failed", &["KH-10.1"], "约谈只对考核结果为不合格的单位进行。"))
        }
        Action::Close if file.status == AssessmentStatus::Final => match grade {
            Some(AssessmentGrade::First) => Err(outstanding("考核结果为一等的，须先通报表扬。")),
            Some(AssessmentGrade::NotQualified) => {
                Err(outstanding("考核结果为不合格的，须先约谈并由单位提交整改报告。"))
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

fn outstanding(detail: &str) -> Refusal {
    Refusal::state("consequence_outstanding", &["KH-10.1", "KH-10.2"], detail)
}

pub(super) fn commend(mut next: Assessment, body: Commend, context: &Context<'_>) -> Result<Decision, Refusal> {
    after_result(&next, body.commended_on, "commended_on", context)?;
    let kind = AssessmentEventKind::Commended;
    let event = Event::moved(&mut next.status, AssessmentStatus::Closed, kind, &["KH-10.1"])
        .with("commended_on", json!(body.commended_on));
    next.commendations.push(body.record(context));
    Ok(Decision::new(next, event))
}

pub(super) fn talk(mut next: Assessment, body: Talk, context: &Context<'_>) -> Result<Decision, Refusal> {
    after_result(&next, body.talked_on, "talked_on", context)?;
    let talked_on = body.talked_on;
    let kind = AssessmentEventKind::TalkHeld;
    let event = Event::moved(&mut next.status, AssessmentStatus::TalkHeld, kind, &["KH-10.1"])
        .with("talked_on", json!(talked_on));
    next.talks.push(body.record(context));
    let report = DeadlineKind::RectificationReport;
    let clock = context.open_from(report, talked_on, "assessment.rectification_report", &["KH-10.2"]);
    Ok(Decision::new(next, event).clocks([clock]))
}

pub(super) fn submit_report(
    mut next: Assessment,
    body: SubmitReport,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    if body.complete_by_on < context.today() {
        let detail = "整改计划完成的日期不能早于今天。";
        return Err(Refusal::rule("completion_in_past", &["KH-10.2"], detail).with("field", "complete_by_on"));
    }
    let kind = AssessmentEventKind::ReportSubmitted;
    let event = Event::moved(&mut next.status, AssessmentStatus::ReportSubmitted, kind, &["KH-10.2"])
        .with("complete_by_on", json!(body.complete_by_on));
    next.rectification_reports.push(body.record(context));
    Ok(Decision::new(next, event).clocks([close(DeadlineKind::RectificationReport)]))
}

pub(super) fn close_case(mut next: Assessment, body: CloseAssessment, context: &Context<'_>) -> Decision {
    let kind = AssessmentEventKind::Closed;
    let event = Event::moved(&mut next.status, AssessmentStatus::Closed, kind, &["KH-10.1", "KH-10.2"]);
    next.closing = Some(body.record(context));
    Decision::new(next, event)
}

fn after_result(
    file: &Assessment,
    on: chrono::NaiveDate,
    field: &'static str,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    context.day_not_ahead(Some(on), field, "KH-10.1")?;
    // The meeting decides; putting it on record may come later.
    if file.deliberations.last().is_some_and(|deliberation| on < deliberation.held_on) {
        let detail = "日期不能早于领导小组审议通过的日期。";
        return Err(Refusal::rule("before_result", &["KH-10.1"], detail).with("field", field));
    }
    Ok(())
}
