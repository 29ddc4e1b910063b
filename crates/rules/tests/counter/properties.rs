//! Whatever is asked, by whomever, in whatever order: no panic, no impossible case file, no clock astray.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use yingshang_calendar::Instant;
use yingshang_rules::application::{self, ApplicationStatus};
use yingshang_rules::commitment::{self, CommitmentStatus};
use yingshang_rules::notice::{self, NoticeStatus};
use yingshang_rules::procedure::counter::pass;
use yingshang_rules::refusal_filing::{self, RefusalStatus};

use super::bodies::{self, MARK};
use super::cast::{NAMES, actor};
use super::course::counter_at;
use super::invariants::{check_change, check_counter, check_ids};
use super::items;
use super::procedure::{Counter, RULEBOOK, at};
use super::steps::Step;

/// What somebody tries next.
#[derive(Debug, Clone)]
enum Try {
    /// A step the cases wait for, by the one they wait for.
    Onward,
    /// A step that is open to somebody.
    Open(Index),
    /// Any step by anybody.
    Any(Index, Index),
}

/// A try, which of the ways on, the variant of its content, and how long after the one before.
#[derive(Debug, Clone)]
struct Move {
    what: Try,
    way: Index,
    variant: Index,
    minutes: i64,
}

fn a_move() -> impl Strategy<Value = Move> {
    let what = prop_oneof![
        5 => Just(Try::Onward),
        3 => any::<Index>().prop_map(Try::Open),
        1 => any::<(Index, Index)>().prop_map(|(who, what)| Try::Any(who, what)),
    ];
    // Mostly within the day, sometimes days later.
    let minutes = prop_oneof![3 => 0i64..600, 1 => 600i64..10_000];
    (what, any::<Index>(), any::<Index>(), minutes).prop_map(|(what, way, variant, minutes)| Move {
        what,
        way,
        variant,
        minutes,
    })
}

/// The steps the cases wait for.
fn ways_on(counter: &Counter) -> Vec<(&'static str, Step)> {
    use application::gate::Action as A;
    let mut ways = Vec::new();
    ways.extend(match counter.application().status {
        ApplicationStatus::Registered => vec![("承办人", Step::Application(A::Examine)), ("承办人", Step::Propose)],
        ApplicationStatus::AwaitingCorrection => {
            vec![("窗口", Step::Application(A::SupplyMaterials)), ("承办人", Step::Propose), ("承办人", Step::Draft)]
        }
        ApplicationStatus::Accepted => vec![("承办人", Step::Application(A::FirstReview))],
        ApplicationStatus::FirstReviewed => vec![("另一承办人", Step::Application(A::Review))],
        ApplicationStatus::Reviewed => vec![("承办人", Step::Application(A::Approve)), ("承办人", Step::Draft)],
        ApplicationStatus::Approved => vec![("窗口", Step::Application(A::Deliver))],
        _ => vec![("窗口", Step::Open)],
    });
    if counter.application().open_suspension().is_some() {
        ways.push(("承办人", Step::Application(A::Resume)));
    }
    if let Some(case) = counter.notices.last() {
        use notice::gate::Action as N;
        ways.extend(match case.file.status {
            NoticeStatus::Open => vec![("窗口", Step::Notice(N::Tell))],
            NoticeStatus::PassedOn => vec![("承办人", Step::Notice(N::TakeOver))],
            NoticeStatus::WithHead => vec![("股室负责人", Step::Notice(N::AssignHandler))],
            NoticeStatus::Issued => vec![("窗口", Step::Notice(N::Serve))],
            _ => vec![],
        });
    }
    if let Some(case) = &counter.commitment {
        use commitment::gate::Action as C;
        ways.extend(match case.file.status {
            CommitmentStatus::Proposed => {
                vec![("承办人", Step::Commitment(C::IssueNotice)), ("承办人", Step::Commitment(C::Accept))]
            }
            CommitmentStatus::NoticeIssued => vec![("窗口", Step::Commitment(C::Commit))],
            CommitmentStatus::Committed => vec![("承办人", Step::Commitment(C::Accept))],
            CommitmentStatus::Accepted => {
                vec![("窗口", Step::Commitment(C::Supply)), ("系统", Step::Commitment(C::BecomeOverdue))]
            }
            CommitmentStatus::Overdue => {
                vec![("窗口", Step::Commitment(C::Supply)), ("系统", Step::Commitment(C::ExpireAutomatically))]
            }
            _ => vec![],
        });
    }
    if let Some(case) = &counter.refusal {
        use refusal_filing::gate::Action as R;
        ways.extend(match case.file.status {
            RefusalStatus::Drafted => {
                vec![("分管领导", Step::Refusal(R::Approve)), ("行政审批室", Step::Refusal(R::Discuss))]
            }
            RefusalStatus::Approved => vec![("窗口", Step::Refusal(R::Serve))],
            RefusalStatus::Served => vec![("承办人", Step::Refusal(R::File))],
            RefusalStatus::Filed => vec![("承办人", Step::Refusal(R::Archive))],
            _ => vec![],
        });
    }
    ways
}

