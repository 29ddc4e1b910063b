//! What is checked before a year or a local overlay enters the calendar.
//!
//! A wrong day moves every open deadline, so the checks catch the usual slips of typing: a day in the wrong year or on the
//! wrong weekday, a span cut short, a list left empty.

use std::fmt::Display;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Overlay, YearFacts};
use crate::day::Coverage;

/// Days off in one calendar year: 22 to 33 in 2006-2026.
const PLAUSIBLE_DAYS_OFF: std::ops::RangeInclusive<usize> = 21..=42;
/// Weekdays off minus make-up days in one calendar year: 9 to 13 in 2006-2026, by statute 13 since 2025.
const PLAUSIBLE_NET_DAYS_OFF: std::ops::RangeInclusive<i64> = 9..=17;
/// Days that 全国年节及纪念日放假办法 gives off in every year covered: 元旦, 劳动节, 国庆节.
const ALWAYS_OFF: [(u32, u32); 5] = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)];
const MAX_NAME_CHARS: usize = 100;

/// What is wrong with the facts of a year or with an overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(description = "日历数据问题代码")]
pub enum FaultCode {
    /// The year is neither covered already nor the one after the last covered year.
    YearNotContiguous,
    /// A date belongs to another year.
    DateOutsideYear,
    /// A date of an overlay lies outside the published years.
    DateNotCovered,
    /// The same date is both off and worked.
    DateInBothLists,
    /// A make-up working day is not a Saturday or Sunday.
    MakeupOnWeekday,
    /// A day that is off in every year is missing.
    StatutoryDayMissing,
    /// Too few or too many days off.
    ImplausibleDaysOff,
    /// Weekdays off and make-up days do not balance.
    ImplausibleBalance,
    /// No notice is cited, or one without a number.
    NoticeMissing,
    /// A name is blank or longer than 100 characters.
    NameInvalid,
}

impl FaultCode {
    /// Stable ASCII code, the same as on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::YearNotContiguous => "year_not_contiguous",
            Self::DateOutsideYear => "date_outside_year",
            Self::DateNotCovered => "date_not_covered",
            Self::DateInBothLists => "date_in_both_lists",
            Self::MakeupOnWeekday => "makeup_on_weekday",
            Self::StatutoryDayMissing => "statutory_day_missing",
            Self::ImplausibleDaysOff => "implausible_days_off",
            Self::ImplausibleBalance => "implausible_balance",
            Self::NoticeMissing => "notice_missing",
            Self::NameInvalid => "name_invalid",
        }
    }
}

/// One reason why a year or an overlay is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(description = "日历数据的一处问题")]
pub struct CalendarFault {
    /// 问题代码
    pub code: FaultCode,
    /// 有问题的日期；与具体日期无关时为空
    #[schema(required = true)]
    pub date: Option<NaiveDate>,
    /// 说明
    #[schema(max_length = 500)]
    pub message: String,
}

#[derive(Default)]
struct Faults(Vec<CalendarFault>);

impl Faults {
    fn on(&mut self, code: FaultCode, date: NaiveDate, message: impl Display) {
        self.0.push(CalendarFault { code, date: Some(date), message: format!("{date} {message}") });
    }

    fn general(&mut self, code: FaultCode, message: String) {
        self.0.push(CalendarFault { code, date: None, message });
    }

    fn name(&mut self, date: Option<NaiveDate>, name: &str) {
        if name.trim().is_empty() || name.chars().count() > MAX_NAME_CHARS {
            let message = format!("名称不能为空，且不超过{MAX_NAME_CHARS}字");
            self.0.push(CalendarFault { code: FaultCode::NameInvalid, date, message });
        }
    }
}

/// All faults of a year's facts; empty when they can be taken.
pub(crate) fn year_faults(year: i32, facts: &YearFacts, coverage: Coverage) -> Vec<CalendarFault> {
    let mut faults = Faults::default();
    if !(coverage.from.year()..=coverage.to.year() + 1).contains(&year) {
        faults.general(
            FaultCode::YearNotContiguous,
            format!(
                "只能更正{}年至{}年的安排，或增加{}年",
                coverage.from.year(),
                coverage.to.year(),
                coverage.to.year() + 1
            ),
        );
    }
    for date in facts.holidays.keys().chain(&facts.makeup_workdays).filter(|date| date.year() != year) {
        faults.on(FaultCode::DateOutsideYear, *date, format_args!("不在{year}年内"));
    }
    for date in &facts.makeup_workdays {
        if !is_weekend(*date) {
            faults.on(FaultCode::MakeupOnWeekday, *date, "不是周六或周日，不能作为调休上班日");
        }
        if facts.holidays.contains_key(date) {
            faults.on(FaultCode::DateInBothLists, *date, "同时列为放假日和调休上班日");
        }
    }
    for (date, name) in &facts.holidays {
        faults.name(Some(*date), name);
    }
    for (month, day) in ALWAYS_OFF {
        if let Some(date) = NaiveDate::from_ymd_opt(year, month, day)
            && !facts.holidays.contains_key(&date)
        {
            faults.on(FaultCode::StatutoryDayMissing, date, "为法定节假日，未列入放假日");
        }
    }
    plausibility(facts, &mut faults);
    if facts.notices.is_empty() || facts.notices.iter().any(|notice| notice.no.trim().is_empty()) {
        faults.general(FaultCode::NoticeMissing, "应注明所依据通知的文号".to_owned());
    }
    faults.0
}

fn plausibility(facts: &YearFacts, faults: &mut Faults) {
    let days_off = facts.holidays.len();
    if !PLAUSIBLE_DAYS_OFF.contains(&days_off) {
        let (low, high) = (PLAUSIBLE_DAYS_OFF.start(), PLAUSIBLE_DAYS_OFF.end());
        faults.general(FaultCode::ImplausibleDaysOff, format!("全年放假{days_off}天，不在{low}至{high}天的合理范围内"));
    }
    let weekdays_off = facts.holidays.keys().filter(|date| !is_weekend(**date)).count() as i64;
    let net = weekdays_off - facts.makeup_workdays.len() as i64;
    if !PLAUSIBLE_NET_DAYS_OFF.contains(&net) {
        let (low, high) = (PLAUSIBLE_NET_DAYS_OFF.start(), PLAUSIBLE_NET_DAYS_OFF.end());
        faults.general(
            FaultCode::ImplausibleBalance,
            format!("周一至周五的放假天数减去调休上班天数为{net}天，不在{low}至{high}天的合理范围内"),
        );
    }
}

/// All faults of an overlay; empty when it can be taken.
///
/// None of them can appear later, when a national year is replaced or added: an overlay once taken stays good.
pub(crate) fn overlay_faults(overlay: &Overlay, coverage: Coverage) -> Vec<CalendarFault> {
    let mut faults = Faults::default();
    faults.name(None, &overlay.name);
    for (date, name) in overlay.days_off.iter().chain(&overlay.workdays) {
        faults.name(Some(*date), name);
        if !(coverage.from..=coverage.to).contains(date) {
            faults.on(FaultCode::DateNotCovered, *date, "的全国放假安排尚未公布");
        }
    }
    for date in overlay.workdays.keys().filter(|date| overlay.days_off.contains_key(date)) {
        faults.on(FaultCode::DateInBothLists, *date, "同时列为地方放假日和地方上班日");
    }
    faults.0
}

/// Saturday or Sunday.
pub(crate) fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
