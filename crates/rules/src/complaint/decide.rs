//! The decision: the case file as it stands, what is asked, and the facts of the moment give the next case file or a refusal.

use chrono::NaiveDate;

use super::case_file::{Complaint, PossibleRepeat, Respondent};
use super::codes::{ComplainantOpinion, ComplaintStatus};
use super::command::{Command, Registration};
use super::event::{Event, EventKind};
use super::gate::{Action, pass};
use super::{closing, handling, intake, supervision};
use crate::procedure;
use crate::refusal::Refusal;

pub(crate) use crate::procedure::close;

/// Facts about a case that stand outside its file. A step looks only at those that concern it.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Last day of the running handling clock, if it is known.
    pub handling_due_on: Option<NaiveDate>,
    /// Last day for signing, while the receipt is open: a later signature cannot move the start of the handling clock.
    pub signing_due_on: Option<NaiveDate>,
    /// For an assignment: whether the unit named is the acceptance body itself.
    pub assignee_is_acceptance_body: bool,
    /// For an amendment: the respondents named, with the unit of each person.
    pub respondents: Vec<Respondent>,
}

/// The moment of a step and the facts around the complaint.
pub type Context<'a> = procedure::Context<'a, Facts>;

/// The answer "yes" to a step on a complaint.
pub type Decision = procedure::Decision<Complaint, EventKind>;

/// What a registration needs beside its body.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Id of the case.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// System it comes from, with its number there.
    pub external: Option<(String, String)>,
    /// Earlier cases that look the same (TS-6.4).
    pub possible_repeats: Vec<PossibleRepeat>,
}

/// Opens a case (TS-11.1): the acceptance clock and the ten-day reply clock start.
pub fn register(new: NewCase, body: Registration, context: &Context<'_>) -> Result<Decision, Refusal> {
    intake::register(new, body, context)
}

/// Takes one step, or says why not.
pub fn decide(complaint: &Complaint, command: Command, context: &Context<'_>) -> Result<Decision, Refusal> {
    check(complaint, command.action(), context)?;
    let next = complaint.clone();
    match command {
        Command::Amend(body) => intake::amend(next, body, context),
        Command::TellRights(body) => intake::tell_rights(next, body, context),
        Command::Accept(body) => intake::accept(next, body, context),
        Command::Reject(body) => intake::reject(next, body, context),
        Command::AnswerOnTheSpot(body) => intake::answer_on_the_spot(next, body, context),
        Command::Assign(body) => handling::assign(next, body, context),
        Command::SignReceipt(body) => handling::sign_receipt(next, body, context),
        Command::DeemReceived(on) => Ok(handling::deem_received(next, on, context)),
        Command::ApproveInvestigation(body) => Ok(handling::approve_investigation(next, body, context)),
        Command::Investigate(body) => handling::investigate(next, body, context),
        Command::RequestExtension(body) => handling::request_extension(next, body, context),
        Command::DecideExtension(id, body) => handling::decide_extension(next, &id, body, context),
        Command::SubmitResult(body) => handling::submit_result(next, body, context),
        Command::Verify(body) => closing::verify(next, body, context),
        Command::Rework(body) => closing::rework(next, body, context),
        Command::Conclude(body) => closing::conclude(next, body, context),
        Command::Terminate(body) => Ok(closing::terminate(next, body, context)),
        Command::Archive(body) => Ok(closing::archive(next, body, context)),
        Command::FollowUp(body) => Ok(closing::follow_up(next, body, context)),
        Command::Withdraw(body) => Ok(closing::withdraw(next, body, context)),
        Command::Remind(body) => Ok(supervision::remind(next, body, None, context)),
        Command::RemindAutomatically(kind) => Ok(supervision::remind_automatically(next, kind, context)),
        Command::OrderSupervision(body) => supervision::order(next, body, context),
        Command::LiftSupervision(id, body) => supervision::lift(next, &id, body, context),
        Command::Escalate(body) => Ok(supervision::escalate(next, body, context)),
        Command::RegisterClue(body) => supervision::register_clue(next, body, context),
        Command::DispatchClue(id, body) => supervision::dispatch_clue(next, &id, body, context),
        Command::ReportEmergency(body) => Ok(supervision::report_emergency(next, body, context)),
        Command::RecordObstruction(body) => supervision::record_obstruction(next, body, context),
        Command::State(body) => intake::state(next, body, context),
    }
}

/// Whether the step is open at all: actor, state, and what must be there before it; not what it contains.
pub fn check(complaint: &Complaint, action: Action, context: &Context<'_>) -> Result<(), Refusal> {
    pass(complaint, action, context.actor)?;
    match action {
        Action::Assign if complaint.category.is_none() => {
            Err(Refusal::rule("not_classified", &["TS-8.1"], "交办前应先对投诉举报进行分类。"))
        }
        Action::Investigate if !complaint.investigation_allowed() => {
            Err(Refusal::rule("investigation_without_consent", &["TS-12.2"], "深入调查须先报分管领导同意。"))
        }
        Action::RequestExtension => handling::may_request_extension(complaint, context),
        Action::SignReceipt if complaint.receipt.is_some() => {
            Err(Refusal::state("already_signed", &["TS-9.1"], "交办件已经签收。"))
        }
        Action::Rework if complaint.last_opinion() == Some(ComplainantOpinion::Accepts) => Err(Refusal::rule(
            "complainant_accepts_result",
            &["TS-16.1"],
            "投诉人已经认可结果；发回重新办理须投诉人不满意并提供新的证据和理由。",
        )),
        _ => Ok(()),
    }
}

impl Command {
    /// The row of the state table this command falls under.
    pub fn action(&self) -> Action {
        match self {
            Command::Amend(_) => Action::Amend,
            Command::TellRights(_) => Action::TellRights,
            Command::Accept(_) => Action::Accept,
            Command::Reject(_) => Action::Reject,
            Command::AnswerOnTheSpot(_) => Action::AnswerOnTheSpot,
            Command::Assign(_) => Action::Assign,
            Command::SignReceipt(_) => Action::SignReceipt,
            Command::DeemReceived(_) => Action::DeemReceived,
            Command::ApproveInvestigation(_) => Action::ApproveInvestigation,
            Command::Investigate(_) => Action::Investigate,
            Command::RequestExtension(_) => Action::RequestExtension,
            Command::DecideExtension(..) => Action::DecideExtension,
            Command::SubmitResult(_) => Action::SubmitResult,
            Command::Verify(_) => Action::Verify,
            Command::Rework(_) => Action::Rework,
            Command::Conclude(_) => Action::Conclude,
            Command::Terminate(_) => Action::Terminate,
            Command::Archive(_) => Action::Archive,
            Command::FollowUp(_) => Action::FollowUp,
            Command::Remind(_) => Action::Remind,
            Command::RemindAutomatically(_) => Action::RemindAutomatically,
            Command::OrderSupervision(_) => Action::OrderSupervision,
            Command::LiftSupervision(..) => Action::LiftSupervision,
            Command::Escalate(_) => Action::Escalate,
            Command::RegisterClue(_) => Action::RegisterClue,
            Command::DispatchClue(..) => Action::DispatchClue,
            Command::ReportEmergency(_) => Action::ReportEmergency,
            Command::RecordObstruction(_) => Action::RecordObstruction,
            Command::State(_) => Action::State,
            Command::Withdraw(_) => Action::Withdraw,
        }
    }
}

pub(crate) fn moved(next: &mut Complaint, to: ComplaintStatus, kind: EventKind, basis: &[&'static str]) -> Event {
    Event::moved(&mut next.status, to, kind, basis)
}
