//! Steps on one case, and what follows from them for the others.

use serde_json::{Value, json};
use yingshang_calendar::Instant;
use yingshang_rules::application::{self, ApplicationStatus};
use yingshang_rules::code_list::Code;
use yingshang_rules::commitment::{self, ConsequenceKind};
use yingshang_rules::complaint::codes::Approval;
use yingshang_rules::deadline::DeadlineChange;
use yingshang_rules::notice;
use yingshang_rules::procedure::Decision;
use yingshang_rules::refusal_filing;
use yingshang_rules::{Actor, Refusal};

use super::bodies::{read, take};
use super::cast::UNIT;
use super::commands;
use super::invariants::check_decision;
use super::procedure::{Case, Counter, Log};

impl Counter {
    pub(super) fn register(&mut self, actor: &Actor, mut body: Value, now: Instant) -> Result<(), Refusal> {
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

    pub(super) fn step_application(
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

    pub(super) fn open(&mut self, actor: &Actor, mut body: Value, now: Instant) -> Result<(), Refusal> {
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

    pub(super) fn step_notice(
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

    pub(super) fn propose(&mut self, actor: &Actor, mut body: Value, now: Instant) -> Result<(), Refusal> {
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

    pub(super) fn step_commitment(
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

    pub(super) fn draft(&mut self, actor: &Actor, body: Value, now: Instant) -> Result<(), Refusal> {
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

    pub(super) fn step_refusal(
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
