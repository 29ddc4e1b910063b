//! Code lists of commitments.

use crate::code_list;

code_list! {
    /// 容缺承诺状态。
    pub enum CommitmentStatus = "commitment-statuses", "容缺承诺状态" {
        Proposed = "proposed" => "已提出",
        NoticeIssued = "notice_issued" => "已出具承诺告知书",
        Committed = "committed" => "已签承诺书",
        Accepted = "accepted" => "已受理待补齐",
        Overdue = "overdue" => "逾期未补齐，办理时限后延",
        Fulfilled = "fulfilled" => "已补齐",
        Broken = "broken" => "未兑现",
        Cancelled = "cancelled" => "已终止",
    }
}

code_list! {
    /// 材料缺失的原因（第一条）。
    pub enum DeferralCause = "deferral-causes", "材料缺失原因" {
        NotPrepared = "not_prepared" => "暂未准备" @ "RQ-1.1",
        NotObtained = "not_obtained" => "尚未获取" @ "RQ-1.1",
        Other = "other" => "其他原因" @ "RQ-1.1",
    }
}

code_list! {
    /// 不补齐的后果。
    pub enum ConsequenceKind = "commitment-consequences", "不补齐的后果" {
        Refusal = "refusal" => "依法作出不予许可的决定" @ "RQ-3.2a",
        CountsAsWithdrawn = "counts_as_withdrawn" => "视为撤回申请" @ "RQ-3.2a",
    }
}

code_list! {
    /// 告知的差错（第四条第二项）。
    pub enum NotificationFault = "notification-faults", "告知差错" {
        Unclear = "unclear" => "告知不明确、不具体" @ "RQ-4.1",
        Wrong = "wrong" => "告知错误" @ "RQ-4.1",
    }
}
