//! The whole state table: which step, by whom, from which states, on which article.

use super::case_file::Complaint;
use super::codes::ComplaintStatus::{self, *};
use crate::actor::{Actor, Role};
use crate::code_list;
use crate::refusal::Refusal;

code_list! {
    /// 投诉举报可办理的步骤。
    pub enum Action = "complaint-actions", "投诉举报步骤" {
        Amend = "amend" => "补正登记" @ "TS-11.1",
        TellRights = "tell_rights" => "告知权利义务" @ "TS-7.6",
        Accept = "accept" => "受理" @ "TS-11.2a",
        Reject = "reject" => "不予受理" @ "TS-6.1",
        AnswerOnTheSpot = "answer_on_the_spot" => "当场答复" @ "TS-7.5b",
        Assign = "assign" => "交办" @ "TS-11.3a",
        SignReceipt = "sign_receipt" => "签收" @ "TS-9.1",
        DeemReceived = "deem_received" => "视为签收" @ "TS-9.1",
        ApproveInvestigation = "approve_investigation" => "审批深入调查" @ "TS-12.2",
        Investigate = "investigate" => "深入调查" @ "TS-12.2",
        RequestExtension = "request_extension" => "申请延期" @ "TS-14.3",
        DecideExtension = "decide_extension" => "决定延期" @ "TS-14.3",
        SubmitResult = "submit_result" => "反馈办理结果" @ "TS-9.1",
        Verify = "verify" => "核查并听取意见" @ "TS-15.1",
        Rework = "rework" => "发回重新办理" @ "TS-16.1",
        Conclude = "conclude" => "办结" @ "TS-19.1",
        Terminate = "terminate" => "终止办理" @ "TS-18.1",
        Archive = "archive" => "归档" @ "TS-20.1",
        FollowUp = "follow_up" => "回访" @ "TS-21.2",
        Remind = "remind" => "督办提醒" @ "TS-10.1",
        OrderSupervision = "order_supervision" => "督办措施" @ "TS-23.1",
        LiftSupervision = "lift_supervision" => "解除督办措施" @ "TS-23.1",
        Escalate = "escalate" => "向上一级投诉" @ "TS-17.1",
        RegisterClue = "register_clue" => "登记线索" @ "TS-24.1",
        DispatchClue = "dispatch_clue" => "移送线索" @ "TS-24.1",
        ReportEmergency = "report_emergency" => "紧急报告" @ "TS-7.7",
        RecordObstruction = "record_obstruction" => "记录妨碍行为" @ "TS-25.1",
        State = "state" => "投诉人陈述" @ "TS-11.2c",
        Withdraw = "withdraw" => "撤回" @ "TS-18.1",
        RemindAutomatically = "remind_automatically" => "逾期自动提醒" @ "TS-10.1",
    }
}

/// The part an actor plays in one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// 信访室: accepts, assigns, supervises, archives, follows up (TS-3.1).
    AcceptanceBody,
    /// 行政审批室: takes complaints in (GZ-4.1).
    ApprovalOffice,
    /// Staff of the unit the case is assigned to (TS-3.1).
    HandlingUnit,
    /// 分管领导 (TS-12.2).
    LeaderInCharge,
    /// The office of the leading group (GZ-1.1).
    LeadingGroup,
    /// Whoever took the complaint in.
    Registrar,
    /// The complainant.
    Complainant,
    /// The service itself.
    System,
}

/// When a step is open and to whom.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// Who may take it.
    pub by: &'static [Capacity],
    /// From which states.
    pub from: &'static [ComplaintStatus],
    /// The article that orders it.
    pub basis: &'static [&'static str],
}

/// Cases on which work is still to be done.
pub const ACTIVE: &[ComplaintStatus] = &[Registered, Accepted, Assigned, Handling, Reported, Verified, Reworking];
const WITH_UNIT: &[ComplaintStatus] = &[Assigned, Handling, Reworking];
const INVESTIGATING: &[ComplaintStatus] = &[Handling, Reworking];
const ENDED: &[ComplaintStatus] = &[Rejected, Answered, Concluded, Terminated];
const ENDED_OR_ARCHIVED: &[ComplaintStatus] = &[Rejected, Answered, Concluded, Terminated, Archived];
const SUPERVISED: &[ComplaintStatus] = &[Assigned, Handling, Reported, Verified, Reworking, Concluded];
const AFTER_ASSIGNMENT: &[ComplaintStatus] = &[Assigned, Handling, Reported, Verified, Reworking, Concluded, Archived];
const ANY: &[ComplaintStatus] = ComplaintStatus::ALL;

