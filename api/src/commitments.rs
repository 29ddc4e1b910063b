//! 容缺受理告知承诺 (commitments): proposal, 承诺告知书, 承诺书, acceptance, supply.

mod reads;
mod steps;

use crate::operation::Operation;

/// Tag of these operations in the contract.
const TAG: &str = "commitments";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    [steps::operations(), reads::reads()].into_iter().flatten().collect()
}
