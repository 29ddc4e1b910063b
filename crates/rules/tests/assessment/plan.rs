//! The plan: what it must keep (KH-5, KH-7.1, KH-7.2, KH-7.3, KH-9.1), and that it is frozen once published.

use serde_json::{Value, json};
use yingshang_rules::assessment::codes::{DutyHeading, EvidenceSource, PlanStatus};
use yingshang_rules::assessment::plan::{AssessmentPlan, NewPlan, NotPublished};
use yingshang_rules::assessment::{self, NewAssessment, PlanContent, Target, validate};
use yingshang_rules::{Actor, Refusal};

use super::cast::{NAMES, actor};
use super::procedure::{CONTENT, RULEBOOK, at, context, plan, target};

/// Places in the plan, and what stands there instead.
type Edits = Vec<(&'static str, Value)>;

/// The plan of the tests with some values changed; `null` removes.
fn changed(edits: &[(&str, Value)]) -> PlanContent {
    let mut content = serde_json::to_value(&*CONTENT).unwrap();
    for (pointer, value) in edits {
        *content.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value.clone();
    }
    serde_json::from_value(content).unwrap()
}

fn faults(edits: &[(&str, Value)]) -> Vec<(String, &'static str)> {
    validate(&changed(edits)).into_iter().map(|fault| (fault.pointer, fault.code)).collect()
}

#[test]
fn the_plan_of_the_tests_is_sound() {
    assert_eq!(validate(&CONTENT), []);
    assert_eq!(CONTENT.heading_of("1.2"), Some(DutyHeading::AnnualTasks));
    assert_eq!(CONTENT.adjustment_for(EvidenceSource::LateRefusal).unwrap().code, "K3");
}

#[test]
fn each_rule_of_a_plan_is_checked() {
    let added = |mut items: Vec<Value>, item: Value| {
        items.push(item);
        json!(items)
    };
    let indicators = serde_json::to_value(&CONTENT.indicators).unwrap().as_array().unwrap().clone();
    let rules = serde_json::to_value(&CONTENT.adjustments.rules).unwrap().as_array().unwrap().clone();
    let cases: Vec<(Edits, &str, &str)> = vec![
        (vec![("/year", json!(25))], "/year", "year_out_of_range"),
        (vec![("/document_number", json!(" "))], "/document_number", "document_number_missing"),
        (vec![("/document_number", Value::Null)], "/document_number", "document_number_missing"),
        (vec![("/indicators/2/code", json!("1.1"))], "/indicators/2/code", "code_repeated"),
        (vec![("/indicators/2/parent", json!("9"))], "/indicators/2/parent", "parent_unknown"),
        (vec![("/indicators/1/heading", json!("other"))], "/indicators/1/heading", "heading_not_at_root"),
        (
            vec![("/indicators", added(indicators.clone(), json!({"code": "4", "title": "其他"})))],
            "/indicators/5/heading",
            "heading_missing",
        ),
        (vec![("/indicators/0/points", json!("40"))], "/indicators/0/points", "points_on_branch"),
        (
            vec![("/indicators", added(indicators, json!({"code": "4", "heading": "other", "title": "其他"})))],
            "/indicators/5/points",
            "points_missing",
        ),
        (vec![("/indicators/1/points", json!("0"))], "/indicators/1/points", "points_out_of_range"),
        (vec![("/indicators/1/points", json!("-1"))], "/indicators/1/points", "points_out_of_range"),
        (vec![("/indicators/1/criteria", Value::Null)], "/indicators/1/criteria", "criteria_missing"),
        (vec![("/indicators/3/heading", json!("other"))], "/indicators", "heading_not_covered"),
        (vec![("/indicators/1/points", json!("20.01"))], "/indicators", "points_not_hundred"),
        (vec![("/adjustments/additions_max", json!("0"))], "/adjustments/additions_max", "points_out_of_range"),
        (vec![("/adjustments/deductions_max", json!("101"))], "/adjustments/deductions_max", "points_out_of_range"),
        (vec![("/adjustments/rules/1/code", json!("J1"))], "/adjustments/rules/1/code", "code_repeated"),
        (vec![("/adjustments/rules/0/sources", json!([]))], "/adjustments/rules/0/sources", "sources_mixed"),
        (
            vec![("/adjustments/rules/0/sources", json!(["innovation", "audit"]))],
            "/adjustments/rules/0/sources",
            "sources_mixed",
        ),
        (
            vec![("/adjustments/rules/0/points_each", json!("0"))],
            "/adjustments/rules/0/points_each",
            "points_out_of_range",
        ),
        (vec![("/adjustments/rules", json!(rules[2..]))], "/adjustments/rules", "direction_not_covered"),
        (vec![("/satisfaction/points", json!("0"))], "/satisfaction/points", "points_out_of_range"),
        (vec![("/satisfaction/surveys_weight", json!(41))], "/satisfaction/surveys_weight", "weights_not_hundred"),
        (vec![("/satisfaction/basic_counts", json!(101))], "/satisfaction/basic_counts", "basic_counts_out_of_range"),
        (
            vec![("/satisfaction/unmeasured_points", json!("30.01"))],
            "/satisfaction/unmeasured_points",
            "points_out_of_range",
        ),
        (vec![("/cut_offs/second", json!("90"))], "/cut_offs", "cut_offs_not_descending"),
        (vec![("/cut_offs/first", json!("100.01"))], "/cut_offs", "cut_offs_not_descending"),
        (vec![("/cut_offs/third", json!("0"))], "/cut_offs", "cut_offs_not_descending"),
    ];
    for (edits, pointer, code) in cases {
        let found = faults(&edits);
        assert!(found.contains(&(pointer.to_owned(), code)), "{edits:?}: {found:?}");
    }
    for fault in validate(&changed(&[("/year", json!(1)), ("/cut_offs/third", json!("99"))])) {
        assert!(fault.basis.iter().all(|id| RULEBOOK.obligation(id).is_some()), "{fault:?}");
    }
}

#[test]
fn a_circle_of_parents_is_found_and_harms_nothing() {
    let content = changed(&[("/indicators/0/parent", json!("1.1")), ("/indicators/0/heading", Value::Null)]);
    let found: Vec<_> = validate(&content).into_iter().map(|fault| (fault.pointer, fault.code)).collect();
    assert!(found.contains(&("/indicators/0/parent".to_owned(), "parent_circle")), "{found:?}");
    assert_eq!(content.heading_of("1.1"), None);
}

#[test]
fn all_faults_are_told_at_once() {
    let found = faults(&[
        ("/year", json!(1)),
        ("/indicators/1/points", json!("25")),
        ("/satisfaction/surveys_weight", json!(0)),
        ("/cut_offs/third", json!("85")),
    ]);
    let codes: Vec<&str> = found.iter().map(|(_, code)| *code).collect();
    assert_eq!(codes, ["year_out_of_range", "weights_not_hundred", "points_not_hundred", "cut_offs_not_descending"]);
}

fn new(version: u32) -> NewPlan {
    NewPlan { id: format!("plan-{version}"), number: format!("KF-2025-00{version}"), version }
}

fn draft(version: u32, reason: Option<&str>, by: &Actor) -> Result<AssessmentPlan, Refusal> {
    AssessmentPlan::draft(new(version), CONTENT.clone(), reason.map(str::to_owned), by, at("2025-02-01 09:00"))
}

/// KH-5: the plan is made by 考评专责小组 and nobody else of the bureau.
#[test]
fn only_the_assessment_team_makes_the_plan() {
    for name in NAMES {
        let by = actor(name);
        let allowed = matches!(name, "考评组" | "系统");
        assert_eq!(draft(1, None, &by).is_ok(), allowed, "{name}");
        let published = draft(1, None, &actor("考评组")).unwrap().publish(None, &by, at("2025-02-02 09:00"));
        assert_eq!(published.is_ok(), allowed, "{name}");
    }
}

/// KH-5: published is frozen; a change is a new version with its reason, and takes the place of the old one.
#[test]
fn a_published_plan_is_frozen_and_followed_by_a_new_version() {
    let team = actor("考评组");
    let first = plan();
    let refused = first.rewrite(CONTENT.clone(), None, &team).unwrap_err();
    assert_eq!((refused.code, refused.basis.as_slice()), ("plan_frozen", ["KH-5"].as_slice()));
    assert!(
        matches!(first.publish(None, &team, at("2025-02-02 09:00")), Err(NotPublished::Refused(no)) if no.code == "plan_frozen")
    );

    assert_eq!(draft(2, None, &team).unwrap_err().code, "reason_missing");
    assert_eq!(draft(2, Some("  "), &team).unwrap_err().code, "reason_missing");
    let second = draft(2, Some("增加指标"), &team).unwrap();
    let second = second.rewrite(changed(&[("/title", json!("修订稿"))]), Some("增加指标".to_owned()), &team).unwrap();
    let other_year = second.rewrite(changed(&[("/year", json!(2026))]), Some("改年".to_owned()), &team);
    assert_eq!(other_year.unwrap_err().code, "year_fixed");
    let published = second.publish(Some(&first), &team, at("2025-02-02 09:00")).unwrap();
    assert_eq!(published.plan.status, PlanStatus::Published);
    assert_eq!(published.plan.published_by.as_deref(), Some("user-考评组"));
    let superseded = published.superseded.unwrap();
    assert_eq!((superseded.id.as_str(), superseded.status), ("plan-1", PlanStatus::Superseded));
    assert_eq!(superseded.content, first.content, "what was in force is not rewritten");

    let overtaken = draft(1, None, &team).unwrap().publish(Some(&published.plan), &team, at("2025-02-03 09:00"));
    assert!(matches!(overtaken, Err(NotPublished::Refused(no)) if no.code == "plan_overtaken"));
}

#[test]
fn a_faulty_plan_can_be_drafted_but_not_published() {
    let team = actor("考评组");
    let content = changed(&[("/cut_offs/third", json!("85"))]);
    let draft = AssessmentPlan::draft(new(1), content, None, &team, at("2025-02-01 09:00")).unwrap();
    let Err(NotPublished::Faulty(faults)) = draft.publish(None, &team, at("2025-02-02 09:00")) else { panic!() };
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].basis, ["KH-9.1"]);
}

/// KH-2, KH-5: units and windows, once a year, under the plan in force.
#[test]
fn an_assessment_is_opened_once_under_the_plan_in_force() {
    let team = actor("考评组");
    let open = |target: Target, plan: &AssessmentPlan, by: &str| {
        let by = actor(by);
        let new = NewAssessment { id: "a".to_owned(), number: "KH-1".to_owned() };
        let context = context(&by, at("2026-01-05 09:00"), "x");
        assessment::open(new, target, plan, &context).map_err(|refusal| refusal.code)
    };
    let window = Target { window_id: Some("window-1".to_owned()), ..target() };
    let file = open(window, &plan(), "考评组").unwrap().next;
    assert_eq!((file.target_kind.code(), file.year, file.plan_version), ("window", 2025, 1));
    assert_eq!(open(target(), &draft(1, None, &team).unwrap(), "考评组"), Err("plan_not_in_force"));
    assert_eq!(open(Target { already_assessed: true, ..target() }, &plan(), "考评组"), Err("already_assessed"));
    for name in NAMES {
        let allowed = matches!(name, "考评组" | "系统");
        assert_eq!(open(target(), &plan(), name).is_ok(), allowed, "{name}");
    }
}
