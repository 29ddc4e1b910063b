//! What one applicant has at the counter: an application with its notices, its commitment and its refusal. Steps on one of them are
//! carried over to the application the way the application layer does it; all of it happens, or none.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use yingshang_calendar::{Instant, WorkCalendar};
use yingshang_rules::application::{self, Application, ApplicationStatus};
use yingshang_rules::code_list::Code;
use yingshang_rules::commitment::{self, Commitment, CommitmentStatus, ConsequenceKind};
use yingshang_rules::complaint::codes::Approval;
use yingshang_rules::deadline::{DeadlineChange, DeadlineKind};
use yingshang_rules::document::DocumentKind;
use yingshang_rules::finding::FindingKind;
use yingshang_rules::notice::{self, Notice};
use yingshang_rules::procedure::{Context, Decision};
use yingshang_rules::refusal_filing::{self, RefusalFiling};
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::service_item::ItemVersion;
use yingshang_rules::{Actor, Refusal};

use super::bodies::{read, spell_out_materials, take};
use super::cast::{LEADER_IN_CHARGE, UNIT};
use super::commands;
use super::invariants::check_decision;
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

    fn register(&mut self, actor: &Actor, mut body: Value, now: Instant) -> Result<(), Refusal> {
        let registration = application::command::Registration {
            channel: take::<Option<_>>(&mut body, "channel").expect("the channel is named"),
            window_id: take(&mut body, "window_id"),
            matter: take(&mut body, "matter"),
            received_at: take(&mut body, "received_at"),
            materials: take(&mut body, "materials"),
        };
        assert_eq!(body, json!({}), "every field of a registration is known");
        let new = application::NewApplication {
            id: "application".to_owned(),
            number: "BJ-2026-000001".to_owned(),
            external: None,
        };
        let decision = application::register(new, registration, &self.application_context(actor, now))?;
        settle(&mut self.application, decision, &mut self.log, now);
        Ok(())
    }

    fn command_application(
        &mut self,
        actor: &Actor,
        command: application::Command,
        now: Instant,
    ) -> Result<(), Refusal> {
        let context = self.application_context(actor, now);
        let decision = application::decide(self.application(), command, &context)?;
        settle(&mut self.application, decision, &mut self.log, now);
        self.close_what_hangs_on_it(now)
    }

    /// The service cancels a commitment whose application has ended.
    fn close_what_hangs_on_it(&mut self, now: Instant) -> Result<(), Refusal> {
        use ApplicationStatus::*;
        let Some(commitment) = &self.commitment else { return Ok(()) };
        let status = self.application().status;
        let ended = matches!(status, Delivered | NotRequired | Refused | Withdrawn);
        if !commitment::gate::ACTIVE.contains(&commitment.file.status) || !ended {
            return Ok(());
        }
        let reason = "办件已经了结。".to_owned();
        let command = commitment::Command::Cancel(commitment::command::CancelCommitment { reason });
        let decision = commitment::decide(&commitment.file, command, &self.commitment_context(&Actor::System, now, 0))?;
        settle(&mut self.commitment, decision, &mut self.log, now);
        Ok(())
    }

    fn step_application(
        &mut self,
        actor: &Actor,
        action: application::gate::Action,
        body: Value,
        now: Instant,
    ) -> Result<(), Refusal> {
        let asked_before = self.application().examinations.len();
        let open = self.application().open_suspension().map(|s| s.opened.id.clone());
        let command = commands::application(action, open.unwrap_or_else(|| "无".to_owned()), body);
        self.command_application(actor, command, now)?;
        let application = self.application().clone();
        let examination = application.examinations.get(asked_before).filter(|e| !e.shortcomings.is_empty());
        if let Some(examination) = examination {
            let new = notice::NewCorrection {
                id: "correction".to_owned(),
                number: "GZ-2026-000001".to_owned(),
                shortcomings: examination.shortcomings.clone(),
                deferral_told: examination.deferral.as_ref().is_some_and(|offer| offer.open),
            };
            let decision = notice::issue_correction(new, &application, &self.notice_context(actor, now, false));
            self.add_notice(decision, now);
        }
        Ok(())
    }

    fn add_notice(&mut self, decision: notice::Decision, now: Instant) {
        let mut slot = None;
        settle(&mut slot, decision, &mut self.log, now);
        self.notices.extend(slot);
    }

    fn open(&mut self, actor: &Actor, mut body: Value, now: Instant) -> Result<(), Refusal> {
        let contact_known = take(&mut body, "contact_known");
        let new = notice::NewNotice {
            id: "notice".to_owned(),
            number: "GZ-2026-000001".to_owned(),
            external: None,
            unit_id: Some(UNIT.to_owned()),
            channel: take::<Option<_>>(&mut body, "channel").expect("the channel is named"),
            matter: take(&mut body, "matter"),
            received_at: take(&mut body, "received_at"),
            route: take::<Option<_>>(&mut body, "route").expect("the route is named"),
        };
        assert_eq!(body, json!({}), "every field of an enquiry is known");
        let mut context = self.notice_context(actor, now, contact_known);
        context.facts.item = None;
        let decision = notice::open(new, &context)?;
        self.add_notice(decision, now);
        Ok(())
    }

    fn step_notice(
        &mut self,
        actor: &Actor,
        action: notice::gate::Action,
        mut body: Value,
        now: Instant,
    ) -> Result<(), Refusal> {
        let of_item = take(&mut body, "of_item");
        let mut context = self.notice_context(actor, now, take(&mut body, "contact_known"));
        context.facts.item = context.facts.item.filter(|_| of_item);
        let decision = notice::decide(self.notice(), commands::notice(action, body), &context)?;
        let mut slot = self.notices.pop();
        settle(&mut slot, decision, &mut self.log, now);
        self.notices.extend(slot);
        Ok(())
    }

    fn propose(&mut self, actor: &Actor, mut body: Value, now: Instant) -> Result<(), Refusal> {
        application::may_propose_commitment(self.application(), &self.application_context(actor, now))?;
        let context = self.commitment_context(actor, now, take(&mut body, "earlier_broken"));
        let new = commitment::NewCommitment {
            id: "commitment".to_owned(),
            number: "RQ-2026-000001".to_owned(),
            external: None,
        };
        let decision = commitment::propose(new, read(body), self.application(), &context)?;
        self.commitment = None;
        settle(&mut self.commitment, decision, &mut self.log, now);
        Ok(())
    }

    fn step_commitment(
        &mut self,
        actor: &Actor,
        action: commitment::gate::Action,
        body: Value,
        now: Instant,
    ) -> Result<(), Refusal> {
        let open = self.commitment().complaints.iter().find(|entry| entry.reply.is_none());
        let id = open.map_or_else(|| "无".to_owned(), |entry| entry.complaint.id.clone());
        let command = commands::commitment(action, id, body);
        let context = self.commitment_context(actor, now, 0);
        let decision = commitment::decide(self.commitment(), command.clone(), &context)?;
        settle(&mut self.commitment, decision, &mut self.log, now);
        match self.carried_over(&command) {
            Some(command) => self.command_application(actor, command, now),
            None => Ok(()),
        }
    }

    /// What a step on the commitment means for the application.
    fn carried_over(&self, command: &commitment::Command) -> Option<application::Command> {
        use commitment::Command;
        let file = self.commitment();
        let commitment_id = file.id.clone();
        match command {
            Command::Accept(_) => {
                Some(application::Command::AcceptOnCommitment { commitment_id, outstanding: file.outstanding() })
            }
            Command::Supply(body) => Some(application::Command::ReceiveOutstanding(body.materials.clone())),
            Command::BecomeOverdue => file
                .overdue
                .as_ref()
                .is_some_and(|overdue| overdue.applicants_own_reasons)
                .then_some(application::Command::LiftPromise { commitment_id }),
            Command::Expire(_) | Command::ExpireAutomatically => {
                let consequence = file.notice.as_ref().map(|notice| notice.consequence);
                let counts_as_withdrawn = consequence == Some(ConsequenceKind::CountsAsWithdrawn);
                Some(application::Command::CommitmentBroken { commitment_id, counts_as_withdrawn })
            }
            _ => None,
        }
    }

    fn draft(&mut self, actor: &Actor, body: Value, now: Instant) -> Result<(), Refusal> {
        let draft: refusal_filing::command::RefusalDraft = read(body);
        let command = application::Command::ProposeRefusal { refusal_id: "refusal".to_owned(), kind: draft.kind };
        let complete = application::is_complete(self.application(), &self.application_context(actor, now));
        let facts = refusal_filing::ApplicationFacts { file: self.application(), complete };
        let new = refusal_filing::NewRefusal {
            id: "refusal".to_owned(),
            number: "FD-2026-000001".to_owned(),
            external: None,
        };
        application::check(
            self.application(),
            application::gate::Action::ProposeRefusal,
            &self.application_context(actor, now),
        )?;
        let decision = refusal_filing::draft(new, draft, facts, &self.refusal_context(actor, now))?;
        self.refusal = None;
        settle(&mut self.refusal, decision, &mut self.log, now);
        self.command_application(actor, command, now)
    }

    fn step_refusal(
        &mut self,
        actor: &Actor,
        action: refusal_filing::gate::Action,
        body: Value,
        now: Instant,
    ) -> Result<(), Refusal> {
        use refusal_filing::Command;
        let command = commands::refusal(action, body);
        let decision = refusal_filing::decide(self.refusal(), command.clone(), &self.refusal_context(actor, now))?;
        settle(&mut self.refusal, decision, &mut self.log, now);
        let on_consent = |decision: Approval| match decision {
            Approval::Granted => application::Command::DecideRefusal,
            Approval::Refused => application::Command::DropRefusal,
        };
        match &command {
            Command::Approve(body) => self.command_application(actor, on_consent(body.decision), now),
            Command::Discuss(body) => self.command_application(actor, on_consent(body.decision), now),
            Command::Serve(_) => self.command_application(actor, application::Command::ServeRefusal, now),
            _ => Ok(()),
        }
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

/// Makes a decision true.
fn settle<File, Kind: Code>(
    slot: &mut Option<Case<File>>,
    decision: Decision<File, Kind>,
    log: &mut Log,
    now: Instant,
) {
    check_decision(&decision);
    log.events.extend(decision.events.iter().map(|event| event.kind.label()));
    log.cited.extend(decision.events.iter().flat_map(|event| event.basis.clone()));
    log.cited.extend(decision.findings.iter().flat_map(|finding| finding.basis.clone()));
    log.findings.extend(decision.findings.iter().map(|finding| finding.kind));
    log.documents.extend(decision.documents.iter().map(|issue| issue.kind));
    let mut ledger = slot.take().map(|case| case.ledger).unwrap_or_default();
    for change in &decision.deadlines {
        if let DeadlineChange::Open { basis, .. } = change {
            log.cited.extend(basis);
        }
        ledger.apply(change, now);
    }
    *slot = Some(Case { file: decision.next, ledger });
}
