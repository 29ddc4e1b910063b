//! HP-7.1, HP-4.3: a negative rating is verified, put right by a date and told to the person; the clerk who served may appeal once.

use chrono::NaiveDate;
use yingshang_calendar::{Limit, Start, Unit};
use yingshang_rules::complaint::codes::{Approval, ContactMethod};
use yingshang_rules::deadline::{DeadlineChange, DeadlineKind};
use yingshang_rules::evaluation::codes::*;
use yingshang_rules::evaluation::command::*;
use yingshang_rules::evaluation::gate::Action;
use yingshang_rules::evaluation::{Command, Decision, Evaluation, EvaluationEventKind, decide, offers};
use yingshang_rules::finding::FindingKind;
use yingshang_rules::refusal::Refusal;

use super::cast::actor;
use super::setting::*;

pub fn verify(outcome: VerificationOutcome) -> Command {
    Command::Verify(VerifyEvaluation { outcome, findings: "※查看了叫号记录".to_owned() })
}

pub fn order(due_on: &str) -> Command {
    let due_on: NaiveDate = due_on.parse().unwrap();
    Command::OrderRectification(OrderEvaluationRectification { due_on, requirement: "※改进服务".to_owned() })
}

pub fn complete() -> Command {
    Command::CompleteRectification(CompleteEvaluationRectification { measures: "※已培训".to_owned() })
}

pub fn tell() -> Command {
    let content = "※已说明处理结果".to_owned();
    Command::Tell(TellEvaluator { outcome: TellingOutcome::Told, method: ContactMethod::Phone, content })
}

pub fn appeal() -> Command {
    let statement = "※对方点错了等级".to_owned();
    Command::Appeal(AppealEvaluation { ground: AppealGround::Mistaken, statement })
}

pub fn decide_appeal(decision: Approval) -> Command {
    Command::DecideAppeal(DecideEvaluationAppeal { decision, reasons: "※经核对叫号记录".to_owned() })
}

fn take(world: &World, file: &Evaluation, name: &str, command: Command) -> Result<Decision, Refusal> {
    let who = actor(name);
    decide(file, command, &world.context(&who, NOW))
}

fn close(kind: DeadlineKind) -> DeadlineChange {
    DeadlineChange::Close { kind, item_id: None }
}

/// HP-7.1: the whole way of a rating that was found to be true.
#[test]
fn from_verification_to_telling() {
    let world = World::new();
    let file = to_verify(&world);
    let verified = take(&world, &file, "股室负责人", verify(VerificationOutcome::Substantiated)).unwrap();
    assert_eq!(verified.next.status, EvaluationStatus::Verified);
    assert_eq!(verified.deadlines, [close(DeadlineKind::EvaluationVerification)]);
    assert_eq!(verified.findings, [], "it may still be set aside");

    let early = take(&world, &verified.next, "股室负责人", tell());
    assert_eq!(refused(early), "state rectification_missing HP-7.1");

    let ordered = take(&world, &verified.next, "行政审批室", order("2026-12-04")).unwrap();
    assert_eq!(ordered.next.status, EvaluationStatus::Rectifying);
    assert_eq!(
        ordered.deadlines,
        [DeadlineChange::Open {
            kind: DeadlineKind::Rectification,
            item_id: None,
            start: Start::Date(at(NOW).date()),
            limit: Limit::new(10, Unit::CalendarDay),
            basis: vec!["HP-7.1"],
        }]
    );

    let completed = take(&world, &ordered.next, "另一承办人", complete()).unwrap();
    assert_eq!(completed.next.status, EvaluationStatus::Rectified);
    assert_eq!(completed.deadlines, [close(DeadlineKind::Rectification)]);

    let told = take(&world, &completed.next, "行政审批室", tell()).unwrap();
    assert_eq!(told.next.status, EvaluationStatus::Closed);
    let finding = &told.findings[0];
    assert_eq!(finding.kind, FindingKind::NegativeRating);
    assert_eq!((finding.unit_id.as_deref(), finding.user_id.as_deref()), (Some("unit-permits"), Some("user-窗口")));
    assert_eq!(finding.basis, ["HP-7.1"]);
    assert_eq!(told.next.telling.unwrap().recorded_by.as_deref(), Some("user-行政审批室"));
}

/// HP-7.1: what was not found to be true is told without rectification, and is no finding.
#[test]
fn nothing_to_put_right() {
    let world = World::new();
    for outcome in [VerificationOutcome::Unsubstantiated, VerificationOutcome::NotDetermined] {
        let verified = take(&world, &to_verify(&world), "股室负责人", verify(outcome)).unwrap().next;
        let ordered = take(&world, &verified, "股室负责人", order("2026-12-04"));
        assert_eq!(refused(ordered), "state nothing_to_rectify HP-7.1");
        let told = take(&world, &verified, "股室负责人", tell()).unwrap();
        assert_eq!((told.next.status, told.findings.len()), (EvaluationStatus::Closed, 0));
        assert!(told.next.counts(), "it is a rating all the same");
    }
}

/// HP-7.1: a date that leaves no time is no dated rectification.
#[test]
fn the_date_lies_ahead() {
    let world = World::new();
    let verified =
        take(&world, &to_verify(&world), "股室负责人", verify(VerificationOutcome::Substantiated)).unwrap().next;
    for due_on in ["2026-11-23", "2026-11-24"] {
        let answer = take(&world, &verified, "股室负责人", order(due_on));
        assert_eq!(refused(answer), "rule date_not_ahead HP-7.1", "{due_on}");
    }
    assert!(take(&world, &verified, "股室负责人", order("2026-11-25")).is_ok());
}

