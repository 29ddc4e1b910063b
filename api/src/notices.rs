//! One-time notices (一次性告知): enquiries, their way to the handler, the four tellings, correction notices.

mod reads;
mod steps;

use crate::operation::Operation;

/// Tag of these operations in the contract.
const TAG: &str = "notices";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    [steps::operations(), reads::operations()].into_iter().flatten().collect()
}
