//! What happened to an application, as the append-only log keeps it: the service log of FW-5.5.

use crate::code_list;

code_list! {
    /// 办件事件。
    pub enum ApplicationEventKind = "application-event-kinds", "办件事件" {
        Registered = "registered" => "收件登记" @ "FD-5.1",
        Examined = "examined" => "审查" @ "FD-5.1",
        CorrectionAsked = "correction_asked" => "一次告知补正" @ "YC-6.1",
        Accepted = "accepted" => "受理" @ "FD-5.1",
        DeemedAccepted = "deemed_accepted" => "视为受理" @ "FD-5.1",
        AcceptedOnCommitment = "accepted_on_commitment" => "容缺受理" @ "RQ-3.4",
        NotRequired = "not_required" => "告知无需许可" @ "FD-5.1",
        MaterialsSupplied = "materials_supplied" => "补交材料" @ "YC-6.1",
        OutstandingReceived = "outstanding_received" => "收到容缺材料" @ "RQ-3.3",
        PromiseLifted = "promise_lifted" => "承诺时限后延" @ "RQ-3.2c",
        CommitmentBroken = "commitment_broken" => "容缺承诺未兑现" @ "RQ-3.2a",
        FirstReviewed = "first_reviewed" => "初审" @ "FW-5.4",
        Reviewed = "reviewed" => "复核" @ "FW-5.4",
        Approved = "approved" => "准予" @ "FW-5.4",
        Delivered = "delivered" => "送达" @ "FW-5.4",
        Suspended = "suspended" => "中止计时" @ "FW-5.4",
        Resumed = "resumed" => "恢复计时" @ "FW-5.4",
        Extended = "extended" => "延长时限" @ "FW-5.4",
        GreenChannelOpened = "green_channel_opened" => "开辟绿色通道" @ "FW-5.4",
        RecordCorrected = "record_corrected" => "更正差错" @ "FW-5.5",
        RefusalProposed = "refusal_proposed" => "拟否定" @ "FD-2.1",
        RefusalDropped = "refusal_dropped" => "否定未获批准" @ "FD-2.1",
        RefusalDecided = "refusal_decided" => "批准否定" @ "FD-2.1",
        Refused = "refused" => "送达否定决定" @ "FD-2.2",
        Withdrawn = "withdrawn" => "撤回" @ "FD-5.1",
    }
}

/// One entry of the log of an application.
pub type Event = crate::procedure::Event<ApplicationEventKind>;
