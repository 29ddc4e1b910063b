//! One figure: the counts, and what follows from them.

use serde::Serialize;
use utoipa::ToSchema;

use super::codes::{Indicator, Measure};
use super::percent::Percent;
use super::share::Share;
use crate::rulebook::Rulebook;

/// 一个统计数值
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figure {
    /// 分子；件数指标即为件数
    pub numerator: u64,
    /// 分母；件数指标为空
    #[schema(required = true)]
    pub denominator: Option<u64>,
    /// 百分比；分母为零的和件数指标为空
    #[schema(required = true)]
    pub percent: Option<Percent>,
    /// 是否达到要求，按分数而不按四舍五入后的百分比判断；没有要求的和分母为零的为空
    #[schema(required = true)]
    pub holds: Option<bool>,
}

/// What the counts of an indicator come to. A total is the figure of the summed counts.
pub fn figure(indicator: Indicator, counted: Share, rulebook: &Rulebook) -> Figure {
    let definition = indicator.definition();
    match definition.measure() {
        Measure::Count => Figure { numerator: counted.numerator, denominator: None, percent: None, holds: None },
        Measure::Share => Figure {
            numerator: counted.numerator,
            denominator: Some(counted.denominator),
            percent: counted.percent(),
            holds: definition.threshold(rulebook).and_then(|threshold| threshold.holds(counted)),
        },
    }
}
