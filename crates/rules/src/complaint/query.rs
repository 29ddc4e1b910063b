//! Questions a case file answers about itself.

use super::case_file::{Complaint, ExtensionRequest};
use super::codes::{Approval, ComplainantOpinion, ResultOutcome};
use crate::actor::{Actor, StaffActor};

impl Complaint {
    /// Whether `actor` is the person or belongs to the unit complained about: then the case does not exist for them (TS-13.2).
    pub fn is_against(&self, actor: &Actor) -> bool {
        let Actor::Staff(staff) = actor else { return false };
        self.respondents.iter().any(|r| {
            (r.staff_id.is_some() && r.staff_id == staff.staff_id)
                || (r.unit_id.is_some() && r.unit_id == staff.unit_id)
        })
    }

    /// Whether `staff` works in the unit of a person complained about: they may see the case, never who complained (TS-13.2).
    pub fn is_respondents_side(&self, staff: &StaffActor) -> bool {
        staff.unit_id.is_some() && self.respondents.iter().any(|r| r.staff_unit_id == staff.unit_id)
    }

    /// Whether the unit is one of those complained about.
    pub fn is_against_unit(&self, unit_id: &str) -> bool {
        self.respondents.iter().any(|r| r.unit_id.as_deref() == Some(unit_id))
    }

    /// Whether 信访室 itself is complained about.
    pub fn is_against_acceptance_body(&self) -> bool {
        self.respondents.iter().any(|r| r.is_acceptance_body)
    }

    /// Accounts named as investigators when the unit signed for the case.
    pub fn investigators(&self) -> &[String] {
        self.receipt.as_ref().map_or(&[], |r| &r.investigator_ids)
    }

    /// The extension request that awaits a decision.
    pub fn pending_extension(&self) -> Option<&ExtensionRequest> {
        self.extension_requests.iter().find(|e| e.decision.is_none())
    }

    /// How many extensions were granted.
    pub fn granted_extensions(&self) -> usize {
        let granted = |e: &&ExtensionRequest| e.decision.as_ref().is_some_and(|d| d.decision == Approval::Granted);
        self.extension_requests.iter().filter(granted).count()
    }

    /// Whether the leader in charge last agreed to an in-depth investigation (TS-12.2).
    pub fn investigation_allowed(&self) -> bool {
        self.investigation_approvals.last().is_some_and(|a| a.decision == Approval::Granted)
    }

    /// The finding in force: the last result handed in.
    pub fn outcome(&self) -> Option<ResultOutcome> {
        self.results.last().map(|r| r.outcome)
    }

    /// What the complainant last said of the result when heard (TS-15.1).
    pub fn last_opinion(&self) -> Option<ComplainantOpinion> {
        self.verifications.last().map(|v| v.complainant_opinion)
    }

    /// Whether the complainant has put new evidence on record since the last result.
    pub fn new_evidence_since_result(&self) -> bool {
        let Some(result) = self.results.last() else { return false };
        self.statements.iter().any(|s| s.new_evidence && s.recorded_at >= result.recorded_at)
    }
}
