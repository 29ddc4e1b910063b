//! The very records that a figure counted.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_rules::statistics::Indicator;
use yingshang_rules::statistics::codes::CountedRecord;
use yingshang_store::statistics::{self as rows, CountedRow, Grouping};

use super::scope::{Scope, Viewer, asked, day};
use crate::error::AppError;
use crate::page::Slice;
use crate::tx::Reader;

/// 计入统计的一条记录
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CountedRecordView {
    /// 记录的标识
    pub id: String,
    /// 记录的种类
    pub record: CountedRecord,
    /// 所属办件的类别
    #[schema(example = "application")]
    pub subject_kind: String,
    /// 所属办件的标识
    pub subject_id: String,
    /// 记录或者所属办件的地址
    #[schema(example = "/v1/applications/0190f2c4-9d7e-7a3b-8c11-3f5a9e1b2d40")]
    pub href: String,
    /// 归入期间所依的日期
    pub dated_on: NaiveDate,
    /// 是否计入分子
    pub in_numerator: bool,
}

/// Where the records of a figure are listed.
pub(super) fn href(indicator: Indicator, scope: &Scope) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("indicator", indicator.code()).append_pair("period", &scope.period.to_string());
    for (name, _, value) in scope.conditions() {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    format!("/v1/statistics/records?{}", query.finish())
}

/// One page of the records that the figure counts for this caller; with `numerator_only` those in the numerator.
pub fn records(
    read: &mut Reader<'_>,
    indicator: Indicator,
    scope: &Scope,
    numerator_only: bool,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Slice<CountedRecordView>, AppError> {
    scope.check(indicator)?;
    let viewer = Viewer::of(read.caller, indicator)?;
    let (cohort, filter) = asked(indicator, scope, &viewer, read.now);
    let found = rows::records(read.conn, &cohort, &filter, numerator_only, after_id, limit + 1)?;
    Slice::cut(found, limit).try_map(|row| Ok(view(indicator, row)))
}

/// How many records the list holds.
pub fn record_count(
    read: &mut Reader<'_>,
    indicator: Indicator,
    scope: &Scope,
    numerator_only: bool,
) -> Result<i64, AppError> {
    scope.check(indicator)?;
    let viewer = Viewer::of(read.caller, indicator)?;
    let (cohort, filter) = asked(indicator, scope, &viewer, read.now);
    let found = rows::count(read.conn, &cohort, &filter, Grouping::Whole)?;
    Ok(found.iter().map(|counted| if numerator_only { counted.hits } else { counted.of }).sum())
}

fn view(indicator: Indicator, row: CountedRow) -> CountedRecordView {
    let record = indicator.definition().counted;
    let href = match record {
        CountedRecord::EvaluationInvitation => format!("/v1/evaluation-invitations/{}", row.id),
        _ => format!("/v1/{}s/{}", row.subject_kind, row.subject_id),
    };
    CountedRecordView {
        id: row.id,
        record,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        href,
        dated_on: day(row.day),
        in_numerator: row.hit,
    }
}
