//! Black-box tests: HTTP in, HTTP out, on both engines.

mod auth;
mod calendar;
mod complaints;
mod docs;
mod foundation;
mod organisation;
mod process;
mod rulebook;
mod service_items;
