//! 容缺受理告知承诺 (commitments): an application is accepted although deferrable materials are still to come.
//!
//! Proposal, check against the list, 承诺告知书, 承诺书, acceptance, supply; late supply pushes the promise back but never the statutory
//! limit (RQ-3.2c).

mod accepting;
pub mod case_file;
pub mod codes;
pub mod command;
mod decide;
pub mod event;
pub mod gate;
mod proposing;
mod supplying;

pub use case_file::Commitment;
pub use codes::{CommitmentStatus, ConsequenceKind};
pub use command::Command;
pub use decide::{Context, Decision, Facts, NewCommitment, check, decide, offers, propose};
pub use event::CommitmentEventKind;
