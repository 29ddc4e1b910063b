//! HP-2.1, HP-3.1, HP-4.3, HP-7.1: one answer to one invitation, not by the clerk who served; anomalies; batches of paper.

use yingshang_calendar::{Limit, Start, Unit};
use yingshang_rules::actor::Actor;
use yingshang_rules::deadline::{DeadlineChange, DeadlineKind};
use yingshang_rules::evaluation::EvaluationChannel::{self, *};
use yingshang_rules::evaluation::RatingGrade::{Dissatisfied, Satisfied};
use yingshang_rules::evaluation::anomaly::{anomalies, burst_since};
use yingshang_rules::evaluation::{
    Anomaly, Around, Decision, EvaluationStatus, Grade, InvitationFacts, PaperEntry, Rating, Submission, check_batch,
    submit,
};
use yingshang_rules::refusal::Refusal;

use super::cast::actor;
use super::setting::*;

fn send(name: &str, via: EvaluationChannel, given: Rating, now: &str) -> Result<Decision, Refusal> {
    let world = World::new();
    let who = actor(name);
    submit(new_file(), by(via, given), invitation(), &world.context(&who, now))
}

/// HP-2.2, HP-7.1: a positive rating is recorded and done; a negative one has to be verified within 5 working days (local).
#[test]
fn a_negative_rating_starts_the_verification() {
    let good = send("申请人", Counter, positive(), NOW).unwrap();
    assert_eq!((good.next.status, good.next.overall), (EvaluationStatus::Recorded, Grade::BasicallySatisfied));
    assert_eq!(good.deadlines, []);
    assert_eq!(good.next.entered_by, None);

    let bad = send("申请人", Counter, negative(), NOW).unwrap();
    assert_eq!((bad.next.status, bad.next.overall), (EvaluationStatus::ToVerify, Grade::Dissatisfied));
    assert_eq!(
        bad.deadlines,
        [DeadlineChange::Open {
            kind: DeadlineKind::EvaluationVerification,
            item_id: None,
            start: Start::Date(at(NOW).date()),
            limit: Limit::new(5, Unit::WorkingDay),
            basis: vec!["HP-7.1"],
        }]
    );
    assert_eq!(bad.next.rating, negative(), "kept as given");
    assert_eq!(bad.events[0].payload["overall"], "dissatisfied");
    assert!(good.next.counts() && bad.next.counts());
}

/// HP-3.1, HP-5.1: text messages need no reason, the other channels do.
#[test]
fn only_a_text_message_may_leave_the_reason_out() {
    let bare = rating(Dissatisfied, Satisfied);
    assert!(send("系统", Sms, bare.clone(), NOW).is_ok());
    for (name, via) in [("申请人", Counter), ("另一承办人", Paper)] {
        assert_eq!(refused(send(name, via, bare.clone(), NOW)), "rule reason_missing HP-6.1", "{name}");
    }
}

/// HP-2.1, HP-4.3: an invitation is good for one rating and until it runs out, the last moment included.
#[test]
fn an_invitation_is_answered_once_and_in_time() {
    let world = World::new();
    let who = Actor::Complainant;
    let used = InvitationFacts { answered: true, ..invitation() };
    let again = submit(new_file(), counter(positive()), used.clone(), &world.context(&who, NOW));
    assert_eq!(refused(again), "state already_rated HP-2.1 HP-4.3");
    assert!(send("申请人", Counter, positive(), "2026-12-01T23:59:59.999+08:00").is_ok());
    let late = send("申请人", Counter, positive(), "2026-12-02T00:00:00+08:00");
    assert_eq!(refused(late), "state invitation_expired HP-4.3");
    let both = submit(new_file(), counter(positive()), used, &world.context(&who, "2026-12-02T00:00:00+08:00"));
    assert_eq!(refused(both), "state already_rated HP-2.1 HP-4.3", "a used one says that it was used");
}

/// HP-4.3: not by the clerk who served, on no channel; nobody signed in rates for others but on paper.
#[test]
fn the_clerk_who_served_may_not_rate() {
    for via in [Counter, Sms, Paper] {
        for name in ["窗口", "承办人"] {
            assert_eq!(refused(send(name, via, positive(), NOW)), "actor clerk_may_not_rate HP-4.3", "{name} {via}");
        }
    }
    for (name, via, open) in [
        ("申请人", Counter, true),
        ("对接账号", Counter, true),
        ("对接账号", Sms, true),
        ("系统", Sms, true),
        ("系统", Counter, false),
        ("另一承办人", Counter, false),
        ("行政审批室", Sms, false),
        ("另一承办人", Paper, true),
        ("行政审批室", Paper, true),
        ("考评组", Paper, true),
        ("申请人", Paper, false),
        ("系统", Paper, false),
        ("对接账号", Paper, false),
        ("审计员", Paper, false),
    ] {
        let answer = send(name, via, positive(), NOW);
        assert_eq!(answer.is_ok(), open, "{name} {via}");
        if !open {
            assert_eq!(refused(answer), "actor not_entrusted HP-4.3 HP-3.1", "{name} {via}");
        }
    }
    assert_eq!(send("考评组", Paper, positive(), NOW).unwrap().next.entered_by.as_deref(), Some("user-考评组"));
}

