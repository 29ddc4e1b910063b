//! Whose eyes a case of the counter is for.

use crate::schema::service_cases;
use diesel::dsl::{AsExprOf, auto_type};
use diesel::prelude::*;
use diesel::sql_types::Bool;

/// A viewer of cases of the counter. A case is visible if one of these applies; the default sees nothing.
#[derive(Clone, Debug, Default)]
pub struct ServiceVisibility {
    /// Sees every case.
    pub all: bool,
    /// Sees the cases of this unit.
    pub unit_id: Option<String>,
    /// Sees the cases that this account registered.
    pub registered_by: Option<String>,
}

impl ServiceVisibility {
    /// Everything, for work that has no viewer, such as jobs.
    #[must_use]
    pub fn system() -> Self {
        Self { all: true, ..Self::default() }
    }

    /// The unit, for a viewer who sees the cases of one unit and no others.
    pub(crate) fn only_unit(&self) -> Option<&str> {
        if self.all || self.registered_by.is_some() { None } else { self.unit_id.as_deref() }
    }
}

/// The row filter: the same expression guards the single case, lists, counts, search and the deadlines of cases. Its text does
/// not depend on the viewer; a part that does not apply is bound to NULL and matches nothing.
#[auto_type(no_type_alias)]
pub(crate) fn visible(viewer: &ServiceVisibility) -> _ {
    let all: AsExprOf<bool, Bool> = viewer.all.into_sql::<Bool>();
    let unit_id: Option<String> = viewer.unit_id.clone();
    let registered_by: Option<String> = viewer.registered_by.clone();
    all.or(service_cases::unit_id.eq(unit_id)).or(service_cases::registered_by.eq(registered_by))
}
