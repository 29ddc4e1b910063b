//! The yearly plan: indicators with points, rules for additions and deductions, the formula of the monitored dimension, and the cut-offs of the
//! grades (KH-5, KH-7.1, KH-7.2, KH-7.3, KH-9.1). Published it is frozen; a change is a new version with its reason.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::plan_check::{PlanFault, validate};
use super::points::Points;
use crate::actor::{Actor, Role};
use crate::refusal::Refusal;

/// 年度考评实施方案的内容。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanContent {
    /// 考核年度。
    #[schema(minimum = 2000, maximum = 2100)]
    pub year: i32,
    /// 方案名称。
    #[schema(min_length = 2, max_length = 200)]
    pub title: String,
    /// 印发文号；印发前须填写。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: Option<String>,
    /// 维度一：履职情况的指标，以上级代码连成树；只有末级指标有分值。
    #[schema(max_items = 200)]
    pub indicators: Vec<PlanIndicator>,
    /// 维度二：加减分规则。
    pub adjustments: PlanAdjustments,
    /// 维度三：监测评价的计分公式。
    pub satisfaction: SatisfactionFormula,
    /// 各等次的分数线。
    pub cut_offs: GradeCutOffs,
}

/// 履职情况的一项指标。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanIndicator {
    /// 指标代码，在方案内不重复。
    #[schema(min_length = 1, max_length = 32, example = "1.2")]
    pub code: String,
    /// 上级指标代码；一级指标为空。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 32)]
    pub parent: Option<String>,
    /// 所属方面；只写在一级指标上。
    #[serde(default)]
    pub heading: Option<DutyHeading>,
    /// 指标名称。
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// 分值；只写在末级指标上。
    #[serde(default)]
    pub points: Option<Points>,
    /// 评分细则；末级指标必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 2000)]
    pub criteria: Option<String>,
}

/// 加减分规则和上限。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanAdjustments {
    /// 加分合计的上限。
    pub additions_max: Points,
    /// 减分合计的上限。
    pub deductions_max: Points,
    /// 规则。
    #[schema(max_items = 100)]
    pub rules: Vec<AdjustmentRule>,
}

/// 一条加减分规则。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentRule {
    /// 规则代码，在方案内不重复。
    #[schema(min_length = 1, max_length = 32, example = "J1")]
    pub code: String,
    /// 规则内容。
    #[schema(min_length = 1, max_length = 500)]
    pub title: String,
    /// 适用的依据来源；须同为加分或者同为减分。
    #[schema(min_items = 1, max_items = 20)]
    pub sources: Vec<EvidenceSource>,
    /// 每件的分值上限。
    pub points_each: Points,
}

/// 监测评价得分的公式：各渠道满意率按权重平均（没有数据的渠道不计），乘以本维度分值。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionFormula {
    /// 本维度分值。
    pub points: Points,
    /// 「好差评」的权重，百分数；与问卷的权重合计一百。
    #[schema(maximum = 100)]
    pub evaluations_weight: u32,
    /// 调查问卷的权重，百分数。
    #[schema(maximum = 100)]
    pub surveys_weight: u32,
    /// 一个「基本满意」按百分之几的满意计算。
    #[schema(maximum = 100)]
    pub basic_counts: u32,
    /// 全年没有任何评价和问卷的，本维度给予的分值。
    pub unmeasured_points: Points,
}

/// 等次的分数线：达到即为该等次；低于三等线的不合格。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeCutOffs {
    /// 一等。
    pub first: Points,
    /// 二等。
    pub second: Points,
    /// 三等。
    pub third: Points,
}

impl GradeCutOffs {
    /// The grade of a score, before any veto.
    pub fn grade(&self, total: Points) -> AssessmentGrade {
        match total {
            total if total >= self.first => AssessmentGrade::First,
            total if total >= self.second => AssessmentGrade::Second,
            total if total >= self.third => AssessmentGrade::Third,
            _ => AssessmentGrade::NotQualified,
        }
    }
}

impl PlanContent {
    /// The indicators that bear points, in the order of the plan.
    pub fn leaves(&self) -> impl Iterator<Item = (&PlanIndicator, Points)> {
        self.indicators.iter().filter_map(|indicator| Some((indicator, indicator.points?)))
    }

    /// Points of the leaf with this code.
    pub fn leaf_points(&self, code: &str) -> Option<Points> {
        self.leaves().find(|(leaf, _)| leaf.code == code).map(|(_, points)| points)
    }

    /// The heading an indicator stands under: that of its root.
    pub fn heading_of(&self, code: &str) -> Option<DutyHeading> {
        let mut at = self.indicator(code)?;
        // A tree is no deeper than it has nodes; a circle ends here.
        for _ in 0..self.indicators.len() {
            match &at.parent {
                Some(parent) => at = self.indicator(parent)?,
                None => return at.heading,
            }
        }
        None
    }

    /// The rule of the plan with this code.
    pub fn adjustment(&self, code: &str) -> Option<&AdjustmentRule> {
        self.adjustments.rules.iter().find(|rule| rule.code == code)
    }

    /// The first rule that applies to a source: what a piece of evidence is proposed under.
    pub fn adjustment_for(&self, source: EvidenceSource) -> Option<&AdjustmentRule> {
        self.adjustments.rules.iter().find(|rule| rule.sources.contains(&source))
    }

