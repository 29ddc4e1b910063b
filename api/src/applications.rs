//! Applications (办件): registration, reads, the examination, handling, the clocks.

mod handling;
mod intake;
mod reads;

use crate::operation::Operation;

/// Tag of these operations in the contract.
const TAG: &str = "applications";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    [intake::operations(), reads::operations(), handling::operations()].into_iter().flatten().collect()
}
