//! Black-box tests: HTTP in, HTTP out, on both engines.

mod applications;
mod auth;
mod calendar;
mod complaints;
mod counter;
mod docs;
mod documents;
mod foundation;
mod notices;
mod organisation;
mod process;
mod rulebook;
mod service_items;
