//! Who stays at the bottom of the ratings, month after month, and what the text provides for it (HP-7.2).

use std::iter;

use chrono::{Months, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use super::codes::BottomConsequence;
use super::percent::Percent;
use super::ranking::{Placed, Ranking};
use crate::actor::PostKind;
use crate::refusal::Refusal;
use crate::rulebook::Rulebook;
use crate::survey::Month;

/// The ranking of one month, by the share of positive ratings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthRanking {
    /// Month.
    pub month: Month,
    /// Places in it.
    pub ranking: Ranking,
}

/// Someone at the bottom in several months on end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BottomRun {
    /// Id, as in the rankings.
    pub key: String,
    /// The months, oldest first; the last is the one asked for.
    pub months: Vec<BottomMonth>,
}

/// 处于末位的一个月
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct BottomMonth {
    /// 月份
    pub month: Month,
    /// 名次，并列的名次相同
    pub place: usize,
    /// 参加排名的数量
    pub ranked: usize,
    /// 好评数
    pub positive: u64,
    /// 计入统计的评价数
    pub rated: u64,
    /// 好评率
    pub percent: Option<Percent>,
}

/// The months whose rankings decide about `until`, oldest first: as many as `statistics.bottom_months` says, at least one.
pub fn bottom_months(until: Month, rulebook: &Rulebook) -> Vec<Month> {
    let mut months: Vec<Month> = iter::successors(Some(until), |month| before(*month)).take(needed(rulebook)).collect();
    months.reverse();
    months
}

/// Those at the bottom in `until` and in every month of [`bottom_months`] before it, by key.
///
/// `rankings` may hold more months, in any order; earlier ones lengthen a run. A month without a ranking, or in which someone has too few
/// ratings for a place, ends the run: nothing is known against them there. A month that is not over is refused.
pub fn persistent_bottom(
    until: Month,
    rankings: &[MonthRanking],
    today: NaiveDate,
    rulebook: &Rulebook,
) -> Result<Vec<BottomRun>, Refusal> {
    if until >= Month::of(today) {
        return Err(Refusal::rule("month_not_over", &["HP-7.2"], "该月尚未结束，不能确定末位。")
            .with("month", until.to_string()));
    }
    let of = |month: Month| rankings.iter().find(|ranking| ranking.month == month).map(|found| &found.ranking);
    let Some(last) = of(until) else { return Ok(Vec::new()) };
    let run = |placed: &Placed| {
        let months = iter::successors(Some(until), |month| before(*month));
        let mut months: Vec<BottomMonth> =
            months.map_while(|month| at_bottom(month, of(month)?, &placed.key)).collect();
        months.reverse();
        BottomRun { key: placed.key.clone(), months }
    };
    let long_enough = |run: &BottomRun| run.months.len() >= needed(rulebook);
    // Those at one place are in the order of their keys.
    Ok(last.bottom().iter().map(run).filter(long_enough).collect())
}

/// What the text provides for a person of this kind of post, in its order: dismissal for posts of public welfare; for staff of the centre
/// education first, then suspension for study; for everyone, accountability where harm was done. People decide; nothing follows by itself.
pub fn consequences(post: PostKind) -> &'static [BottomConsequence] {
    use BottomConsequence::*;
    match post {
        PostKind::PublicWelfare => &[Dismissal, Accountability],
        PostKind::CentreStaff => &[Education, StudySuspension, Accountability],
        PostKind::BureauStaff | PostKind::NonEstablishment => &[Accountability],
    }
}

fn at_bottom(month: Month, ranking: &Ranking, key: &str) -> Option<BottomMonth> {
    let Placed { place, share, .. } = ranking.bottom().iter().find(|placed| placed.key == key)?;
    Some(BottomMonth {
        month,
        place: *place,
        ranked: ranking.placed.len(),
        positive: share.numerator,
        rated: share.denominator,
        percent: share.percent(),
    })
}

fn before(month: Month) -> Option<Month> {
    month.first_day().checked_sub_months(Months::new(1)).map(Month::of)
}

fn needed(rulebook: &Rulebook) -> usize {
    usize::try_from(rulebook.number("statistics.bottom_months")).unwrap_or(0).max(1)
}
