//! The case tables: what happened, and what must come of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use yingshang_rules::complaint::gate::gate;
use yingshang_rules::complaint::{ComplaintStatus, Decision};
use yingshang_rules::deadline::DeadlineChange;
use yingshang_rules::{Refusal, RefusalKind};

use super::cast::actor;
use super::procedure::{Procedure, at};
use super::steps::{self, REGISTER};

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Step {
    #[serde(rename = "时间")]
    at: String,
    #[serde(rename = "经办")]
    by: String,
    #[serde(rename = "步骤")]
    step: String,
    /// Changes to the usual content of the step.
    #[serde(rename = "内容", default)]
    body: Map<String, Value>,
    /// The record it is taken on, by the step that made it; by default the open one.
    #[serde(rename = "所指", default)]
    item: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    #[serde(rename = "接", default)]
    after: Option<String>,
    #[serde(rename = "经过")]
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(rename = "名称")]
    name: String,
    /// Obligations the machine must cite on this course.
    #[serde(rename = "条目")]
    cited: Vec<String>,
    /// Obligations the outcome itself proves; no step cites them.
    #[serde(rename = "另证", default)]
    #[expect(dead_code, reason = "read by people and by the coverage check")]
    shown: Vec<String>,
    #[serde(rename = "起点", default)]
    after: Option<String>,
    #[serde(rename = "经过", default)]
    steps: Vec<Step>,
    #[serde(rename = "结果", default)]
    outcome: Option<Outcome>,
    #[serde(rename = "拒绝", default)]
    refusal: Option<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    #[serde(rename = "状态")]
    status: String,
    /// When one looks at the clocks; by default at the last step.
    #[serde(rename = "时刻", default)]
    seen_at: Option<String>,
    /// Every clock the case ever had.
    #[serde(rename = "时限", default)]
    clocks: Option<BTreeMap<String, String>>,
    /// Places in the case file and what they must hold.
    #[serde(rename = "案卷", default)]
    file: BTreeMap<String, Value>,
    /// What the log says of the last step.
    #[serde(rename = "事件", default)]
    events: Option<Vec<String>>,
}

/// A refused last step.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(rename = "代码")]
    code: String,
    #[serde(rename = "性质")]
    kind: String,
    #[serde(rename = "依据")]
    basis: Vec<String>,
    #[serde(rename = "事实", default)]
    params: Map<String, Value>,
}

static HISTORIES: LazyLock<BTreeMap<String, History>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../cases/complaint_histories.json")).unwrap());

/// A case that has come to this point in the usual way.
pub fn procedure_at(point: &str) -> Procedure {
    let mut course = Course::default();
    course.go_to(point);
    course.procedure
}

/// A case on its way, and every obligation cited so far.
#[derive(Default)]
struct Course {
    procedure: Procedure,
    cited: BTreeSet<&'static str>,
}

impl Course {
    fn go_to(&mut self, point: &str) {
        let history = HISTORIES.get(point).unwrap_or_else(|| panic!("no history leads to {point}"));
        if let Some(before) = &history.after {
            self.go_to(before);
        }
        for step in &history.steps {
            self.take(step).unwrap_or_else(|refusal| panic!("on the way to {point}: {refusal:?}"));
        }
    }

    /// Takes a step; gives the labels of its events, or the refusal.
    fn take(&mut self, step: &Step) -> Result<Vec<String>, Refusal> {
        let now = at(&step.at);
        let body = steps::body(&step.step, 0, &step.body);
        if step.step != REGISTER {
            self.cited.extend(gate(steps::action(&step.step)).basis);
        }
        let decision = self.procedure.ask(&actor(&step.by), &step.step, step.item.as_deref(), body, now)?;
        let events = decision.events.iter().map(|e| e.kind.label().to_owned()).collect();
        self.cited.extend(cited_by(&decision));
        self.procedure.apply(decision, now);
        Ok(events)
    }
}

fn cited_by(decision: &Decision) -> BTreeSet<&'static str> {
    let events = decision.events.iter().flat_map(|e| e.basis.clone());
    let clocks = decision.deadlines.iter().flat_map(|change| match change {
        DeadlineChange::Open { basis, .. } => basis.clone(),
        _ => Vec::new(),
    });
    events.chain(clocks).collect()
}

