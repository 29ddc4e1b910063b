//! The course of an assessment, from the unit's own report to the end (KH-8), and what may change it on the way.

use serde_json::{Map, Value, json};
use yingshang_rules::assessment::codes::*;
use yingshang_rules::assessment::gate::Action::{self, *};
use yingshang_rules::assessment::{self, Points};
use yingshang_rules::deadline::{ClosedAs, DeadlineKind};
use yingshang_rules::document::DocumentKind;
use yingshang_rules::finding::FindingKind;

use super::cast::actor;
use super::procedure::{Case, at, body, context};

/// One step of a history: who, which, variant of the body, changes.
pub type Step = (&'static str, Action, usize, Value);

fn step(who: &'static str, action: Action) -> Step {
    (who, action, 0, json!({}))
}

/// The usual way to a result of this grade.
pub fn way_to_result(grade: AssessmentGrade) -> Vec<Step> {
    let mut steps = vec![step("股室负责人", SelfAssess), step("考评组", ScoreDuties)];
    // 66.75 + 28.68 = 95.43 without any change: first grade.
    match grade {
        AssessmentGrade::First | AssessmentGrade::NotQualified => {}
        AssessmentGrade::Second => steps.push(("考评组", ReviseScore, 0, json!({"points": "9.5"}))),
        AssessmentGrade::Third => steps.push(("考评组", ReviseScore, 0, json!({"points": "0"}))),
    }
    steps.push(step("考评组", RecordCheck));
    if grade == AssessmentGrade::NotQualified {
        steps.push(("考评组", AddEvidence, 2, json!({})));
        steps.push(("考评组", DecideEvidence, 3, json!({})));
    }
    steps.extend([ConcludeEvidence, MeasureSatisfaction, Summarise].map(|action| step("考评组", action)));
    steps.push(step("领导小组办公室", Deliberate));
    steps
}

/// The usual history that ends in this state; a result is of `grade`.
pub fn history(status: AssessmentStatus, grade: AssessmentGrade) -> Vec<Step> {
    use AssessmentStatus::*;
    let mut steps = way_to_result(grade);
    let after = |steps: &[Step], action: Action| steps.iter().position(|each| each.1 == action).unwrap() + 1;
    let kept = match status {
        Opened => 0,
        SelfAssessed => after(&steps, SelfAssess),
        DutiesScored => after(&steps, ScoreDuties),
        SiteChecked => after(&steps, RecordCheck),
        EvidenceDecided => after(&steps, ConcludeEvidence),
        SatisfactionMeasured => after(&steps, MeasureSatisfaction),
        Summarised => after(&steps, Summarise),
        Final | TalkHeld | ReportSubmitted | Closed => steps.len(),
    };
    steps.truncate(kept);
    let talked = matches!(status, TalkHeld | ReportSubmitted | Closed) && grade == AssessmentGrade::NotQualified;
    if talked {
        steps.push(step("领导小组办公室", Talk));
    }
    if talked && status != TalkHeld {
        steps.push(step("股室负责人", SubmitReport));
    }
    if status == Closed {
        let end =
            if grade == AssessmentGrade::First { ("领导小组办公室", Commend) } else { ("考评组", Close) };
        steps.push(step(end.0, end.1));
    }
    steps
}

/// A case at the end of its usual history, all taken on one morning.
pub fn case_at(status: AssessmentStatus, grade: AssessmentGrade) -> Case {
    let mut case = Case::opened();
    run(&mut case, &history(status, grade), "2026-03-02 09:00");
    case
}

pub fn run(case: &mut Case, steps: &[Step], now: &str) {
    for (who, action, variant, changes) in steps {
        let now = at(now);
        let body = body(*action, *variant, changes.as_object().unwrap_or(&Map::new()), now);
        case.take(who, *action, body, now).unwrap_or_else(|refusal| panic!("{who} {action}: {refusal:?}"));
    }
}

#[test]
fn the_usual_ways_lead_to_every_state() {
    for status in AssessmentStatus::ALL {
        assert_eq!(case_at(*status, AssessmentGrade::NotQualified).file.status, *status);
    }
    for grade in AssessmentGrade::ALL {
        assert_eq!(case_at(AssessmentStatus::Final, *grade).file.grade, Some(*grade));
        assert_eq!(case_at(AssessmentStatus::Closed, *grade).file.status, AssessmentStatus::Closed);
    }
}

/// KH-8: of the steps that move an assessment on, only the next one is open.
#[test]
fn the_steps_come_in_the_order_of_the_text_only() {
    use AssessmentStatus::*;
    let order = [
        (Opened, "股室负责人", SelfAssess),
        (SelfAssessed, "考评组", ScoreDuties),
        (DutiesScored, "考评组", RecordCheck),
        (SiteChecked, "考评组", ConcludeEvidence),
        (EvidenceDecided, "考评组", MeasureSatisfaction),
        (SatisfactionMeasured, "考评组", Summarise),
        (Summarised, "领导小组办公室", Deliberate),
    ];
    for (place, (status, ..)) in order.iter().enumerate() {
        let file = case_at(*status, AssessmentGrade::Third).file;
        for (other, (_, who, action)) in order.iter().enumerate() {
            let by = actor(who);
            let open = assessment::check(&file, *action, &context(&by, at("2026-03-03 09:00"), "x")).is_ok();
            // Another visit, and working the satisfaction out once more, may follow the first until the summary.
            let again = match action {
                RecordCheck => (2..=5).contains(&place),
                MeasureSatisfaction => place == 5,
                _ => false,
            };
            assert_eq!(open, other == place || again, "{action} in {}", status.label());
        }
    }
}

/// KH-7.1, KH-7.3, KH-9.1: the worked example of the plan, to the last decimal.
#[test]
fn a_result_adds_up_as_a_person_would_add_it() {
    let case = case_at(AssessmentStatus::Final, AssessmentGrade::First);
    let summary = case.file.summary().unwrap();
    // Ratings (180 + 10 * 0.8) / 200 = 94 %, questionnaires (45 + 5 * 0.8) / 50 = 98 %: 0.6 * 94 + 0.4 * 98 = 95.60 %.
    let satisfaction = case.file.satisfaction.as_ref().unwrap();
    assert_eq!(satisfaction.rate.unwrap().to_string(), "95.60");
    assert_eq!((satisfaction.rank, satisfaction.ranked), (Some(2), 3));
    assert_eq!(satisfaction.points.to_string(), "28.68");
    assert_eq!(summary.duties.to_string(), "66.75");
    assert_eq!(
        serde_json::to_value(&summary.duty_headings).unwrap(),
        json!({
            "annual_tasks": "37.50", "policy_documents": "15.00", "complaints": "14.25"
        })
    );
    assert_eq!(summary.total.to_string(), "95.43");
    assert_eq!(summary.grade, AssessmentGrade::First);
    let approved = case.past.last().unwrap();
    assert_eq!(approved.documents[0].kind, DocumentKind::AssessmentResult);
    assert_eq!(approved.documents[0].item_id.as_deref(), Some(case.file.deliberations[0].id.as_str()));
}

/// KH-14: every change of a score has author, reason and trace.
#[test]
fn a_change_of_a_score_leaves_author_reason_and_trace() {
    let mut case = case_at(AssessmentStatus::DutiesScored, AssessmentGrade::First);
    let again = [
        ("考评组", ReviseScore, 0, json!({})),
        ("考评组", RecordCheck, 1, json!({})),
        ("考评组", DecideEvidence, 2, json!({"on": "id4-1"})),
        ("考评组", DecideEvidence, 4, json!({"on": "id4-1"})),
    ];
    run(&mut case, &again, "2026-03-03 10:00");
    let [duty, evidence] = case.file.changes.as_slice() else { panic!("{:?}", case.file.changes) };
    assert_eq!((duty.from.to_string(), duty.to.to_string()), ("19.50".to_owned(), "12.00".to_owned()));
    assert_eq!((duty.indicator.as_deref(), duty.reason.as_str()), (Some("1.1"), "※复核"));
    assert_eq!(duty.changed_by.as_deref(), Some("user-考评组"));
    assert_eq!((evidence.from.to_string(), evidence.to.to_string()), ("2.00".to_owned(), "0.00".to_owned()));
    assert_eq!(evidence.from_outcome, Some(EvidenceOutcome::Accepted));
    assert_eq!(evidence.to_outcome, Some(EvidenceOutcome::Dismissed));
    assert_eq!(evidence.changed_at, at("2026-03-03 10:00"));
    let score = case.file.duty_scores.iter().find(|score| score.indicator == "1.1").unwrap();
    assert_eq!(score.points, "12".parse::<Points>().unwrap());
}

/// KH-10.1, KH-10.2: the report is due three working days after the talk; Saturday and Sunday do not count.
#[test]
fn the_rectification_report_is_due_three_working_days_after_the_talk() {
    let mut case = case_at(AssessmentStatus::Final, AssessmentGrade::NotQualified);
    run(&mut case, &[step("领导小组办公室", Talk)], "2026-03-05 16:00");
    assert_eq!(case.open_clocks(), [DeadlineKind::RectificationReport]);
    assert_eq!(case.clocks[0].due_on(), "2026-03-10");
    let mut late = case.clone();
    run(&mut case, &[step("股室负责人", SubmitReport), step("考评组", Close)], "2026-03-10 23:59");
    assert_eq!(case.clocks[0].closed, Some(ClosedAs::Met));
    run(&mut late, &[step("股室负责人", SubmitReport)], "2026-03-11 00:00");
    assert_eq!(late.clocks[0].closed, Some(ClosedAs::Missed));
}

/// The leading group returns a summary: scores can be changed again, and it is added up anew (KH-8).
#[test]
fn a_returned_summary_is_made_anew() {
    let mut case = case_at(AssessmentStatus::Summarised, AssessmentGrade::First);
    let again = [
        ("领导小组办公室", Deliberate, 1, json!({})),
        ("考评组", ReviseScore, 0, json!({"points": "0"})),
        step("考评组", Summarise),
        ("分管领导", Deliberate, 0, json!({})),
    ];
    run(&mut case, &again, "2026-03-03 09:00");
    let totals: Vec<String> = case.file.summaries.iter().map(|each| each.summary.total.to_string()).collect();
    assert_eq!(totals, ["95.43", "75.93"]);
    assert_eq!(case.file.grade, Some(AssessmentGrade::Third));
    assert_eq!(case.file.deliberations.len(), 2);
}

/// An upheld objection undoes the result and the duty to report that followed from it; both stay on record.
#[test]
fn an_upheld_objection_undoes_the_result() {
    let mut case = case_at(AssessmentStatus::TalkHeld, AssessmentGrade::NotQualified);
    run(&mut case, &[step("股室负责人", Object)], "2026-03-09 17:00");
    assert_eq!(case.clocks[1].due_on(), "2026-03-23");
    run(&mut case, &[("分管领导", DecideObjection, 1, json!({}))], "2026-03-10 09:00");
    assert_eq!(case.file.status, AssessmentStatus::SatisfactionMeasured);
    assert_eq!((case.file.grade, case.file.final_on), (None, None));
    assert!(case.file.staff_consequences.is_empty());
    assert_eq!(case.file.talks.len(), 1);
    let ends: Vec<_> = case.clocks.iter().map(|clock| clock.closed).collect();
    assert_eq!(ends, [Some(ClosedAs::Lifted), Some(ClosedAs::Met)]);
    let anew = [
        ("考评组", DecideEvidence, 4, json!({"on": "id4-1"})),
        step("考评组", Summarise),
        step("领导小组办公室", Deliberate),
        step("股室负责人", Object),
    ];
    run(&mut case, &anew, "2026-03-11 09:00");
    assert_eq!(case.file.grade, Some(AssessmentGrade::First), "the new result can be objected to in its turn");
}

#[test]
fn a_dismissed_objection_leaves_the_result() {
    let mut case = case_at(AssessmentStatus::Final, AssessmentGrade::NotQualified);
    let steps = [step("股室负责人", Object), step("领导小组办公室", DecideObjection), step("领导小组办公室", Talk)];
    run(&mut case, &steps, "2026-03-03 09:00");
    assert_eq!(case.file.status, AssessmentStatus::TalkHeld);
}

/// KH-14: falsification is a finding against the unit, and may undo the result.
#[test]
fn falsification_is_a_finding_and_may_undo_the_result() {
    let mut case = case_at(AssessmentStatus::Closed, AssessmentGrade::First);
    run(&mut case, &[step("领导小组办公室", RecordFalsification)], "2026-05-06 09:00");
    assert_eq!(case.file.status, AssessmentStatus::Closed);
    let finding = &case.past.last().unwrap().findings[0];
    assert_eq!((finding.kind, finding.basis.as_slice()), (FindingKind::ScoresFalsified, ["KH-14"].as_slice()));
    run(&mut case, &[("领导小组办公室", RecordFalsification, 1, json!({}))], "2026-05-06 10:00");
    assert_eq!(case.file.status, AssessmentStatus::SatisfactionMeasured);
    assert_eq!(case.file.grade, None);
}