/// Whether the state tables let this actor take the step now.
fn is_open(counter: &Counter, name: &str, step: Step) -> bool {
    let actor = actor(name);
    counter.is_possible(step)
        && match step {
            Step::Application(action) => pass(counter.application(), action, &actor).is_ok(),
            Step::Notice(action) => pass(counter.notice(), action, &actor).is_ok(),
            Step::Commitment(action) => pass(counter.commitment(), action, &actor).is_ok(),
            Step::Refusal(action) => pass(counter.refusal(), action, &actor).is_ok(),
            Step::Register => false,
            Step::Open | Step::Propose | Step::Draft => true,
        }
}

impl Move {
    fn choose(&self, counter: &Counter) -> Option<(&'static str, Step)> {
        let steps = Step::all();
        match &self.what {
            Try::Onward => Some(*self.way.get(&ways_on(counter))),
            Try::Any(who, what) => Some((*who.get(&NAMES), *what.get(&steps))),
            Try::Open(which) => {
                let everything = NAMES.iter().flat_map(|name| steps.iter().map(|step| (*name, *step)));
                let open: Vec<_> = everything.filter(|(name, step)| is_open(counter, name, *step)).collect();
                Some(*which.get(&open))
            }
        }
        .filter(|(_, step)| counter.is_possible(*step))
    }

    /// Tries it; whatever the answer, it is the same a second time, and a "no" changes nothing.
    fn make(&self, counter: &mut Counter, now: Instant) {
        let Some((name, step)) = self.choose(counter) else { return };
        let variant = self.variant.index(bodies::variants(step));
        let body = bodies::body(step, variant, &Map::new(), now);
        let before = counter.clone();
        let answer = counter.take(&actor(name), step, body.clone(), now);
        let again = before.clone().take(&actor(name), step, body, now);
        assert_eq!(answer, again, "{name} {step}: the same question, the same answer");
        match answer {
            Ok(()) => {
                check_change(&before, counter);
                check_counter(counter);
            }
            Err(refusal) => {
                assert_eq!(counter.files(), before.files(), "{name} {step}: refused, and yet something changed");
                assert!(!refusal.basis.is_empty() && !refusal.detail.is_empty(), "{}", refusal.code);
                check_ids(&refusal.basis);
                let said = format!("{}{:?}", refusal.detail, refusal.params);
                let listed = refusal.code == "materials_missing";
                assert!(listed || !said.contains(MARK), "{} repeats what a person wrote", refusal.code);
            }
        }
    }
}

/// Points a course may start from besides registration: few courses come that far by chance.
const POINTS: [&str; 7] = [
    "办件：待补正",
    "办件：已中止计时",
    "办件：已复核",
    "容缺：已签承诺书",
    "容缺：已受理待补齐",
    "否定：已拟待批",
    "否定：已批准待送达",
];

