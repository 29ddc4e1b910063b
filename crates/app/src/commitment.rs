//! 容缺受理告知承诺 (commitments): proposal, steps with what they do to the application, the sweep, views.

mod case;
mod propose;
mod sweep;
mod view;

pub use case::step;
pub(crate) use case::take;
pub use propose::{ProposeCommitment, propose};
pub(crate) use sweep::{become_overdue, expire, remind, statutory_limit_over};
pub use view::{CommitmentSummary, CommitmentView, count, get, list, timeline, verify_timeline};

/// Subject kind of commitments.
pub const KIND: &str = "commitment";
