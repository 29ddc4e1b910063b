//! 否定备案 (refusal filings): draft, steps with what they do to the application, the sweep, views.

mod case;
mod draft;
mod view;

pub(crate) use case::note_not_filed;
pub use case::step;
pub use draft::{DraftRefusal, draft};
pub use view::{RefusalFilingSummary, RefusalFilingView, count, get, list, timeline, verify_timeline};

/// Subject kind of refusal filings.
pub const KIND: &str = "refusal";
