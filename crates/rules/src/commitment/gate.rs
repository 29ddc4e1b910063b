//! The whole state table: which step, by whom, from which states, on which article.

use super::codes::CommitmentStatus::{self, *};
use crate::code_list;
use crate::procedure::counter::{Capacity, Gate};

code_list! {
    /// 容缺承诺可办理的步骤。
    pub enum Action = "commitment-actions", "容缺承诺步骤" {
        IssueNotice = "issue_notice" => "出具承诺告知书" @ "RQ-3.2a",
        Commit = "commit" => "签承诺书" @ "RQ-3.3",
        Accept = "accept" => "容缺受理" @ "RQ-3.4",
        Supply = "supply" => "收取补齐材料" @ "RQ-3.3",
        Expire = "expire" => "后果生效" @ "RQ-3.2a",
        RecordFault = "record_fault" => "记录告知差错" @ "RQ-4.1",
        RegisterComplaint = "register_complaint" => "登记投诉" @ "RQ-4.4",
        ReplyToComplaint = "reply_to_complaint" => "回复投诉" @ "RQ-4.4",
        Cancel = "cancel" => "终止" @ "RQ-3.1",
        BecomeOverdue = "become_overdue" => "逾期" @ "RQ-3.2c",
        ExpireAutomatically = "expire_automatically" => "法定时限届满" @ "RQ-3.2c",
        Remind = "remind" => "到期提醒" @ "RQ-3.2b",
    }
}

const BEFORE_ACCEPTANCE: &[CommitmentStatus] = &[Proposed, NoticeIssued, Committed];
const AWAITED: &[CommitmentStatus] = &[Accepted, Overdue];
const TOLD: &[CommitmentStatus] = &[NoticeIssued, Committed, Accepted, Overdue, Fulfilled, Broken, Cancelled];
/// Not over.
pub const ACTIVE: &[CommitmentStatus] = &[Proposed, NoticeIssued, Committed, Accepted, Overdue];

/// The state table.
pub const fn gate(action: Action) -> Gate<CommitmentStatus> {
    use Capacity::*;
    const UNIT: &[Capacity] = &[Unit];
    const INTAKE: &[Capacity] = &[Unit, Registrar];
    const SYSTEM: &[Capacity] = &[System];
    const OVERSEERS: &[Capacity] = &[Unit, ApprovalOffice, LeadingGroup, LeaderInCharge];
    let (by, from, basis): (&[Capacity], &[CommitmentStatus], &[&str]) = match action {
        Action::IssueNotice => (UNIT, &[Proposed], &["RQ-3.1", "RQ-3.2a"]),
        Action::Commit => (INTAKE, &[NoticeIssued], &["RQ-3.3"]),
        Action::Accept => (UNIT, BEFORE_ACCEPTANCE, &["RQ-3.4", "RQ-3.3"]),
        Action::Supply => (INTAKE, AWAITED, &["RQ-3.3"]),
        Action::Expire => (UNIT, &[Overdue], &["RQ-3.2a", "RQ-3.2c"]),
        Action::RecordFault => (OVERSEERS, TOLD, &["RQ-4.1"]),
        Action::RegisterComplaint => (OVERSEERS, CommitmentStatus::ALL, &["RQ-4.4"]),
        Action::ReplyToComplaint => (UNIT, CommitmentStatus::ALL, &["RQ-4.4"]),
        // The service itself cancels when the application ends another way.
        Action::Cancel => (&[Unit, Registrar, System, LeaderInCharge, ApprovalOffice], ACTIVE, &["RQ-3.1"]),
        Action::BecomeOverdue => (SYSTEM, &[Accepted], &["RQ-3.2c"]),
        Action::ExpireAutomatically => (SYSTEM, &[Overdue], &["RQ-3.2c"]),
        Action::Remind => (SYSTEM, AWAITED, &["RQ-3.2b"]),
    };
    Gate { by, from, basis }
}
