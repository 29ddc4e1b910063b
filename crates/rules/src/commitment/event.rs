//! What happened to a commitment, as the append-only log keeps it.

use crate::code_list;

code_list! {
    /// 容缺承诺事件。
    pub enum CommitmentEventKind = "commitment-event-kinds", "容缺承诺事件" {
        Proposed = "proposed" => "提出并一次性告知材料" @ "RQ-3.1",
        NoticeIssued = "notice_issued" => "出具承诺告知书" @ "RQ-3.2a",
        Committed = "committed" => "签承诺书" @ "RQ-3.3",
        Accepted = "accepted" => "容缺受理" @ "RQ-3.4",
        Supplied = "supplied" => "补交材料" @ "RQ-3.3",
        Fulfilled = "fulfilled" => "补齐" @ "RQ-3.3",
        Reminded = "reminded" => "到期提醒" @ "RQ-3.2b",
        BecameOverdue = "became_overdue" => "逾期未补齐" @ "RQ-3.2c",
        Broken = "broken" => "后果生效" @ "RQ-3.2a",
        FaultRecorded = "fault_recorded" => "记录告知差错" @ "RQ-4.1",
        ComplaintRegistered = "complaint_registered" => "登记投诉" @ "RQ-4.4",
        ComplaintReplied = "complaint_replied" => "回复投诉" @ "RQ-4.4",
        Cancelled = "cancelled" => "终止" @ "RQ-3.1",
    }
}

/// One entry of the log of a commitment.
pub type Event = crate::procedure::Event<CommitmentEventKind>;
