//! The steps of the tables: a procedure and one of its steps, both as people call them, such as 「办件：审查收件」.

use std::fmt;

use yingshang_rules::{application, commitment, notice, refusal_filing};

/// A step that somebody can try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Register,
    Application(application::gate::Action),
    Open,
    Notice(notice::gate::Action),
    Propose,
    Commitment(commitment::gate::Action),
    Draft,
    Refusal(refusal_filing::gate::Action),
}

/// Steps of an application that a commitment or a refusal takes along with its own.
fn is_taken_elsewhere(action: application::gate::Action) -> bool {
    use application::gate::Action::*;
    matches!(
        action,
        AcceptOnCommitment
            | ReceiveOutstanding
            | LiftPromise
            | CommitmentBroken
            | ProposeRefusal
            | DropRefusal
            | DecideRefusal
            | ServeRefusal
    )
}

impl Step {
    /// Every step that somebody takes.
    pub fn all() -> Vec<Step> {
        let mut steps = vec![Step::Register, Step::Open, Step::Propose, Step::Draft];
        steps.extend(
            application::gate::Action::ALL.iter().filter(|a| !is_taken_elsewhere(**a)).map(|a| Step::Application(*a)),
        );
        steps.extend(notice::gate::Action::ALL.iter().map(|a| Step::Notice(*a)));
        steps.extend(commitment::gate::Action::ALL.iter().map(|a| Step::Commitment(*a)));
        steps.extend(refusal_filing::gate::Action::ALL.iter().map(|a| Step::Refusal(*a)));
        steps
    }

    pub fn named(name: &str) -> Step {
        let taken_along = application::gate::Action::ALL.iter().map(|action| Step::Application(*action));
        let mut known = Step::all().into_iter().chain(taken_along);
        known.find(|step| step.to_string() == name).unwrap_or_else(|| panic!("no step is called {name}"))
    }

    /// The obligations the state table names for it.
    pub fn basis(self) -> &'static [&'static str] {
        match self {
            Step::Register | Step::Open | Step::Propose | Step::Draft => &[],
            Step::Application(action) => application::gate::gate(action).basis,
            Step::Notice(action) => notice::gate::gate(action).basis,
            Step::Commitment(action) => commitment::gate::gate(action).basis,
            Step::Refusal(action) => refusal_filing::gate::gate(action).basis,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (procedure, step) = match self {
            Step::Register => ("办件", "登记"),
            Step::Application(action) => ("办件", action.label()),
            Step::Open => ("告知", "登记"),
            Step::Notice(action) => ("告知", action.label()),
            Step::Propose => ("容缺", "提出"),
            Step::Commitment(action) => ("容缺", action.label()),
            Step::Draft => ("否定", "拟定"),
            Step::Refusal(action) => ("否定", action.label()),
        };
        write!(f, "{procedure}：{step}")
    }
}
