//! The whole state table: which step, by whom, from which states, on which article.

use super::codes::EvaluationStatus::{self, *};
use crate::code_list;
use crate::procedure::counter::{Capacity, Gate};

code_list! {
    /// 评价可办理的步骤。
    pub enum Action = "evaluation-actions", "评价步骤" {
        Verify = "verify" => "核实" @ "HP-7.1",
        OrderRectification = "order_rectification" => "责令限期整改" @ "HP-7.1",
        CompleteRectification = "complete_rectification" => "登记整改完成" @ "HP-7.1",
        Tell = "tell" => "向评价人反馈" @ "HP-7.1",
        Appeal = "appeal" => "申诉" @ "HP-4.3",
        DecideAppeal = "decide_appeal" => "决定申诉" @ "HP-4.3",
    }
}

/// A negative rating is still being dealt with.
const OPEN: &[EvaluationStatus] = &[ToVerify, Verified, Rectifying, Rectified];

/// The state table.
pub const fn gate(action: Action) -> Gate<EvaluationStatus> {
    use Capacity::*;
    const HEADS: &[Capacity] = &[UnitHead, ApprovalOffice];
    const UNIT: &[Capacity] = &[Unit, ApprovalOffice];
    let (by, from, basis): (&[Capacity], &[EvaluationStatus], &[&str]) = match action {
        Action::Verify => (HEADS, &[ToVerify], &["HP-7.1"]),
        Action::OrderRectification => (HEADS, &[Verified], &["HP-7.1"]),
        Action::CompleteRectification => (UNIT, &[Rectifying], &["HP-7.1"]),
        Action::Tell => (UNIT, &[Verified, Rectified], &["HP-7.1"]),
        Action::Appeal => (&[Unit], OPEN, &["HP-4.3"]),
        Action::DecideAppeal => (&[ApprovalOffice], OPEN, &["HP-4.3"]),
    };
    Gate { by, from, basis }
}
