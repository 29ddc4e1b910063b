//! The whole state table: which step, by whom, from which states, on which article.

use super::codes::RectificationStatus::{self, *};
use crate::code_list;
use crate::procedure::counter::{Capacity, Gate};

code_list! {
    /// 限期整改可办理的步骤。
    pub enum Action = "rectification-actions", "限期整改步骤" {
        Report = "report" => "报告整改" @ "HP-7.1",
        Review = "review" => "查看整改" @ "HP-7.1",
    }
}

/// The state table.
pub const fn gate(action: Action) -> Gate<RectificationStatus> {
    use Capacity::*;
    const OVERSEERS: &[Capacity] = &[ApprovalOffice, LeadingGroup, LeaderInCharge];
    let (by, from): (&[Capacity], &[RectificationStatus]) = match action {
        Action::Report => (&[UnitHead], &[Ordered]),
        Action::Review => (OVERSEERS, &[Reported]),
    };
    Gate { by, from, basis: &["HP-7.1"] }
}
