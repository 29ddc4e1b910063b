//! HP-6.1, GZ-3.2: who arranges a round, and for which month.

use yingshang_rules::survey::{NewRound, SurveyKind, SurveyRoundRequest, open};

use super::cast::actor;
use super::setting::*;

/// HP-6.1: people the centre appoints; GZ-3.2: the monitoring points.
#[test]
fn the_offices_arrange_surveys() {
    for name in ["行政审批室", "领导小组办公室", "考评组"] {
        assert!(ask(name, mobile("2026-12", 3), seed(1)).is_ok(), "{name}");
        assert!(ask(name, intercept("2026-11"), seed(1)).is_ok(), "{name}");
    }
    for name in ["窗口", "股室负责人", "分管领导", "对接账号", "系统", "申请人", "审计员"] {
        assert_eq!(refused(ask(name, mobile("2026-12", 3), seed(1))), "actor not_entrusted HP-6.1 GZ-3.2", "{name}");
    }
}

/// HP-6.1: drawn ahead, on working days after today; 2026-11-25, 26, 27 and 30 are left in November.
#[test]
fn a_mobile_survey_is_drawn_ahead() {
    let drawn = round(mobile("2026-11", 4)).draw.unwrap();
    let days: Vec<String> = drawn.frame.days.iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"]);
    assert_eq!(drawn.frame.windows, ["window-1", "window-2", "window-3", "window-4"]);
    assert_eq!(drawn.slots.iter().map(|slot| slot.participants).sum::<u32>(), 40);
    for slots in [0, 5] {
        assert_eq!(refused(ask("行政审批室", mobile("2026-11", slots), seed(1))), "rule too_many_slots HP-6.1");
    }
    assert_eq!(refused(ask("行政审批室", mobile("2026-10", 1), seed(1))), "rule month_over HP-6.1 GZ-3.2");
    assert_eq!(refused(ask("行政审批室", intercept("2026-10"), seed(1))), "rule month_over HP-6.1 GZ-3.2");
    assert_eq!(refused(ask("行政审批室", mobile("2199-01", 1), seed(1))), "rule calendar_not_published HP-6.1");
}

/// HP-6.1: a mobile survey is drawn, GZ-3.2: an intercept survey is not.
#[test]
fn only_a_mobile_survey_is_drawn() {
    let incomplete = SurveyRoundRequest { participants: None, ..mobile("2026-12", 3) };
    assert_eq!(refused(ask("行政审批室", incomplete, seed(1))), "rule draw_incomplete HP-6.1");
    let undrawn = SurveyRoundRequest { kind: SurveyKind::Intercept, ..mobile("2026-12", 3) };
    assert_eq!(refused(ask("行政审批室", undrawn, seed(1))), "rule nothing_to_draw GZ-3.2");
    assert_eq!(round(intercept("2026-11")).draw, None);
    let world = World::new();
    let who = actor("行政审批室");
    let mut context = world.context(&who, NOW);
    context.facts.windows.clear();
    let new = NewRound { id: "round".to_owned(), number: "CP-2026-000001".to_owned(), seed: seed(1) };
    assert_eq!(refused(open(new, mobile("2026-12", 3), &context)), "state no_windows HP-6.1");
}

/// HP-6.1: the log holds the seed from the beginning.
#[test]
fn the_log_holds_the_seed() {
    let decision = ask("考评组", mobile("2026-12", 3), seed(0xab)).unwrap();
    assert_eq!(decision.events[0].payload["seed"], "ab".repeat(32));
    assert_eq!(decision.events[0].payload["month"], "2026-12");
}
