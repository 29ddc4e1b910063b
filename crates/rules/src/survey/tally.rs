//! How the months of a year stand: taken, required, short, missing (HP-6.1, GZ-3.2).

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::codes::SurveyKind;
use super::month::Month;
use crate::rulebook::Rulebook;

/// Questionnaires of one kind taken in one month, over all rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Month of the day each was filled in.
    pub month: Month,
    /// Kind of survey.
    pub kind: SurveyKind,
    /// How many.
    pub count: u32,
}

/// 一个月的测评情况。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MonthReport {
    /// 月份。
    pub month: Month,
    /// 该月是否已经结束；未结束的，缺额还可以补足。
    pub over: bool,
    /// 流动测评份数。
    pub mobile_taken: u32,
    /// 流动测评每月应达到的份数。
    pub mobile_required: u32,
    /// 流动测评缺额；达到的为0。
    pub mobile_shortfall: u32,
    /// 拦截问卷份数。
    pub intercept_taken: u32,
    /// 该月已经结束而没有一份拦截问卷。
    pub intercept_missing: bool,
}

/// The months of a year that have begun, in order. `taken` may name a month several times, or months of other years.
pub fn months(year: i32, taken: &[Taken], today: NaiveDate, rulebook: &Rulebook) -> Vec<MonthReport> {
    let required = u32::try_from(rulebook.number("survey.monthly_minimum")).unwrap_or(0);
    let current = Month::of(today);
    let of_year = (1..=12).filter_map(|month| Month::new(year, month)).filter(|month| *month <= current);
    of_year
        .map(|month| {
            let count = |kind| {
                let matching = taken.iter().filter(|t| t.month == month && t.kind == kind);
                matching.fold(0_u32, |sum, t| sum.saturating_add(t.count))
            };
            let (mobile, intercept) = (count(SurveyKind::Mobile), count(SurveyKind::Intercept));
            let over = month < current;
            MonthReport {
                month,
                over,
                mobile_taken: mobile,
                mobile_required: required,
                mobile_shortfall: required.saturating_sub(mobile),
                intercept_taken: intercept,
                intercept_missing: over && intercept == 0,
            }
        })
        .collect()
}
