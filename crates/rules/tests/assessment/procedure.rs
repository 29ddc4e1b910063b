//! One assessment with its clocks, and steps on it the way the application layer takes them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::Duration;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use yingshang_calendar::{Instant, Terms, WorkCalendar};
use yingshang_rules::actor::PostKind;
use yingshang_rules::assessment::consequences::StaffMember;
use yingshang_rules::assessment::evidence::{Candidate, Failing};
use yingshang_rules::assessment::gate::Action;
use yingshang_rules::assessment::plan::{AssessmentPlan, NewPlan, PlanContent};
use yingshang_rules::assessment::satisfaction::{GradeCounts, SatisfactionCounts};
use yingshang_rules::assessment::{self, Assessment, Command, Context, Decision, Facts, NewAssessment, Target};
use yingshang_rules::deadline::{ClosedAs, DeadlineChange, DeadlineKind, closed_as, compute};
use yingshang_rules::procedure;
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::{Actor, Refusal};

use super::cast::{UNIT, actor};

pub static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(WorkCalendar::embedded);
pub static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::embedded);
pub static CONTENT: LazyLock<PlanContent> =
    LazyLock::new(|| serde_json::from_str(include_str!("../cases/assessment_plan.json")).unwrap());
static BODIES: LazyLock<BTreeMap<String, Vec<Map<String, Value>>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../cases/assessment_bodies.json")).unwrap());

/// Stands in every text a person wrote, so that a test can see where such texts go.
pub const MARK: char = '※';

/// A moment at +08:00, written `2026-03-02 09:30`.
pub fn at(text: &str) -> Instant {
    format!("{}:00+08:00", text.replace(' ', "T")).parse().unwrap()
}

/// The plan of the tests, in force since early 2025.
pub fn plan() -> AssessmentPlan {
    let new = NewPlan { id: "plan-1".to_owned(), number: "KF-2025-001".to_owned(), version: 1 };
    let team = actor("考评组");
    let draft = AssessmentPlan::draft(new, CONTENT.clone(), None, &team, at("2025-01-10 09:00")).unwrap();
    draft.publish(None, &team, at("2025-01-20 09:00")).unwrap().plan
}

pub fn variants(action: Action) -> usize {
    BODIES.get(action.code()).unwrap_or_else(|| panic!("assessment_bodies.json has no {action}")).len()
}

/// The usual body of a step, changed by its variant and then by `changes`; 「今日+3」 is worked out.
pub fn body(action: Action, variant: usize, changes: &Map<String, Value>, now: Instant) -> Value {
    let known = &BODIES[action.code()];
    let mut body = known[0].clone();
    body.extend(known[variant].clone());
    body.extend(changes.clone());
    for value in body.values_mut() {
        let days = value.as_str().and_then(|text| text.strip_prefix("今日")).map(str::to_owned);
        if let Some(days) = days {
            let days = if days.is_empty() { 0 } else { days.parse().unwrap() };
            *value = json!(now.date() + Duration::days(days));
        }
    }
    Value::Object(body)
}

