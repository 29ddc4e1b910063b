//! The whole state table: which step, by whom, from which states, on which article.

use super::codes::ApplicationStatus::{self, *};
use crate::code_list;
use crate::procedure::counter::{Capacity, Gate};

code_list! {
    /// 办件可办理的步骤。
    pub enum Action = "application-actions", "办件步骤" {
        Examine = "examine" => "审查收件" @ "FD-5.1",
        DeemAccepted = "deem_accepted" => "视为受理" @ "FD-5.1",
        SupplyMaterials = "supply_materials" => "收取补交材料" @ "YC-6.1",
        FirstReview = "first_review" => "初审" @ "FW-5.4",
        Review = "review" => "复核" @ "FW-5.4",
        Approve = "approve" => "准予" @ "FW-5.4",
        Deliver = "deliver" => "送达" @ "FW-5.4",
        Suspend = "suspend" => "中止计时" @ "FW-5.4",
        Resume = "resume" => "恢复计时" @ "FW-5.4",
        Extend = "extend" => "延长时限" @ "FW-5.4",
        OpenGreenChannel = "open_green_channel" => "开辟绿色通道" @ "FW-5.4",
        CorrectRecord = "correct_record" => "更正差错" @ "FW-5.5",
        Withdraw = "withdraw" => "撤回" @ "FD-5.1",
        AcceptOnCommitment = "accept_on_commitment" => "容缺受理" @ "RQ-3.4",
        ReceiveOutstanding = "receive_outstanding" => "收取容缺材料" @ "RQ-3.3",
        LiftPromise = "lift_promise" => "承诺时限后延" @ "RQ-3.2c",
        CommitmentBroken = "commitment_broken" => "容缺承诺未兑现" @ "RQ-3.2a",
        ProposeRefusal = "propose_refusal" => "拟否定" @ "FD-2.1",
        DropRefusal = "drop_refusal" => "撤销拟否定" @ "FD-2.1",
        DecideRefusal = "decide_refusal" => "批准否定" @ "FD-2.1",
        ServeRefusal = "serve_refusal" => "送达否定决定" @ "FD-2.2",
    }
}

/// Before acceptance.
pub const BEFORE_ACCEPTANCE: &[ApplicationStatus] = &[Registered, AwaitingCorrection];
/// Accepted and not yet decided.
pub const IN_HANDLING: &[ApplicationStatus] = &[Accepted, FirstReviewed, Reviewed];
/// Work is still to be done.
pub const ACTIVE: &[ApplicationStatus] =
    &[Registered, AwaitingCorrection, Accepted, FirstReviewed, Reviewed, Approved, RefusalPending];
const UNDECIDED: &[ApplicationStatus] = &[Registered, AwaitingCorrection, Accepted, FirstReviewed, Reviewed];
const ACCEPTED_ANYHOW: &[ApplicationStatus] = &[Accepted, FirstReviewed, Reviewed, RefusalPending];

/// The state table.
pub const fn gate(action: Action) -> Gate<ApplicationStatus> {
    use Capacity::*;
    const UNIT: &[Capacity] = &[Unit];
    const INTAKE: &[Capacity] = &[Unit, Registrar];
    const UNIT_OR_SYSTEM: &[Capacity] = &[Unit, System];
    const REFUSERS: &[Capacity] = &[Unit, ApprovalOffice, LeaderInCharge];
    let (by, from, basis): (&[Capacity], &[ApplicationStatus], &[&str]) = match action {
        Action::Examine => (UNIT, &[Registered], &["FD-5.1"]),
        Action::DeemAccepted => (&[System], &[Registered], &["FD-5.1"]),
        Action::SupplyMaterials => (INTAKE, BEFORE_ACCEPTANCE, &["YC-6.1", "FD-5.1"]),
        Action::FirstReview => (UNIT, &[Accepted], &["FW-5.4"]),
        Action::Review => (UNIT, &[FirstReviewed], &["FW-5.4", "FW-5.5"]),
        Action::Approve => (UNIT, IN_HANDLING, &["FW-5.4"]),
        Action::Deliver => (UNIT, &[Approved], &["FW-5.4"]),
        Action::Suspend => (UNIT, IN_HANDLING, &["FW-5.4"]),
        Action::Resume => (UNIT, ACCEPTED_ANYHOW, &["FW-5.4"]),
        Action::Extend => (&[LeaderInCharge], IN_HANDLING, &["FW-5.4"]),
        Action::OpenGreenChannel => (UNIT, ACTIVE, &["FW-5.4"]),
        Action::CorrectRecord => (UNIT, ApplicationStatus::ALL, &["FW-5.5"]),
        Action::Withdraw => (INTAKE, UNDECIDED, &["FD-5.1"]),
        Action::AcceptOnCommitment => (UNIT, BEFORE_ACCEPTANCE, &["RQ-3.4"]),
        Action::ReceiveOutstanding => (INTAKE, ACCEPTED_ANYHOW, &["RQ-3.3"]),
        Action::LiftPromise => (UNIT_OR_SYSTEM, ACCEPTED_ANYHOW, &["RQ-3.2c"]),
        Action::CommitmentBroken => (UNIT_OR_SYSTEM, ACCEPTED_ANYHOW, &["RQ-3.2a"]),
        Action::ProposeRefusal => (UNIT, UNDECIDED, &["FD-2.1", "FD-5.1"]),
        Action::DropRefusal => (REFUSERS, &[RefusalPending], &["FD-2.1"]),
        Action::DecideRefusal => (REFUSERS, &[RefusalPending], &["FD-2.1"]),
        Action::ServeRefusal => (UNIT, &[RefusalPending], &["FD-2.2"]),
    };
    Gate { by, from, basis }
}
