//! 监督考核 (yearly assessment): opening, the steps in the order of the text, what follows, reads.

mod opening;
mod reads;
mod steps;

use crate::operation::Operation;

/// Tag of these operations in the contract.
const TAG: &str = "assessments";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    [opening::operations(), steps::operations(), reads::reads()].into_iter().flatten().collect()
}
