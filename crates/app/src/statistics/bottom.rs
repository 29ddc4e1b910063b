//! Who stays at the bottom of the ratings, and what the text provides for it (HP-7.2).

use serde::Serialize;
use utoipa::ToSchema;
use yingshang_rules::actor::PostKind;
use yingshang_rules::rulebook::BasisRef;
use yingshang_rules::statistics::codes::BottomConsequence;
use yingshang_rules::statistics::{
    self as rules, BottomMonth, BottomRun, Dimension, Indicator, MonthRanking, Period, bottom_months, consequences,
};
use yingshang_rules::survey::Month;
use yingshang_store::{staff, user};

use super::labels::label;
use super::rankings::ranking;
use super::scope::{Scope, Viewer};
use crate::error::AppError;
use crate::tx::Reader;

/// 长期处于好评率末位的经办人
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersistentBottomView {
    /// 截止的月份
    pub month: Month,
    /// 各月均处于末位即列出的月份，早的在前
    pub months: Vec<Month>,
    /// 经办人
    pub items: Vec<PersistentBottomRow>,
    /// 依据
    pub basis: Vec<BasisRef>,
}

/// 长期处于末位的一名经办人
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersistentBottomRow {
    /// 账号标识
    pub handler_id: String,
    /// 姓名
    pub name: String,
    /// 岗位性质；账号没有对应工作人员的为空
    #[schema(required = true)]
    pub post_kind: Option<PostKind>,
    /// 各月名次，早的在前
    pub months: Vec<BottomMonth>,
    /// 该岗位性质可以采取的处理，须由人决定
    pub consequences: &'static [BottomConsequence],
}

/// Those at the bottom by the share of positive ratings in every month that counts, up to `month`.
pub fn persistent_bottom(read: &mut Reader<'_>, month: Month) -> Result<PersistentBottomView, AppError> {
    const INDICATOR: Indicator = Indicator::PositiveRate;
    let rulebook = read.app.rulebook();
    let viewer = Viewer::of(read.caller, INDICATOR)?;
    let months = bottom_months(month, &rulebook);
    let mut rankings = Vec::with_capacity(months.len());
    for month in &months {
        let scope = Scope::of(Period::from(*month));
        let ranking = ranking(read, INDICATOR, Dimension::Handler, &scope, &viewer)?;
        rankings.push(MonthRanking { month: *month, ranking });
    }
    let runs = rules::persistent_bottom(month, &rankings, read.now.date(), &rulebook)?;
    let mut items = Vec::with_capacity(runs.len());
    for run in runs {
        items.push(row(read, INDICATOR, run)?);
    }
    Ok(PersistentBottomView { month, months, items, basis: rulebook.cite(&["HP-7.2"], read.now.date()) })
}

fn row(read: &mut Reader<'_>, indicator: Indicator, run: BottomRun) -> Result<PersistentBottomRow, AppError> {
    let name = label(read, indicator, Dimension::Handler, Some(&run.key))?;
    let staff_id = user::get(read.conn, &run.key)?.and_then(|account| account.staff_id);
    let member = staff_id.map(|id| staff::get(read.conn, &id)).transpose()?.flatten();
    let post_kind: Option<PostKind> =
        member.map(|member| member.post_kind.parse()).transpose().map_err(AppError::internal)?;
    Ok(PersistentBottomRow {
        handler_id: run.key,
        name,
        post_kind,
        months: run.months,
        consequences: post_kind.map_or(&[], consequences),
    })
}
