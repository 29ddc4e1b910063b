//! What one applicant has at the counter: an application with its notices, its commitment and its refusal. Steps on one of them are
//! carried over to the application the way the application layer does it; all of it happens, or none.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use yingshang_calendar::{Instant, WorkCalendar};
use yingshang_rules::application::{self, Application};
use yingshang_rules::commitment::{self, Commitment, CommitmentStatus};
use yingshang_rules::deadline::DeadlineKind;
use yingshang_rules::document::DocumentKind;
use yingshang_rules::finding::FindingKind;
use yingshang_rules::notice::{self, Notice};
use yingshang_rules::procedure::Context;
use yingshang_rules::refusal_filing::{self, RefusalFiling};
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::service_item::ItemVersion;
use yingshang_rules::{Actor, Refusal};

use super::bodies::{spell_out_materials, take};
use super::cast::LEADER_IN_CHARGE;
use super::items::item;
use super::ledger::Ledger;
use super::steps::Step;

pub static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(WorkCalendar::embedded);
pub static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::embedded);

/// A moment at +08:00, written `2026-02-07 23:30`, with seconds where they matter.
pub fn at(text: &str) -> Instant {
    let seconds = if text.matches(':').count() == 1 { ":00" } else { "" };
    format!("{}{seconds}+08:00", text.replace(' ', "T")).parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The rulebook of an installation that answers these questions otherwise.
pub fn rulebook_with(flags: &Map<String, Value>) -> &'static Rulebook {
    if flags.is_empty() {
        return &RULEBOOK;
    }
    let mut text = Rulebook::EMBEDDED.to_owned();
    for (key, flag) in flags {
        let start = text.find(&format!("key = \"{key}\"")).unwrap_or_else(|| panic!("no parameter is called {key}"));
        let was = !flag.as_bool().expect("only flags are changed");
        text = text[..start].to_owned()
            + &text[start..].replacen(&format!("value.flag = {was}"), &format!("value.flag = {flag}"), 1);
    }
    let rulebook = Rulebook::parse(&text).unwrap();
    flags.iter().for_each(|(key, flag)| assert_eq!(flag, rulebook.flag(key), "{key}"));
    Box::leak(Box::new(rulebook))
}

/// A case file and its clocks.
#[derive(Debug, Clone)]
pub struct Case<File> {
    pub file: File,
    pub ledger: Ledger,
}

/// What the decisions said so far.
#[derive(Debug, Clone, Default)]
pub struct Log {
    /// Events of the last step.
    pub events: Vec<&'static str>,
    pub cited: BTreeSet<&'static str>,
    pub findings: Vec<FindingKind>,
    pub documents: Vec<DocumentKind>,
}

#[derive(Debug, Clone)]
pub struct Counter {
    pub rulebook: &'static Rulebook,
    pub item: ItemVersion,
    pub application: Option<Case<Application>>,
    /// The newest comes last; steps on a notice are on that one.
    pub notices: Vec<Case<Notice>>,
    pub commitment: Option<Case<Commitment>>,
    pub refusal: Option<Case<RefusalFiling>>,
    pub log: Log,
    taken: usize,
}

impl Counter {
    pub fn new(rulebook: &'static Rulebook) -> Self {
        Self {
            rulebook,
            item: item("许可"),
            application: None,
            notices: Vec::new(),
            commitment: None,
            refusal: None,
            log: Log::default(),
            taken: 0,
        }
    }

    pub fn application(&self) -> &Application {
        &self.application.as_ref().expect("an application is registered").file
    }

    pub fn notice(&self) -> &Notice {
        &self.notices.last().expect("a notice is opened").file
    }

    pub fn commitment(&self) -> &Commitment {
        &self.commitment.as_ref().expect("a commitment is proposed").file
    }

    pub fn refusal(&self) -> &RefusalFiling {
        &self.refusal.as_ref().expect("a refusal is drafted").file
    }

    /// Whether there is something to take the step on.
    pub fn is_possible(&self, step: Step) -> bool {
        match step {
            Step::Register => self.application.is_none(),
            Step::Open => true,
            Step::Application(_) | Step::Propose | Step::Draft => self.application.is_some(),
            Step::Notice(_) => !self.notices.is_empty(),
            Step::Commitment(_) => self.commitment.is_some(),
            Step::Refusal(_) => self.refusal.is_some(),
        }
    }

