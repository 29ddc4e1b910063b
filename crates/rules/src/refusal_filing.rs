//! 否定备案 (refusal filing): no decision of non-acceptance or non-permission leaves the house without ground, consent, service,
//! and a copy to the business-environment authority.

pub mod case_file;
pub mod codes;
pub mod command;
mod decide;
mod deciding;
mod drafting;
pub mod event;
mod following_up;
pub mod gate;

pub use case_file::RefusalFiling;
pub use codes::{RefusalGround, RefusalKind, RefusalStatus};
pub use command::Command;
pub use decide::{ApplicationFacts, Context, Decision, Facts, NewRefusal, check, decide, draft, offers};
pub use event::RefusalEventKind;
