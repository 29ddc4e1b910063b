//! One-time notices (一次性告知): an enquiry answered with the four tellings, or all corrections of an application at once.
//!
//! An enquiry begins with the person first asked (首问责任人), goes to the one who handles it (首办责任人) or is pointed elsewhere, and ends
//! told. A correction notice is issued by the examination of an application and served on the applicant.

pub mod case_file;
pub mod codes;
pub mod command;
mod decide;
pub mod event;
pub mod gate;
mod routing;
mod telling;

pub use case_file::Notice;
pub use codes::{NoticeKind, NoticeStatus};
pub use command::Command;
pub use decide::{Context, Decision, Facts, NewCorrection, NewNotice, check, decide, issue_correction, offers, open};
pub use event::NoticeEventKind;
