//! Use cases: load the facts, ask the rules, persist state, event and outbox row in one write.
//!
//! A use case is a plain function over a [`Tx`] (or a [`Reader`]); HTTP, jobs and the demo all call the same ones.

pub mod account;
pub mod answer;
pub mod app;
pub mod application;
pub mod assessment;
pub mod assessment_plan;
pub mod calendar;
pub mod caller;
pub mod chain;
pub mod check;
pub mod clock;
pub mod commitment;
pub mod complaint;
pub mod deadline;
pub mod demo;
pub mod document;
pub mod document_template;
pub mod error;
pub mod evaluation;
pub mod event_log;
pub mod feed;
pub mod finding;
pub mod job;
pub mod keys;
pub mod material;
pub mod moment;
pub mod notice;
pub mod organisation;
pub mod page;
pub mod party;
pub mod password;
pub mod rectification;
pub mod refusal_filing;
pub mod rulebook;
pub mod seal;
pub mod secret;
pub mod service_case;
pub mod service_item;
pub mod settings;
pub mod sms;
pub mod statistics;
pub mod storage;
pub mod survey;
pub mod token;
pub mod tx;
pub mod write;

pub use answer::Answer;
pub use app::App;
pub use caller::{Caller, Principal};
pub use error::{AppError, FieldError};
pub use settings::Settings;
pub use tx::{Expected, Reader, Tx};
