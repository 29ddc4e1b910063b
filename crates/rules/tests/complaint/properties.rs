//! Whatever is asked, by whomever, in whatever order: no panic, no impossible case file, no clock astray.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Map;
use yingshang_calendar::Instant;
use yingshang_rules::complaint::ComplaintStatus::{self, *};
use yingshang_rules::complaint::gate::{Action, pass};

use super::cast::{NAMES, actor};
use super::invariants::{check_case, check_change, check_decision, check_ids};
use super::offers::check_offers;
use super::procedure::{Procedure, at};
use super::steps::{self, MARK, REGISTER};

/// What somebody tries next.
#[derive(Debug, Clone)]
enum Try {
    /// The step the procedure waits for, by the one it waits for.
    Onward,
    /// A step that is open to somebody.
    Open(Index),
    /// Any step by anybody.
    Any(Index, Index),
}

/// A try, the variant of its content, and how long after the one before.
#[derive(Debug, Clone)]
struct Move {
    what: Try,
    variant: Index,
    minutes: i64,
}

fn a_move() -> impl Strategy<Value = Move> {
    let what = prop_oneof![
        4 => Just(Try::Onward),
        3 => any::<Index>().prop_map(Try::Open),
        3 => any::<(Index, Index)>().prop_map(|(who, what)| Try::Any(who, what)),
    ];
    // Mostly within the day, sometimes days later.
    let minutes = prop_oneof![3 => 0i64..600, 1 => 600i64..10_000];
    (what, any::<Index>(), minutes).prop_map(|(what, variant, minutes)| Move { what, variant, minutes })
}

/// The step each state waits for.
fn onward(status: ComplaintStatus, variant: &Index) -> (&'static str, Action) {
    match status {
        Registered => ("信访室", Action::Accept),
        Accepted => ("信访室", Action::Assign),
        Assigned => *variant.get(&[("承办人", Action::SignReceipt), ("系统", Action::DeemReceived)]),
        Handling | Reworking => ("承办人", Action::SubmitResult),
        Reported => ("信访室", Action::Verify),
        Verified => *variant.get(&[("信访室", Action::Conclude), ("信访室", Action::Rework)]),
        Rejected | Answered | Concluded | Terminated => ("信访室", Action::Archive),
        Archived => ("信访室", Action::FollowUp),
    }
}

impl Move {
    fn choose(&self, procedure: &Procedure) -> (&'static str, Action) {
        match &self.what {
            Try::Onward => onward(procedure.case().status, &self.variant),
            Try::Any(who, what) => (*who.get(&NAMES), *what.get(Action::ALL)),
            Try::Open(which) => {
                let everything = NAMES.iter().flat_map(|name| Action::ALL.iter().map(|action| (*name, *action)));
                let open = |(name, action): &(&str, Action)| pass(procedure.case(), *action, &actor(name)).is_ok();
                let open: Vec<_> = everything.filter(open).collect();
                *which.get(&open)
            }
        }
    }

    /// Tries it; whatever the answer, it is the same a second time.
    fn make(&self, procedure: &mut Procedure, now: Instant) {
        let (name, action) = self.choose(procedure);
        let variant = self.variant.index(steps::variants(action.label()));
        let body = steps::body(action.label(), variant, &Map::new());
        let ask = || procedure.ask(&actor(name), action.label(), None, body.clone(), now);
        let answer = ask();
        assert_eq!(answer, ask(), "{name} {action}: the same question, the same answer");
        match answer {
            Ok(decision) => {
                check_decision(&decision);
                check_change(procedure.case(), &decision);
                procedure.apply(decision, now);
                check_case(procedure);
            }
            Err(refusal) => {
                assert!(!refusal.basis.is_empty() && !refusal.detail.is_empty(), "{}", refusal.code);
                check_ids(&refusal.basis);
                let said = format!("{}{:?}", refusal.detail, refusal.params);
                assert!(!said.contains(MARK), "{} repeats what a person wrote", refusal.code);
            }
        }
    }
}

fn registered(now: Instant) -> Procedure {
    let mut procedure = Procedure::default();
    let body = steps::body(REGISTER, 0, &Map::new());
    let decision = procedure.ask(&actor("窗口"), REGISTER, None, body, now).unwrap();
    check_decision(&decision);
    procedure.apply(decision, now);
    check_case(&procedure);
    procedure
}

/// Tries all kinds of courses and shows each case to `look` after each try.
fn walk(cases: u32, look: impl Fn(&Procedure, Instant)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let courses = (0i64..360 * 24 * 60, prop::collection::vec(a_move(), 1..40));
    let outcome = TestRunner::new(config).run(&courses, |(start, moves)| {
        let mut now = at("2026-01-06 00:00").plus(chrono::Duration::minutes(start));
        let mut procedure = registered(now);
        for each in moves {
            now = now.plus(chrono::Duration::minutes(each.minutes));
            each.make(&mut procedure, now);
            look(&procedure, now);
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

#[test]
fn every_course_keeps_the_case_file_and_the_clocks_whole() {
    let seen = RefCell::new(BTreeSet::new());
    walk(400, |procedure, _| {
        seen.borrow_mut().insert(procedure.case().status);
    });
    let seen: Vec<_> = seen.into_inner().into_iter().collect();
    assert_eq!(seen, ComplaintStatus::ALL, "the courses came through every state");
}

#[test]
fn offers_agree_with_decisions_on_every_course() {
    walk(12, |procedure, now| {
        check_offers(procedure, now);
    });
}
