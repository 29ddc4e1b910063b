//! HP-6.1, HP-4.3, GZ-3.2, KH-14: questionnaires come in batches, all or nothing, and nobody enters those on their own unit.

use yingshang_rules::evaluation::DissatisfactionReason::{Other, PoorAttitude};
use yingshang_rules::evaluation::RatingGrade::{Dissatisfied, Satisfied};
use yingshang_rules::evaluation::{Grade, Rating, RatingScale};
use yingshang_rules::survey::{Decision, EnteredResponse, EntryFault, SurveyEntry, SurveyRound, enter};

use super::cast::actor;
use super::setting::*;

/// Late enough for every day of the round.
const AFTER: &str = "2026-12-31T20:00:00+08:00";

fn good() -> Rating {
    Rating {
        scale: RatingScale::ThreeGrade,
        attitude: Satisfied,
        efficiency: Satisfied,
        reasons: Vec::new(),
        text: None,
    }
}

fn entry(on: &str, window: &str, rating: Rating) -> SurveyEntry {
    SurveyEntry { window_id: window.to_owned(), taken_on: on.parse().unwrap(), rating }
}

type Entered = Result<(Decision, Vec<EnteredResponse>), Vec<EntryFault>>;

fn send(name: &str, round: &SurveyRound, entries: Vec<SurveyEntry>, now: &str) -> Entered {
    let world = World::new();
    let who = actor(name);
    enter(round, entries, &world.context(&who, now))
}

fn faults(answer: Entered) -> Vec<(Option<usize>, String)> {
    answer.unwrap_err().iter().map(|fault| (fault.index, line(&fault.refusal))).collect()
}

/// HP-6.1: at a drawn place only, and the round counts what came in.
#[test]
fn a_mobile_questionnaire_belongs_to_a_slot() {
    let round = round(mobile("2026-12", 4));
    let slot = round.draw.clone().unwrap().slots.remove(0);
    let there = |rating| SurveyEntry { window_id: slot.window_id.clone(), taken_on: slot.on, rating };
    let bad = Rating { attitude: Dissatisfied, reasons: vec![Other, PoorAttitude, Other], ..good() };
    let (decision, kept) = send("行政审批室", &round, vec![there(good()), there(bad)], AFTER).unwrap();
    assert_eq!(decision.next.taken, 2);
    assert_eq!(decision.next.draw, round.draw, "entering changes nothing of the draw");
    assert_eq!(
        kept.iter().map(|response| response.overall).collect::<Vec<_>>(),
        [Grade::Satisfied, Grade::Dissatisfied]
    );
    assert_eq!(kept[1].entry.rating.reasons, [PoorAttitude, Other]);
    let (decision, _) = send("行政审批室", &decision.next, vec![there(good())], AFTER).unwrap();
    assert_eq!(decision.next.taken, 3);

    let elsewhere = ["window-1", "window-2", "window-3"].into_iter().find(|window| *window != slot.window_id).unwrap();
    let answer =
        send("行政审批室", &round, vec![SurveyEntry { window_id: elsewhere.to_owned(), ..there(good()) }], AFTER);
    assert_eq!(faults(answer), [(Some(0), "rule not_drawn HP-6.1".to_owned())]);
}

/// GZ-3.2: intercept questionnaires on any day of the month.
#[test]
fn an_intercept_questionnaire_belongs_to_the_month() {
    let round = round(intercept("2026-11"));
    let entries = vec![entry("2026-11-01", "window-1", good()), entry("2026-11-24", "window-3", good())];
    let (decision, kept) = send("考评组", &round, entries, NOW).unwrap();
    assert_eq!((decision.next.taken, kept[1].unit_id.as_str()), (2, "unit-other"));
    for on in ["2026-10-31", "2026-12-01"] {
        let answer = send("考评组", &round, vec![entry(on, "window-1", good())], AFTER);
        assert_eq!(faults(answer), [(Some(0), "rule outside_month HP-6.1 GZ-3.2".to_owned())], "{on}");
    }
}

/// HP-6.1: every fault of a batch at once; a negative one ticks one of the seven reasons, a text alone is not enough.
#[test]
fn a_batch_is_all_or_nothing() {
    let round = round(intercept("2026-11"));
    let told = Rating { efficiency: Dissatisfied, text: Some("等了很久".to_owned()), ..good() };
    let entries = vec![
        entry("2026-11-20", "window-1", good()),
        entry("2026-11-20", "window-9", good()),
        entry("2026-11-25", "window-1", good()),
        entry("2026-11-20", "window-4", good()),
        entry("2026-11-20", "window-1", told),
    ];
    assert_eq!(
        faults(send("考评组", &round, entries.clone(), NOW)),
        [
            (Some(1), "rule unknown_window HP-6.1".to_owned()),
            (Some(2), "rule in_the_future HP-6.1".to_owned()),
            (Some(3), "actor own_unit HP-4.3 KH-14".to_owned()),
            (Some(4), "rule reason_missing HP-6.1".to_owned()),
        ]
    );
    assert!(send("行政审批室", &round, vec![entries[3].clone()], NOW).is_ok(), "another unit may");
}

/// HP-6.1: not by the windows themselves.
#[test]
fn the_windows_do_not_enter() {
    let round = round(intercept("2026-11"));
    for name in ["窗口", "股室负责人", "其他股室负责人", "系统", "申请人"] {
        let answer = send(name, &round, vec![entry("2026-11-20", "window-3", good())], NOW);
        assert_eq!(faults(answer), [(None, "actor not_entrusted HP-6.1 GZ-3.2".to_owned())], "{name}");
    }
}
