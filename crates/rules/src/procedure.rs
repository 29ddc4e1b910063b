//! What every procedure is made of: the moment of a step, the decision on it, the events it leaves, and who may take it when.
//!
//! A procedure is a case file and a state table. `decide(&file, command, &context)` gives a [`Decision`] or a
//! [`Refusal`]. Complaints have a table of capacities of their own; the procedures of the counter share the one in
//! [`counter`].

pub mod counter;
mod step;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use yingshang_calendar::{Instant, Limit, Start, Unit, WorkCalendar};

use crate::actor::Actor;
use crate::code_list::Code;
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::document::DocumentKind;
use crate::finding::Finding;
use crate::refusal::Refusal;
use crate::rulebook::Rulebook;

pub(crate) use step::step;

/// The moment of a step: who, when, under which law, and the facts around the case.
#[derive(Debug, Clone)]
pub struct Context<'a, Facts> {
    /// Who asks.
    pub actor: &'a Actor,
    /// When.
    pub now: Instant,
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// Limits and parameters in force.
    pub rulebook: &'a Rulebook,
    /// Id for the record this step makes.
    pub new_id: String,
    /// What the case file does not hold.
    pub facts: Facts,
}

impl<Facts> Context<'_, Facts> {
    /// Today at +08:00.
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    pub(crate) fn limit(&self, parameter: &str) -> Limit {
        self.rulebook.limit(parameter)
    }

    /// A clock that starts today.
    pub(crate) fn open(&self, kind: DeadlineKind, parameter: &str, basis: &[&'static str]) -> DeadlineChange {
        self.open_from(kind, self.today(), parameter, basis)
    }

    pub(crate) fn open_from(
        &self,
        kind: DeadlineKind,
        start: NaiveDate,
        parameter: &str,
        basis: &[&'static str],
    ) -> DeadlineChange {
        open(kind, start, self.limit(parameter), basis)
    }

    /// A clock that ends on a date; a rest day rolls to the next working day (民法典第二百零三条).
    pub(crate) fn until(&self, kind: DeadlineKind, last: NaiveDate, basis: &[&'static str]) -> DeadlineChange {
        let days = (last - self.today()).num_days();
        open(kind, self.today(), Limit::new(u32::try_from(days).unwrap_or(0), Unit::CalendarDay), basis)
    }

    /// Refuses a moment that lies ahead; `basis` is the article that orders the moment to be recorded.
    pub(crate) fn not_ahead(
        &self,
        at: Option<Instant>,
        field: &'static str,
        basis: &'static str,
    ) -> Result<(), Refusal> {
        if at.is_some_and(|at| at > self.now) { Err(ahead(field, basis)) } else { Ok(()) }
    }

    /// Refuses a day that lies ahead; `basis` as above.
    pub(crate) fn day_not_ahead(
        &self,
        on: Option<NaiveDate>,
        field: &'static str,
        basis: &'static str,
    ) -> Result<(), Refusal> {
        if on.is_some_and(|on| on > self.today()) { Err(ahead(field, basis)) } else { Ok(()) }
    }
}

fn ahead(field: &'static str, basis: &'static str) -> Refusal {
    Refusal::rule("in_the_future", &[basis], "时间不能晚于现在。").with("field", field)
}

/// A clock that starts on a day; the day itself is not counted (民法典第二百零一条).
pub(crate) fn open(kind: DeadlineKind, start: NaiveDate, limit: Limit, basis: &[&'static str]) -> DeadlineChange {
    DeadlineChange::Open { kind, item_id: None, start: Start::Date(start), limit, basis: basis.to_vec() }
}

/// The duty behind a clock is done.
pub(crate) fn close(kind: DeadlineKind) -> DeadlineChange {
    DeadlineChange::Close { kind, item_id: None }
}

/// One entry of the append-only log. Payloads are thin: codes, dates and ids, never personal data or free text.
#[derive(Debug, Clone, PartialEq)]
pub struct Event<Kind> {
    /// What happened.
    pub kind: Kind,
    /// Codes, dates and ids.
    pub payload: Map<String, Value>,
    /// Obligations it rests on.
    pub basis: Vec<&'static str>,
}

impl<Kind> Event<Kind> {
    /// An event without facts of its own.
    pub fn new(kind: Kind, basis: &[&'static str]) -> Self {
        Self { kind, payload: Map::new(), basis: basis.to_vec() }
    }

    /// Adds a fact.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.payload.insert(name.to_owned(), value.into());
        self
    }

    /// An event that is a change of state; writes the new state.
    pub(crate) fn moved<S: Code>(status: &mut S, to: S, kind: Kind, basis: &[&'static str]) -> Self {
        let from = std::mem::replace(status, to);
        Self::new(kind, basis).with("from", json!(from.code())).with("to", json!(to.code()))
    }
}

/// A numbered text that leaves the house with a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Which text.
    pub kind: DocumentKind,
    /// The record of the case file it belongs to, where a case may have several of the kind.
    pub item_id: Option<String>,
}

/// The answer "yes", with everything that follows from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision<File, Kind> {
    /// The next case file.
    pub next: File,
    /// What the log says.
    pub events: Vec<Event<Kind>>,
    /// What happens to the clocks.
    pub deadlines: Vec<DeadlineChange>,
    /// Breaches by the office that the step brought to light.
    pub findings: Vec<Finding>,
    /// Texts to be numbered and kept.
    pub documents: Vec<Issue>,
}

impl<File, Kind> Decision<File, Kind> {
    pub(crate) fn new(next: File, event: Event<Kind>) -> Self {
        Self { next, events: vec![event], deadlines: Vec::new(), findings: Vec::new(), documents: Vec::new() }
    }

    pub(crate) fn clocks(mut self, changes: impl IntoIterator<Item = DeadlineChange>) -> Self {
        self.deadlines.extend(changes);
        self
    }

    pub(crate) fn event(mut self, event: Event<Kind>) -> Self {
        self.events.push(event);
        self
    }

    pub(crate) fn found(mut self, findings: impl IntoIterator<Item = Finding>) -> Self {
        self.findings.extend(findings);
        self
    }

    pub(crate) fn issue(mut self, kind: DocumentKind) -> Self {
        self.documents.push(Issue { kind, item_id: None });
        self
    }
}

/// One step and whether it is open to the caller.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer<Action> {
    /// The step.
    pub action: Action,
    /// Record the step applies to (an extension request, a stop of the clock, a linked complaint).
    pub item_id: Option<String>,
    /// Why it is closed; `None` when it is open.
    pub closed: Option<Refusal>,
}

/// Every step in the order of the procedure with its answer. `check` says whether a step is open, `items` names the records it can be
/// taken on (`None`: on the case itself).
pub(crate) fn offers<Action: Copy>(
    actions: impl Iterator<Item = Action>,
    check: impl Fn(Action) -> Result<(), Refusal>,
    items: impl Fn(Action) -> Option<Vec<String>>,
) -> Vec<Offer<Action>> {
    let mut offers = Vec::new();
    for action in actions {
        let closed = check(action).err();
        let Some(items) = items(action) else {
            offers.push(Offer { action, item_id: None, closed });
            continue;
        };
        for item in items {
            offers.push(Offer { action, item_id: Some(item), closed: closed.clone() });
        }
    }
    offers
}
