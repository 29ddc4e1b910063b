//! The public side: no account. Number and query code in headers open one complaint; the catalogue of service items is open to all.

mod complainant;
mod complaint;
mod evaluations;
mod service_items;

pub use complainant::Complainant;

use crate::operation::Operation;

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    [complaint::operations(), service_items::operations(), evaluations::operations()].into_iter().flatten().collect()
}
