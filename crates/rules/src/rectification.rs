//! Dated rectification of a window or a person whose ratings are low (HP-7.1): ordered on a figure, reported, looked at.

pub mod case_file;
pub mod codes;
pub mod command;
mod decide;
pub mod event;
pub mod gate;

pub use case_file::Rectification;
pub use codes::{RectificationStatus, RectificationTarget, ReviewResult};
pub use command::Command;
pub(crate) use decide::has_time;
pub use decide::{Context, Decision, NewRectification, OrderFacts, check, decide, is_low, offers, order};
pub use event::RectificationEventKind;
