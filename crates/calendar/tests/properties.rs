//! What holds for every start, limit and stop.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use yingshang_calendar::{
    Direction, Instant, Limit, Outcome, Overlay, Start, Stop, Terms, Unit, WorkCalendar, calculate,
};

static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(WorkCalendar::embedded);

fn a_date() -> impl Strategy<Value = NaiveDate> {
    (0u64..9_000).prop_map(|days| NaiveDate::from_ymd_opt(2005, 1, 1).unwrap() + Days::new(days))
}

fn a_unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(Unit::ALL.to_vec())
}

fn a_limit() -> impl Strategy<Value = Limit> {
    let n = prop_oneof![8 => 0u32..60, 1 => 0u32..=10_000, 1 => any::<u32>()];
    (n, a_unit()).prop_map(|(n, unit)| Limit::new(n, unit))
}

fn stops() -> impl Strategy<Value = Vec<Stop>> {
    let stop = (a_date(), prop::option::weighted(0.8, 0u64..40))
        .prop_map(|(from, days)| Stop { from, until: days.map(|days| from + Days::new(days)) });
    prop::collection::vec(stop, 0..3)
}

/// Terms whose stops lie near the start, where they matter.
fn terms_with_near_stops() -> impl Strategy<Value = Terms> {
    let near = prop::collection::vec((0u64..30, prop::option::weighted(0.9, 0u64..20)), 0..3);
    (a_date(), a_limit(), prop::collection::vec(0u32..20, 0..3), near).prop_map(|(start, limit, extensions, near)| {
        let stops = near
            .into_iter()
            .map(|(after, length)| {
                let from = start + Days::new(after);
                Stop { from, until: length.map(|days| from + Days::new(days)) }
            })
            .collect();
        Terms { start: Start::Date(start), limit, extensions, stops }
    })
}

