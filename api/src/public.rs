//! The public side: no account; number and query code in headers open one complaint.

mod complainant;
mod complaint;

pub use complainant::Complainant;

use crate::operation::Operation;

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    complaint::operations()
}
