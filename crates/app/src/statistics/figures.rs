//! One indicator, as a whole and split.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use yingshang_rules::rulebook::BasisRef;
use yingshang_rules::statistics::{
    Dimension, Figure, Indicator, Measure, Period, Share, Threshold, buckets, check_figures, figure,
};

use super::labels::label;
use super::records;
use super::scope::{Scope, Viewer, counted, day, share_of};
use crate::error::AppError;
use crate::tx::Reader;

/// 一个指标的统计
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FiguresView {
    /// 指标代码
    pub indicator: Indicator,
    /// 指标名称
    pub title: &'static str,
    /// 定义
    pub definition: &'static str,
    /// 计量方式
    pub measure: Measure,
    /// 期间
    pub period: Period,
    /// 统计维度
    pub by: Dimension,
    /// 要求；没有要求的为空
    #[schema(required = true)]
    pub threshold: Option<Threshold>,
    /// 是否统计了全部记录；否的，只统计了您有权知悉的。涉及您本人、本单位的投诉举报一律不计
    pub complete: bool,
    /// 合计
    pub total: FigureRow,
    /// 各行；按时间统计的每段一行，其他维度没有记录的不列
    pub rows: Vec<FigureRow>,
    /// 依据
    pub basis: Vec<BasisRef>,
}

/// 统计的一行
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureRow {
    /// 标识、代码或者期间；合计和没有登记的为空
    #[schema(required = true)]
    pub key: Option<String>,
    /// 名称
    pub label: String,
    /// 数值
    pub figure: Figure,
    /// 所计记录的清单
    #[schema(example = "/v1/statistics/records?indicator=positive_rate&period=2026-11")]
    pub records: String,
}

/// The figures of an indicator, split by a dimension, for the caller.
pub fn figures(
    read: &mut Reader<'_>,
    indicator: Indicator,
    by: Dimension,
    scope: &Scope,
) -> Result<FiguresView, AppError> {
    check_figures(indicator, by)?;
    scope.check(indicator)?;
    let viewer = Viewer::of(read.caller, indicator)?;
    let pieces = by.grain().map(|grain| buckets(indicator, scope.period, grain)).transpose()?;
    let found = counted(read.conn, indicator, by, scope, &viewer, read.now)?;
    let total: Share = found.iter().map(|one| share_of(indicator, one)).sum();
    let rulebook = read.app.rulebook();
    let row = |key: Option<String>, label: String, share: Share, scope: &Scope| FigureRow {
        key,
        label,
        figure: figure(indicator, share, &rulebook),
        records: records::href(indicator, scope),
    };
    let mut rows = Vec::new();
    if let Some(pieces) = pieces {
        let by_day: BTreeMap<_, _> = found.iter().map(|one| (day(one.day), share_of(indicator, one))).collect();
        for piece in pieces {
            let share = by_day.range(piece.from_on()..piece.to_on()).map(|(_, share)| *share).sum();
            rows.push(row(Some(piece.to_string()), piece.label(), share, &Scope { period: piece, ..scope.clone() }));
        }
    } else if by != Dimension::Bureau {
        for one in &found {
            let key = one.key.as_deref();
            let label = label(read, indicator, by, key)?;
            rows.push(row(one.key.clone(), label, share_of(indicator, one), &scope.narrowed(by, key)));
        }
        rows.sort_by(|a, b| (a.key.is_none(), &a.label, &a.key).cmp(&(b.key.is_none(), &b.label, &b.key)));
    }
    let definition = indicator.definition();
    Ok(FiguresView {
        indicator,
        title: indicator.label(),
        definition: definition.text,
        measure: definition.measure(),
        period: scope.period,
        by,
        threshold: definition.threshold(&rulebook),
        complete: viewer.sees_all(indicator),
        total: row(None, "合计".to_owned(), total, scope),
        rows,
        basis: rulebook.cite(definition.basis, read.now.date()),
    })
}
