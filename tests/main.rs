//! Black-box tests: HTTP in, HTTP out, on both engines.

mod auth;
mod foundation;
