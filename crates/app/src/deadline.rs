//! Deadlines of cases: opened, closed and moved only by recorded events, computed once and stored with their basis and trace.

mod apply;
mod list;
mod recompute;
mod sweep;
mod view;

pub use apply::{NextDue, apply, next_due};
pub use list::{DeadlineQuery, ListedDeadline, list};
pub use recompute::{MovedDeadline, recompute_open};
pub use sweep::{Marked, mark_due};
pub use view::{DeadlineView, view};