    fn indicator(&self, code: &str) -> Option<&PlanIndicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }
}

/// 年度考评实施方案的一个版本。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AssessmentPlan {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 本年度的第几版，自一起。
    pub version: u32,
    /// 状态。
    pub status: PlanStatus,
    /// 内容。
    pub content: PlanContent,
    /// 修改理由；自第二版起必填。
    pub reason: Option<String>,
    /// 起草时间。
    pub drafted_at: Instant,
    /// 起草人账号。
    pub drafted_by: Option<String>,
    /// 印发时间。
    pub published_at: Option<Instant>,
    /// 印发人账号。
    pub published_by: Option<String>,
}

/// What a draft needs beside its content.
#[derive(Debug, Clone)]
pub struct NewPlan {
    /// Id of the plan.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// One more than the newest version of that year; 1 for the first.
    pub version: u32,
}

/// Why a plan is not published.
#[derive(Debug, Clone, PartialEq)]
pub enum NotPublished {
    /// A step against the rules.
    Refused(Refusal),
    /// The content breaks these rules; all of them.
    Faulty(Vec<PlanFault>),
}

/// A plan that is now in force, and the one it replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// In force from now on.
    pub plan: AssessmentPlan,
    /// Was in force until now; assessments opened under it go on under it.
    pub superseded: Option<AssessmentPlan>,
}

impl AssessmentPlan {
    /// Begins a version. It may be incomplete: the check is made when it is published, and [`validate`] tells beforehand.
    ///
    /// # Errors
    /// `not_plan_maker`; `reason_missing` for a version after the first.
    pub fn draft(
        new: NewPlan,
        content: PlanContent,
        reason: Option<String>,
        actor: &Actor,
        now: Instant,
    ) -> Result<Self, Refusal> {
        check_plan_maker(actor)?;
        has_reason(new.version, reason.as_deref())?;
        Ok(Self {
            id: new.id,
            number: new.number,
            version: new.version,
            status: PlanStatus::Draft,
            content,
            reason,
            drafted_at: now,
            drafted_by: actor.user_id().map(str::to_owned),
            published_at: None,
            published_by: None,
        })
    }

    /// Rewrites a draft. The year stays: it belongs to the number of the version.
    ///
    /// # Errors
    /// `not_plan_maker`, `plan_frozen`, `year_fixed`, `reason_missing`.
    pub fn rewrite(&self, content: PlanContent, reason: Option<String>, actor: &Actor) -> Result<Self, Refusal> {
        check_plan_maker(actor)?;
        self.check_draft()?;
        has_reason(self.version, reason.as_deref())?;
        if content.year != self.content.year {
            return Err(Refusal::rule("year_fixed", &["KH-5"], "方案的年度不能修改，请另行起草该年度的方案。"));
        }
        Ok(Self { content, reason, ..self.clone() })
    }

    /// Publishes a draft in place of the plan of that year now in force, if there is one.
    ///
    /// # Errors
    /// `not_plan_maker`, `plan_frozen`, `plan_overtaken` where a later version is in force, or every fault of the content.
    pub fn publish(&self, in_force: Option<&Self>, actor: &Actor, now: Instant) -> Result<Published, NotPublished> {
        check_plan_maker(actor).and_then(|()| self.check_draft()).map_err(NotPublished::Refused)?;
        if in_force.is_some_and(|plan| plan.version >= self.version) {
            let detail = "本年度已有更新的版本印发，请在其基础上另行起草。";
            return Err(NotPublished::Refused(Refusal::state("plan_overtaken", &["KH-5"], detail)));
        }
        let faults = validate(&self.content);
        if !faults.is_empty() {
            return Err(NotPublished::Faulty(faults));
        }
        let plan = Self {
            status: PlanStatus::Published,
            published_at: Some(now),
            published_by: actor.user_id().map(str::to_owned),
            ..self.clone()
        };
        let superseded = in_force.map(|old| Self { status: PlanStatus::Superseded, ..old.clone() });
        Ok(Published { plan, superseded })
    }

    fn check_draft(&self) -> Result<(), Refusal> {
        if self.status == PlanStatus::Draft {
            return Ok(());
        }
        let detail = "方案印发后不得修改；需要调整的，另行起草新版本并说明理由。";
        Err(Refusal::state("plan_frozen", &["KH-5"], detail).with("status", self.status.code()))
    }
}

/// Only 考评专责小组 makes the plan (KH-5).
///
/// # Errors
/// `not_plan_maker` for everyone else.
pub fn check_plan_maker(actor: &Actor) -> Result<(), Refusal> {
    match actor {
        Actor::System => Ok(()),
        Actor::Staff(staff) if staff.roles.contains(&Role::AssessmentTeam) => Ok(()),
        _ => Err(Refusal::actor("not_plan_maker", &["KH-5"], "年度考评实施方案由考评专责小组制定。")),
    }
}

fn has_reason(version: u32, reason: Option<&str>) -> Result<(), Refusal> {
    if version <= 1 || reason.is_some_and(|text| !text.trim().is_empty()) {
        return Ok(());
    }
    Err(Refusal::rule("reason_missing", &["KH-5", "KH-14"], "修改方案须说明理由。").with("field", "reason"))
}