/// HP-4.3: nobody deals with a rating of their own service, whatever role they have besides.
#[test]
fn nobody_deals_with_their_own_rating() {
    let world = World::new();
    let mut file = to_verify(&world);
    file.served_by = served("股室负责人");
    let own = take(&world, &file, "股室负责人", verify(VerificationOutcome::Unsubstantiated));
    assert_eq!(refused(own), "actor own_rating HP-4.3 HP-7.1");
    let verified = take(&world, &file, "行政审批室", verify(VerificationOutcome::Unsubstantiated)).unwrap().next;
    assert_eq!(refused(take(&world, &verified, "股室负责人", tell())), "actor own_rating HP-4.3 HP-7.1");

    let mut appealed = take(&world, &file, "股室负责人", appeal()).unwrap().next;
    appealed.served_by.extend(served("行政审批室"));
    let judge = take(&world, &appealed, "行政审批室", decide_appeal(Approval::Granted));
    assert_eq!(refused(judge), "actor own_rating HP-4.3 HP-7.1");
}

/// HP-4.3: an appeal that is granted sets the rating aside: kept, shown, not counted; its clocks fall away.
#[test]
fn a_granted_appeal_sets_the_rating_aside() {
    let world = World::new();
    let file = to_verify(&world);
    let appealed = take(&world, &file, "窗口", appeal()).unwrap();
    assert_eq!(appealed.next.status, EvaluationStatus::ToVerify, "the matter does not rest");
    assert_eq!(
        appealed.deadlines,
        [DeadlineChange::Open {
            kind: DeadlineKind::EvaluationAppeal,
            item_id: None,
            start: Start::Date(at(NOW).date()),
            limit: Limit::new(5, Unit::WorkingDay),
            basis: vec!["HP-4.3"],
        }]
    );
    let granted = take(&world, &appealed.next, "行政审批室", decide_appeal(Approval::Granted)).unwrap();
    assert_eq!(granted.next.status, EvaluationStatus::SetAside);
    assert_eq!(granted.deadlines, [close(DeadlineKind::EvaluationAppeal), DeadlineChange::LiftCase]);
    assert!(!granted.next.counts());
    assert_eq!(granted.next.rating, file.rating, "kept as given");
    assert_eq!(granted.next.overall, Grade::Dissatisfied);
    assert_eq!(granted.events[0].kind, EvaluationEventKind::SetAside);
}

/// HP-4.3: refused, it goes on where it was; once is enough; while it is pending the person is not told.
#[test]
fn a_refused_appeal_changes_nothing() {
    let world = World::new();
    let file = to_verify(&world);
    let nothing = take(&world, &file, "行政审批室", decide_appeal(Approval::Refused));
    assert_eq!(refused(nothing), "state no_appeal_pending HP-4.3");
    let verified = take(&world, &file, "股室负责人", verify(VerificationOutcome::Unsubstantiated)).unwrap().next;
    let appealed = take(&world, &verified, "承办人", appeal()).unwrap().next;
    assert_eq!(refused(take(&world, &appealed, "股室负责人", tell())), "state appeal_pending HP-4.3");
    assert_eq!(refused(take(&world, &appealed, "窗口", appeal())), "state already_appealed HP-4.3");
    let decided = take(&world, &appealed, "行政审批室", decide_appeal(Approval::Refused)).unwrap();
    assert_eq!(decided.next.status, EvaluationStatus::Verified);
    assert_eq!(decided.deadlines, [close(DeadlineKind::EvaluationAppeal)]);
    assert!(decided.next.counts());
    assert_eq!(refused(take(&world, &decided.next, "窗口", appeal())), "state already_appealed HP-4.3");
    assert!(take(&world, &decided.next, "股室负责人", tell()).is_ok());
}

/// HP-4.3: only who was rated may appeal, and only against a negative rating that is still open.
#[test]
fn only_the_rated_person_appeals() {
    let world = World::new();
    let mut file = to_verify(&world);
    assert_eq!(refused(take(&world, &file, "另一承办人", appeal())), "actor not_the_rated_person HP-4.3");
    assert_eq!(refused(take(&world, &file, "行政审批室", appeal())), "actor not_entrusted HP-4.3");
    for status in [EvaluationStatus::Recorded, EvaluationStatus::Closed, EvaluationStatus::SetAside] {
        file.status = status;
        assert_eq!(refused(take(&world, &file, "窗口", appeal())), "state wrong_state HP-4.3");
    }
}

/// A screen learns the same before anything is tried.
#[test]
fn offers_answer_like_decisions() {
    let world = World::new();
    let file = to_verify(&world);
    for (name, open) in [
        ("窗口", vec![Action::Appeal]),
        ("股室负责人", vec![Action::Verify]),
        ("行政审批室", vec![Action::Verify]),
        ("其他股室负责人", vec![]),
        ("申请人", vec![]),
    ] {
        let who = actor(name);
        let offered = offers(&file, &world.context(&who, NOW));
        assert_eq!(offered.len(), Action::ALL.len());
        let now_open: Vec<Action> = offered.iter().filter(|o| o.closed.is_none()).map(|o| o.action).collect();
        assert_eq!(now_open, open, "{name}");
    }
}
