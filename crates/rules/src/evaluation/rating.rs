//! A rating as it was given, and what it means. What was given is kept as it is; what it means is always worked out from that.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::{Aspect, DissatisfactionReason, Grade, RatingGrade, RatingScale};
use crate::refusal::Refusal;

/// 对一次服务两个方面的评价。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// 所用的等级制。
    pub scale: RatingScale,
    /// 服务态度。
    pub attitude: RatingGrade,
    /// 办事效率。
    pub efficiency: RatingGrade,
    /// 不满意的情形；只在不满意时填写。
    #[serde(default)]
    #[schema(max_items = 7)]
    pub reasons: Vec<DissatisfactionReason>,
    /// 意见或者建议。不要写姓名、证件号码和电话。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 500)]
    pub text: Option<String>,
}

/// What a negative rating must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonRule {
    /// One of the seven reasons (HP-6.1: mobile surveys).
    Reason,
    /// One of the seven reasons or a text (public page, counter, paper).
    ReasonOrText,
    /// Nothing: a text message answers with a digit (HP-5.1).
    Nothing,
}

impl Rating {
    /// The same rating with each reason once, in the order of the list, and without an empty text.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.reasons.sort_unstable();
        self.reasons.dedup();
        self.text = self.text.filter(|text| !text.trim().is_empty());
        self
    }

    /// What it counts as: the worse of the two aspects (HP-1.1, HP-2.2).
    pub fn overall(&self) -> Grade {
        self.attitude.grade().max(self.efficiency.grade())
    }

    /// Refuses grades that are not on the scale, a negative rating that does not say why, and reasons for dissatisfaction with a
    /// positive one.
    pub fn check(&self, rule: ReasonRule) -> Result<(), Refusal> {
        for (aspect, given) in [(Aspect::Attitude, self.attitude), (Aspect::Efficiency, self.efficiency)] {
            if !self.scale.grades().contains(&given) {
                return Err(Refusal::rule(
                    "grade_not_on_scale",
                    &["HP-2.2"],
                    format!("「{}」不是{}的等级。", given.label(), self.scale.label()),
                )
                .with("field", aspect.code()));
            }
        }
        if self.overall().is_positive() {
            return if self.reasons.is_empty() { Ok(()) } else { Err(reasons_unfounded()) };
        }
        let says_why = !self.reasons.is_empty();
        let has_text = self.text.as_deref().is_some_and(|text| !text.trim().is_empty());
        match rule {
            ReasonRule::Nothing => Ok(()),
            ReasonRule::ReasonOrText if says_why || has_text => Ok(()),
            ReasonRule::Reason if says_why => Ok(()),
            ReasonRule::ReasonOrText => Err(reason_missing("不满意的，请至少选择一种情形，或者写明原因。")),
            ReasonRule::Reason => Err(reason_missing("不满意的，请在所列情形中至少选择一种。")),
        }
    }
}

fn reason_missing(detail: &str) -> Refusal {
    Refusal::rule("reason_missing", &["HP-6.1"], detail).with("field", "reasons")
}

fn reasons_unfounded() -> Refusal {
    Refusal::rule("reasons_without_dissatisfaction", &["HP-6.1"], "只有不满意的评价才填写不满意的情形。")
        .with("field", "reasons")
}