fn due_of(terms: &Terms, calendar: &WorkCalendar) -> Option<yingshang_calendar::Due> {
    match terms.due(calendar) {
        Ok(Outcome::Due(due)) => Some(due),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_due_date_is_a_working_day(terms in terms_with_near_stops()) {
        let calendar = &*CALENDAR;
        if terms.limit.unit != Unit::Hour && let Some(due) = due_of(&terms, calendar) {
            prop_assert!(calendar.day(due.on).unwrap().is_workday);
            prop_assert_eq!(due.at, Instant::end_of(due.on));
            prop_assert_eq!(due.provisional, due.on >= calendar.coverage().provisional_from);
        }
    }

    #[test]
    fn the_nth_working_day_is_found_by_walking_too(start in a_date(), n in 1u32..300) {
        let calendar = &*CALENDAR;
        if let Ok(found) = calendar.nth_working_day_after(start, n) {
            let walked = start.iter_days().skip(1).filter(|day| calendar.day(*day).unwrap().is_workday);
            prop_assert_eq!(Some(found.on), walked.take(n as usize).last());
        }
        if let Ok(found) = calendar.nth_working_day_before(start, n) {
            let back = std::iter::successors(start.pred_opt(), NaiveDate::pred_opt);
            let walked = back.filter(|day| calendar.day(*day).unwrap().is_workday);
            prop_assert_eq!(Some(found.on), walked.take(n as usize).last());
        }
    }

    #[test]
    fn between_agrees_with_nth(start in a_date(), n in 1u32..300) {
        let calendar = &*CALENDAR;
        if let Ok(found) = calendar.nth_working_day_after(start, n) {
            prop_assert_eq!(calendar.working_days_between(start, found.on).unwrap().n, i64::from(n));
            prop_assert_eq!(calendar.working_days_between(found.on, start).unwrap().n, -i64::from(n));
        }
    }

    #[test]
    fn adding_a_holiday_never_makes_it_earlier(terms in terms_with_near_stops(), off in 0u64..120) {
        let calendar = &*CALENDAR;
        let Some(before) = due_of(&terms, calendar) else { return Ok(()) };
        let day = terms.start.date() + Days::new(off);
        let coverage = calendar.coverage();
        prop_assume!((coverage.from..=coverage.to).contains(&day));
        let overlay = Overlay {
            name: "临时放假".to_owned(),
            days_off: [(day, "临时放假".to_owned())].into(),
            ..Overlay::default()
        };
        let with_holiday = calendar.with_overlay(overlay).unwrap();
        if let Some(after) = due_of(&terms, &with_holiday) {
            prop_assert!(after.at >= before.at);
        }
    }

    #[test]
    fn a_longer_limit_never_ends_earlier(terms in terms_with_near_stops(), more in 0u32..20) {
        let calendar = &*CALENDAR;
        let mut longer = terms.clone();
        longer.extensions.push(more);
        if let (Some(due), Some(later)) = (due_of(&terms, calendar), due_of(&longer, calendar)) {
            prop_assert!(later.at >= due.at);
        }
    }

    #[test]
    fn a_stop_never_makes_it_earlier(terms in terms_with_near_stops()) {
        let calendar = &*CALENDAR;
        let unstopped = Terms { stops: Vec::new(), ..terms.clone() };
        if let (Some(due), Some(stopped)) = (due_of(&unstopped, calendar), due_of(&terms, calendar)) {
            prop_assert!(stopped.at >= due.at);
        }
    }

    #[test]
    fn the_trace_tells_the_same_story(terms in terms_with_near_stops()) {
        let calendar = &*CALENDAR;
        let total = u64::from(terms.limit.n) + terms.extensions.iter().map(|n| u64::from(*n)).sum::<u64>();
        match (terms.due(calendar), terms.trace(calendar)) {
            (Err(due), Err(trace)) => prop_assert_eq!(due, trace),
            (Ok(outcome), Ok(lines)) => {
                prop_assert!(lines.windows(2).all(|pair| pair[0].date < pair[1].date));
                let counted = lines.iter().filter(|line| line.counted).count() as u64;
                let in_days = matches!(terms.limit.unit, Unit::WorkingDay | Unit::CalendarDay);
                let last = lines.last().unwrap().date;
                match outcome {
                    Outcome::Due(due) => {
                        prop_assert_eq!(last, due.on);
                        prop_assert!(!in_days || counted == total);
                    }
                    Outcome::Stopped { remaining, since } => {
                        prop_assert_eq!(last, since);
                        prop_assert!(!in_days || counted + u64::from(remaining) == total);
                    }
                }
            }
            (due, trace) => prop_assert!(false, "{:?} but {:?}", due, trace),
        }
    }

    #[test]
    fn counting_back_tells_the_same_story(event in a_date(), limit in a_limit()) {
        let calendar = &*CALENDAR;
        let brief = calculate(calendar, Start::Date(event), limit, Direction::Before, false);
        let full = calculate(calendar, Start::Date(event), limit, Direction::Before, true);
        prop_assert_eq!(brief.as_ref().map(|found| found.due).ok(), full.as_ref().map(|found| found.due).ok());
        if let Ok(found) = full {
            let lines = found.trace.unwrap();
            prop_assert!(lines.windows(2).all(|pair| pair[0].date > pair[1].date));
            prop_assert_eq!(lines.last().unwrap().date, found.due.on);
            prop_assert!(found.due.on <= event);
            if matches!(limit.unit, Unit::WorkingDay | Unit::CalendarDay) {
                prop_assert_eq!(lines.iter().filter(|line| line.counted).count() as u64, u64::from(limit.n));
            }
        }
    }

    #[test]
    fn no_input_panics(
        days in any::<i32>(),
        limit in a_limit(),
        extensions in prop::collection::vec(any::<u32>(), 0..3),
        stops in stops(),
    ) {
        let calendar = &*CALENDAR;
        let start = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MAX);
        let mut terms = Terms { start: Start::Date(start), limit, extensions, stops };
        terms.stops.push(Stop { from: start, until: Some(NaiveDate::MAX) });
        let _ = terms.due(calendar);
        terms.stops.push(Stop { from: NaiveDate::MIN, until: Some(NaiveDate::MIN) });
        let _ = terms.due(calendar);
        let _ = calculate(calendar, terms.start, limit, Direction::Before, false);
        let _ = calendar.working_days_between(start, NaiveDate::MIN);
        let _ = calendar.nth_working_day_before(start, limit.n);
        prop_assert!(calendar.day(start).is_ok() == (2006..=2026).contains(&start.year()));
    }

    #[test]
    fn terms_survive_the_wire(terms in terms_with_near_stops()) {
        let text = serde_json::to_string(&terms).unwrap();
        prop_assert_eq!(serde_json::from_str::<Terms>(&text).unwrap(), terms);
    }
}
