//! Counting forward from a start, through extensions and stops.
//!
//! The walk hands each stretch of the period to its caller as it passes: [`super::Terms::due`] ignores them, the trace turns
//! them into lines. So there is one algorithm, and the explanation cannot differ from the result.

use chrono::{Days, Duration, Months, NaiveDate};

use super::{Due, Outcome, Terms, Unit};
use crate::day::NotPublished;
use crate::instant::Instant;
use crate::work_calendar::WorkCalendar;

/// Days of a period that are treated alike: those after `after`, through `through`. Empty when both are the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) kind: StretchKind,
    pub(super) after: NaiveDate,
    pub(super) through: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StretchKind {
    /// The clock runs.
    Running,
    /// The clock is stopped.
    Stopped,
    /// The period is over, but its last day was a day off.
    Rolling,
}

pub(super) fn walk(
    terms: &Terms,
    calendar: &WorkCalendar,
    mut pass: impl FnMut(Stretch),
) -> Result<Outcome, NotPublished> {
    let mut pass = |kind, after, through| pass(Stretch { kind, after, through });
    match terms.limit.unit {
        Unit::WorkingDay => working_days(terms, calendar, &mut pass),
        Unit::CalendarDay | Unit::Month | Unit::Year => calendar_days(terms, calendar, &mut pass),
        Unit::Hour => hours(terms, calendar, &mut pass),
    }
}

/// The N-th working day after the start. A stop keeps what is left, which then runs from the day of its end.
fn working_days(
    terms: &Terms,
    calendar: &WorkCalendar,
    pass: &mut impl FnMut(StretchKind, NaiveDate, NaiveDate),
) -> Result<Outcome, NotPublished> {
    let mut clock = terms.start.date();
    let mut left = terms.total();
    if left == 0 {
        let on = calendar.on_or_after(clock)?;
        pass(StretchKind::Rolling, clock, on);
        return Ok(due_on(on, on != clock, calendar));
    }
    for stop in terms.stops_in_order() {
        let since = stop.from.max(clock);
        if calendar.nth_working_day_after(clock, left).is_ok_and(|end| end.on <= since) {
            break;
        }
        // Less than `left`, because the end lies after the stop.
        left -= calendar.working_days_between(clock, since)?.n as u32;
        pass(StretchKind::Running, clock, since);
        let Some(until) = stop.until else {
            return Ok(Outcome::Stopped { remaining: left, since });
        };
        clock = until.max(since);
        pass(StretchKind::Stopped, since, clock);
    }
    let on = calendar.nth_working_day_after(clock, left)?.on;
    pass(StretchKind::Running, clock, on);
    Ok(due_on(on, false, calendar))
}

/// The N-th day, or the same day number N months later, moved by the days of each stop, then rolled once.
fn calendar_days(
    terms: &Terms,
    calendar: &WorkCalendar,
    pass: &mut impl FnMut(StretchKind, NaiveDate, NaiveDate),
) -> Result<Outcome, NotPublished> {
    let mut clock = terms.start.date();
    let mut end = add(clock, terms.total(), terms.limit.unit).ok_or(beyond(calendar))?;
    for stop in terms.stops_in_order() {
        let since = stop.from.max(clock);
        if end <= since {
            break;
        }
        pass(StretchKind::Running, clock, since);
        let Some(until) = stop.until else {
            return Ok(Outcome::Stopped { remaining: (end - since).num_days() as u32, since });
        };
        clock = until.max(since);
        end = end.checked_add_signed(clock - since).ok_or(beyond(calendar))?;
        pass(StretchKind::Stopped, since, clock);
    }
    let on = calendar.on_or_after(end)?;
    pass(StretchKind::Running, clock, end);
    pass(StretchKind::Rolling, end, on);
    Ok(due_on(on, on != end, calendar))
}

/// N hours after the moment, moved by whole days for each stop.
fn hours(
    terms: &Terms,
    calendar: &WorkCalendar,
    pass: &mut impl FnMut(StretchKind, NaiveDate, NaiveDate),
) -> Result<Outcome, NotPublished> {
    let start = terms.start.instant();
    let mut clock = start.date();
    let mut end = start.plus(Duration::hours(i64::from(terms.total())));
    for stop in terms.stops_in_order() {
        let since = stop.from.max(clock);
        // The day of the stop still counts, so the clock stops at its end: 24:00, the first moment of the next day.
        let stopped_at = Instant::start_of(since.succ_opt().unwrap_or(since));
        if end <= stopped_at {
            break;
        }
        pass(StretchKind::Running, clock, since);
        let Some(until) = stop.until else {
            let left = end.utc() - stopped_at.utc();
            let begun_hours = (left + Duration::hours(1) - Duration::milliseconds(1)).num_hours();
            return Ok(Outcome::Stopped { remaining: begun_hours as u32, since });
        };
        clock = until.max(since);
        end = end.plus(clock - since);
        pass(StretchKind::Stopped, since, clock);
    }
    if end == Instant::MAX {
        return Err(beyond(calendar));
    }
    pass(StretchKind::Running, clock, end.date());
    Ok(Outcome::Due(Due { on: end.date(), at: end, provisional: false, rolled: false }))
}

/// The day `n` units later, before any roll. `None` after the year 9999.
fn add(date: NaiveDate, n: u32, unit: Unit) -> Option<NaiveDate> {
    match unit {
        Unit::Month => date.checked_add_months(Months::new(n)),
        Unit::Year => date.checked_add_months(Months::new(n.checked_mul(12)?)),
        _ => date.checked_add_days(Days::new(u64::from(n))),
    }
    .filter(|date| *date <= Instant::MAX.date())
}

/// The end lies beyond any calendar there will be, so the first day without an arrangement stands for it.
fn beyond(calendar: &WorkCalendar) -> NotPublished {
    let last = calendar.coverage().to;
    NotPublished { first_missing_day: last.succ_opt().unwrap_or(last) }
}

/// Every day a forward count looks at lies on or before its end, so the end alone tells whether it is provisional.
fn due_on(on: NaiveDate, rolled: bool, calendar: &WorkCalendar) -> Outcome {
    Outcome::Due(Due { on, at: Instant::end_of(on), provisional: calendar.is_provisional(on), rolled })
}
