//! The words and the decisions of the regulations.
//!
//! Law is dated data (`rulebook`), decisions are pure functions (`complaint::decide`): the same facts and the same `now` always
//! give the same answer, and every answer names the obligations it rests on. No I/O, no clock, no framework.

pub mod actor;
pub mod application;
pub mod assessment;
pub mod code_list;
pub mod commitment;
pub mod complaint;
pub mod deadline;
pub mod document;
pub mod evaluation;
pub mod finding;
pub mod identifier;
pub mod notice;
pub mod procedure;
pub mod rectification;
pub mod refusal;
pub mod refusal_filing;
pub mod rulebook;
pub mod service_item;
pub mod statistics;
pub mod survey;

pub use actor::{Actor, Role};
pub use refusal::{Refusal, RefusalKind};
