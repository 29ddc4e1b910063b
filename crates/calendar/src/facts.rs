//! The facts of a year as the notices order them, and the days a locality adds.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::{Object, ObjectBuilder, Type};

use crate::day::Coverage;

mod validation;

pub use validation::{CalendarFault, FaultCode};
pub(crate) use validation::{is_weekend, overlay_faults, year_faults};

/// A notice of the General Office of the State Council that arranges days off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(description = "国务院办公厅节假日安排通知")]
pub struct Notice {
    /// 文号
    #[schema(min_length = 1, max_length = 100, example = "国办发明电〔2025〕7号")]
    pub no: String,
    /// 发文日期
    pub date: NaiveDate,
}

/// The arranged days of one calendar year.
///
/// Keyed by the year of the day, not of the notice: a notice for 2019 that gives off 2018-12-31 adds that day to 2018.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(description = "一个公历年度内由通知安排的放假日和调休上班日（按日期所在年度归集，不按通知年度）")]
pub struct YearFacts {
    /// 放假日期及节日名称，含连休期间的周末
    #[schema(schema_with = named_dates)]
    pub holidays: BTreeMap<NaiveDate, String>,
    /// 调休上班的周六、周日
    #[schema(max_items = 30)]
    pub makeup_workdays: BTreeSet<NaiveDate>,
    /// 依据的通知；后一份为调整通知
    #[schema(min_items = 1, max_items = 10)]
    pub notices: Vec<Notice>,
}

/// Local days kept by an installation on top of the national arrangement (for instance 广西 三月三). It prevails over it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(description = "本地日历：在全国安排之上增加的地方放假日和地方上班日，优先于全国安排")]
pub struct Overlay {
    /// 名称；同名的本地日历以后一份为准
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// 地方放假日期及名称
    #[schema(schema_with = named_dates)]
    pub days_off: BTreeMap<NaiveDate, String>,
    /// 地方上班日期及名称；全国安排中已是工作日的不受影响
    #[schema(schema_with = named_dates)]
    pub workdays: BTreeMap<NaiveDate, String>,
}

/// The contract of a map from dates to names; the derive cannot say that the keys are dates.
pub fn named_dates() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("以日期为键、名称为值"))
        .property_names(Some(ObjectBuilder::new().schema_type(Type::String).pattern(Some(r"^\d{4}-\d{2}-\d{2}$"))))
        .additional_properties(Some(
            ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(100)),
        ))
        .max_properties(Some(500))
        .examples([serde_json::json!({"2026-10-01": "国庆节"})])
        .build()
}

/// The embedded file: all years, with the notices apart from the days.
#[derive(Deserialize)]
struct FactsFile {
    coverage: Coverage,
    source_notices: BTreeMap<i32, Vec<Notice>>,
    years: BTreeMap<i32, FileYear>,
}

#[derive(Deserialize)]
struct FileYear {
    holidays: BTreeMap<NaiveDate, String>,
    makeup_workdays: BTreeSet<NaiveDate>,
}

/// The facts shipped with the program. They are only the first ones: later years are added at run time.
pub(crate) fn embedded() -> (Coverage, BTreeMap<i32, YearFacts>) {
    let file: FactsFile =
        serde_json::from_str(include_str!("../data/cn-workdays.json")).expect("the embedded facts are read by a test");
    let FactsFile { coverage, mut source_notices, years } = file;
    let years = years
        .into_iter()
        .map(|(year, FileYear { holidays, makeup_workdays })| {
            let notices = source_notices.remove(&year).unwrap_or_default();
            (year, YearFacts { holidays, makeup_workdays, notices })
        })
        .collect();
    (coverage, years)
}
