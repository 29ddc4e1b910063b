//! The words and the decisions of the regulations.
//!
//! Law is dated data (`rulebook`), decisions are pure functions (`complaint::decide`): the same facts and the same `now` always
//! give the same answer, and every answer names the obligations it rests on. No I/O, no clock, no framework.

pub mod actor;
pub mod code_list;
pub mod complaint;
pub mod deadline;
pub mod identifier;
pub mod refusal;
pub mod rulebook;

pub use actor::{Actor, Role};
pub use refusal::{Refusal, RefusalKind};
