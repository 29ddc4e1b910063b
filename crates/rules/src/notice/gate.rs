//! The whole state table: which step, by whom, from which states, on which article.

use super::codes::NoticeStatus::{self, *};
use crate::code_list;
use crate::procedure::counter::{Capacity, Gate};

code_list! {
    /// 一次性告知可办理的步骤。
    pub enum Action = "notice-actions", "一次性告知步骤" {
        HandOver = "hand_over" => "转交或者指引" @ "YC-4.2",
        TakeOver = "take_over" => "接手" @ "YC-5.1",
        AssignHandler = "assign_handler" => "确定经办人" @ "YC-5.1",
        Consult = "consult" => "请示部门领导" @ "YC-6.2",
        Tell = "tell" => "一次性告知" @ "YC-4.1",
        Serve = "serve" => "送达" @ "YC-6.1",
        LinkComplaint = "link_complaint" => "关联投诉举报" @ "YC-9.1",
    }
}

const PENDING: &[NoticeStatus] = &[Open, PassedOn, WithHead];
const GIVEN: &[NoticeStatus] = &[Told, Redirected, Issued, Served];

/// The state table.
pub const fn gate(action: Action) -> Gate<NoticeStatus> {
    use Capacity::*;
    const UNIT: &[Capacity] = &[Unit, Registrar];
    const OVERSEERS: &[Capacity] = &[Unit, UnitHead, ApprovalOffice, LeadingGroup, LeaderInCharge];
    let (by, from, basis): (&[Capacity], &[NoticeStatus], &[&str]) = match action {
        Action::HandOver => (UNIT, &[Open], &["YC-4.2", "YC-7.1", "YC-8.1"]),
        Action::TakeOver => (&[Unit], &[PassedOn], &["YC-5.1"]),
        Action::AssignHandler => (&[UnitHead], &[WithHead], &["YC-5.1"]),
        Action::Consult => (UNIT, PENDING, &["YC-6.2"]),
        Action::Tell => (UNIT, &[Open], &["YC-2.1", "YC-4.1", "FW-5.2"]),
        Action::Serve => (UNIT, &[Issued], &["YC-6.1"]),
        Action::LinkComplaint => (OVERSEERS, GIVEN, &["YC-9.1"]),
    };
    Gate { by, from, basis }
}
