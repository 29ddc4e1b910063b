//! The days on which the simulated bureau worked, and the next ones on which it will.

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Weekday};
use yingshang_calendar::{Instant, WorkCalendar};

/// How many working days the simulated past has: about sixty calendar days.
pub(super) const WORKED: usize = 40;

/// How far ahead something may be promised, working days.
const TO_COME: usize = 10;

/// The demo's today and the working days before it.
pub(super) struct WorkedDays {
    /// The moment at which the demo begins.
    pub(super) now: Instant,
    /// Today, then the working days before it, newest first.
    days: Vec<NaiveDate>,
    /// The working days to come, nearest first: for what is promised.
    to_come: Vec<NaiveDate>,
}

impl WorkedDays {
    pub(super) fn before(now: Instant, calendar: &WorkCalendar) -> Self {
        let today = now.date();
        let before = std::iter::successors(today.pred_opt(), NaiveDate::pred_opt);
        let after = std::iter::successors(today.succ_opt(), NaiveDate::succ_opt);
        let worked = before.filter(|day| is_worked(*day, calendar)).take(WORKED);
        Self {
            now,
            days: std::iter::once(today).chain(worked).collect(),
            to_come: after.filter(|day| is_worked(*day, calendar)).take(TO_COME).collect(),
        }
    }

    /// The date of the n-th working day after today.
    pub(super) fn ahead(&self, n: usize) -> Option<NaiveDate> {
        self.to_come.get(n.checked_sub(1)?).copied()
    }

    /// The date `ago` working days before today; today itself for 0, whether it is worked or not.
    pub(super) fn date(&self, ago: usize) -> Option<NaiveDate> {
        self.days.get(ago).copied()
    }

    /// That date at a time of day, but never after the demo begins.
    pub(super) fn moment(&self, ago: usize, at: NaiveTime) -> Option<Instant> {
        let since_midnight = at.signed_duration_since(NaiveTime::MIN);
        self.date(ago).map(|date| Instant::start_of(date).plus(since_midnight).min(self.now))
    }

    /// When the bureau is founded: a day before its first working day.
    pub(super) fn opening(&self) -> Instant {
        let first = self.days.last().copied().unwrap_or(self.now.date());
        Instant::start_of(first).plus(Duration::hours(-15))
    }

    /// Shortly after midnight at the end of every worked day: what ended at midnight is overdue.
    pub(super) fn nights(&self) -> impl Iterator<Item = Instant> {
        let after = |day: &NaiveDate| Instant::end_of(*day).plus(Duration::minutes(5));
        self.days.iter().map(after).filter(|at| *at < self.now)
    }
}

/// Where the calendar does not know the day, Monday to Friday: the demo has to begin somewhere.
fn is_worked(day: NaiveDate, calendar: &WorkCalendar) -> bool {
    let known = calendar.day(day).map(|day| day.is_workday);
    known.unwrap_or(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
}
