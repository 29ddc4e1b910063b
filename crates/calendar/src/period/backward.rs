//! Counting back from an event ("N 日前"): the event day is not counted.

use chrono::{Days, Duration, Months, NaiveDate};

use super::{Due, Limit, Start, Unit};
use crate::day::NotPublished;
use crate::instant::Instant;
use crate::work_calendar::WorkCalendar;

/// The last day (or moment) that is still `limit` before the event, and the day found before it moved to a working day.
///
/// A day off moves back, not forward: no text orders it, but notice must never come later than the limit says (`local`).
pub(super) fn count(event: Start, limit: Limit, calendar: &WorkCalendar) -> Result<(Due, NaiveDate), NotPublished> {
    let day = event.date();
    match limit.unit {
        Unit::WorkingDay => {
            let found = calendar.nth_working_day_before(day, limit.n)?;
            let unmoved = if limit.n == 0 { day } else { found.on };
            Ok((due_on(found.on, unmoved, found.provisional), unmoved))
        }
        Unit::CalendarDay | Unit::Month | Unit::Year => {
            let unmoved = subtract(day, limit.n, limit.unit).ok_or(beyond(calendar))?;
            let on = calendar.on_or_before(unmoved)?;
            Ok((due_on(on, unmoved, calendar.is_provisional(unmoved)), unmoved))
        }
        Unit::Hour => {
            let at = event.instant().plus(-Duration::hours(i64::from(limit.n)));
            if at == Instant::MIN {
                return Err(beyond(calendar));
            }
            Ok((Due { on: at.date(), at, provisional: false, rolled: false }, at.date()))
        }
    }
}

/// The day `n` units earlier. `None` before the year 1.
fn subtract(date: NaiveDate, n: u32, unit: Unit) -> Option<NaiveDate> {
    match unit {
        Unit::Month => date.checked_sub_months(Months::new(n)),
        Unit::Year => date.checked_sub_months(Months::new(n.checked_mul(12)?)),
        _ => date.checked_sub_days(Days::new(u64::from(n))),
    }
    .filter(|date| *date >= Instant::MIN.date())
}

fn beyond(calendar: &WorkCalendar) -> NotPublished {
    let first = calendar.coverage().from;
    NotPublished { first_missing_day: first.pred_opt().unwrap_or(first) }
}

fn due_on(on: NaiveDate, unmoved: NaiveDate, provisional: bool) -> Due {
    Due { on, at: Instant::end_of(on), provisional, rolled: on != unmoved }
}