    /// Takes a step; nothing changes when it is refused. Records are numbered by the step that makes them.
    pub fn take(&mut self, actor: &Actor, step: Step, mut body: Value, now: Instant) -> Result<(), Refusal> {
        let mut next = self.clone();
        next.taken += 1;
        next.log.events.clear();
        next.log.cited.extend(step.basis());
        if let Some(name) = take::<Option<String>>(&mut body, "item") {
            next.item = item(&name);
        }
        spell_out_materials(&mut body, &next.item);
        match step {
            Step::Register => next.register(actor, body, now)?,
            Step::Application(action) => next.step_application(actor, action, body, now)?,
            Step::Open => next.open(actor, body, now)?,
            Step::Notice(action) => next.step_notice(actor, action, body, now)?,
            Step::Propose => next.propose(actor, body, now)?,
            Step::Commitment(action) => next.step_commitment(actor, action, body, now)?,
            Step::Draft => next.draft(actor, body, now)?,
            Step::Refusal(action) => next.step_refusal(actor, action, body, now)?,
        }
        *self = next;
        Ok(())
    }

    fn context<'a, Facts>(&self, actor: &'a Actor, now: Instant, facts: Facts) -> Context<'a, Facts> {
        let new_id = format!("第{}步", self.taken);
        Context { actor, now, calendar: &CALENDAR, rulebook: self.rulebook, new_id, facts }
    }

    fn statutory_due_on(&self) -> Option<chrono::NaiveDate> {
        self.application.as_ref().and_then(|case| case.ledger.due_on(DeadlineKind::StatutoryHandling))
    }

    pub fn application_context<'a>(&self, actor: &'a Actor, now: Instant) -> application::Context<'a> {
        let facts = application::Facts { item: self.item.clone(), statutory_due_on: self.statutory_due_on() };
        self.context(actor, now, facts)
    }

    pub fn notice_context<'a>(&self, actor: &'a Actor, now: Instant, contact_known: bool) -> notice::Context<'a> {
        let facts = notice::Facts { item: Some(self.item.clone()), contact_known };
        self.context(actor, now, facts)
    }

    pub fn commitment_context<'a>(
        &self,
        actor: &'a Actor,
        now: Instant,
        earlier_broken: u32,
    ) -> commitment::Context<'a> {
        let is_active = |case: &Case<Commitment>| commitment::gate::ACTIVE.contains(&case.file.status);
        let facts = commitment::Facts {
            item: self.item.clone(),
            statutory_due_on: self.statutory_due_on(),
            earlier_broken,
            another_open: self.commitment.as_ref().is_some_and(is_active),
            lacking: self.application.as_ref().map_or_else(Vec::new, |case| {
                application::outstanding(&case.file, &self.item).into_iter().map(|s| s.code).collect()
            }),
        };
        self.context(actor, now, facts)
    }

    pub fn refusal_context<'a>(&self, actor: &'a Actor, now: Instant) -> refusal_filing::Context<'a> {
        let filing = self.refusal.as_ref().and_then(|case| case.ledger.due_on(DeadlineKind::RefusalFiling));
        let facts =
            refusal_filing::Facts { leader_in_charge_id: Some(LEADER_IN_CHARGE.to_owned()), filing_due_on: filing };
        self.context(actor, now, facts)
    }

    /// Everything on file, for the tables to point into.
    pub fn files(&self) -> Value {
        json!({
            "办件": self.application.as_ref().map(|case| &case.file),
            "告知": self.notices.last().map(|case| &case.file),
            "容缺": self.commitment.as_ref().map(|case| &case.file),
            "否定": self.refusal.as_ref().map(|case| &case.file),
        })
    }

    /// Where each case stands, in words.
    pub fn statuses(&self) -> Vec<(&'static str, &'static str)> {
        let mut words = Vec::new();
        words.extend(self.application.as_ref().map(|case| ("办件", case.file.status.label())));
        words.extend(self.notices.last().map(|case| ("告知", case.file.status.label())));
        words.extend(self.commitment.as_ref().map(|case| ("容缺", case.file.status.label())));
        words.extend(self.refusal.as_ref().map(|case| ("否定", case.file.status.label())));
        words
    }

    /// The clocks of each case.
    pub fn ledgers(&self) -> Vec<(&'static str, &Ledger)> {
        let mut ledgers = Vec::new();
        ledgers.extend(self.application.as_ref().map(|case| ("办件", &case.ledger)));
        ledgers.extend(self.notices.last().map(|case| ("告知", &case.ledger)));
        ledgers.extend(self.commitment.as_ref().map(|case| ("容缺", &case.ledger)));
        ledgers.extend(self.refusal.as_ref().map(|case| ("否定", &case.ledger)));
        ledgers
    }

    /// The commitment still waits for materials.
    pub fn awaits_supply(&self) -> bool {
        let awaited = [CommitmentStatus::Accepted, CommitmentStatus::Overdue];
        self.commitment.as_ref().is_some_and(|case| awaited.contains(&case.file.status))
    }
}
