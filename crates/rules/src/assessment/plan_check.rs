//! What a plan must keep before it is published. All faults are told at once.

use std::collections::HashSet;

use super::codes::*;
use super::plan::{PlanContent, PlanIndicator};
use super::points::Points;

/// One rule that a plan breaks, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFault {
    /// JSON pointer into the content.
    pub pointer: String,
    /// Stable ASCII code.
    pub code: &'static str,
    /// Obligations it rests on.
    pub basis: &'static [&'static str],
    /// Chinese sentence.
    pub message: String,
}

/// Everything wrong with the content, in its order; nothing for a plan that may be published.
pub fn validate(content: &PlanContent) -> Vec<PlanFault> {
    let mut check = Check { content, faults: Vec::new() };
    check.document();
    check.indicators();
    check.headings();
    check.adjustments();
    check.satisfaction();
    check.sum();
    check.cut_offs();
    check.faults
}

struct Check<'a> {
    content: &'a PlanContent,
    faults: Vec<PlanFault>,
}

/// A piece of the score must be worth something, and no more than everything.
fn is_worth_something(points: Points) -> bool {
    Points::ZERO < points && points <= Points::HUNDRED
}

impl Check<'_> {
    fn fault(
        &mut self,
        pointer: impl Into<String>,
        code: &'static str,
        basis: &'static [&'static str],
        message: impl Into<String>,
    ) {
        self.faults.push(PlanFault { pointer: pointer.into(), code, basis, message: message.into() });
    }

    fn document(&mut self) {
        if !(2000..=2100).contains(&self.content.year) {
            self.fault("/year", "year_out_of_range", &["KH-5"], "考核年度须在2000至2100之间。");
        }
        if self.content.document_number.as_ref().is_none_or(|number| number.trim().is_empty()) {
            self.fault("/document_number", "document_number_missing", &["KH-5"], "印发方案须有文号。");
        }
    }

    fn indicators(&mut self) {
        let content = self.content;
        let codes: HashSet<&str> = content.indicators.iter().map(|indicator| indicator.code.as_str()).collect();
        let parents: HashSet<&str> = content.indicators.iter().filter_map(|each| each.parent.as_deref()).collect();
        let mut seen = HashSet::new();
        for (place, indicator) in content.indicators.iter().enumerate() {
            let at = format!("/indicators/{place}");
            if !seen.insert(indicator.code.as_str()) {
                self.fault(format!("{at}/code"), "code_repeated", &["KH-5"], "指标代码重复。");
            }
            match &indicator.parent {
                Some(parent) if !codes.contains(parent.as_str()) => {
                    self.fault(format!("{at}/parent"), "parent_unknown", &["KH-5"], "方案中没有这个上级指标。");
                }
                Some(_) if self.is_in_circle(indicator) => {
                    self.fault(format!("{at}/parent"), "parent_circle", &["KH-5"], "上级指标绕回了本指标。");
                }
                Some(_) if indicator.heading.is_some() => {
                    self.fault(
                        format!("{at}/heading"),
                        "heading_not_at_root",
                        &["KH-7.1"],
                        "所属方面只写在一级指标上。",
                    );
                }
                None if indicator.heading.is_none() => {
                    self.fault(format!("{at}/heading"), "heading_missing", &["KH-7.1"], "一级指标须写明所属方面。");
                }
                _ => {}
            }
            self.points(&at, indicator, parents.contains(indicator.code.as_str()));
        }
    }

    fn points(&mut self, at: &str, indicator: &PlanIndicator, is_branch: bool) {
        if is_branch {
            if indicator.points.is_some() {
                let message = "有下级的指标不写分值，其分值是下级之和。";
                self.fault(format!("{at}/points"), "points_on_branch", &["KH-5"], message);
            }
            return;
        }
        match indicator.points {
            None => self.fault(format!("{at}/points"), "points_missing", &["KH-5"], "末级指标须有分值。"),
            Some(points) if !is_worth_something(points) => {
                self.fault(format!("{at}/points"), "points_out_of_range", &["KH-9.1"], "分值须大于零且不超过一百。");
            }
            Some(_) => {}
        }
        if indicator.criteria.as_ref().is_none_or(|text| text.trim().is_empty()) {
            self.fault(format!("{at}/criteria"), "criteria_missing", &["KH-5"], "末级指标须有评分细则。");
        }
    }

    /// Whether going up from an indicator never ends.
    fn is_in_circle(&self, indicator: &PlanIndicator) -> bool {
        let find = |code: &String| self.content.indicators.iter().find(|each| each.code == *code);
        let mut above = indicator.parent.as_ref().and_then(find);
        for _ in 0..self.content.indicators.len() {
            match above {
                Some(each) => above = each.parent.as_ref().and_then(find),
                None => return false,
            }
        }
        above.is_some()
    }

    /// The three subjects the text names must be assessed; the fourth is whatever else needs to be.
    fn headings(&mut self) {
        let content = self.content;
        let covered: HashSet<DutyHeading> =
            content.leaves().filter_map(|(leaf, _)| content.heading_of(&leaf.code)).collect();
        for heading in DutyHeading::ALL.iter().filter(|heading| **heading != DutyHeading::Other) {
            if !covered.contains(heading) {
                let message = format!("履职情况须有「{}」方面的末级指标。", heading.label());
                self.fault("/indicators", "heading_not_covered", &["KH-7.1"], message);
            }
        }
    }

    fn adjustments(&mut self) {
        let adjustments = &self.content.adjustments;
        for (field, most) in
            [("additions_max", adjustments.additions_max), ("deductions_max", adjustments.deductions_max)]
        {
            if !is_worth_something(most) {
                let pointer = format!("/adjustments/{field}");
                self.fault(pointer, "points_out_of_range", &["KH-7.2"], "加减分上限须大于零且不超过一百。");
            }
        }
        let mut seen = HashSet::new();
        let mut directions = HashSet::new();
        for (place, rule) in adjustments.rules.iter().enumerate() {
            let at = format!("/adjustments/rules/{place}");
            if !seen.insert(rule.code.as_str()) {
                self.fault(format!("{at}/code"), "code_repeated", &["KH-5"], "规则代码重复。");
            }
            let of_rule: HashSet<AdjustmentDirection> = rule.sources.iter().map(|each| each.direction()).collect();
            if of_rule.len() != 1 {
                let message = "一条规则的依据来源须至少一种，且同为加分或者同为减分。";
                self.fault(format!("{at}/sources"), "sources_mixed", &["KH-7.2"], message);
            }
            directions.extend(of_rule);
            if !is_worth_something(rule.points_each) {
                let pointer = format!("{at}/points_each");
                self.fault(pointer, "points_out_of_range", &["KH-7.2"], "每件分值须大于零且不超过一百。");
            }
        }
        for direction in AdjustmentDirection::ALL.iter().filter(|direction| !directions.contains(direction)) {
            let message = format!("加减分须有「{}」的规则。", direction.label());
            self.fault("/adjustments/rules", "direction_not_covered", &["KH-7.2"], message);
        }
    }

    fn satisfaction(&mut self) {
        let formula = &self.content.satisfaction;
        if !is_worth_something(formula.points) {
            let message = "监测评价的分值须大于零且不超过一百。";
            self.fault("/satisfaction/points", "points_out_of_range", &["KH-7.3"], message);
        }
        if u64::from(formula.evaluations_weight) + u64::from(formula.surveys_weight) != 100 {
            let message = "「好差评」和调查问卷的权重合计须为一百。";
            self.fault("/satisfaction/surveys_weight", "weights_not_hundred", &["KH-7.3"], message);
        }
        if formula.basic_counts > 100 {
            let message = "「基本满意」至多按百分之一百计算。";
            self.fault("/satisfaction/basic_counts", "basic_counts_out_of_range", &["KH-7.3"], message);
        }
        if !(Points::ZERO..=formula.points).contains(&formula.unmeasured_points) {
            let message = "没有评价数据时给予的分值须在零与本维度分值之间。";
            self.fault("/satisfaction/unmeasured_points", "points_out_of_range", &["KH-7.3"], message);
        }
    }

    fn sum(&mut self) {
        let duties: Points = self.content.leaves().map(|(_, points)| points).sum();
        let sum = duties + self.content.satisfaction.points;
        if sum != Points::HUNDRED {
            let message = format!("末级指标与监测评价的分值合计须为100.00分，现为{sum}分。");
            self.fault("/indicators", "points_not_hundred", &["KH-9.1"], message);
        }
    }

    fn cut_offs(&mut self) {
        let cut_offs = &self.content.cut_offs;
        let line = [Points::HUNDRED, cut_offs.first, cut_offs.second, cut_offs.third, Points::ZERO];
        let falls = line[0] >= line[1] && line[1..].windows(2).all(|pair| pair[0] > pair[1]);
        if !falls {
            let message = "分数线须由一等到三等递减，一等不超过一百，三等大于零。";
            self.fault("/cut_offs", "cut_offs_not_descending", &["KH-9.1"], message);
        }
    }
}
