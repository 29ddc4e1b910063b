//! Periods of figures: days, months, quarters, years, and ranges of days, at +08:00 and half-open.

use std::borrow::Cow;
use std::fmt;
use std::iter;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};
use yingshang_calendar::Instant;

use super::codes::Grain;
use crate::survey::Month;

/// Days from one on, up to and without another.
///
/// As a text: `2026`, `2026-Q4`, `2026-11`, `2026-11-24`, or a range `2026-11-10/2026-11-25` whose second day is not in it. A range that is a
/// whole day, month, quarter or year is written as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    from_on: NaiveDate,
    to_on: NaiveDate,
}

/// Not a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PeriodFault {
    /// None of the forms, or no such day.
    #[error("期间格式不正确，应为 2026、2026-Q4、2026-11、2026-11-24 或者 2026-11-10/2026-11-25（止日不计入）")]
    Form,
    /// The second day is not after the first.
    #[error("期间的止日应在起日之后，止日不计入")]
    Reversed,
    /// A year that no record can have.
    #[error("期间应在1900年至2999年之间")]
    OutOfRange,
}

impl PeriodFault {
    /// Stable ASCII code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Form => "period_form",
            Self::Reversed => "period_reversed",
            Self::OutOfRange => "period_out_of_range",
        }
    }
}

impl Period {
    /// From `from_on` up to and without `to_on`.
    pub fn new(from_on: NaiveDate, to_on: NaiveDate) -> Result<Self, PeriodFault> {
        // Far enough from the ends of the calendar that no step from here meets them.
        let in_range = |day: NaiveDate| (1900..=2999).contains(&day.year());
        let last_on = to_on.pred_opt().ok_or(PeriodFault::OutOfRange)?;
        if to_on <= from_on {
            Err(PeriodFault::Reversed)
        } else if in_range(from_on) && in_range(last_on) {
            Ok(Self { from_on, to_on })
        } else {
            Err(PeriodFault::OutOfRange)
        }
    }

    /// The day, month, quarter or year that a day is in.
    pub fn around(day: NaiveDate, grain: Grain) -> Result<Self, PeriodFault> {
        let from_on = first_of(day, grain);
        Self::new(from_on, next_start(from_on, grain))
    }

    /// Its first day.
    pub fn from_on(self) -> NaiveDate {
        self.from_on
    }

    /// The day after its last.
    pub fn to_on(self) -> NaiveDate {
        self.to_on
    }

    /// Its last day.
    pub fn last_on(self) -> NaiveDate {
        self.to_on - Days::new(1)
    }

    /// Its first moment: 00:00 of the first day.
    pub fn from_at(self) -> Instant {
        Instant::start_of(self.from_on)
    }

    /// The first moment after it: 00:00 of the day after the last.
    pub fn to_at(self) -> Instant {
        Instant::start_of(self.to_on)
    }

    /// Whether a moment is in it.
    pub fn contains(self, at: Instant) -> bool {
        self.contains_day(at.date())
    }

    /// Whether a day is in it.
    pub fn contains_day(self, day: NaiveDate) -> bool {
        (self.from_on..self.to_on).contains(&day)
    }

    /// The unit of time that it is exactly one of.
    pub fn grain(self) -> Option<Grain> {
        let is_one = |grain: &Grain| {
            first_of(self.from_on, *grain) == self.from_on && next_start(self.from_on, *grain) == self.to_on
        };
        Grain::ALL.iter().copied().find(is_one)
    }

    /// The days, months, quarters or years it meets, in order; the first and the last cut to what lies in it.
    pub fn split(self, grain: Grain) -> impl Iterator<Item = Self> {
        let starts = iter::successors(Some(self.from_on), move |start| Some(next_start(*start, grain)));
        starts
            .take_while(move |start| *start < self.to_on)
            .map(move |start| Self { from_on: start, to_on: next_start(start, grain).min(self.to_on) })
    }

    /// What it is compared with first (环比): the day, month, quarter or year before; for another range, as many days before it.
    #[must_use]
    pub fn previous(self) -> Self {
        let from_on = match self.grain() {
            Some(grain) => first_of(self.from_on - Days::new(1), grain),
            None => self.from_on - (self.to_on - self.from_on),
        };
        Self { from_on, to_on: self.from_on }
    }

