//! A clock that stands still until it is moved.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::Duration;
use yingshang_app::clock::Clock;
use yingshang_calendar::Instant;

/// The clock of a test server.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// Stands at `instant`, in RFC 3339.
    ///
    /// # Panics
    /// When it is not.
    pub fn at(instant: &str) -> Self {
        Self(AtomicI64::new(parse(instant).micros()))
    }

    /// Moves to `instant`, in RFC 3339.
    ///
    /// # Panics
    /// When it is not, or lies in the past: time only goes forward.
    pub fn move_to(&self, instant: &str) {
        let micros = parse(instant).micros();
        assert!(micros >= self.0.load(Ordering::SeqCst), "the clock does not go back to {instant}");
        self.0.store(micros, Ordering::SeqCst);
    }

    /// Moves forward.
    pub fn advance(&self, duration: Duration) {
        let micros = duration.num_microseconds().expect("a duration of this life");
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        Instant::from_micros(self.0.load(Ordering::SeqCst)).expect("a time between the years 1 and 9999")
    }
}

fn parse(instant: &str) -> Instant {
    instant.parse().unwrap_or_else(|_| panic!("{instant} is not an instant"))
}
