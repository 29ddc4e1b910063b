//! The decision: the file as it stands, what is asked, and the moment give the next file or a refusal.

use super::case_file::Evaluation;
use super::command::Command;
use super::event::EvaluationEventKind;
use super::gate::Action;
use super::{appealing, following_up};
use crate::procedure::counter::pass;
use crate::procedure::{self, Offer};
use crate::refusal::Refusal;

/// The moment of a step; a rating needs no facts beside its file.
pub type Context<'a> = procedure::Context<'a, ()>;

/// The answer "yes" to a step on a rating.
pub type Decision = procedure::Decision<Evaluation, EvaluationEventKind>;

/// Takes one step, or says why not.
pub fn decide(file: &Evaluation, command: Command, context: &Context<'_>) -> Result<Decision, Refusal> {
    check(file, command.action(), context)?;
    let next = file.clone();
    match command {
        Command::Verify(body) => Ok(following_up::verify(next, body, context)),
        Command::OrderRectification(body) => following_up::order_rectification(next, body, context),
        Command::CompleteRectification(body) => Ok(following_up::complete_rectification(next, body, context)),
        Command::Tell(body) => Ok(following_up::tell(next, body, context)),
        Command::Appeal(body) => Ok(appealing::appeal(next, body, context)),
        Command::DecideAppeal(body) => Ok(appealing::decide(next, body, context)),
    }
}

/// Whether the step is open at all: actor, state, and what must be there before it; not what it contains.
pub fn check(file: &Evaluation, action: Action, context: &Context<'_>) -> Result<(), Refusal> {
    pass(file, action, context.actor)?;
    let served = context.actor.user_id().is_some_and(|user| file.served_by.iter().any(|own| own == user));
    match (action, served) {
        (Action::Appeal, true) => appealing::may_appeal(file),
        (Action::Appeal, false) => {
            Err(Refusal::actor("not_the_rated_person", &["HP-4.3"], "只有被评价的工作人员本人可以申诉。"))
        }
        (_, true) => {
            Err(Refusal::actor("own_rating", &["HP-4.3", "HP-7.1"], "对本人的评价，须由其他人员核实、处理和反馈。"))
        }
        (Action::OrderRectification, false) => following_up::has_ground(file),
        (Action::Tell, false) => following_up::may_tell(file),
        (Action::DecideAppeal, false) if !file.appeal_pending() => {
            Err(Refusal::state("no_appeal_pending", &["HP-4.3"], "没有待决定的申诉。"))
        }
        _ => Ok(()),
    }
}

/// Every step with its answer for this actor, in the order of the procedure.
pub fn offers(file: &Evaluation, context: &Context<'_>) -> Vec<Offer<Action>> {
    procedure::offers(Action::ALL.iter().copied(), |action| check(file, action, context), |_| None)
}

impl Command {
    /// The row of the state table this command falls under.
    pub fn action(&self) -> Action {
        match self {
            Command::Verify(_) => Action::Verify,
            Command::OrderRectification(_) => Action::OrderRectification,
            Command::CompleteRectification(_) => Action::CompleteRectification,
            Command::Tell(_) => Action::Tell,
            Command::Appeal(_) => Action::Appeal,
            Command::DecideAppeal(_) => Action::DecideAppeal,
        }
    }
}
