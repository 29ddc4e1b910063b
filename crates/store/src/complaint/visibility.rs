//! Whose eyes a case is for.

use crate::schema::{complaint_investigators, complaint_respondents, complaints};
use diesel::dsl::{AsExprOf, auto_type, exists, not};
use diesel::prelude::*;
use diesel::sql_types::Bool;

/// A viewer of cases.
///
/// A case is visible if one of the first four applies **and** the viewer is neither the member of staff nor in the unit complained
/// about. Colleagues of a member of staff complained about do see the case, but never who complains: that is not a matter of rows.
/// The default sees nothing.
#[derive(Clone, Debug, Default)]
pub struct Visibility {
    /// Sees every case.
    pub all: bool,
    /// Sees the cases assigned to this unit.
    pub handling_unit_id: Option<String>,
    /// Sees the cases that this account registered.
    pub registered_by: Option<String>,
    /// Sees the cases that this account was named to investigate.
    pub investigator: Option<String>,
    /// The member of staff the viewer is.
    pub viewer_staff_id: Option<String>,
    /// The unit the viewer belongs to.
    pub viewer_unit_id: Option<String>,
}

impl Visibility {
    /// Everything, for work that has no viewer, such as jobs.
    #[must_use]
    pub fn system() -> Self {
        Self { all: true, ..Self::default() }
    }
}

/// The row filter: the same expression guards the single case, lists, counts, search and the deadlines of cases.
///
/// Its text does not depend on the viewer, so the engines prepare each statement once; a part that does not apply is
/// bound to NULL and matches nothing.
#[auto_type(no_type_alias)]
pub(crate) fn visible(viewer: &Visibility) -> _ {
    let all: AsExprOf<bool, Bool> = viewer.all.into_sql::<Bool>();
    let handling_unit_id: Option<String> = viewer.handling_unit_id.clone();
    let registered_by: Option<String> = viewer.registered_by.clone();
    let investigator: String = viewer.investigator.clone().unwrap_or_default();
    let staff_id: Option<String> = viewer.viewer_staff_id.clone();
    let unit_id: Option<String> = viewer.viewer_unit_id.clone();

    let investigates = complaint_investigators::table
        .filter(complaint_investigators::complaint_id.eq(complaints::id))
        .filter(complaint_investigators::user_id.eq(investigator));
    let complained_about = complaint_respondents::table
        .filter(complaint_respondents::complaint_id.eq(complaints::id))
        .filter(complaint_respondents::staff_id.eq(staff_id).or(complaint_respondents::unit_id.eq(unit_id)));
    all.or(complaints::handling_unit_id.eq(handling_unit_id))
        .or(complaints::registered_by.eq(registered_by))
        .or(exists(investigates))
        .and(not(exists(complained_about)))
}