    /// The same days of the year before (同比); `None` for a 29 February alone, which that year does not have.
    pub fn year_earlier(self) -> Option<Self> {
        // 29 February becomes 1 March: as an end that is not in the period, and as a beginning, just what is left of February.
        let shifted = |day: NaiveDate| {
            let same = day.with_year(day.year() - 1);
            same.or_else(|| NaiveDate::from_ymd_opt(day.year() - 1, 3, 1)).expect("every year has a 1 March")
        };
        let earlier = Self { from_on: shifted(self.from_on), to_on: shifted(self.to_on) };
        (earlier.from_on < earlier.to_on).then_some(earlier)
    }

    /// For people: 2026年第4季度. A range names its last day.
    pub fn label(self) -> String {
        let day = |day: NaiveDate| format!("{}年{}月{}日", day.year(), day.month(), day.day());
        let first = self.from_on;
        match self.grain() {
            Some(Grain::Day) => day(first),
            Some(Grain::Month) => format!("{}年{}月", first.year(), first.month()),
            Some(Grain::Quarter) => format!("{}年第{}季度", first.year(), first.quarter()),
            Some(Grain::Year) => format!("{}年", first.year()),
            None => format!("{}至{}", day(first), day(self.last_on())),
        }
    }
}

impl From<Month> for Period {
    fn from(month: Month) -> Self {
        Self { from_on: month.first_day(), to_on: next_start(month.first_day(), Grain::Month) }
    }
}

/// The first day of the unit of time that a day is in.
fn first_of(day: NaiveDate, grain: Grain) -> NaiveDate {
    let month = match grain {
        Grain::Day => return day,
        Grain::Month => day.month(),
        Grain::Quarter => day.quarter() * 3 - 2,
        Grain::Year => 1,
    };
    NaiveDate::from_ymd_opt(day.year(), month, 1).expect("every month has a first day")
}

/// The first day of the next unit of time.
fn next_start(day: NaiveDate, grain: Grain) -> NaiveDate {
    let first = first_of(day, grain);
    let next = match grain {
        Grain::Day => first.succ_opt(),
        Grain::Month => first.checked_add_months(Months::new(1)),
        Grain::Quarter => first.checked_add_months(Months::new(3)),
        Grain::Year => first.checked_add_months(Months::new(12)),
    };
    // Only at the end of chrono's own range is there none.
    next.unwrap_or(NaiveDate::MAX)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, year) = (self.from_on, self.from_on.year());
        match self.grain() {
            Some(Grain::Day) => write!(f, "{first}"),
            Some(Grain::Month) => write!(f, "{year:04}-{:02}", first.month()),
            Some(Grain::Quarter) => write!(f, "{year:04}-Q{}", first.quarter()),
            Some(Grain::Year) => write!(f, "{year:04}"),
            None => write!(f, "{first}/{}", self.to_on),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodFault;

    fn from_str(text: &str) -> Result<Self, PeriodFault> {
        if let Some((from, to)) = text.split_once('/') {
            return Self::new(day(from)?, day(to)?);
        }
        let (start, grain) = match text.len() {
            4 => (format!("{text}-01-01"), Grain::Year),
            7 => match text.split_once("-Q") {
                Some((year, quarter)) => (format!("{year}-{}-01", first_month(quarter)?), Grain::Quarter),
                None => (format!("{text}-01"), Grain::Month),
            },
            _ => (text.to_owned(), Grain::Day),
        };
        Self::around(day(&start)?, grain)
    }
}

fn first_month(quarter: &str) -> Result<&'static str, PeriodFault> {
    match quarter {
        "1" => Ok("01"),
        "2" => Ok("04"),
        "3" => Ok("07"),
        "4" => Ok("10"),
        _ => Err(PeriodFault::Form),
    }
}

/// A day as `2026-11-24` and nothing else: chrono would take `+2026-1-4` too.
fn day(text: &str) -> Result<NaiveDate, PeriodFault> {
    let shape = |(place, byte): (usize, u8)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return Err(PeriodFault::Form);
    }
    text.parse().map_err(|_| PeriodFault::Form)
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        target.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        String::deserialize(source)?.parse().map_err(de::Error::custom)
    }
}

impl PartialSchema for Period {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("期间（北京时间）：年、季度、月、日，或者“起日/止日”，止日不计入"))
            .pattern(Some(r"^\d{4}(-Q[1-4]|-\d{2}|-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?)?$"))
            .max_length(Some(21))
            .examples(["2026", "2026-Q4", "2026-11", "2026-11-24", "2026-11-10/2026-11-25"])
            .into()
    }
}

impl ToSchema for Period {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Period")
    }
}
