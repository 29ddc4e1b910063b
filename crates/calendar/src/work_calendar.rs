//! The working-day calendar: facts of every year, local overlays, and the questions asked of them.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::day::{Counted, Coverage, Day, DayKind, Found, NotPublished};
use crate::facts::{self, CalendarFault, Notice, Overlay, YearFacts};

mod table;

use table::Table;

/// The days from which the next year's notice has ever moved a day start on 29 December; 26 leaves a margin.
const PROVISIONAL_FROM: (u32, u32) = (12, 26);

/// Which days are worked, for the years whose arrangement is published. Immutable; share it in an `Arc`.
///
/// An answer that would need a day outside [`WorkCalendar::coverage`] is [`NotPublished`], never a guess.
#[derive(Clone)]
pub struct WorkCalendar {
    coverage: Coverage,
    years: BTreeMap<i32, YearFacts>,
    overlays: Vec<Overlay>,
    table: Table,
}

/// One covered year in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(description = "一个年度的放假安排概要")]
pub struct YearSummary {
    /// 年度
    #[schema(example = 2026)]
    pub year: i32,
    /// 放假天数，含连休期间的周末
    pub days_off: u32,
    /// 调休上班天数
    pub makeup_workdays: u32,
    /// 依据的通知
    #[schema(max_items = 10)]
    pub notices: Vec<Notice>,
    /// 自该日起为暂定，下一年度通知仍可能调整；全年已确定时为空
    #[schema(required = true)]
    pub provisional_from: Option<NaiveDate>,
}

impl WorkCalendar {
    /// The calendar shipped with the program: the national arrangement of 2006 to 2026.
    pub fn embedded() -> Self {
        let (coverage, years) = facts::embedded();
        Self::build(coverage, years, Vec::new())
    }

    /// This calendar with the facts of one year added or, for a covered year, replaced.
    ///
    /// Adding the year after the last one moves the end of the coverage and makes the days before it final. When its
    /// notice also arranges days of the previous December, replace that year too.
    ///
    /// # Errors
    /// Every fault found in the facts; see [`FaultCode`](crate::FaultCode).
    pub fn with_year(&self, year: i32, facts: YearFacts) -> Result<Self, Vec<CalendarFault>> {
        let faults = facts::year_faults(year, &facts, self.coverage);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut coverage = self.coverage;
        let (month, day) = PROVISIONAL_FROM;
        if year > coverage.to.year()
            && let (Some(to), Some(provisional_from)) =
                (NaiveDate::from_ymd_opt(year, 12, 31), NaiveDate::from_ymd_opt(year, month, day))
        {
            coverage = Coverage { to, provisional_from, ..coverage };
        }
        let mut years = self.years.clone();
        years.insert(year, facts);
        Ok(Self::build(coverage, years, self.overlays.clone()))
    }

    /// This calendar with local days added. They prevail over the national arrangement and over overlays added before;
    /// an overlay of the same name is replaced.
    ///
    /// # Errors
    /// Every fault found in the overlay; see [`FaultCode`](crate::FaultCode).
    pub fn with_overlay(&self, overlay: Overlay) -> Result<Self, Vec<CalendarFault>> {
        let faults = facts::overlay_faults(&overlay, self.coverage);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut overlays = self.overlays.clone();
        overlays.retain(|known| known.name != overlay.name);
        overlays.push(overlay);
        Ok(Self::build(self.coverage, self.years.clone(), overlays))
    }

    fn build(coverage: Coverage, years: BTreeMap<i32, YearFacts>, overlays: Vec<Overlay>) -> Self {
        let mut calendar = Self { coverage, years, overlays, table: Table::default() };
        calendar.table = Table::new(coverage.from, coverage.to, |date| calendar.kind_from_facts(date));
        calendar
    }

    /// The days this calendar answers for.
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// Every covered year in brief, the earliest first.
    pub fn years(&self) -> Vec<YearSummary> {
        let provisional_from = self.coverage.provisional_from;
        self.years
            .iter()
            .map(|(&year, facts)| YearSummary {
                year,
                days_off: facts.holidays.len() as u32,
                makeup_workdays: facts.makeup_workdays.len() as u32,
                notices: facts.notices.clone(),
                provisional_from: (year == provisional_from.year()).then_some(provisional_from),
            })
            .collect()
    }

    /// The national facts of a covered year, as they would be given to [`WorkCalendar::with_year`].
    pub fn year_facts(&self, year: i32) -> Option<&YearFacts> {
        self.years.get(&year)
    }

