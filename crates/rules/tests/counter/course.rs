//! The case tables: what happened, and what must come of it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};
use yingshang_calendar::Instant;
use yingshang_rules::{Refusal, RefusalKind};

use super::bodies;
use super::cast::actor;
use super::invariants::check_counter;
use super::procedure::{Counter, at, rulebook_with};
use super::steps::Step;

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Move {
    #[serde(rename = "时间")]
    at: String,
    #[serde(rename = "经办")]
    by: String,
    #[serde(rename = "步骤")]
    step: String,
    /// Changes to the usual content of the step.
    #[serde(rename = "内容", default)]
    body: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    #[serde(rename = "接", default)]
    after: Option<String>,
    #[serde(rename = "经过")]
    steps: Vec<Move>,
}

/// One case of a table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(rename = "名称")]
    name: String,
    /// Obligations that the steps must cite on this course.
    #[serde(rename = "条目")]
    cited: Vec<String>,
    /// Obligations the outcome itself proves; no step cites them.
    #[serde(rename = "另证", default)]
    #[expect(dead_code, reason = "read by people and by the coverage check")]
    shown: Vec<String>,
    #[serde(rename = "参数", default)]
    flags: Map<String, Value>,
    #[serde(rename = "起点", default)]
    after: Option<String>,
    #[serde(rename = "经过", default)]
    steps: Vec<Move>,
    #[serde(rename = "结果", default)]
    outcome: Option<Outcome>,
    #[serde(rename = "拒绝", default)]
    refusal: Option<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    #[serde(rename = "状态")]
    statuses: BTreeMap<String, String>,
    /// When one looks at the clocks; by default at the last step.
    #[serde(rename = "时刻", default)]
    seen_at: Option<String>,
    /// Every clock each case named here ever had.
    #[serde(rename = "时限", default)]
    clocks: BTreeMap<String, BTreeMap<String, String>>,
    /// Places in the case files and what they must hold.
    #[serde(rename = "案卷", default)]
    file: BTreeMap<String, Value>,
    /// What the log says of the last step.
    #[serde(rename = "事件", default)]
    events: Option<Vec<String>>,
    /// All texts issued on the course.
    #[serde(rename = "文书", default)]
    documents: Option<Vec<String>>,
    /// All findings of the course; none unless named.
    #[serde(rename = "发现", default)]
    findings: Vec<String>,
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
    LazyLock::new(|| serde_json::from_str(include_str!("../cases/counter_histories.json")).unwrap());

/// Reads a table.
pub fn table(text: &str) -> Vec<Case> {
    serde_json::from_str(text).unwrap()
}

/// The counter when a case has come to this point in the usual way.
pub fn counter_at(point: &str) -> Counter {
    let mut counter = Counter::new(rulebook_with(&Map::new()));
    go_to(&mut counter, point);
    counter
}

fn go_to(counter: &mut Counter, point: &str) {
    let history = HISTORIES.get(point).unwrap_or_else(|| panic!("no history leads to {point}"));
    if let Some(before) = &history.after {
        go_to(counter, before);
    }
    for step in &history.steps {
        take(counter, step).unwrap_or_else(|refusal| panic!("on the way to {point}: {}: {refusal:?}", step.step));
    }
}

fn take(counter: &mut Counter, each: &Move) -> Result<(), Refusal> {
    let (step, now) = (Step::named(&each.step), at(&each.at));
    let body = bodies::body(step, 0, &each.body, now);
    counter.take(&actor(&each.by), step, body, now)?;
    check_counter(counter);
    Ok(())
}

impl Case {
    pub fn check(&self) {
        let name = &self.name;
        let mut counter = Counter::new(rulebook_with(&self.flags));
        if let Some(point) = &self.after {
            go_to(&mut counter, point);
        }
        let (last, before) = self.steps.split_last().unwrap_or_else(|| panic!("{name}: nothing happens"));
        for step in before {
            take(&mut counter, step).unwrap_or_else(|refusal| panic!("{name}: {}: {refusal:?}", step.step));
        }
        let answer = take(&mut counter, last);
        let mut cited = counter.log.cited.clone();
        match (&self.outcome, &self.refusal, answer) {
            (None, Some(expected), Err(refusal)) => {
                cited.extend(&refusal.basis);
                expected.check(name, &refusal);
            }
            (Some(outcome), None, Ok(())) => outcome.check(name, &counter, at(&last.at)),
            (_, _, answer) => panic!("{name}: one outcome or one refusal is expected, the answer was {answer:?}"),
        }
        for id in &self.cited {
            assert!(cited.contains(id.as_str()), "{name}: nothing cites {id}, only {cited:?}");
        }
    }

    /// The code of the refusal this case ends with.
    pub fn refusal_code(&self) -> Option<&str> {
        self.refusal.as_ref().map(|refusal| refusal.code.as_str())
    }
}

impl Outcome {
    fn check(&self, name: &str, counter: &Counter, now: Instant) {
        let statuses: BTreeMap<_, _> = counter.statuses().into_iter().collect();
        for (case, status) in &self.statuses {
            assert_eq!(statuses.get(case.as_str()), Some(&status.as_str()), "{name}: {case}");
        }
        let now = self.seen_at.as_deref().map_or(now, at);
        let ledgers: BTreeMap<_, _> = counter.ledgers().into_iter().collect();
        for (case, clocks) in &self.clocks {
            assert_eq!(&ledgers[case.as_str()].describe(now), clocks, "{name}: {case}");
        }
        let files = counter.files();
        for (place, value) in &self.file {
            assert_eq!(files.pointer(place), Some(value), "{name}: {place}");
        }
        if let Some(expected) = &self.events {
            assert_eq!(&counter.log.events, expected, "{name}");
        }
        if let Some(expected) = &self.documents {
            let documents: Vec<&str> = counter.log.documents.iter().map(|kind| kind.label()).collect();
            assert_eq!(&documents, expected, "{name}");
        }
        let findings: Vec<&str> = counter.log.findings.iter().map(|kind| kind.label()).collect();
        assert_eq!(findings, self.findings, "{name}");
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
