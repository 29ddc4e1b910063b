//! Every "no", from the table a lawyer can read; and that the table has every code the sources can give.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};
use yingshang_rules::assessment::codes::{AssessmentGrade, AssessmentStatus};
use yingshang_rules::assessment::gate::Action;
use yingshang_rules::refusal::RefusalKind;

use super::cast::{UNIT, actor};
use super::course::case_at;
use super::procedure::{RULEBOOK, at, body};
use yingshang_rules::{Actor, Role};

/// A case of the table: where it starts, what is done, and the "no" to the last step.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    from: AssessmentStatus,
    #[serde(default)]
    grade: Option<AssessmentGrade>,
    steps: Vec<Step>,
    code: String,
    kind: String,
    basis: Vec<String>,
    #[serde(default)]
    params: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    who: String,
    step: Action,
    #[serde(default)]
    variant: usize,
    #[serde(default)]
    body: Map<String, Value>,
    #[serde(default)]
    at: Option<String>,
    #[serde(default)]
    belongs: bool,
}

/// Somebody of the assessment team whose unit is the one assessed.
fn who(name: &str) -> Actor {
    if name != "本单位的考评组" {
        return actor(name);
    }
    let Actor::Staff(mut staff) = actor("考评组") else { panic!("the team is staff") };
    staff.unit_id = Some(UNIT.to_owned());
    assert_eq!(staff.roles, [Role::AssessmentTeam]);
    Actor::Staff(staff)
}

fn table() -> Vec<Case> {
    serde_json::from_str(include_str!("../cases/assessment_refusals.json")).unwrap()
}

#[test]
fn every_no_has_its_article() {
    for each in table() {
        let mut case = case_at(each.from, each.grade.unwrap_or(AssessmentGrade::NotQualified));
        let mut last = None;
        for step in &each.steps {
            assert_eq!(last, None, "{}: an earlier step was refused", each.name);
            let now = at(step.at.as_deref().unwrap_or("2026-03-03 09:00"));
            let body = body(step.step, step.variant, &step.body, now);
            last = case.take_as(&who(&step.who), step.step, body, now, step.belongs).err();
        }
        let refusal = last.unwrap_or_else(|| panic!("{}: nothing was refused", each.name));
        let kind = match refusal.kind {
            RefusalKind::WrongState => "state",
            RefusalKind::NotThisActor => "actor",
            RefusalKind::AgainstRule => "rule",
        };
        assert_eq!((refusal.code, kind), (each.code.as_str(), each.kind.as_str()), "{}", each.name);
        assert_eq!(refusal.basis, each.basis, "{}", each.name);
        refusal.basis.iter().for_each(|id| assert!(RULEBOOK.obligation(id).is_some(), "{id}"));
        for (name, value) in &each.params {
            assert_eq!(refusal.params.get(name), Some(value), "{}: {name}", each.name);
        }
    }
}

/// Codes about plans and about opening are tested with the plan; those of the shared gate and times with the table.
const OF_THE_PLAN: [&str; 7] = [
    "not_plan_maker",
    "plan_frozen",
    "year_fixed",
    "plan_overtaken",
    "reason_missing",
    "plan_not_in_force",
    "already_assessed",
];

#[test]
fn every_code_of_refusal_is_in_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/assessment");
    let mut known = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for call in ["Refusal::state(", "Refusal::actor(", "Refusal::rule("] {
            for (place, _) in text.match_indices(call) {
                let rest = text[place + call.len()..].trim_start();
                let code = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
                known.insert(code.expect("a code is written out").to_owned());
            }
        }
    }
    assert!(known.len() > 25, "the sources were read: {known:?}");
    known.extend(["wrong_state", "not_entrusted", "in_the_future"].map(str::to_owned));
    let table = table();
    let tested: BTreeSet<String> =
        table.iter().map(|case| case.code.clone()).chain(OF_THE_PLAN.map(str::to_owned)).collect();
    assert_eq!(tested, known);
}
