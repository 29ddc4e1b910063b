//! The register of code lists for `GET /v1/code-lists`. A new list is one line here; a test finds a forgotten one.

use super::{InstrumentStatus, ObligationKind};
use crate::actor::Role;
use crate::code_list::CodeList;
use crate::complaint::codes::*;
use crate::complaint::event::EventKind;
use crate::complaint::gate::Action;
use crate::deadline::{DeadlineKind, DeadlineState};
use crate::identifier::{CreditCodeWarning, FaultReason, IdentifierKind};

/// Every public code list.
pub fn code_lists() -> &'static [&'static CodeList] {
    &[
        ComplaintChannel::CODE_LIST,
        ComplaintCategory::CODE_LIST,
        ComplaintStatus::CODE_LIST,
        RejectionGround::CODE_LIST,
        TriageOutcome::CODE_LIST,
        Complexity::CODE_LIST,
        ResultOutcome::CODE_LIST,
        TerminationGround::CODE_LIST,
        ConclusionGround::CODE_LIST,
        ComplainantOpinion::CODE_LIST,
        InvestigationMethod::CODE_LIST,
        Approval::CODE_LIST,
        ContactMethod::CODE_LIST,
        SupervisionKind::CODE_LIST,
        SupervisionCause::CODE_LIST,
        EscalationGround::CODE_LIST,
        Satisfaction::CODE_LIST,
        AccountabilityForm::CODE_LIST,
        Misconduct::CODE_LIST,
        ObstructionKind::CODE_LIST,
        ComplainantKind::CODE_LIST,
        Action::CODE_LIST,
        EventKind::CODE_LIST,
        DeadlineKind::CODE_LIST,
        DeadlineState::CODE_LIST,
        Role::CODE_LIST,
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
