//! One case on its way: the file, its clocks, and the facts of the moment that the application would look up.

use std::sync::LazyLock;

use serde_json::{Map, Value};
use yingshang_calendar::{Instant, WorkCalendar};
use yingshang_rules::complaint::command::{Command, Registration, RespondentInput};
use yingshang_rules::complaint::gate::Action;
use yingshang_rules::complaint::{Complaint, Context, Decision, Facts, NewCase, Respondent, decide, register};
use yingshang_rules::deadline::DeadlineKind;
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::{Actor, Refusal};

use super::cast::{ACCEPTANCE_UNIT, unit_of};
use super::ledger::Ledger;
use super::steps::{self, REGISTER, read};

pub static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(WorkCalendar::embedded);
pub static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::embedded);

/// A moment at +08:00, written `2026-02-07 23:30`, with seconds where they matter.
pub fn at(text: &str) -> Instant {
    let seconds = if text.matches(':').count() == 1 { ":00" } else { "" };
    format!("{}{seconds}+08:00", text.replace(' ', "T")).parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[derive(Debug, Clone, Default)]
pub struct Procedure {
    case: Option<Complaint>,
    pub ledger: Ledger,
    taken: usize,
}

impl Procedure {
    pub fn case(&self) -> &Complaint {
        self.case.as_ref().expect("the case is registered")
    }

    /// The facts around a step. Records are numbered by the step that makes them, so that a table can point at them.
    pub fn context<'a>(&self, actor: &'a Actor, now: Instant) -> Context<'a> {
        Context {
            actor,
            now,
            calendar: &CALENDAR,
            rulebook: &RULEBOOK,
            new_id: format!("第{}步", self.taken + 1),
            facts: Facts {
                handling_due_on: self.ledger.due_on(DeadlineKind::Handling),
                signing_due_on: self.ledger.due_on(DeadlineKind::ReceiptSigning),
                ..Facts::default()
            },
        }
    }

    /// Asks for a command; nothing changes.
    pub fn decide(&self, actor: &Actor, command: Command, now: Instant) -> Result<Decision, Refusal> {
        let mut context = self.context(actor, now);
        match &command {
            Command::Assign(body) => context.facts.assignee_is_acceptance_body = body.unit_id == ACCEPTANCE_UNIT,
            Command::Amend(body) => {
                context.facts.respondents = resolved(body.respondents.as_deref().unwrap_or_default())
            }
            _ => {}
        }
        decide(self.case(), command, &context)
    }

    /// Asks for a step by its label; `item` names the record it is taken on, by default the open one.
    pub fn ask(
        &self,
        actor: &Actor,
        step: &str,
        item: Option<&str>,
        body: Value,
        now: Instant,
    ) -> Result<Decision, Refusal> {
        if step == REGISTER {
            return self.ask_to_register(actor, body, now);
        }
        let action = steps::action(step);
        self.decide(actor, steps::command(action, self.item(action, item), body), now)
    }

    fn item(&self, action: Action, named: Option<&str>) -> String {
        let item = named.map(str::to_owned).or_else(|| steps::open_item(self.case(), action));
        item.unwrap_or_else(|| "无".to_owned())
    }

    fn ask_to_register(&self, actor: &Actor, mut body: Value, now: Instant) -> Result<Decision, Refusal> {
        let beside: &mut Map<String, Value> = body.as_object_mut().expect("a body is an object");
        let mut take = |name: &str| beside.remove(name).unwrap_or_default();
        let (repeats, external) = (take("possible_repeats"), take("external"));
        let body: Registration = read(body);
        let mut context = self.context(actor, now);
        context.facts.respondents = resolved(&body.respondents);
        let new = NewCase {
            id: "case".to_owned(),
            number: "TS-2026-000001".to_owned(),
            external: read(external),
            possible_repeats: read::<Option<_>>(repeats).unwrap_or_default(),
        };
        register(new, body, &context)
    }

    /// Makes a decision true.
    pub fn apply(&mut self, decision: Decision, now: Instant) {
        for change in &decision.deadlines {
            self.ledger.apply(change, now);
        }
        self.case = Some(decision.next);
        self.taken += 1;
    }
}

fn resolved(named: &[RespondentInput]) -> Vec<Respondent> {
    let resolve = |r: &RespondentInput| Respondent {
        unit_id: r.unit_id.clone(),
        staff_id: r.staff_id.clone(),
        staff_unit_id: r.staff_id.as_deref().and_then(unit_of),
        is_acceptance_body: r.unit_id.as_deref() == Some(ACCEPTANCE_UNIT),
        description: r.description.clone(),
    };
    named.iter().map(resolve).collect()
}
