//! Findings: breaches by the office that a step brings to light. They are recorded, never refused: the citizen must not suffer for them.

use crate::code_list;

code_list! {
    /// 发现的问题。
    pub enum FindingKind = "finding-kinds", "发现的问题" {
        NotToldAtOnce = "not_told_at_once" => "补正材料未一次告知" @ "YC-6.1",
        RepeatedTrips = "repeated_trips" => "未一次性告知致来回多次并被投诉" @ "YC-9.1",
        DeemedAccepted = "deemed_accepted" => "逾期未告知补正，视为受理" @ "FD-5.1",
        NotificationUnclear = "notification_unclear" => "容缺告知不明确、不具体" @ "RQ-4.1",
        NotificationWrong = "notification_wrong" => "容缺告知错误" @ "RQ-4.1",
        RefusalNotFiled = "refusal_not_filed" => "否定决定未及时、准确登记备案" @ "FD-7.1",
        RefusedWithoutGround = "refused_without_ground" => "不符合应予否定情节而作出否定决定" @ "FD-7.1",
        RefusedWithoutPower = "refused_without_power" => "无权、越权作出否定决定" @ "FD-7.1",
        ReasonsNotTold = "reasons_not_told" => "未及时、准确告知否定理由" @ "FD-7.1",
        NegativeRating = "negative_rating" => "差评经核实属实" @ "HP-7.1",
        LowRatings = "low_ratings" => "评价偏低，责令限期整改" @ "HP-7.1",
        ScoresFalsified = "scores_falsified" => "考核弄虚作假" @ "KH-14",
    }
}

/// A breach by the office, found in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was done wrong.
    pub kind: FindingKind,
    /// The unit that answers for it.
    pub unit_id: Option<String>,
    /// The account that did it, where one did.
    pub user_id: Option<String>,
    /// Obligations that were not kept.
    pub basis: Vec<&'static str>,
    /// Chinese sentence; never personal data.
    pub detail: String,
}

impl Finding {
    /// A finding against a unit, resting on the obligation of its kind.
    pub(crate) fn against(unit_id: Option<&str>, kind: FindingKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            unit_id: unit_id.map(str::to_owned),
            user_id: None,
            basis: kind.basis().into_iter().collect(),
            detail: detail.into(),
        }
    }

    /// The account that did it.
    pub(crate) fn by(mut self, user_id: Option<&str>) -> Self {
        self.user_id = user_id.map(str::to_owned);
        self
    }
}
