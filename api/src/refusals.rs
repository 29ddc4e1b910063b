//! 否定备案 (refusal filings): draft, consent, service, filing, review, archive.

mod reads;
mod steps;

use crate::operation::Operation;

/// Tag of these operations in the contract.
const TAG: &str = "refusals";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    [steps::operations(), reads::reads()].into_iter().flatten().collect()
}
