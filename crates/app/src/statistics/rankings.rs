//! Places by an indicator.

use serde::Serialize;
use utoipa::ToSchema;
use yingshang_rules::rulebook::BasisRef;
use yingshang_rules::statistics::codes::FigureDirection;
use yingshang_rules::statistics::{
    Dimension, Entry, Indicator, Period, Ranking, Share, check_ranking, figure, minimum_sample, rank,
};

use super::figures::FigureRow;
use super::labels::label;
use super::records;
use super::scope::{Scope, Viewer, counted, share_of};
use crate::error::AppError;
use crate::tx::Reader;

/// 一个指标的排名
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RankingsView {
    /// 指标代码
    pub indicator: Indicator,
    /// 指标名称
    pub title: &'static str,
    /// 期间
    pub period: Period,
    /// 排名的维度
    pub by: Dimension,
    /// 优劣方向
    pub direction: FigureDirection,
    /// 参加排名至少需要的记录数
    pub minimum_sample: u64,
    /// 是否统计了全部记录；否的，只在您有权知悉的记录中排名
    pub complete: bool,
    /// 名次，优者在前
    pub placed: Vec<RankedRow>,
    /// 记录过少、不列名次的
    pub below_minimum: Vec<FigureRow>,
    /// 依据
    pub basis: Vec<BasisRef>,
}

/// 排名的一行
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RankedRow {
    /// 名次；比率相等的并列，其后名次相应顺延
    #[schema(minimum = 1)]
    pub place: usize,
    /// 排名的对象和数值
    pub row: FigureRow,
}

/// The places by a dimension; records without a value take no part.
pub(super) fn ranking(
    read: &mut Reader<'_>,
    indicator: Indicator,
    by: Dimension,
    scope: &Scope,
    viewer: &Viewer,
) -> Result<Ranking, AppError> {
    let direction = check_ranking(indicator, by)?;
    let found = counted(read.conn, indicator, by, scope, viewer, read.now)?;
    let entry = |one| {
        let share = share_of(indicator, &one);
        one.key.map(|key| Entry { key, share })
    };
    let entries = found.into_iter().filter_map(entry).collect();
    Ok(rank(entries, direction, minimum_sample(&read.app.rulebook())))
}

/// The ranking as the caller may see it.
pub fn rankings(
    read: &mut Reader<'_>,
    indicator: Indicator,
    by: Dimension,
    scope: &Scope,
) -> Result<RankingsView, AppError> {
    let direction = check_ranking(indicator, by)?;
    scope.check(indicator)?;
    let viewer = Viewer::of(read.caller, indicator)?;
    let Ranking { placed, below_minimum } = ranking(read, indicator, by, scope, &viewer)?;
    let mut ranked = Vec::with_capacity(placed.len());
    for one in placed {
        ranked.push(RankedRow { place: one.place, row: row(read, indicator, by, scope, one.key, one.share)? });
    }
    let mut unplaced = Vec::with_capacity(below_minimum.len());
    for one in below_minimum {
        unplaced.push(row(read, indicator, by, scope, one.key, one.share)?);
    }
    let rulebook = read.app.rulebook();
    Ok(RankingsView {
        indicator,
        title: indicator.label(),
        period: scope.period,
        by,
        direction,
        minimum_sample: minimum_sample(&rulebook),
        complete: viewer.sees_all(indicator),
        placed: ranked,
        below_minimum: unplaced,
        basis: rulebook.cite(indicator.definition().basis, read.now.date()),
    })
}

fn row(
    read: &mut Reader<'_>,
    indicator: Indicator,
    by: Dimension,
    scope: &Scope,
    key: String,
    share: Share,
) -> Result<FigureRow, AppError> {
    Ok(FigureRow {
        label: label(read, indicator, by, Some(&key))?,
        figure: figure(indicator, share, &read.app.rulebook()),
        records: records::href(indicator, &scope.narrowed(by, Some(&key))),
        key: Some(key),
    })
}
