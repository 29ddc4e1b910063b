//! The whole state table: which step, by whom, from which states, on which article.

use super::codes::RefusalStatus::{self, *};
use crate::code_list;
use crate::procedure::counter::{Capacity, Gate};

code_list! {
    /// 否定备案可办理的步骤。
    pub enum Action = "refusal-actions", "否定备案步骤" {
        Approve = "approve" => "分管领导审批" @ "FD-2.1",
        Discuss = "discuss" => "登记集体讨论" @ "FD-2.1",
        Serve = "serve" => "送达" @ "FD-2.2",
        File = "file" => "抄送备案" @ "FD-2.3",
        Review = "review" => "登记审查结果" @ "FD-6.1",
        RecordBreach = "record_breach" => "登记违规情节" @ "FD-7.1",
        Archive = "archive" => "归档" @ "FD-4.4",
        NoteNotFiled = "note_not_filed" => "未按期备案" @ "FD-7.1",
    }
}

const FILED_OR_ARCHIVED: &[RefusalStatus] = &[Filed, Archived];

/// The state table.
pub const fn gate(action: Action) -> Gate<RefusalStatus> {
    use Capacity::*;
    const UNIT: &[Capacity] = &[Unit];
    const OVERSEERS: &[Capacity] = &[ApprovalOffice, LeadingGroup, LeaderInCharge];
    let (by, from, basis): (&[Capacity], &[RefusalStatus], &[&str]) = match action {
        Action::Approve => (&[LeaderInCharge], &[Drafted], &["FD-2.1"]),
        Action::Discuss => (&[ApprovalOffice, UnitHead, LeaderInCharge], &[Drafted], &["FD-2.1"]),
        Action::Serve => (UNIT, &[Approved], &["FD-2.2", "FD-2.1"]),
        Action::File => (&[Unit, ApprovalOffice], &[Served], &["FD-2.3", "FD-4.3"]),
        Action::Review => (&[LeadingGroup, ApprovalOffice], FILED_OR_ARCHIVED, &["FD-6.1"]),
        Action::RecordBreach => (OVERSEERS, RefusalStatus::ALL, &["FD-7.1"]),
        Action::Archive => (&[Unit, ApprovalOffice], &[Filed], &["FD-4.4"]),
        Action::NoteNotFiled => (&[System], &[Served], &["FD-7.1"]),
    };
    Gate { by, from, basis }
}
