//! “好差评”: invitations with their QR codes, ratings on paper, what follows a negative rating, and dated rectification.

mod code;
mod invitations;
mod reads;
mod rectifications;
mod steps;

use crate::operation::Operation;

/// Tag of these operations in the contract.
const TAG: &str = "evaluations";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    [invitations::operations(), code::operations(), steps::operations(), reads::reads(), rectifications::operations()]
        .into_iter()
        .flatten()
        .collect()
}
