//! Prints what one deadline costs, without and with its explanation.
//!
//! `cargo run --release -p yingshang-calendar --example deadline_cost`

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant as Stopwatch;

use chrono::{Days, NaiveDate};
use yingshang_calendar::{Limit, Start, Terms, Unit, WorkCalendar};

fn main() {
    let calendar = WorkCalendar::embedded();
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a real date");
    let terms: Vec<Terms> = (0..200)
        .map(|days| Terms::new(Start::Date(first + Days::new(days)), Limit::new(10, Unit::WorkingDay)))
        .collect();

    let due = nanoseconds(5_000, &terms, |terms| black_box(terms.due(&calendar)).is_ok());
    let trace = nanoseconds(500, &terms, |terms| black_box(terms.trace(&calendar)).is_ok());
    println!("10 working days: due {due:.0} ns, trace {trace:.0} ns");
}

/// The mean time of one call.
fn nanoseconds(rounds: usize, terms: &[Terms], call: impl Fn(&Terms) -> bool) -> f64 {
    let stopwatch = Stopwatch::now();
    for _ in 0..rounds {
        for terms in terms {
            assert!(call(black_box(terms)), "all of 2026 is published");
        }
    }
    stopwatch.elapsed().as_nanos() as f64 / (rounds * terms.len()) as f64
}