    /// The local overlays, in the order in which they were added.
    pub fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }

    /// What kind of day this is and what it is called.
    ///
    /// # Errors
    /// [`NotPublished`] outside the coverage.
    pub fn day(&self, date: NaiveDate) -> Result<Day, NotPublished> {
        let kind = self.kind(date)?;
        Ok(Day {
            date,
            is_workday: kind.is_workday(),
            kind,
            name: self.name_of(date, kind).map(str::to_owned),
            provisional: self.is_provisional(date),
        })
    }

    /// Counts the working days in `(from, to]`; negative when `to` is before `from`, zero when they are the same day.
    ///
    /// # Errors
    /// [`NotPublished`] when a day to be looked at lies outside the coverage.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Counted, NotPublished> {
        let (early, late) = (from.min(to), from.max(to));
        let n = self.table.count(early, late)?;
        Ok(Counted { n: if to < from { -n } else { n }, provisional: early < late && self.is_provisional(late) })
    }

    /// The `n`-th working day after the day, which itself is never counted. With `n` = 0: the day itself or, when it is
    /// a day off, the first working day after it.
    ///
    /// # Errors
    /// [`NotPublished`] when the count leaves the coverage.
    pub fn nth_working_day_after(&self, day: NaiveDate, n: u32) -> Result<Found, NotPublished> {
        let on = match n {
            0 => self.on_or_after(day)?,
            n => self.table.nth_after(day, n)?,
        };
        Ok(Found { on, provisional: self.is_provisional(on) })
    }

    /// The `n`-th working day before the day, which itself is never counted. With `n` = 0: the day itself or, when it is
    /// a day off, the last working day before it.
    ///
    /// # Errors
    /// [`NotPublished`] when the count leaves the coverage.
    pub fn nth_working_day_before(&self, day: NaiveDate, n: u32) -> Result<Found, NotPublished> {
        let on = match n {
            0 => self.on_or_before(day)?,
            n => self.table.nth_before(day, n)?,
        };
        let last_looked_at = if n == 0 { Some(day) } else { day.pred_opt() };
        Ok(Found { on, provisional: last_looked_at.is_some_and(|date| self.is_provisional(date)) })
    }

    /// The day itself when it is worked, else the next working day (民法典第二百零三条).
    pub(crate) fn on_or_after(&self, day: NaiveDate) -> Result<NaiveDate, NotPublished> {
        if self.kind(day)?.is_workday() { Ok(day) } else { self.table.nth_after(day, 1) }
    }

    /// The day itself when it is worked, else the working day before it.
    pub(crate) fn on_or_before(&self, day: NaiveDate) -> Result<NaiveDate, NotPublished> {
        if self.kind(day)?.is_workday() { Ok(day) } else { self.table.nth_before(day, 1) }
    }

    /// Whether the next yearly notice can still move this covered day.
    pub(crate) fn is_provisional(&self, date: NaiveDate) -> bool {
        date >= self.coverage.provisional_from
    }

    pub(crate) fn kind(&self, date: NaiveDate) -> Result<DayKind, NotPublished> {
        self.table.kind(date).ok_or(NotPublished { first_missing_day: date })
    }

    /// The name under which a covered day is off or worked; `None` for an ordinary day and a national make-up day.
    pub(crate) fn name_of(&self, date: NaiveDate, kind: DayKind) -> Option<&str> {
        let local = |overlay: &Overlay| match kind {
            DayKind::Holiday => overlay.days_off.contains_key(&date),
            DayKind::MakeupWorkday => overlay.workdays.contains_key(&date),
            DayKind::Workday | DayKind::Weekend => false,
        };
        match kind {
            DayKind::Workday | DayKind::Weekend => None,
            DayKind::Holiday | DayKind::MakeupWorkday => {
                match self.overlays.iter().rev().find(|overlay| local(overlay)) {
                    Some(overlay) => overlay.days_off.get(&date).or_else(|| overlay.workdays.get(&date)),
                    None => self.years.get(&date.year()).and_then(|facts| facts.holidays.get(&date)),
                }
                .map(String::as_str)
            }
        }
    }

    fn kind_from_facts(&self, date: NaiveDate) -> DayKind {
        for overlay in self.overlays.iter().rev() {
            if overlay.days_off.contains_key(&date) {
                return DayKind::Holiday;
            }
            if overlay.workdays.contains_key(&date) {
                // What is worked anyway stays what it is: a change notice may have come to the same day.
                let national = self.national_kind(date);
                return if national.is_workday() { national } else { DayKind::MakeupWorkday };
            }
        }
        self.national_kind(date)
    }

    fn national_kind(&self, date: NaiveDate) -> DayKind {
        match self.years.get(&date.year()) {
            Some(facts) if facts.holidays.contains_key(&date) => DayKind::Holiday,
            Some(facts) if facts.makeup_workdays.contains(&date) => DayKind::MakeupWorkday,
            _ if facts::is_weekend(date) => DayKind::Weekend,
            _ => DayKind::Workday,
        }
    }
}

/// In brief: thousands of days help nobody in a log.
impl fmt::Debug for WorkCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let overlays: Vec<&str> = self.overlays.iter().map(|overlay| overlay.name.as_str()).collect();
        f.debug_struct("WorkCalendar")
            .field("coverage", &self.coverage)
            .field("overlays", &overlays)
            .finish_non_exhaustive()
    }
}
