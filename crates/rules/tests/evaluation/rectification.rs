//! HP-7.1: a window or a person with low ratings has to improve by a date.

use chrono::NaiveDate;
use yingshang_rules::deadline::{DeadlineChange, DeadlineKind};
use yingshang_rules::finding::FindingKind;
use yingshang_rules::rectification::command::*;
use yingshang_rules::rectification::{
    Command, Decision, NewRectification, OrderFacts, Rectification, RectificationStatus, RectificationTarget,
    ReviewResult, decide, is_low, order,
};
use yingshang_rules::refusal::Refusal;

use super::cast::{UNIT, actor};
use super::setting::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn body() -> OrderRectification {
    OrderRectification {
        target: RectificationTarget::Staff,
        target_id: "staff-窗口".to_owned(),
        from: day("2026-10-01"),
        to: day("2026-10-31"),
        due_on: day("2026-12-01"),
        requirement: "※改进服务态度".to_owned(),
    }
}

fn facts(positive: u32, rated: u32) -> OrderFacts {
    let user_id = Some("user-窗口".to_owned());
    OrderFacts { unit_id: UNIT.to_owned(), user_id, positive, rated, ordered_before: false }
}

fn ask(name: &str, body: OrderRectification, facts: OrderFacts) -> Result<Decision, Refusal> {
    let world = World::new();
    let who = actor(name);
    let new = NewRectification { id: "rectification".to_owned(), number: "ZG-2026-000001".to_owned() };
    order(new, body, facts, &world.context(&who, NOW))
}

fn take(file: &Rectification, name: &str, command: Command) -> Result<Decision, Refusal> {
    let world = World::new();
    let who = actor(name);
    decide(file, command, &world.context(&who, NOW))
}

fn report() -> Command {
    Command::Report(ReportRectification { measures: "※已谈话并培训".to_owned() })
}

fn review(result: ReviewResult, due_on: Option<&str>) -> Command {
    Command::Review(ReviewRectification { result, opinion: "※已查看".to_owned(), due_on: due_on.map(day) })
}

/// HP-7.1: low means below the figure of the installation, not at it, whatever rounding would say.
#[test]
fn low_is_below_the_figure() {
    let rulebook = World::new().rulebook;
    for (positive, rated, low) in [
        (89, 100, true),
        (90, 100, false),
        (9, 10, false),
        (899_999, 1_000_000, true),
        (900_000, 1_000_000, false),
        (0, 1, true),
        (0, 0, false),
        (u32::MAX, u32::MAX, false),
    ] {
        assert_eq!(is_low(positive, rated, &rulebook), low, "{positive}/{rated}");
    }
    let stricter = World::with(&[("evaluation.low_index", "ratio = 0.955")]).rulebook;
    assert!(is_low(954, 1000, &stricter) && !is_low(955, 1000, &stricter));
}

/// HP-7.1: the order is on record as a finding, and a clock runs to its date.
#[test]
fn an_order_is_a_finding_with_a_date() {
    let decision = ask("行政审批室", body(), facts(8, 10)).unwrap();
    assert_eq!((decision.next.status, decision.next.due_on), (RectificationStatus::Ordered, day("2026-12-01")));
    let finding = &decision.findings[0];
    assert_eq!(finding.kind, FindingKind::LowRatings);
    assert_eq!((finding.unit_id.as_deref(), finding.user_id.as_deref()), (Some(UNIT), Some("user-窗口")));
    assert_eq!(finding.detail, "工作人员评价偏低：2026-10-01至2026-10-31，好评8件，共评价10件。");
    assert!(matches!(&decision.deadlines[..], [DeadlineChange::Open { kind: DeadlineKind::Rectification, .. }]));
    let window = OrderRectification { target: RectificationTarget::Window, ..body() };
    let decision = ask("领导小组办公室", window, OrderFacts { user_id: None, ..facts(0, 3) }).unwrap();
    assert!(decision.findings[0].detail.starts_with("窗口评价偏低"));
    assert_eq!(decision.findings[0].user_id, None);
}

/// HP-7.1: by the offices that see the figures, on a low figure, for a past period, once, with time to act.
#[test]
fn an_order_has_its_conditions() {
    for name in ["行政审批室", "领导小组办公室", "分管领导"] {
        assert!(ask(name, body(), facts(8, 10)).is_ok(), "{name}");
    }
    for name in ["窗口", "股室负责人", "考评组", "系统", "申请人", "系统管理员"] {
        assert_eq!(refused(ask(name, body(), facts(8, 10))), "actor not_entrusted HP-7.1", "{name}");
    }
    for (positive, rated) in [(9, 10), (0, 0)] {
        assert_eq!(refused(ask("行政审批室", body(), facts(positive, rated))), "rule index_not_low HP-7.1");
    }
    let reversed = OrderRectification { from: day("2026-11-01"), ..body() };
    assert_eq!(refused(ask("行政审批室", reversed, facts(8, 10))), "rule period_reversed HP-7.1");
    let unfinished = OrderRectification { to: day("2026-11-25"), ..body() };
    assert_eq!(refused(ask("行政审批室", unfinished, facts(8, 10))), "rule in_the_future HP-7.1");
    let at_once = OrderRectification { due_on: day("2026-11-24"), ..body() };
    assert_eq!(refused(ask("行政审批室", at_once, facts(8, 10))), "rule date_not_ahead HP-7.1");
    let again = OrderFacts { ordered_before: true, ..facts(8, 10) };
    assert_eq!(refused(ask("行政审批室", body(), again)), "state already_ordered HP-7.1");
}

/// HP-7.1: the head of the unit reports, the offices look at it; not enough means a new date and a new clock.
#[test]
fn reported_sent_back_reported_passed() {
    let ordered = ask("行政审批室", body(), facts(8, 10)).unwrap().next;
    assert_eq!(refused(take(&ordered, "窗口", report())), "actor not_entrusted HP-7.1");
    let early = take(&ordered, "行政审批室", review(ReviewResult::Passed, None));
    assert_eq!(refused(early), "state wrong_state HP-7.1");
    let reported = take(&ordered, "股室负责人", report()).unwrap();
    let closed = DeadlineChange::Close { kind: DeadlineKind::Rectification, item_id: None };
    assert_eq!((reported.next.status, reported.deadlines), (RectificationStatus::Reported, vec![closed]));

    for (result, due_on, answer) in [
        (ReviewResult::Passed, Some("2026-12-08"), "rule due_on_and_result_differ HP-7.1"),
        (ReviewResult::SentBack, None, "rule due_on_and_result_differ HP-7.1"),
        (ReviewResult::SentBack, Some("2026-11-24"), "rule date_not_ahead HP-7.1"),
    ] {
        assert_eq!(refused(take(&reported.next, "行政审批室", review(result, due_on))), answer);
    }
    let back = take(&reported.next, "行政审批室", review(ReviewResult::SentBack, Some("2026-12-08"))).unwrap();
    assert_eq!((back.next.status, back.next.due_on), (RectificationStatus::Ordered, day("2026-12-08")));
    assert!(matches!(&back.deadlines[..], [DeadlineChange::Open { kind: DeadlineKind::Rectification, .. }]));

    let again = take(&back.next, "股室负责人", report()).unwrap().next;
    let passed = take(&again, "分管领导", review(ReviewResult::Passed, None)).unwrap();
    assert_eq!(passed.next.status, RectificationStatus::Completed);
    assert_eq!((passed.next.reports.len(), passed.next.reviews.len(), passed.deadlines.len()), (2, 2, 0));
    assert_eq!(refused(take(&passed.next, "股室负责人", report())), "state wrong_state HP-7.1");
}
