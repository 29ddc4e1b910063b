//! What a record adds up to: a pure function of the plan and the record, so that working it out again gives the same bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::*;
use super::evidence::Evidence;
use super::plan::PlanContent;
use super::points::Points;

/// What a summary is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<'a> {
    /// Points of the leaves of the plan, by code.
    pub duties: &'a BTreeMap<String, Points>,
    /// Pieces of evidence, in any order; only accepted ones count.
    pub evidence: &'a [Evidence],
    /// Points of the monitored dimension.
    pub satisfaction: Points,
}

/// 考核结果汇总。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AssessmentSummary)]
pub struct Summary {
    /// 履职情况各方面的得分。
    pub duty_headings: BTreeMap<String, Points>,
    /// 履职情况得分。
    pub duties: Points,
    /// 采纳的加分合计，未计上限。
    pub additions_found: Points,
    /// 计入的加分。
    pub additions: Points,
    /// 采纳的减分合计，未计上限。
    pub deductions_found: Points,
    /// 计入的减分。
    pub deductions: Points,
    /// 监测评价得分。
    pub satisfaction: Points,
    /// 各项相加减，可能低于零或者高于一百。
    pub raw: Points,
    /// 总分，零至一百。
    pub total: Points,
    /// 按总分应得的等次。
    pub grade_by_score: AssessmentGrade,
    /// 直接不合格的情形；没有的为空。
    pub vetoes: Vec<Veto>,
    /// 等次。
    pub grade: AssessmentGrade,
}

/// 一种直接不合格情形及其依据。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Veto {
    /// 情形。
    pub ground: VetoGround,
    /// 依据（加减分依据的标识），按来源和编号排列。
    pub evidence: Vec<String>,
}

/// Adds up. A veto decides before the score does (KH-9.2); the total stays within 0 and 100 (KH-9.1).
///
/// `veto_cases` is the number of substantiated cases that are too many (parameter `assessment.veto_cases`). A leaf never brings more than the
/// plan gives it, a piece of evidence never less than nothing, and a piece that occurs twice counts once.
pub fn summarise(plan: &PlanContent, record: &Record<'_>, veto_cases: usize) -> Summary {
    let zero = Points::ZERO;
    let mut duty_headings = BTreeMap::new();
    let mut duties = zero;
    for (leaf, most) in plan.leaves() {
        let points = record.duties.get(&leaf.code).map_or(zero, |points| (*points).min(most).max(zero));
        duties = duties + points;
        if let Some(heading) = plan.heading_of(&leaf.code) {
            let sum = duty_headings.entry(heading.code().to_owned()).or_insert(zero);
            *sum = *sum + points;
        }
    }
    let evidence = counted(record.evidence);
    let found = |direction: AdjustmentDirection| -> Points {
        let of_direction = evidence.iter().filter(|each| each.source.direction() == direction);
        of_direction.filter_map(|each| each.accepted()).map(|decision| decision.points.max(zero)).sum()
    };
    let additions_found = found(AdjustmentDirection::Addition);
    let deductions_found = found(AdjustmentDirection::Deduction);
    let additions = additions_found.min(plan.adjustments.additions_max);
    let deductions = deductions_found.min(plan.adjustments.deductions_max);
    let satisfaction = record.satisfaction.min(plan.satisfaction.points).max(zero);
    let raw = duties + additions - deductions + satisfaction;
    let total = raw.min(Points::HUNDRED).max(zero);
    let grade_by_score = plan.cut_offs.grade(total);
    let vetoes = vetoes(&evidence, veto_cases);
    let grade = if vetoes.is_empty() { grade_by_score } else { AssessmentGrade::NotQualified };
    Summary {
        duty_headings,
        duties,
        additions_found,
        additions,
        deductions_found,
        deductions,
        satisfaction,
        raw,
        total,
        grade_by_score,
        vetoes,
        grade,
    }
}

/// The accepted pieces, each once, in the order of their keys.
fn counted(evidence: &[Evidence]) -> Vec<&Evidence> {
    let mut accepted: Vec<&Evidence> = evidence.iter().filter(|each| each.accepted().is_some()).collect();
    accepted.sort_by(|one, other| (one.key(), &one.id).cmp(&(other.key(), &other.id)));
    accepted.dedup_by(|one, other| one.key() == other.key());
    accepted
}

fn vetoes(evidence: &[&Evidence], veto_cases: usize) -> Vec<Veto> {
    let from = |counts: &dyn Fn(EvidenceSource) -> bool| -> Vec<String> {
        evidence.iter().filter(|each| counts(each.source)).map(|each| each.id.clone()).collect()
    };
    let cases = from(&EvidenceSource::counts_as_case);
    let notified = from(&|source| source == EvidenceSource::MunicipalNotification);
    let events = from(&|source| source == EvidenceSource::BadEvent);
    let grounds = [
        (VetoGround::SubstantiatedCases, cases.len() >= veto_cases, cases),
        (VetoGround::MunicipalNotification, !notified.is_empty(), notified),
        (VetoGround::BadConsequences, !events.is_empty(), events),
    ];
    grounds.into_iter().filter(|(_, met, _)| *met).map(|(ground, _, evidence)| Veto { ground, evidence }).collect()
}

/// Places by total, the highest first; equal totals share a place and the next one is skipped (1, 2, 2, 4).
pub fn standings(totals: &[Points]) -> Vec<u32> {
    let place = |own: &Points| totals.iter().filter(|other| *other > own).count() + 1;
    totals.iter().map(|own| u32::try_from(place(own)).unwrap_or(u32::MAX)).collect()
}
