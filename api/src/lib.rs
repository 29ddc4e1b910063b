//! The HTTP side: routes, wire types, permits, problems, the OpenAPI document, and the life of the process.

pub mod auth;
pub mod body;
pub mod calendar;
pub mod code_lists;
pub mod complaints;
pub mod config;
pub mod contract;
pub mod deadline_calculations;
pub mod deadlines;
pub mod events;
pub mod gate;
pub mod jobs;
pub mod limit;
pub mod openapi;
pub mod operation;
pub mod page;
pub mod permits;
pub mod problem;
pub mod public;
pub mod query;
pub mod reply;
pub mod request_id;
pub mod routes;
pub mod rulebook;
pub mod server;
pub mod service_info;
pub mod staff;
pub mod start;
pub mod units;
pub mod upload;
pub mod users;
pub mod windows;
pub mod write;

pub use gate::{Permit, Public, SignedIn};
pub use operation::{Operation, Outcome, Path};
pub use problem::Problem;
