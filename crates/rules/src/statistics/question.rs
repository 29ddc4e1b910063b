//! Which questions can be asked: what an indicator can be split and ranked by, and into how many pieces a period.

use serde_json::Value;

use super::codes::{Dimension, FigureDirection, Grain, Indicator};
use super::period::Period;
use crate::refusal::Refusal;

/// The most rows of an answer that is split by time: a year of days and a little more.
pub const MAX_BUCKETS: usize = 400;

/// Refuses a dimension that the records of the indicator do not carry.
pub fn check_figures(indicator: Indicator, by: Dimension) -> Result<(), Refusal> {
    let definition = indicator.definition();
    if definition.dimensions.contains(&by) {
        return Ok(());
    }
    let detail = format!("「{}」不能按{}统计。", indicator.label(), by.label());
    Err(Refusal::rule("dimension_not_offered", definition.basis, detail).with("offered", codes(definition.dimensions)))
}

/// Refuses a ranking that would say nothing; otherwise says which end is the better one.
pub fn check_ranking(indicator: Indicator, by: Dimension) -> Result<FigureDirection, Refusal> {
    let definition = indicator.definition();
    let Some(direction) = definition.direction else {
        let detail = format!("「{}」无所谓优劣，不作排名。", indicator.label());
        return Err(Refusal::rule("not_ranked", definition.basis, detail));
    };
    let offered = definition.ranked_by();
    if !offered.contains(&by) {
        let detail = format!("「{}」不能按{}排名。", indicator.label(), by.label());
        return Err(Refusal::rule("dimension_not_offered", definition.basis, detail).with("offered", codes(&offered)));
    }
    Ok(direction)
}

/// The pieces of a period, for an answer split by time: every piece has a row, also where nothing was counted.
pub fn buckets(indicator: Indicator, period: Period, grain: Grain) -> Result<Vec<Period>, Refusal> {
    let pieces: Vec<Period> = period.split(grain).take(MAX_BUCKETS + 1).collect();
    if pieces.len() > MAX_BUCKETS {
        let detail = format!("期间过长：按{}统计至多{MAX_BUCKETS}行。", grain.label());
        return Err(Refusal::rule("period_too_long", indicator.definition().basis, detail).with("most", MAX_BUCKETS));
    }
    Ok(pieces)
}

fn codes(dimensions: &[Dimension]) -> Vec<Value> {
    dimensions.iter().map(|dimension| dimension.code().into()).collect()
}
