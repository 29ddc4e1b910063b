//! What an indicator is: its rule in words for people, and as data for the program.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::codes::{Comparison, CountedRecord, DatedBy, Dimension, FigureDirection, Indicator, Measure};
use super::percent::Percent;
use super::threshold::Threshold;
use crate::deadline::DeadlineKind;
use crate::rulebook::{BasisRef, Rulebook};

/// An indicator of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// What it says, in one Chinese sentence, with what is left out.
    pub text: &'static str,
    /// What the numerator counts.
    pub numerator: &'static str,
    /// What the denominator counts; `None` for a plain count.
    pub denominator: Option<&'static str>,
    /// The records counted.
    pub counted: CountedRecord,
    /// The kinds of clocks, where clocks are counted.
    pub clocks: &'static [DeadlineKind],
    /// What puts a record into a period.
    pub dated_by: DatedBy,
    /// What is required of it.
    pub threshold: Option<ThresholdRule>,
    /// Whether more is better; `None` where neither is, and no ranking makes sense.
    pub direction: Option<FigureDirection>,
    /// What it can be split by.
    pub dimensions: &'static [Dimension],
    /// Obligations it rests on.
    pub basis: &'static [&'static str],
}

/// A requirement whose figure is a ratio of the rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThresholdRule {
    /// How the share compares with the figure.
    pub comparison: Comparison,
    /// Key of the parameter.
    pub parameter: &'static str,
}

/// 统计指标的定义
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndicatorView {
    /// 指标代码
    pub code: Indicator,
    /// 指标名称
    pub title: &'static str,
    /// 定义
    pub definition: &'static str,
    /// 计量方式
    pub measure: Measure,
    /// 分子；件数指标为所计的件数
    pub numerator: &'static str,
    /// 分母；件数指标为空
    #[schema(required = true)]
    pub denominator: Option<&'static str>,
    /// 所计记录
    pub counted: CountedRecord,
    /// 所计时限的种类；不计时限的为空列表
    pub clocks: &'static [DeadlineKind],
    /// 归入期间所依的时间
    pub dated_by: DatedBy,
    /// 要求；没有要求的为空
    #[schema(required = true)]
    pub threshold: Option<Threshold>,
    /// 优劣方向；无所谓优劣、不作排名的为空
    #[schema(required = true)]
    pub direction: Option<FigureDirection>,
    /// 可用的统计维度
    pub dimensions: &'static [Dimension],
    /// 可以排名的维度
    pub ranked_by: Vec<Dimension>,
    /// 依据
    pub basis: Vec<BasisRef>,
}

impl Definition {
    /// Share or count.
    pub fn measure(&self) -> Measure {
        if self.denominator.is_some() { Measure::Share } else { Measure::Count }
    }

    /// The requirement with its figure.
    pub fn threshold(&self, rulebook: &Rulebook) -> Option<Threshold> {
        self.threshold.map(|ThresholdRule { comparison, parameter }| Threshold {
            comparison,
            percent: Percent::of_ratio(rulebook.ratio(parameter)),
            local: rulebook.parameter(parameter).is_some_and(|parameter| parameter.local),
        })
    }

    /// Who or what can be ranked by it.
    pub fn ranked_by(&self) -> Vec<Dimension> {
        let comparable = |by: &&Dimension| matches!(by, Dimension::Unit | Dimension::Window | Dimension::Handler);
        let offered = self.dimensions.iter().filter(comparable);
        if self.direction.is_some() { offered.copied().collect() } else { Vec::new() }
    }
}

/// The catalogue as people read it, in the order of the code list, with the articles as they stand on a day.
pub fn indicators(rulebook: &Rulebook, on: NaiveDate) -> Vec<IndicatorView> {
    let view = |code: &Indicator| {
        let definition = code.definition();
        IndicatorView {
            code: *code,
            title: code.label(),
            definition: definition.text,
            measure: definition.measure(),
            numerator: definition.numerator,
            denominator: definition.denominator,
            counted: definition.counted,
            clocks: definition.clocks,
            dated_by: definition.dated_by,
            threshold: definition.threshold(rulebook),
            direction: definition.direction,
            dimensions: definition.dimensions,
            ranked_by: definition.ranked_by(),
            basis: rulebook.cite(definition.basis, on),
        }
    };
    Indicator::ALL.iter().map(view).collect()
}
