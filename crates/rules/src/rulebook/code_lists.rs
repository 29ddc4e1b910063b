//! The register of code lists for `GET /v1/code-lists`. A new list is one line here.

use super::{InstrumentStatus, ObligationKind};
use crate::code_list::CodeList;
use crate::identifier::{CreditCodeWarning, FaultReason, IdentifierKind};

/// Every public code list.
pub fn code_lists() -> &'static [&'static CodeList] {
    &[
        InstrumentStatus::CODE_LIST,
        ObligationKind::CODE_LIST,
        IdentifierKind::CODE_LIST,
        FaultReason::CODE_LIST,
        CreditCodeWarning::CODE_LIST,
    ]
}

/// The list with this name.
pub fn code_list(name: &str) -> Option<&'static CodeList> {
    code_lists().iter().find(|list| list.name == name).copied()
}
