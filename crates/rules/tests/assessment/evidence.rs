//! Evidence: it flows in from the records, is proposed under a rule of the plan, and nothing counts twice (KH-7.2, GZ-3.3).

use serde_json::json;
use yingshang_rules::assessment;
use yingshang_rules::assessment::Command;
use yingshang_rules::assessment::codes::*;
use yingshang_rules::assessment::evidence::{Candidate, Failing, new_candidates};
use yingshang_rules::assessment::gate::Action::*;
use yingshang_rules::deadline::DeadlineKind;
use yingshang_rules::finding::FindingKind;

use super::cast::actor;
use super::course::{case_at, run};
use super::procedure::{at, candidates, context};

#[test]
fn what_the_records_hold_is_proposed_once_with_its_link() {
    let mut case = case_at(AssessmentStatus::Opened, AssessmentGrade::First);
    run(&mut case, &[("系统", CollectEvidence, 0, json!({}))], "2026-01-06 02:00");
    let found: Vec<_> = case.file.evidence.iter().map(|each| (each.source, each.source_id.as_str())).collect();
    assert_eq!(found, [(EvidenceSource::Complaint, "TS-2025-000123"), (EvidenceSource::LateRefusal, "refusal-7")]);
    let complaint = &case.file.evidence[0];
    assert_eq!(complaint.direction, AdjustmentDirection::Deduction);
    assert_eq!(
        (complaint.proposed_rule.as_deref(), complaint.proposed_points.to_string().as_str()),
        (Some("K1"), "5.00")
    );
    assert_eq!((complaint.href.as_deref(), complaint.proposed_by.as_deref()), (Some("/v1/complaints/c-123"), None));
    assert_eq!(complaint.title, "投诉举报查实（TS-2025-000123）");
    assert!(complaint.decision.is_none(), "a proposal does not count by itself");

    run(&mut case, &[("考评组", CollectEvidence, 0, json!({}))], "2026-01-07 09:00");
    assert_eq!(case.file.evidence.len(), 2);
    assert_eq!(case.past.last().unwrap().events[0].payload["added"], 0);
}

/// A failing that the records hold both as a missed deadline and as the finding that follows from it by law.
#[test]
fn a_failing_on_record_twice_counts_once() {
    let missed = |kind| Failing::MissedDeadline { deadline_id: "d".into(), kind, subject_id: "s".into() };
    let finding = |kind| Failing::Finding { finding_id: "f".into(), kind, subject_id: "s".into() };
    assert_eq!(missed(DeadlineKind::RefusalFiling).key(), finding(FindingKind::RefusalNotFiled).key());
    assert_eq!(missed(DeadlineKind::Examination).key(), finding(FindingKind::DeemedAccepted).key());
    assert_ne!(missed(DeadlineKind::Handling).key(), finding(FindingKind::DeemedAccepted).key());
    let rating = Failing::LowRating { indicator: "positive_rate".into() };
    assert_eq!(rating.key(), (EvidenceSource::LowRating, "positive_rate".to_owned()));
    let number = |text: &str| Failing::Complaint { number: text.into() }.key();
    assert_eq!(number("TS-2025-000123"), number("ｔｓ-2025-000123 "), "width, case and spaces do not count");
}

#[test]
fn only_the_year_of_the_plan_counts() {
    let mut old = candidates();
    old[0].occurred_on = "2024-12-31".parse().unwrap();
    old[1].occurred_on = "2025-12-31".parse().unwrap();
    let kept = new_candidates(&[], old, 2025);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(kept[0].failing.key().0, EvidenceSource::LateRefusal);
}

/// Whatever order the store answers in, the same proposals come of it.
#[test]
fn the_order_of_the_records_does_not_matter() {
    let team = actor("考评组");
    let file = case_at(AssessmentStatus::Opened, AssessmentGrade::First).file;
    let collected = |candidates: Vec<Candidate>| {
        let context = context(&team, at("2026-01-06 09:00"), "x");
        assessment::decide(&file, Command::CollectEvidence(candidates), &context).unwrap().next
    };
    let mut turned = candidates();
    for _ in 0..3 {
        turned.rotate_left(1);
        assert_eq!(collected(turned.clone()), collected(candidates()));
    }
    turned.reverse();
    assert_eq!(collected(turned), collected(candidates()));
}

/// KH-8: a problem that a visit finds is a case of its own, to be decided like any other.
#[test]
fn problems_found_on_a_visit_become_evidence() {
    let mut case = case_at(AssessmentStatus::DutiesScored, AssessmentGrade::First);
    run(&mut case, &[("考评组", RecordCheck, 1, json!({}))], "2026-03-03 09:00");
    let found: Vec<_> = case.file.evidence.iter().map(|each| (each.source, each.id.as_str())).collect();
    assert_eq!(found, [(EvidenceSource::Inspection, "id3-1"), (EvidenceSource::Inspection, "id3-2")]);
    assert_eq!(case.file.site_checks[0].id, "id3");
}

/// KH-7.2: the unit brings forward what speaks for it; the team decides.
#[test]
fn a_unit_may_propose_an_addition_but_not_decide_it() {
    let mut case = case_at(AssessmentStatus::SiteChecked, AssessmentGrade::First);
    run(&mut case, &[("股室负责人", AddEvidence, 0, json!({}))], "2026-03-03 09:00");
    assert_eq!(case.file.evidence[0].proposed_by.as_deref(), Some("user-股室负责人"));
    run(&mut case, &[("考评组", DecideEvidence, 0, json!({}))], "2026-03-03 10:00");
    assert_eq!(case.file.evidence[0].accepted().unwrap().points.to_string(), "3.00");
}
