//! Whatever is asked, by whomever, in whatever order: no panic, no impossible case file, no clock astray.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Map;
use yingshang_rules::assessment::codes::*;
use yingshang_rules::assessment::gate::Action;
use yingshang_rules::assessment::{self, Assessment};
use yingshang_rules::deadline::DeadlineKind;

use super::cast::{NAMES, actor};
use super::course::case_at;
use super::procedure::{Case, MARK, RULEBOOK, at, body, context, variants};

/// One try: a step that is open to somebody, or any step by anybody; the variant of its content, and how long after the one before.
type Move = (bool, Index, Index, Index, i64);

fn a_move() -> impl Strategy<Value = Move> {
    (prop::bool::weighted(0.85), any::<Index>(), any::<Index>(), any::<Index>(), 0i64..3_000)
}

fn try_it(case: &mut Case, (open_only, who, what, variant, _): &Move, now: yingshang_calendar::Instant) {
    let (name, action) = if *open_only {
        let everything = NAMES.iter().flat_map(|name| Action::ALL.iter().map(move |action| (*name, *action)));
        let is_open = |(name, action): &(&str, Action)| {
            assessment::check(&case.file, *action, &context(&actor(name), now, "x")).is_ok()
        };
        let open: Vec<_> = everything.filter(is_open).collect();
        *what.get(&open)
    } else {
        (*who.get(&NAMES), *what.get(Action::ALL))
    };
    let body = body(action, variant.index(variants(action)), &Map::new(), now);
    let before = case.clone();
    let answer = case.take(name, action, body.clone(), now);
    let mut again = before.clone();
    assert_eq!(again.take(name, action, body, now), answer, "the same question, the same answer");
    match answer {
        Ok(()) => {
            assert_eq!(again, *case);
            check_case(case);
        }
        Err(refusal) => {
            assert_eq!(*case, before, "{name} {action}: refused, and yet something changed");
            assert!(!refusal.basis.is_empty() && !refusal.detail.is_empty(), "{}", refusal.code);
            check_ids(&refusal.basis);
            let said = format!("{}{:?}", refusal.detail, refusal.params);
            assert!(!said.contains(MARK), "{} repeats what a person wrote", refusal.code);
        }
    }
}

fn check_ids(ids: &[&str]) {
    ids.iter().for_each(|id| assert!(RULEBOOK.obligation(id).is_some(), "{id} is not in the rulebook"));
}

fn check_case(case: &Case) {
    let decision = case.past.last().unwrap();
    assert!(!decision.events.is_empty());
    for event in &decision.events {
        assert!(!event.basis.is_empty(), "{} rests on nothing", event.kind.label());
        check_ids(&event.basis);
        let payload = serde_json::to_string(&event.payload).unwrap();
        assert!(!payload.contains(MARK), "{} carries what a person wrote: {payload}", event.kind.label());
    }
    for finding in &decision.findings {
        check_ids(&finding.basis);
        assert!(!finding.detail.contains(MARK));
    }
    check_file(case);
}

fn check_file(case: &Case) {
    use AssessmentStatus as S;
    let file = &case.file;
    let read: Assessment = serde_json::from_str(&serde_json::to_string(file).unwrap()).unwrap();
    assert_eq!(read, *file, "the file survives being written down");
    assert_eq!(file.self_assessment.is_some(), file.status >= S::SelfAssessed);
    assert_eq!(!file.duty_scores.is_empty(), file.status >= S::DutiesScored);
    assert_eq!(!file.site_checks.is_empty(), file.status >= S::SiteChecked);
    assert_eq!(file.satisfaction.is_some(), file.status >= S::SatisfactionMeasured);
    assert_eq!(file.grade.is_some() && file.final_on.is_some(), file.status >= S::Final);
    if file.status >= S::Summarised {
        assert_eq!(file.open_evidence().count(), 0, "nothing is added up while a piece waits");
    }
    if file.status >= S::Final {
        assert_eq!(file.grade, file.summary().map(|summary| summary.grade));
    }
    let keys: BTreeSet<_> = file.evidence.iter().map(|each| each.key()).collect();
    let ids: BTreeSet<_> = file.evidence.iter().map(|each| &each.id).collect();
    assert!(keys.len() == file.evidence.len() && ids.len() == keys.len(), "nothing counts twice");
    let mut clocks = Vec::new();
    if file.status == S::TalkHeld {
        clocks.push(DeadlineKind::RectificationReport);
    }
    if file.open_objection().is_some() {
        clocks.push(DeadlineKind::ObjectionDecision);
    }
    let mut running = case.open_clocks();
    running.sort();
    assert_eq!(running, clocks, "in {}", file.status);
}

#[test]
fn every_course_keeps_the_case_file_and_the_clocks_whole() {
    let seen = RefCell::new(BTreeSet::new());
    let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
    let start = (prop::sample::select(AssessmentStatus::ALL), prop::sample::select(AssessmentGrade::ALL));
    let courses = (start, prop::collection::vec(a_move(), 1..40));
    let outcome = TestRunner::new(config).run(&courses, |((status, grade), moves)| {
        let mut case = case_at(status, grade);
        let mut now = at("2026-03-02 10:00");
        for each in &moves {
            now = now.plus(chrono::Duration::minutes(each.4));
            try_it(&mut case, each, now);
            seen.borrow_mut().insert(case.file.status);
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert_eq!(seen.into_inner().len(), AssessmentStatus::ALL.len());
}

/// What the desk is offered is what the decision would say.
#[test]
fn offers_agree_with_the_checks() {
    for status in AssessmentStatus::ALL {
        let file = case_at(*status, AssessmentGrade::NotQualified).file;
        for name in NAMES {
            let actor = actor(name);
            let context = context(&actor, at("2026-03-03 09:00"), "x");
            for offer in assessment::offers(&file, &context) {
                assert_eq!(offer.closed, assessment::check(&file, offer.action, &context).err());
            }
        }
    }
}
