//! The days on which the simulated bureau worked.

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Weekday};
use yingshang_calendar::{Instant, WorkCalendar};

/// How many working days the simulated past has: about sixty calendar days.
pub(super) const WORKED: usize = 40;

/// The demo's today and the working days before it.
pub(super) struct WorkedDays {
    /// The moment at which the demo begins.
    pub(super) now: Instant,
    /// Today, then the working days before it, newest first.
    days: Vec<NaiveDate>,
}

impl WorkedDays {
    pub(super) fn before(now: Instant, calendar: &WorkCalendar) -> Self {
        let today = now.date();
        let before = std::iter::successors(today.pred_opt(), NaiveDate::pred_opt);
        let worked = before.filter(|day| is_worked(*day, calendar)).take(WORKED);
        Self { now, days: std::iter::once(today).chain(worked).collect() }
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
