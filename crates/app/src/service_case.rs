//! Cases of the counter between the store and the rules: applications, notices, commitments and refusals have different files and
//! tables of steps, but are loaded, written, listed and shown in one way.

mod list;
pub(crate) mod party;
mod persist;
mod view;

pub use list::{CaseQuery, Listed};
pub(crate) use list::{count, list, summary_parts};
pub(crate) use persist::{
    Stored, as_system, business_number, last_day, load, of_application, persist, refresh_next_due,
};
pub use view::CaseActionView;
pub(crate) use view::{actions, case_views, parts, timeline, verify_timeline};

use serde::Serialize;
use serde::de::DeserializeOwned;
use yingshang_calendar::Instant;
use yingshang_rules::Role;
use yingshang_rules::procedure::counter::Procedure;
use yingshang_store::service_case::ServiceVisibility;

use crate::caller::Caller;
use crate::document::Source;

/// A case file that is kept as a case of the counter.
pub(crate) trait ServiceCase: Procedure + Clone + Serialize + DeserializeOwned {
    /// Kind of subject: in the store, in the log, in the feed.
    const KIND: &'static str;

    /// Letters before the number people quote.
    const PREFIX: &'static str;

    /// Path of the collection.
    const PATH: &'static str;

    /// What lists filter and sort by.
    fn columns(&self) -> Columns;

    /// Whether nothing is left to be done.
    fn is_over(&self) -> bool;

    /// The file, for the texts made from it.
    fn source(&self) -> Source<'_>;
}

/// The columns of a case that its file decides; the others follow from its procedure and its clocks.
pub(crate) struct Columns {
    /// Id.
    pub id: String,
    /// The number people quote.
    pub number: String,
    /// Code of what it is about.
    pub category: Option<&'static str>,
    /// Code of how it ended.
    pub outcome: Option<&'static str>,
    /// The service item.
    pub item_id: Option<String>,
    /// The version of it that applies.
    pub item_version: Option<u32>,
    /// The application it belongs to.
    pub application_id: Option<String>,
    /// The window it came in at.
    pub window_id: Option<String>,
    /// The account that accepted it.
    pub handler_id: Option<String>,
    /// When it was received.
    pub received_at: Instant,
    /// When it was accepted.
    pub accepted_at: Option<Instant>,
    /// System it comes from.
    pub source_system: Option<String>,
    /// Number there.
    pub external_ref: Option<String>,
    /// Text a search looks at, beside the number; never a person's.
    pub text: String,
}

/// Roles that see every case of the counter.
const ALL_CASES: &[Role] = &[
    Role::ApprovalOffice,
    Role::AcceptanceOfficer,
    Role::BureauLeader,
    Role::LeadingGroupOffice,
    Role::AssessmentTeam,
    Role::DisciplineOfficer,
];

/// The row filter of a caller: the same for one case, lists, search and deadlines.
pub(crate) fn visibility(caller: &Caller) -> ServiceVisibility {
    let principal = match caller {
        Caller::System => return ServiceVisibility::system(),
        Caller::Complainant { .. } | Caller::Anyone => return ServiceVisibility::default(),
        Caller::Staff(principal) => principal,
    };
    let in_unit = principal.has_any(&[Role::WindowClerk, Role::Handler, Role::UnitLeader]);
    ServiceVisibility {
        all: principal.has_any(ALL_CASES),
        unit_id: principal.staff.unit_id.clone().filter(|_| in_unit),
        registered_by: Some(principal.staff.user_id.clone()),
    }
}
