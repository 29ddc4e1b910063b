//! One-time notices: whom an enquiry goes to, what must be told, corrections in one go, and what was not told at once.

mod corrections;
pub mod enquiry;
mod lists;
mod routes;
mod telling;
mod writes;
