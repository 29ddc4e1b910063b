//! 统计 (figures): the catalogue of indicators, figures, rankings, and the records counted.

mod reads;
mod rendering;

use crate::operation::Operation;

/// Tag of these operations in the contract.
const TAG: &str = "statistics";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    reads::operations()
}