/// The state table.
pub const fn gate(action: Action) -> Gate {
    use Capacity::*;
    const RECEIVERS: &[Capacity] = &[AcceptanceBody, ApprovalOffice, Registrar];
    const ACCEPTANCE: &[Capacity] = &[AcceptanceBody];
    const UNIT: &[Capacity] = &[HandlingUnit];
    const SUPERVISORS: &[Capacity] = &[AcceptanceBody, LeadingGroup, LeaderInCharge];
    const COMPLAINANT: &[Capacity] = &[Complainant, AcceptanceBody];
    const SYSTEM: &[Capacity] = &[System];
    const REPORTERS: &[Capacity] = &[AcceptanceBody, ApprovalOffice, Registrar, HandlingUnit];
    let (by, from, basis): (&[Capacity], &[ComplaintStatus], &[&str]) = match action {
        Action::Amend => (&[AcceptanceBody, ApprovalOffice], ACTIVE, &["TS-11.1"]),
        Action::TellRights => (RECEIVERS, ACTIVE, &["TS-7.6"]),
        Action::Accept => (ACCEPTANCE, &[Registered], &["TS-3.1", "TS-11.2a"]),
        Action::Reject => (ACCEPTANCE, &[Registered], &["TS-3.1", "TS-6.1"]),
        Action::AnswerOnTheSpot => (ACCEPTANCE, &[Registered], &["TS-3.1", "TS-7.5b"]),
        Action::Assign => (ACCEPTANCE, &[Accepted, Assigned], &["TS-3.1", "TS-11.3a"]),
        // Also once the receipt counted as signed: late, to name the investigators.
        Action::SignReceipt => (UNIT, &[Assigned, Handling], &["TS-3.1", "TS-9.1"]),
        Action::DeemReceived => (SYSTEM, &[Assigned], &["TS-9.1"]),
        Action::ApproveInvestigation => (&[LeaderInCharge], INVESTIGATING, &["TS-12.2"]),
        Action::Investigate => (UNIT, INVESTIGATING, &["TS-3.1", "TS-12.2"]),
        Action::RequestExtension => (UNIT, INVESTIGATING, &["TS-14.3"]),
        Action::DecideExtension => (ACCEPTANCE, &[Handling], &["TS-14.3"]),
        Action::SubmitResult => (UNIT, INVESTIGATING, &["TS-3.1", "TS-9.1"]),
        Action::Verify => (ACCEPTANCE, &[Reported], &["TS-15.1"]),
        Action::Rework => (ACCEPTANCE, &[Verified], &["TS-16.1"]),
        Action::Conclude => (ACCEPTANCE, &[Verified], &["TS-15.1", "TS-19.1"]),
        Action::Terminate => (ACCEPTANCE, ACTIVE, &["TS-18.1"]),
        Action::Archive => (ACCEPTANCE, ENDED, &["TS-15.2", "TS-20.1"]),
        Action::FollowUp => (ACCEPTANCE, ENDED_OR_ARCHIVED, &["TS-21.2"]),
        Action::Remind => (ACCEPTANCE, WITH_UNIT, &["TS-10.1"]),
        Action::OrderSupervision => (SUPERVISORS, SUPERVISED, &["TS-23.1"]),
        Action::LiftSupervision => (SUPERVISORS, ANY, &["TS-23.1"]),
        Action::Escalate => (COMPLAINANT, ANY, &["TS-11.2d", "TS-17.1"]),
        Action::RegisterClue => (ACCEPTANCE, ANY, &["TS-24.1", "TS-11.3c"]),
        Action::DispatchClue => (ACCEPTANCE, ANY, &["TS-24.1", "TS-11.3c"]),
        Action::ReportEmergency => (REPORTERS, ACTIVE, &["TS-7.7"]),
        Action::RecordObstruction => (&[AcceptanceBody, HandlingUnit], AFTER_ASSIGNMENT, &["TS-25.1"]),
        Action::State => (COMPLAINANT, ANY, &["TS-11.2c", "TS-16.1"]),
        Action::Withdraw => (COMPLAINANT, ACTIVE, &["TS-18.1"]),
        Action::RemindAutomatically => (SYSTEM, ANY, &["TS-10.1"]),
    };
    Gate { by, from, basis }
}

