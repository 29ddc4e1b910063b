//! How a deadline stands at an instant. The list filter in `list.rs` asks the same of the database.

use super::DeadlineRow;
use crate::Ts;

/// How a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeadlineState {
    /// Open, with more than one working day left or its last day not known yet.
    Running,
    /// Open, with at most one working day left.
    Amber,
    /// Open, and the last instant has passed.
    Red,
    /// Open, and the clock stands still.
    Paused,
    /// Closed in time.
    Met,
    /// Closed too late.
    Missed,
    /// Closed because it no longer applies.
    Lifted,
}

impl DeadlineRow {
    /// How it stands at `now`.
    #[must_use]
    pub fn state(&self, now: Ts) -> DeadlineState {
        match self.closed_as.as_deref() {
            Some("met") => return DeadlineState::Met,
            Some("missed") => return DeadlineState::Missed,
            Some(_) => return DeadlineState::Lifted,
            None => {}
        }
        if self.stopped_since_on.is_some() {
            DeadlineState::Paused
        } else if self.due_at.is_some_and(|due_at| due_at < now) {
            DeadlineState::Red
        } else if self.amber_at.is_some_and(|amber_at| amber_at <= now) {
            DeadlineState::Amber
        } else {
            DeadlineState::Running
        }
    }
}