fn read<T: DeserializeOwned>(body: Value) -> T {
    let text = body.to_string();
    serde_json::from_value(body).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What the records of the year hold against the unit: one complaint, and one late refusal that is on record twice.
pub fn candidates() -> Vec<Candidate> {
    let of = |failing, label: &str, href: &str| Candidate {
        failing,
        occurred_on: "2025-06-30".parse().unwrap(),
        label: label.to_owned(),
        href: href.to_owned(),
    };
    let subject_id = "refusal-7".to_owned();
    vec![
        of(Failing::Complaint { number: "TS-2025-000123".to_owned() }, "TS-2025-000123", "/v1/complaints/c-123"),
        of(
            Failing::MissedDeadline {
                deadline_id: "deadline-1".to_owned(),
                kind: DeadlineKind::RefusalFiling,
                subject_id: subject_id.clone(),
            },
            "FD-2025-000007",
            "/v1/deadlines/deadline-1",
        ),
        of(
            Failing::Finding {
                finding_id: "finding-1".to_owned(),
                kind: yingshang_rules::finding::FindingKind::RefusalNotFiled,
                subject_id,
            },
            "FD-2025-000007",
            "/v1/findings/finding-1",
        ),
    ]
}

/// The command of a step; `on` names the piece of evidence, the first open one unless it is given.
pub fn command(file: &Assessment, action: Action, mut body: Value) -> Command {
    match action {
        Action::SelfAssess => Command::SelfAssess(read(body)),
        Action::ScoreDuties => Command::ScoreDuties(read(body)),
        Action::ReviseScore => Command::ReviseScore(read(body)),
        Action::RecordCheck => Command::RecordCheck(read(body)),
        Action::CollectEvidence => Command::CollectEvidence(candidates()),
        Action::AddEvidence => Command::AddEvidence(read(body)),
        Action::DecideEvidence => {
            let named = body.as_object_mut().unwrap().remove("on");
            let named = named.map(|id| id.as_str().unwrap().to_owned());
            let waiting = file.open_evidence().chain(&file.evidence).next().map(|each| each.id.clone());
            Command::DecideEvidence(named.or(waiting).unwrap_or_else(|| "none".to_owned()), read(body))
        }
        Action::ConcludeEvidence => Command::ConcludeEvidence,
        Action::MeasureSatisfaction => Command::MeasureSatisfaction,
        Action::Summarise => Command::Summarise,
        Action::Deliberate => Command::Deliberate(read(body)),
        Action::Commend => Command::Commend(read(body)),
        Action::Talk => Command::Talk(read(body)),
        Action::SubmitReport => Command::SubmitReport(read(body)),
        Action::Object => Command::Object(read(body)),
        Action::DecideObjection => Command::DecideObjection(read(body)),
        Action::RecordFalsification => Command::RecordFalsification(read(body)),
        Action::Close => Command::Close(read(body)),
    }
}

fn counts(satisfied: u32, basic: u32, dissatisfied: u32) -> GradeCounts {
    GradeCounts { satisfied, basic, dissatisfied }
}

/// What stands outside the file in the tests.
pub fn facts(actor_belongs_to_target: bool) -> Facts<'static> {
    let staff = |id: &str, post_kind| StaffMember { staff_id: id.to_owned(), post_kind };
    Facts {
        plan: &CONTENT,
        actor_belongs_to_target,
        satisfaction: SatisfactionCounts { evaluations: counts(180, 10, 10), surveys: counts(45, 5, 0) },
        other_targets: vec![
            SatisfactionCounts { evaluations: counts(100, 0, 0), surveys: counts(0, 0, 0) },
            SatisfactionCounts { evaluations: counts(50, 0, 50), surveys: counts(10, 0, 10) },
            SatisfactionCounts::default(),
        ],
        staff: vec![staff("s-2", PostKind::PublicWelfare), staff("s-1", PostKind::BureauStaff)],
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Clock {
    pub kind: DeadlineKind,
    pub terms: Terms,
    pub closed: Option<ClosedAs>,
}

impl Clock {
    pub fn due_on(&self) -> String {
        compute(&self.terms, &CALENDAR, 0).due_on.unwrap().to_string()
    }
}

/// An assessment, its clocks, and everything it has left behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub file: Assessment,
    pub clocks: Vec<Clock>,
    pub past: Vec<Decision>,
}

impl Case {
    /// Opened for the unit of the cast.
    pub fn opened() -> Self {
        let team = actor("考评组");
        let now = at("2026-01-05 09:00");
        let new = NewAssessment { id: "case-1".to_owned(), number: "KH-2025-001".to_owned() };
        let decision = assessment::open(new, target(), &plan(), &context(&team, now, "open")).unwrap();
        let mut case = Self { file: decision.next.clone(), clocks: Vec::new(), past: Vec::new() };
        case.keep(decision, now);
        case
    }

    pub fn take(&mut self, name: &str, action: Action, body: Value, now: Instant) -> Result<(), Refusal> {
        self.take_as(&actor(name), action, body, now, false)
    }

    pub fn take_as(
        &mut self,
        actor: &Actor,
        action: Action,
        body: Value,
        now: Instant,
        belongs: bool,
    ) -> Result<(), Refusal> {
        let mut context = context(actor, now, &format!("id{}", self.past.len()));
        context.facts = facts(belongs);
        let decision = assessment::decide(&self.file, command(&self.file, action, body), &context)?;
        self.keep(decision, now);
        Ok(())
    }

    fn keep(&mut self, decision: Decision, now: Instant) {
        self.file = decision.next.clone();
        for change in &decision.deadlines {
            self.change(change, now);
        }
        self.past.push(decision);
    }

    /// Strict: a change that finds no clock to change is a fault.
    fn change(&mut self, change: &DeadlineChange, now: Instant) {
        let running = |clocks: &mut Vec<Clock>, kind| {
            let found = clocks.iter_mut().position(|clock| clock.kind == kind && clock.closed.is_none());
            found.unwrap_or_else(|| panic!("{kind} does not run"))
        };
        match change {
            DeadlineChange::Open { kind, start, limit, basis, .. } => {
                assert!(!basis.is_empty() && self.clocks.iter().all(|c| c.kind != *kind || c.closed.is_some()));
                self.clocks.push(Clock { kind: *kind, terms: Terms::new(*start, *limit), closed: None });
            }
            DeadlineChange::Close { kind, .. } => {
                let place = running(&mut self.clocks, *kind);
                let due_at = compute(&self.clocks[place].terms, &CALENDAR, 0).due_at;
                self.clocks[place].closed = Some(closed_as(due_at, now));
            }
            DeadlineChange::Lift { kind } => {
                let place = running(&mut self.clocks, *kind);
                self.clocks[place].closed = Some(ClosedAs::Lifted);
            }
            other => panic!("no step of an assessment makes {other:?}"),
        }
    }

    pub fn open_clocks(&self) -> Vec<DeadlineKind> {
        self.clocks.iter().filter(|clock| clock.closed.is_none()).map(|clock| clock.kind).collect()
    }
}

pub fn target() -> Target {
    Target { unit_id: UNIT.to_owned(), window_id: None, name: "审批股".to_owned(), already_assessed: false }
}

pub fn context<'a>(actor: &'a Actor, now: Instant, new_id: &str) -> Context<'a> {
    procedure::Context {
        actor,
        now,
        calendar: &CALENDAR,
        rulebook: &RULEBOOK,
        new_id: new_id.to_owned(),
        facts: facts(false),
    }
}
