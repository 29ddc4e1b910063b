//! Black-box tests: HTTP in, HTTP out, on both engines.

mod applications;
mod assessments;
mod auth;
mod calendar;
mod commitments;
mod complaints;
mod counter;
mod deadlines;
mod docs;
mod documents;
mod evaluations;
mod findings;
mod foundation;
mod notices;
mod numbers;
mod offers;
mod organisation;
mod process;
mod refusals;
mod rulebook;
mod service_items;
mod sms;
mod statistics;
mod surveys;
