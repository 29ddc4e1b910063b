//! What happened to a refusal, as the append-only log keeps it.

use crate::code_list;

code_list! {
    /// 否定备案事件。
    pub enum RefusalEventKind = "refusal-event-kinds", "否定备案事件" {
        Drafted = "drafted" => "拟否定" @ "FD-4.2",
        Approved = "approved" => "分管领导批准" @ "FD-2.1",
        Discussed = "discussed" => "集体讨论决定" @ "FD-2.1",
        Dropped = "dropped" => "未获批准" @ "FD-2.1",
        Served = "served" => "送达" @ "FD-2.2",
        Filed = "filed" => "抄送备案" @ "FD-2.3",
        NotFiledInTime = "not_filed_in_time" => "未按期备案" @ "FD-7.1",
        Reviewed = "reviewed" => "备案部门审查" @ "FD-6.1",
        BreachRecorded = "breach_recorded" => "登记违规情节" @ "FD-7.1",
        Archived = "archived" => "归档" @ "FD-4.4",
    }
}

/// One entry of the log of a refusal.
pub type Event = crate::procedure::Event<RefusalEventKind>;
