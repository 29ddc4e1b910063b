//! The clock of the simulated past.

use std::sync::{Mutex, PoisonError};

use chrono::Duration;
use yingshang_calendar::Instant;

use crate::clock::Clock;

/// Stands still until it is moved.
pub(super) struct DemoClock(Mutex<Instant>);

impl DemoClock {
    pub(super) fn at(start: Instant) -> Self {
        Self(Mutex::new(start))
    }

    pub(super) fn move_to(&self, at: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    /// One second passes, so that what is made one after the other is also listed in that order.
    pub(super) fn tick(&self) {
        self.move_to(self.now().plus(Duration::seconds(1)));
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
