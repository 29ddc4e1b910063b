//! Dimension three: the satisfaction with a target as a score, and its place among the targets of its kind (KH-7.3).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::plan::SatisfactionFormula;
use super::points::Points;

/// 一个渠道的评价数量。
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GradeCounts {
    /// 满意。
    pub satisfied: u32,
    /// 基本满意。
    pub basic: u32,
    /// 不满意。
    pub dissatisfied: u32,
}

/// 一个被考核对象全年的评价数量；不计入的（申诉成立）不在其内。
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SatisfactionCounts {
    /// 「好差评」。
    pub evaluations: GradeCounts,
    /// 调查问卷。
    pub surveys: GradeCounts,
}

/// 监测评价的得分。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SatisfactionScore {
    /// 所依据的数量。
    pub counts: SatisfactionCounts,
    /// 满意度，百分制；没有任何评价的为空。
    pub rate: Option<Points>,
    /// 得分。
    pub points: Points,
    /// 在同类对象中的名次，并列的名次相同；没有满意度的为空。
    pub rank: Option<u32>,
    /// 同类对象中有满意度的数量，含本对象。
    pub ranked: u32,
}

impl GradeCounts {
    fn total(&self) -> i128 {
        i128::from(self.satisfied) + i128::from(self.basic) + i128::from(self.dissatisfied)
    }

    /// A hundred times the share of satisfaction, times [`total`](Self::total).
    fn weighed(&self, basic_counts: u32) -> i128 {
        i128::from(self.satisfied) * 100 + i128::from(self.basic) * i128::from(basic_counts)
    }
}

/// Satisfaction in per cent by the formula, rounded half up to two decimals; `None` where nobody answered, or only on a channel without weight.
///
/// Each channel has its own average; channels are weighed as the plan says, and a channel without answers does not count.
pub fn rate(formula: &SatisfactionFormula, counts: &SatisfactionCounts) -> Option<Points> {
    let channels = [(formula.evaluations_weight, counts.evaluations), (formula.surveys_weight, counts.surveys)];
    let heard = channels.iter().filter(|(weight, grades)| *weight > 0 && grades.total() > 0);
    // Fractions over a common denominator, so that nothing is rounded on the way.
    let (mut sum, mut over, mut weights) = (0_i128, 1_i128, 0_i128);
    for (weight, grades) in heard {
        let weight = i128::from(*weight);
        sum = sum * grades.total() + weight * grades.weighed(formula.basic_counts) * over;
        over *= grades.total();
        weights += weight;
    }
    Points::of_fraction(sum, over * weights)
}

/// Score and place of a target among `others` of its kind, which are given with their counts. A tie shares the better place.
///
/// The points follow from the rate as it is shown, so that anyone can work them out again by hand.
pub fn measure(
    formula: &SatisfactionFormula,
    counts: SatisfactionCounts,
    others: &[SatisfactionCounts],
) -> SatisfactionScore {
    let own = rate(formula, &counts);
    let rated: Vec<Points> = others.iter().filter_map(|other| rate(formula, other)).collect();
    let better = own.map(|own| rated.iter().filter(|other| **other > own).count());
    SatisfactionScore {
        counts,
        rate: own,
        points: own.map_or(formula.unmeasured_points, |own| own.percent_of(formula.points)),
        rank: better.map(|better| places(better + 1)),
        ranked: places(rated.len() + usize::from(own.is_some())),
    }
}

fn places(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
