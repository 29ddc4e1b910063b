//! The one place that reads the time.

use chrono::Utc;
use yingshang_calendar::Instant;

/// Gives the time. Everything else takes it as an argument.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the time")]
    fn now(&self) -> Instant {
        Instant::new(Utc::now())
    }
}
