//! Complaints (投诉举报): one file for each stretch of the procedure; every step goes through `step`.

mod closing;
mod handling;
mod identity;
mod intake;
mod list;
mod materials;
mod read;
mod register;
mod supervision;

use crate::operation::Operation;

/// Tag of these operations in the contract.
const TAG: &str = "complaints";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    [
        register::operations(),
        list::operations(),
        read::operations(),
        intake::operations(),
        handling::operations(),
        closing::operations(),
        supervision::operations(),
        identity::operations(),
        materials::operations(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
