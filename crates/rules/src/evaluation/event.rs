//! What happened to a rating, as the append-only log keeps it.

use crate::code_list;

code_list! {
    /// 评价事件。
    pub enum EvaluationEventKind = "evaluation-event-kinds", "评价事件" {
        Recorded = "recorded" => "评价" @ "HP-2.1",
        Verified = "verified" => "核实" @ "HP-7.1",
        RectificationOrdered = "rectification_ordered" => "责令限期整改" @ "HP-7.1",
        RectificationCompleted = "rectification_completed" => "整改完成" @ "HP-7.1",
        Told = "told" => "向评价人反馈" @ "HP-7.1",
        Appealed = "appealed" => "申诉" @ "HP-4.3",
        AppealRefused = "appeal_refused" => "申诉不成立" @ "HP-4.3",
        SetAside = "set_aside" => "申诉成立，不计入统计" @ "HP-4.3",
    }
}

/// One entry of the log of a rating.
pub type Event = crate::procedure::Event<EvaluationEventKind>;
