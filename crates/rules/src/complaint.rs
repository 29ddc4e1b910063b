//! The complaint procedure (投诉举报), from registration to archive.
//!
//! [`Complaint`] is the case file, [`Command`] what someone asks for, [`decide`] the answer. [`gate`](gate::gate) is the whole state
//! table; [`actions`] shows it to a caller before anything is tried.

pub mod actions;
pub mod case_file;
mod closing;
pub mod codes;
pub mod command;
mod decide;
pub mod event;
pub mod gate;
mod handling;
mod intake;
pub mod query;
pub mod repeat;
mod supervision;

pub use case_file::{Complaint, Respondent};
pub use codes::{ComplaintCategory, ComplaintChannel, ComplaintStatus};
pub use command::Command;
pub use decide::{Context, Decision, Facts, NewCase, decide, register};
pub use event::{Event, EventKind};
