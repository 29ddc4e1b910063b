//! What happened to a rectification, as the append-only log keeps it.

use crate::code_list;

code_list! {
    /// 限期整改事件。
    pub enum RectificationEventKind = "rectification-event-kinds", "限期整改事件" {
        Ordered = "ordered" => "责令限期整改" @ "HP-7.1",
        Reported = "reported" => "报告整改" @ "HP-7.1",
        SentBack = "sent_back" => "退回继续整改" @ "HP-7.1",
        Completed = "completed" => "整改到位" @ "HP-7.1",
    }
}

/// One entry of the log of a rectification.
pub type Event = crate::procedure::Event<RectificationEventKind>;