/// HP-4.3: what is out of the ordinary, at the edge of each figure.
#[test]
fn anomalies_at_their_edges() {
    let world = World::new();
    let who = Actor::Complainant;
    let found =
        |via, now: &str, around| anomalies(via, at("2026-11-24T09:59:00+08:00"), around, &world.context(&who, now));
    let plain = Around::default();
    assert_eq!(found(Counter, "2026-11-24T09:59:04.999+08:00", plain), [Anomaly::TooFast]);
    assert_eq!(found(Counter, "2026-11-24T09:59:05+08:00", plain), []);
    assert_eq!(found(Sms, "2026-11-24T09:59:04+08:00", plain), [Anomaly::TooFast]);
    assert_eq!(found(Paper, "2026-11-24T09:59:04+08:00", plain), [], "paper is entered at any pace");

    let device = |n| Around { services_of_device_today: Some(n), ..plain };
    assert_eq!(found(Counter, NOW, device(2)), []);
    assert_eq!(found(Counter, NOW, device(3)), [Anomaly::RepeatedDevice]);
    let phone = |n| Around { services_of_phone_today: Some(n), ..plain };
    assert_eq!(found(Paper, NOW, phone(4)), []);
    assert_eq!(found(Paper, NOW, phone(5)), [Anomaly::RepeatedPhone]);
    let burst = |n| Around { ratings_of_window_in_burst: n, ..plain };
    assert_eq!(found(Counter, NOW, burst(9)), []);
    assert_eq!(found(Counter, NOW, burst(10)), [Anomaly::Burst]);
    assert_eq!(found(Paper, NOW, burst(10)), []);
    assert_eq!(burst_since(at(NOW), &world.rulebook), at("2026-11-24T09:50:00+08:00"));
}

/// HP-4.3: anomalies are recorded with the rating, and it counts all the same.
#[test]
fn anomalies_are_kept_and_the_rating_counts() {
    let world = World::new();
    let who = Actor::Complainant;
    let around =
        Around { services_of_device_today: Some(9), services_of_phone_today: Some(9), ratings_of_window_in_burst: 40 };
    let submission = Submission { around, ..counter(positive()) };
    let decision =
        submit(new_file(), submission, invitation(), &world.context(&who, "2026-11-24T09:59:01+08:00")).unwrap();
    assert_eq!(decision.next.anomalies, Anomaly::ALL);
    assert_eq!(decision.next.status, EvaluationStatus::Recorded);
    assert!(decision.next.counts());
    assert_eq!(decision.events[0].payload["anomalies"].as_array().unwrap().len(), 4);
}

/// HP-2.1, HP-6.1: every fault of a batch at once, with its place.
#[test]
fn a_batch_names_every_fault() {
    let entry = |number: &str, rating| PaperEntry { application_number: number.to_owned(), rating };
    let bare = rating(Dissatisfied, Dissatisfied);
    let batch = [
        entry("BJ-2026-000001", positive()),
        entry("BJ-2026-000002", bare.clone()),
        entry("BJ-2026-000001 ", bare),
        entry("BJ-2026-000003", negative()),
    ];
    let faults: Vec<(usize, String)> =
        check_batch(&batch).into_iter().map(|fault| (fault.index, refused::<()>(Err(fault.refusal)))).collect();
    assert_eq!(
        faults,
        [
            (1, "rule reason_missing HP-6.1".to_owned()),
            (2, "rule reason_missing HP-6.1".to_owned()),
            (2, "rule rated_twice_in_batch HP-2.1 HP-4.3".to_owned()),
        ]
    );
    assert_eq!(check_batch(&batch[..1]), []);
}

/// Event payloads hold codes and ids, never what people wrote.
#[test]
fn the_log_repeats_no_text() {
    let given = Rating { text: Some("※排了两个小时".to_owned()), ..negative() };
    let decision = send("申请人", Counter, given, NOW).unwrap();
    let logged = serde_json::to_string(&decision.events[0].payload).unwrap();
    assert!(!logged.contains('※'), "{logged}");
    assert_eq!(decision.next.rating.text.as_deref(), Some("※排了两个小时"));
}
