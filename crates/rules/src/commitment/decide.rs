//! The decision: the case file as it stands, what is asked, and the facts of the moment give the next case file or a refusal.

use chrono::NaiveDate;

use super::case_file::Commitment;
use super::codes::CommitmentStatus;
use super::command::{Command, Proposal};
use super::event::CommitmentEventKind;
use super::gate::Action;
use super::{accepting, proposing, supplying};
use crate::actor::Actor;
use crate::application::Application;
use crate::procedure::counter::pass;
use crate::procedure::{self, Offer};
use crate::refusal::Refusal;
use crate::service_item::{DeferralMeasure, ItemVersion};

/// Facts about a commitment that stand outside its file.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The item in the version the application began under (RQ-2.1).
    pub item: ItemVersion,
    /// Last day of the application's statutory limit, if it runs and is known.
    pub statutory_due_on: Option<NaiveDate>,
    /// Broken commitments of the same applicant.
    pub earlier_broken: u32,
    /// For a proposal: whether another commitment on the application is open.
    pub another_open: bool,
    /// For a proposal: what the application lacks now, as codes of materials. All of it has to be covered (RQ-1.1).
    pub lacking: Vec<String>,
}

/// The moment of a step and the facts around the commitment.
pub type Context<'a> = procedure::Context<'a, Facts>;

/// The answer "yes" to a step on a commitment.
pub type Decision = procedure::Decision<Commitment, CommitmentEventKind>;

/// What a proposal needs beside its body.
#[derive(Debug, Clone)]
pub struct NewCommitment {
    /// Id of the case.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// System it comes from, with its number there.
    pub external: Option<(String, String)>,
}

/// Opens a commitment on an application that is incomplete (RQ-1.1, RQ-3.1). Whether the application itself lets one in is asked
/// with [`may_propose_commitment`](crate::application::may_propose_commitment) first.
pub fn propose(
    new: NewCommitment,
    body: Proposal,
    application: &Application,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    proposing::propose(new, body, application, context)
}

/// Takes one step, or says why not.
pub fn decide(file: &Commitment, command: Command, context: &Context<'_>) -> Result<Decision, Refusal> {
    check(file, command.action(), context)?;
    let next = file.clone();
    match command {
        Command::IssueNotice(body) => proposing::issue_notice(next, body, context),
        Command::Commit(body) => proposing::commit(next, body, context),
        Command::Accept(body) => accepting::accept(next, body, context),
        Command::Supply(body) => supplying::supply(next, body, context),
        Command::BecomeOverdue => Ok(supplying::become_overdue(next, context)),
        Command::Expire(body) => Ok(supplying::expire(next, body, context)),
        Command::ExpireAutomatically => Ok(supplying::expire_automatically(next, context)),
        Command::RecordFault(body) => Ok(supplying::record_fault(next, body, context)),
        Command::RegisterComplaint(body) => supplying::register_complaint(next, body, context),
        Command::ReplyToComplaint(id, body) => supplying::reply_to_complaint(next, &id, body, context),
        Command::Cancel(body) => Ok(supplying::cancel(next, body, context)),
        Command::Remind => Ok(supplying::remind(next, context)),
    }
}

/// Whether the step is open at all: actor, state, and what must be there before it; not what it contains.
pub fn check(file: &Commitment, action: Action, context: &Context<'_>) -> Result<(), Refusal> {
    pass(file, action, context.actor)?;
    match action {
        Action::IssueNotice if file.measure == DeferralMeasure::Direct => {
            Err(Refusal::state("commitment_not_needed", &["RQ-3.1"], "清单规定不需承诺，可以直接受理。"))
        }
        Action::Accept if file.measure == DeferralMeasure::Commitment && file.status != CommitmentStatus::Committed => {
            Err(Refusal::state(
                "letter_missing",
                &["RQ-3.3", "RQ-3.1"],
                "清单规定须承诺后受理，请先出具承诺告知书并由申请人签承诺书。",
            ))
        }
        // Cancelled by hand, nobody could receive what the application still waits for.
        Action::Cancel if file.acceptance.is_some() && *context.actor != Actor::System => Err(Refusal::state(
            "supply_awaited",
            &["RQ-3.3", "RQ-3.2a"],
            "已经容缺受理的，只能补齐材料或者按告知的后果处理；办件了结时由系统终止。",
        )),
        _ => Ok(()),
    }
}

/// Every step of people with its answer for this actor, in the order of the procedure.
pub fn offers(file: &Commitment, context: &Context<'_>) -> Vec<Offer<Action>> {
    let own = |action: &Action| !matches!(action, Action::BecomeOverdue | Action::ExpireAutomatically | Action::Remind);
    procedure::offers(
        Action::ALL.iter().copied().filter(own),
        |action| check(file, action, context),
        |action| match action {
            Action::ReplyToComplaint => {
                let open = file.complaints.iter().filter(|entry| entry.reply.is_none());
                Some(open.map(|entry| entry.complaint.id.clone()).collect())
            }
            _ => None,
        },
    )
}

impl Command {
    /// The row of the state table this command falls under.
    pub fn action(&self) -> Action {
        match self {
            Command::IssueNotice(_) => Action::IssueNotice,
            Command::Commit(_) => Action::Commit,
            Command::Accept(_) => Action::Accept,
            Command::Supply(_) => Action::Supply,
            Command::BecomeOverdue => Action::BecomeOverdue,
            Command::Expire(_) => Action::Expire,
            Command::ExpireAutomatically => Action::ExpireAutomatically,
            Command::RecordFault(_) => Action::RecordFault,
            Command::RegisterComplaint(_) => Action::RegisterComplaint,
            Command::ReplyToComplaint(..) => Action::ReplyToComplaint,
            Command::Cancel(_) => Action::Cancel,
            Command::Remind => Action::Remind,
        }
    }
}
