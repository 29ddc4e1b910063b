//! The decision: the case file as it stands, what is asked, and the facts of the moment give the next case file or a refusal.

use chrono::NaiveDate;

use super::case_file::RefusalFiling;
use super::command::{Command, RefusalDraft};
use super::event::RefusalEventKind;
use super::gate::Action;
use super::{deciding, drafting, following_up};
use crate::actor::Actor;
use crate::application::Application;
use crate::procedure::counter::pass;
use crate::procedure::{self, Offer};
use crate::refusal::Refusal;

/// Facts about a refusal that stand outside its file.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// 分管领导 of the unit, a member of staff; where none is named any leader of the bureau may decide.
    pub leader_in_charge_id: Option<String>,
    /// Last day for the filing, while it is open and known.
    pub filing_due_on: Option<NaiveDate>,
}

/// What a draft must know of its application.
#[derive(Debug, Clone, Copy)]
pub struct ApplicationFacts<'a> {
    /// The application.
    pub file: &'a Application,
    /// Everything required is on file, in the legal form, and the office is competent: then the rules grant acceptance (FD-4.2).
    pub complete: bool,
}

/// The moment of a step and the facts around the refusal.
pub type Context<'a> = procedure::Context<'a, Facts>;

/// The answer "yes" to a step on a refusal.
pub type Decision = procedure::Decision<RefusalFiling, RefusalEventKind>;

/// What a draft needs beside its body.
#[derive(Debug, Clone)]
pub struct NewRefusal {
    /// Id of the case.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// System it comes from, with its number there.
    pub external: Option<(String, String)>,
}

/// Drafts a refusal: it names the provision not met, and the rules do not clearly grant (FD-4.2).
pub fn draft(
    new: NewRefusal,
    body: RefusalDraft,
    application: ApplicationFacts<'_>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    drafting::draft(new, body, application, context)
}

/// Takes one step, or says why not.
pub fn decide(file: &RefusalFiling, command: Command, context: &Context<'_>) -> Result<Decision, Refusal> {
    check(file, command.action(), context)?;
    let next = file.clone();
    match command {
        Command::Approve(body) => Ok(deciding::approve(next, body, context)),
        Command::Discuss(body) => deciding::discuss(next, body, context),
        Command::Serve(body) => deciding::serve(next, body, context),
        Command::File(body) => Ok(following_up::file(next, body, context)),
        Command::Review(body) => following_up::review(next, body, context),
        Command::RecordBreach(body) => Ok(following_up::record_breach(next, body, context)),
        Command::Archive(body) => Ok(following_up::archive(next, body, context)),
        Command::NoteNotFiled => Ok(following_up::note_not_filed(next)),
    }
}

/// Whether the step is open at all: actor, state, and what must be there before it; not what it contains.
pub fn check(file: &RefusalFiling, action: Action, context: &Context<'_>) -> Result<(), Refusal> {
    pass(file, action, context.actor)?;
    match action {
        Action::Approve if !is_in_charge(context) => Err(Refusal::actor(
            "outside_their_field",
            &["FD-2.1", "FD-7.1"],
            "否定决定须经分管该单位的领导批准，或者经集体讨论；不得越权作出。",
        )),
        Action::NoteNotFiled if file.noted_not_filed => {
            Err(Refusal::state("already_noted", &["FD-7.1"], "已经记录未按期备案。"))
        }
        _ => Ok(()),
    }
}

fn is_in_charge(context: &Context<'_>) -> bool {
    let Some(in_charge) = &context.facts.leader_in_charge_id else { return true };
    matches!(context.actor, Actor::Staff(staff) if staff.staff_id.as_ref() == Some(in_charge))
}

/// Every step of people with its answer for this actor, in the order of the procedure.
pub fn offers(file: &RefusalFiling, context: &Context<'_>) -> Vec<Offer<Action>> {
    let own = |action: &Action| *action != Action::NoteNotFiled;
    procedure::offers(Action::ALL.iter().copied().filter(own), |action| check(file, action, context), |_| None)
}

impl Command {
    /// The row of the state table this command falls under.
    pub fn action(&self) -> Action {
        match self {
            Command::Approve(_) => Action::Approve,
            Command::Discuss(_) => Action::Discuss,
            Command::Serve(_) => Action::Serve,
            Command::File(_) => Action::File,
            Command::Review(_) => Action::Review,
            Command::RecordBreach(_) => Action::RecordBreach,
            Command::Archive(_) => Action::Archive,
            Command::NoteNotFiled => Action::NoteNotFiled,
        }
    }
}
