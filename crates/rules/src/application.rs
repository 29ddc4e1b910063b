//! Applications (办件): from receipt to delivery, with the five branches of 行政许可法第三十二条.
//!
//! [`Application`] is the case file, [`Command`] what someone asks for, [`decide`] the answer. The commands at the end of [`Command`]
//! come from commitments and refusals: an application is accepted on a commitment, or closed as refused, only through them.

mod acceptance;
pub mod case_file;
mod clock;
pub mod codes;
pub mod command;
mod decide;
pub mod event;
mod examination;
pub mod gate;
mod handling;
mod links;

pub use case_file::Application;
pub use codes::{ApplicationChannel, ApplicationOutcome, ApplicationStatus};
pub use command::Command;
pub use decide::{Context, Decision, Facts, NewApplication, check, decide, offers, register};
pub use event::ApplicationEventKind;
pub use examination::{is_complete, may_propose_commitment, outstanding};
