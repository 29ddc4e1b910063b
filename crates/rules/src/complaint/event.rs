//! What happened, as the append-only log keeps it.

use crate::code_list;

code_list! {
    /// 投诉举报事件。
    pub enum EventKind = "complaint-event-kinds", "投诉举报事件" {
        Registered = "registered" => "登记" @ "TS-11.1",
        Amended = "amended" => "补正登记" @ "TS-11.1",
        RightsTold = "rights_told" => "告知权利义务" @ "TS-7.6",
        Accepted = "accepted" => "受理" @ "TS-11.2b",
        Rejected = "rejected" => "不予受理" @ "TS-11.2b",
        AnsweredOnTheSpot = "answered_on_the_spot" => "当场答复" @ "TS-7.5b",
        Assigned = "assigned" => "交办" @ "TS-11.3a",
        Reassigned = "reassigned" => "签收前改派" @ "TS-11.3a",
        ReceiptSigned = "receipt_signed" => "签收" @ "TS-9.1",
        DeemedReceived = "deemed_received" => "视为签收" @ "TS-9.1",
        InvestigationDecided = "investigation_decided" => "深入调查审批" @ "TS-12.2",
        Investigated = "investigated" => "深入调查" @ "TS-12.2",
        ExtensionRequested = "extension_requested" => "申请延期" @ "TS-14.3",
        ExtensionDecided = "extension_decided" => "延期决定" @ "TS-14.3",
        ResultSubmitted = "result_submitted" => "反馈办理结果" @ "TS-12.3",
        Verified = "verified" => "核查并听取意见" @ "TS-15.1",
        ReworkOrdered = "rework_ordered" => "发回重新办理" @ "TS-16.1",
        Concluded = "concluded" => "办结" @ "TS-19.1",
        Terminated = "terminated" => "终止办理" @ "TS-18.1",
        Archived = "archived" => "归档" @ "TS-20.1",
        FollowedUp = "followed_up" => "回访" @ "TS-21.2",
        Reminded = "reminded" => "督办提醒" @ "TS-10.1",
        SupervisionOrdered = "supervision_ordered" => "督办措施" @ "TS-23.1",
        SupervisionLifted = "supervision_lifted" => "解除督办措施" @ "TS-23.1",
        Escalated = "escalated" => "向上一级投诉" @ "TS-11.2d",
        ClueRegistered = "clue_registered" => "登记线索" @ "TS-24.1",
        ClueDispatched = "clue_dispatched" => "移送线索" @ "TS-24.1",
        EmergencyReported = "emergency_reported" => "紧急报告" @ "TS-7.7",
        ObstructionRecorded = "obstruction_recorded" => "记录妨碍行为" @ "TS-25.1",
        StatementMade = "statement_made" => "投诉人陈述" @ "TS-11.2c",
        Withdrawn = "withdrawn" => "投诉人撤回" @ "TS-18.1",
    }
}

/// One entry of the log of a complaint.
pub type Event = crate::procedure::Event<EventKind>;