/// Where a course starts.
#[derive(Debug, Clone)]
enum Start {
    /// With a registration of this item and these materials, so many minutes into 2026.
    Registration(Index, Vec<&'static str>, i64),
    Point(&'static str),
}

fn a_start() -> impl Strategy<Value = Start> {
    let handed_in = prop::sample::subsequence(vec!["M01", "M02", "M03", "M04"], 0..=4);
    prop_oneof![
        (any::<Index>(), handed_in, 0i64..360 * 24 * 60).prop_map(|(item, m, at)| Start::Registration(item, m, at)),
        prop::sample::select(POINTS.to_vec()).prop_map(Start::Point),
    ]
}

impl Start {
    fn make(&self) -> (Counter, Instant) {
        match self {
            Start::Registration(item, materials, minutes) => {
                let now = at("2026-01-06 00:00").plus(chrono::Duration::minutes(*minutes));
                (registered(item.get::<&str>(&items::NAMES), materials, now), now)
            }
            Start::Point(point) => (counter_at(point), at("2026-03-06 10:00")),
        }
    }
}

fn registered(item: &str, materials: &[&str], now: Instant) -> Counter {
    let mut counter = Counter::new(&RULEBOOK);
    let changes = json!({"item": item, "materials": materials});
    let body = bodies::body(Step::Register, 0, changes.as_object().unwrap(), now);
    counter.take(&actor("窗口"), Step::Register, body, now).unwrap();
    check_counter(&counter);
    counter
}

/// Tries all kinds of courses and shows each counter to `look` after each try.
fn walk(cases: u32, look: impl Fn(&Counter, Instant)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let courses = (a_start(), prop::collection::vec(a_move(), 1..40));
    let outcome = TestRunner::new(config).run(&courses, |(start, moves)| {
        let (mut counter, mut now) = start.make();
        for each in moves {
            now = now.plus(chrono::Duration::minutes(each.minutes));
            each.make(&mut counter, now);
            look(&counter, now);
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

#[test]
fn every_course_keeps_the_case_files_and_the_clocks_whole() {
    let seen = RefCell::new(BTreeSet::new());
    walk(500, |counter, _| seen.borrow_mut().extend(counter.statuses()));
    let mut all: BTreeSet<(&str, &str)> = BTreeSet::new();
    all.extend(ApplicationStatus::ALL.iter().map(|s| ("办件", s.label())));
    all.extend(NoticeStatus::ALL.iter().map(|s| ("告知", s.label())));
    all.extend(CommitmentStatus::ALL.iter().map(|s| ("容缺", s.label())));
    all.extend(RefusalStatus::ALL.iter().map(|s| ("否定", s.label())));
    let seen = seen.into_inner();
    let missed: Vec<_> = all.difference(&seen).collect();
    assert!(missed.is_empty(), "the courses never came to {missed:?}");
}

/// What the desk is offered is what the decision would say: same steps, same reasons.
#[test]
fn offers_agree_with_the_checks_on_every_course() {
    walk(40, |counter, now| {
        for name in NAMES {
            let actor = actor(name);
            let context = counter.application_context(&actor, now);
            for offer in application::offers(counter.application(), &context) {
                assert!(is_open(counter, name, Step::Application(offer.action)) || offer.closed.is_some());
                assert_eq!(offer.closed, application::check(counter.application(), offer.action, &context).err());
            }
            if let Some(case) = counter.notices.last() {
                let context = counter.notice_context(&actor, now, false);
                for offer in notice::offers(&case.file, &context) {
                    assert_eq!(offer.closed, notice::check(&case.file, offer.action, &context).err());
                }
            }
            if let Some(case) = &counter.commitment {
                let context = counter.commitment_context(&actor, now, 0);
                for offer in commitment::offers(&case.file, &context) {
                    assert_eq!(offer.closed, commitment::check(&case.file, offer.action, &context).err());
                }
            }
            if let Some(case) = &counter.refusal {
                let context = counter.refusal_context(&actor, now);
                for offer in refusal_filing::offers(&case.file, &context) {
                    assert_eq!(offer.closed, refusal_filing::check(&case.file, offer.action, &context).err());
                }
            }
        }
    });
}

/// The usual bodies are understood: each can be read for its step.
#[test]
fn every_step_has_a_body() {
    for step in Step::all() {
        assert!(bodies::variants(step) > 0, "{step}");
        assert!(bodies::body(step, 0, &Map::new(), at("2026-03-02 09:00")) != Value::Null);
    }
}
