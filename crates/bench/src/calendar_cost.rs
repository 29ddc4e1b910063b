//! What one deadline of ten working days costs, without and with its explanation.

use std::hint::black_box;
use std::time::Instant;

use yingshang_calendar::{Limit, Start, Terms, Unit, WorkCalendar};

use crate::report::{Report, Target};

/// Days of the published year that deadlines start from.
const STARTS: u64 = 200;

/// Measures both.
pub(crate) fn measure(report: &mut Report) {
    let calendar = WorkCalendar::embedded();
    let first = "2026-01-01T00:00:00+08:00".parse::<yingshang_calendar::Instant>().expect("an instant").date();
    let terms: Vec<Terms> = first
        .iter_days()
        .take(STARTS as usize)
        .map(|day| Terms::new(Start::Date(day), Limit::new(10, Unit::WorkingDay)))
        .collect();
    let due = microseconds(2_000, &terms, |terms| black_box(terms.due(&calendar)).is_ok());
    let trace = microseconds(200, &terms, |terms| black_box(terms.trace(&calendar)).is_ok());
    report.value("calendar: a deadline", "µs", due, Target::AtMost(0.5));
    report.value("calendar: a deadline with its trace", "µs", trace, Target::AtMost(5.0));
}

/// The mean time of one call.
fn microseconds(rounds: usize, terms: &[Terms], call: impl Fn(&Terms) -> bool) -> f64 {
    let started = Instant::now();
    for _ in 0..rounds {
        for terms in terms {
            assert!(call(black_box(terms)), "the year is published");
        }
    }
    started.elapsed().as_secs_f64() * 1e6 / (rounds * terms.len()) as f64
}