/// The parts `actor` plays in this case.
pub fn capacities(complaint: &Complaint, actor: &Actor) -> Vec<Capacity> {
    let staff = match actor {
        Actor::Complainant => return vec![Capacity::Complainant],
        Actor::System => return vec![Capacity::System],
        Actor::Staff(staff) => staff,
    };
    let assigned_unit = complaint.assignment.as_ref().map(|a| a.unit_id.as_str());
    let in_handling_unit = assigned_unit.is_some() && staff.unit_id.as_deref() == assigned_unit;
    let mut parts = Vec::new();
    for role in &staff.roles {
        match role {
            Role::AcceptanceOfficer => parts.push(Capacity::AcceptanceBody),
            // 信访室 cannot decide on itself; 行政审批室, to which everyone may turn (GZ-4.1), stands in (local).
            Role::ApprovalOffice if complaint.is_against_acceptance_body() => {
                parts.extend([Capacity::ApprovalOffice, Capacity::AcceptanceBody]);
            }
            Role::ApprovalOffice => parts.push(Capacity::ApprovalOffice),
            Role::BureauLeader => parts.push(Capacity::LeaderInCharge),
            Role::LeadingGroupOffice => parts.push(Capacity::LeadingGroup),
            Role::Handler | Role::UnitLeader if in_handling_unit => parts.push(Capacity::HandlingUnit),
            _ => {}
        }
    }
    if complaint.registered_by.as_deref() == Some(staff.user_id.as_str()) {
        parts.push(Capacity::Registrar);
    }
    parts
}

/// Whether the step is open to this actor in this state; no look at what the step would contain.
pub fn pass(complaint: &Complaint, action: Action, actor: &Actor) -> Result<(), Refusal> {
    if complaint.is_against(actor) {
        return Err(Refusal::actor(
            "respondent_may_not_act",
            &["TS-13.2", "TS-22.1"],
            "被投诉的单位或者人员不得办理对自己的投诉。",
        ));
    }
    let gate = gate(action);
    let parts = capacities(complaint, actor);
    if !parts.iter().any(|part| gate.by.contains(part)) {
        return Err(not_this_actor(action, &gate, &parts));
    }
    if !gate.from.contains(&complaint.status) {
        return Err(out_of_order(complaint.status, action, &gate));
    }
    Ok(())
}

fn not_this_actor(action: Action, gate: &Gate, parts: &[Capacity]) -> Refusal {
    let handling = parts.contains(&Capacity::HandlingUnit);
    match action {
        Action::Assign if handling => {
            Refusal::actor("onward_transfer_forbidden", &["TS-11.3b"], "承办单位不得将投诉举报再次转交其他单位办理。")
        }
        Action::DecideExtension if handling => {
            Refusal::actor("extension_by_handler", &["TS-14.3"], "延期须经投诉受理机构同意，承办单位不得自行延期。")
        }
        _ => Refusal::actor("not_entrusted", gate.basis, format!("按照职责分工，您不能办理「{}」。", action.label())),
    }
}

fn out_of_order(status: ComplaintStatus, action: Action, gate: &Gate) -> Refusal {
    let (code, basis): (&'static str, &[&'static str]) = match action {
        Action::Archive if ACTIVE.contains(&status) => ("archiving_before_conclusion", &["TS-15.2", "TS-20.1"]),
        _ => ("wrong_state", gate.basis),
    };
    let allowed: Vec<&str> = gate.from.iter().map(|s| s.label()).collect();
    Refusal::state(
        code,
        basis,
        format!(
            "投诉举报现为「{}」，不能办理「{}」；该步骤只能在「{}」时办理。",
            status.label(),
            action.label(),
            allowed.join("、")
        ),
    )
    .with("status", status.code())
    .with("allowed_from", gate.from.iter().map(|s| s.code()).collect::<Vec<_>>())
}