impl Case {
    fn check(&self) {
        let name = &self.name;
        let mut course = Course::default();
        if let Some(point) = &self.after {
            course.go_to(point);
        }
        let mut last = None;
        for (place, step) in self.steps.iter().enumerate() {
            let answer = course.take(step);
            let is_last = place + 1 == self.steps.len();
            if let (Err(refusal), false) = (&answer, is_last && self.refusal.is_some()) {
                panic!("{name}: step {} is refused: {refusal:?}", place + 1);
            }
            last = Some((answer, at(&step.at)));
        }
        let (answer, now) = last.unwrap_or_else(|| panic!("{name}: nothing happens"));
        match (&self.outcome, &self.refusal, answer) {
            (None, Some(expected), Err(refusal)) => {
                course.cited.extend(refusal.basis.clone());
                expected.check(name, &refusal);
            }
            (Some(outcome), None, Ok(events)) => outcome.check(name, &course.procedure, &events, now),
            (_, _, answer) => panic!("{name}: one outcome or one refusal is expected, the answer was {answer:?}"),
        }
        for id in &self.cited {
            assert!(course.cited.contains(id.as_str()), "{name}: nothing cites {id}, only {:?}", course.cited);
        }
    }
}

impl Outcome {
    fn check(&self, name: &str, procedure: &Procedure, events: &[String], now: yingshang_calendar::Instant) {
        let case = procedure.case();
        assert_eq!(case.status.label(), self.status, "{name}");
        if let Some(clocks) = &self.clocks {
            let now = self.seen_at.as_deref().map_or(now, at);
            assert_eq!(&procedure.ledger.describe(now), clocks, "{name}");
        }
        let file = json!(case);
        for (place, value) in &self.file {
            assert_eq!(file.pointer(place), Some(value), "{name}: {place}");
        }
        if let Some(expected) = &self.events {
            assert_eq!(events, expected, "{name}");
        }
    }
}

impl Expected {
    fn check(&self, name: &str, refusal: &Refusal) {
        let kind = match refusal.kind {
            RefusalKind::WrongState => "状态不符",
            RefusalKind::NotThisActor => "无权办理",
            RefusalKind::AgainstRule => "违反规定",
        };
        assert_eq!((refusal.code, kind), (self.code.as_str(), self.kind.as_str()), "{name}: {refusal:?}");
        assert_eq!(refusal.basis, self.basis, "{name}: {}", self.code);
        for (key, value) in &self.params {
            assert_eq!(refusal.params.get(key), Some(value), "{name}: {key}");
        }
    }
}

fn table(text: &str) -> Vec<Case> {
    serde_json::from_str(text).unwrap()
}

fn refusals() -> Vec<Case> {
    table(include_str!("../cases/complaint_refusals.json"))
}

#[test]
fn every_course_has_its_deadlines() {
    table(include_str!("../cases/complaint_deadlines.json")).iter().for_each(Case::check);
}

#[test]
fn every_course_has_its_records() {
    table(include_str!("../cases/complaint_records.json")).iter().for_each(Case::check);
}

#[test]
fn every_refusal_has_its_article() {
    refusals().iter().for_each(Case::check);
}

/// The table of refusals is complete: it has every code the sources can give.
#[test]
fn every_code_of_refusal_is_in_the_table() {
    let tested: BTreeSet<String> = refusals().into_iter().filter_map(|c| c.refusal).map(|r| r.code).collect();
    let known = codes_in_sources();
    assert!(known.len() > 30, "the sources were read: {known:?}");
    assert_eq!(tested, known);
}

/// Every word in snake case between quotes that stands first in a `Refusal::state(`, `actor(` or `rule(`, or in a choice of codes.
fn codes_in_sources() -> BTreeSet<String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<PathBuf> =
        fs::read_dir(src.join("complaint")).unwrap().map(|entry| entry.unwrap().path()).collect();
    // What complaints share with the procedures of the counter.
    files.push(src.join("procedure.rs"));
    let mut codes = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for call in ["Refusal::state(", "Refusal::actor(", "Refusal::rule(", "=> (\""] {
            for (place, _) in text.match_indices(call) {
                let rest = text[place + call.len()..].trim_start().trim_start_matches('"');
                let word: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let quoted = rest[word.len()..].starts_with('"');
                codes.extend((quoted && word.contains('_')).then_some(word));
            }
        }
    }
    codes
}

/// Each state has a usual way to it, which the other tests build on.
#[test]
fn the_usual_ways_lead_to_every_state() {
    for status in ComplaintStatus::ALL {
        assert_eq!(procedure_at(status.label()).case().status, *status);
    }
}
