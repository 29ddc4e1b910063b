//! The only SQL of the house: schema, rows, queries, migrations, and the two doors to the database.
//!
//! One text serves two engines. A query is a plain function over [`Conn`]; its body stands inside [`on_engine!`], which
//! compiles it once for SQLite and once for PostgreSQL. Callers reach a connection through [`Store::read`] and
//! [`Store::write`] only, so what needs to be one transaction is one closure.
//!
//! A module holds one table (or a table and its side tables): the row, the new row, and every query on it.
//! Nothing here deletes a row and nothing here knows a rule.

#[macro_use]
mod query;
#[macro_use]
mod version;
#[macro_use]
mod register;
#[macro_use]
pub mod seek;

pub mod assessment;
pub mod assessment_plan;
pub mod calendar;
pub mod complaint;
mod connection;
pub mod counter;
pub mod deadline;
pub mod document;
pub mod document_template;
mod door;
mod error;
pub mod evaluation;
pub mod event;
pub mod finding;
pub mod idempotency;
pub mod identity;
pub mod job;
pub mod material;
mod migration;
pub mod outbox;
pub mod renewal;
#[allow(missing_docs, reason = "table! and its columns are described in the migrations")]
pub mod schema;
pub mod service_case;
pub mod service_item;
pub mod session;
pub mod sms;
pub mod staff;
pub mod statistics;
pub mod survey;
mod ts;
pub mod unit;
pub mod user;
pub mod window;

pub use connection::{Conn, Engine};
pub use door::{Store, StoreConfig, Unit};
pub use error::StoreError;
pub use ts::{Ts, UtcTs};

/// What the `on_engine!` expansion names in other crates.
#[doc(hidden)]
pub use diesel;
