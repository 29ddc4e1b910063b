//! Parameters: the figures that decisions use.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Limit;

/// 参数：决定所用的期限和数值
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// 参数键
    #[schema(example = "complaint.assignment")]
    pub key: String,
    /// 参数名称
    pub title: String,
    /// 取值
    pub value: ParameterValue,
    /// 条文没有写明、由本单位确定
    #[serde(default)]
    #[schema(required = true)]
    pub local: bool,
    /// 依据的条目编号
    pub basis: Vec<String>,
    /// 起算、计算方法或取值理由
    #[serde(default)]
    #[schema(required = true)]
    pub note: Option<String>,
}

/// 参数取值：期限、整数、比率、是否或文字
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParameterValue {
    /// 期限
    Limit(Limit),
    /// 整数
    Number(i64),
    /// 比率，0至1
    Ratio(f64),
    /// 是否
    Flag(bool),
    /// 文字
    Text(String),
}

impl ParameterValue {
    /// Name of the variant, as in the document.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Limit(_) => "limit",
            Self::Number(_) => "number",
            Self::Ratio(_) => "ratio",
            Self::Flag(_) => "flag",
            Self::Text(_) => "text",
        }
    }
}

/// What the decisions read: key and kind. A rulebook that lacks one of them, or has it in another kind, is refused.
pub(super) const REQUIRED: &[(&str, &str)] = &[
    ("application.delivery", "limit"),
    ("application.examination", "limit"),
    ("application.extension_max", "limit"),
    ("application.extension_moves_promise", "flag"),
    ("application.review_by_another", "flag"),
    ("assessment.objection", "limit"),
    ("assessment.objection_decision", "limit"),
    ("assessment.rectification_report", "limit"),
    ("assessment.veto_cases", "number"),
    ("commitment.broken_record_bars", "flag"),
    ("commitment.duty_complaint_reply", "limit"),
    ("commitment.supply_may_exceed_promise", "flag"),
    ("complaint.acceptance_decision", "limit"),
    ("complaint.amber_working_days", "number"),
    ("complaint.archiving", "limit"),
    ("complaint.assignment", "limit"),
    ("complaint.clue_transfer", "limit"),
    ("complaint.extension_count", "number"),
    ("complaint.extension_max", "limit"),
    ("complaint.extension_notice", "limit"),
    ("complaint.handling_complex", "limit"),
    ("complaint.handling_simple", "limit"),
    ("complaint.receipt_signing", "limit"),
    ("complaint.repeat_similarity", "ratio"),
    ("complaint.repeat_text_alone", "ratio"),
    ("complaint.reply_pledge", "limit"),
    ("complaint.rework", "limit"),
    ("complaint.verification", "limit"),
    ("evaluation.appeal_decision", "limit"),
    ("evaluation.burst_minutes", "number"),
    ("evaluation.burst_ratings", "number"),
    ("evaluation.device_services_per_day", "number"),
    ("evaluation.invitation_days", "number"),
    ("evaluation.low_index", "ratio"),
    ("evaluation.phone_services_per_day", "number"),
    ("evaluation.sms_hour", "number"),
    ("evaluation.too_fast_seconds", "number"),
    ("evaluation.verification", "limit"),
    ("notice.head_decision", "limit"),
    ("notice.passing_on", "limit"),
    ("refusal.delivery", "limit"),
    ("refusal.filing", "limit"),
    ("statistics.bottom_months", "number"),
    ("statistics.default_rate_maximum", "ratio"),
    ("statistics.minimum_sample", "number"),
    ("statistics.request_rate_minimum", "ratio"),
    ("survey.every_max", "number"),
    ("survey.monthly_minimum", "number"),
];
