//! What happened to a notice, as the append-only log keeps it.

use crate::code_list;

code_list! {
    /// 一次性告知事件。
    pub enum NoticeEventKind = "notice-event-kinds", "一次性告知事件" {
        Opened = "opened" => "登记咨询" @ "YC-4.1",
        HandedOver = "handed_over" => "介绍、转交或者指引" @ "YC-4.2",
        TakenOver = "taken_over" => "经办人接手" @ "YC-5.1",
        HandlerAssigned = "handler_assigned" => "确定经办人" @ "YC-5.1",
        LeaderConsulted = "leader_consulted" => "请示部门领导" @ "YC-6.2",
        Told = "told" => "一次性告知" @ "YC-4.1",
        Issued = "issued" => "出具补正告知书" @ "YC-6.1",
        Served = "served" => "送达补正告知书" @ "YC-6.1",
        ComplaintLinked = "complaint_linked" => "关联投诉举报" @ "YC-9.1",
    }
}

/// One entry of the log of a notice.
pub type Event = crate::procedure::Event<NoticeEventKind>;
