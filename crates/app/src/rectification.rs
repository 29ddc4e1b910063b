//! Dated rectification of a window or a person whose ratings are low (HP-7.1).

mod case;
mod order;
mod view;

pub use case::step;
pub use order::order;
pub use view::{RectificationSummary, RectificationView, count, get, list, timeline, verify_timeline};

/// Subject kind of rectifications.
pub const KIND: &str = "rectification";
