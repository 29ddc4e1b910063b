//! Who may take which step when, for the procedures of the counter: applications, notices, commitments and refusals.

use crate::actor::{Actor, Role};
use crate::code_list::Code;
use crate::refusal::Refusal;

/// The part an actor plays in a case of the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// Window clerks, handlers and the head of the unit the case is with.
    Unit,
    /// The head of that unit.
    UnitHead,
    /// 分管领导 (FD-2.1).
    LeaderInCharge,
    /// 行政审批室 (RQ-5.3).
    ApprovalOffice,
    /// The office of the leading group, which deals with the business-environment authority (FD-6.1).
    LeadingGroup,
    /// 考评专责小组 (KH-5).
    AssessmentTeam,
    /// Whoever took the case in; for online applications the account of the system that passes them on.
    Registrar,
    /// The service itself.
    System,
}

/// When a step is open and to whom.
#[derive(Debug, Clone, Copy)]
pub struct Gate<Status: 'static> {
    /// Who may take it.
    pub by: &'static [Capacity],
    /// From which states.
    pub from: &'static [Status],
    /// The articles that order it.
    pub basis: &'static [&'static str],
}

/// A case file with its state table.
pub trait Procedure {
    /// Its states.
    type Status: Code;
    /// Its steps.
    type Action: Code;

    /// What people call such a case, for sentences.
    const TITLE: &'static str;

    /// Where it stands.
    fn status(&self) -> Self::Status;

    /// The unit it is with.
    fn unit_id(&self) -> Option<&str>;

    /// The account that took it in.
    fn registered_by(&self) -> Option<&str>;

    /// The state table.
    fn gate(action: Self::Action) -> Gate<Self::Status>;
}

/// The parts `actor` plays in this case.
pub fn capacities<P: Procedure>(file: &P, actor: &Actor) -> Vec<Capacity> {
    let staff = match actor {
        Actor::Complainant => return Vec::new(),
        Actor::System => return vec![Capacity::System],
        Actor::Staff(staff) => staff,
    };
    let in_unit = file.unit_id().is_some() && staff.unit_id.as_deref() == file.unit_id();
    let mut parts = Vec::new();
    for role in &staff.roles {
        match role {
            Role::WindowClerk | Role::Handler if in_unit => parts.push(Capacity::Unit),
            Role::UnitLeader if in_unit => parts.extend([Capacity::Unit, Capacity::UnitHead]),
            Role::BureauLeader => parts.push(Capacity::LeaderInCharge),
            Role::ApprovalOffice => parts.push(Capacity::ApprovalOffice),
            Role::LeadingGroupOffice => parts.push(Capacity::LeadingGroup),
            Role::AssessmentTeam => parts.push(Capacity::AssessmentTeam),
            _ => {}
        }
    }
    if file.registered_by() == Some(staff.user_id.as_str()) {
        parts.push(Capacity::Registrar);
    }
    parts
}

/// Whether the step is open to this actor in this state; no look at what the step would contain.
pub fn pass<P: Procedure>(file: &P, action: P::Action, actor: &Actor) -> Result<(), Refusal> {
    let gate = P::gate(action);
    if !capacities(file, actor).iter().any(|part| gate.by.contains(part)) {
        let detail = format!("按照职责分工，您不能办理这件{}的「{}」。", P::TITLE, action.label());
        return Err(Refusal::actor("not_entrusted", gate.basis, detail));
    }
    if !gate.from.contains(&file.status()) {
        return Err(out_of_order::<P>(file.status(), action, &gate));
    }
    Ok(())
}

fn out_of_order<P: Procedure>(status: P::Status, action: P::Action, gate: &Gate<P::Status>) -> Refusal {
    let allowed: Vec<&str> = gate.from.iter().map(|s| s.label()).collect();
    let detail = format!(
        "{}现为「{}」，不能办理「{}」；该步骤只能在「{}」时办理。",
        P::TITLE,
        status.label(),
        action.label(),
        allowed.join("、")
    );
    Refusal::state("wrong_state", gate.basis, detail)
        .with("status", status.code())
        .with("allowed_from", gate.from.iter().map(|s| s.code()).collect::<Vec<_>>())
}
