//! One-time notices (一次性告知): enquiries with their way to the handler, and the correction notices of examinations.

mod case;
mod open;
mod view;

pub(crate) use case::issue_correction;
pub use case::step;
pub use open::{OpenNotice, open};
pub use view::{NoticeSummary, NoticeView, count, get, list, set_visitor, timeline, verify_timeline, visitor};

/// Subject kind of notices.
pub const KIND: &str = "notice";
