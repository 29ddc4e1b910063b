//! What this caller may do with this case now, and why not.

use super::case_file::Complaint;
use super::decide::{Context, check};
use super::gate::Action;
use crate::procedure;

/// One step and whether it is open.
pub type Offer = procedure::Offer<Action>;

/// Every step with its answer for this actor, in the order of the procedure. Steps of the service itself are left out.
pub fn offers(complaint: &Complaint, context: &Context<'_>) -> Vec<Offer> {
    let own_steps = |action: &Action| !matches!(action, Action::DeemReceived | Action::RemindAutomatically);
    procedure::offers(
        Action::ALL.iter().copied().filter(own_steps),
        |action| check(complaint, action, context),
        |action| items(complaint, action),
    )
}

/// Records a step can be taken on; `None` for steps on the case itself.
fn items(complaint: &Complaint, action: Action) -> Option<Vec<String>> {
    match action {
        Action::DecideExtension => {
            Some(complaint.pending_extension().map(|e| e.request.id.clone()).into_iter().collect())
        }
        Action::LiftSupervision => {
            let open = complaint.supervision_orders.iter().filter(|s| s.lifting.is_none());
            Some(open.map(|s| s.order.id.clone()).collect())
        }
        Action::DispatchClue => {
            let open = complaint.clue_transfers.iter().filter(|c| c.dispatch.is_none());
            Some(open.map(|c| c.clue.id.clone()).collect())
        }
        _ => None,
    }
}
