//! Whom the assessments are about, and what the records of a year hold about them.

mod failing;
mod satisfaction;

pub use failing::{
    FailedDeadlineRow, FindingOfTargetRow, SubstantiatedComplaintRow, findings, missed_deadlines,
    substantiated_complaints,
};
pub use satisfaction::{GradeCountRow, evaluation_grades, survey_grades};

use crate::schema::assessment_targets;
use crate::{Conn, StoreError, on_engine};
use diesel::prelude::*;

/// Whom an assessment is about.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = assessment_targets)]
pub struct AssessmentTargetRow {
    /// The assessment.
    pub assessment_id: String,
    /// The version of the plan it was opened under.
    pub plan_id: String,
    /// The year that is assessed.
    pub year: i32,
    /// `unit` or `window`.
    pub target_kind: String,
    /// The unit or the window.
    pub target_id: String,
}

/// A target as queries ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetOf<'a> {
    /// A unit.
    Unit(&'a str),
    /// A window.
    Window(&'a str),
}

/// Writes whom a new assessment is about.
///
/// # Errors
/// [`StoreError::Duplicate`] when the target is assessed already in that year.
pub fn insert(conn: &mut Conn, row: &AssessmentTargetRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(assessment_targets::table).values(row).execute(conn))?;
    Ok(())
}

/// Whether the target has an assessment for that year.
///
/// # Errors
/// A failed query.
pub fn is_assessed(conn: &mut Conn, year: i32, target_kind: &str, target_id: &str) -> Result<bool, StoreError> {
    use assessment_targets as t;
    Ok(on_engine!(
        conn,
        diesel::select(diesel::dsl::exists(
            t::table.filter(t::year.eq(year)).filter(t::target_kind.eq(target_kind)).filter(t::target_id.eq(target_id))
        ))
        .get_result(conn)
    )?)
}

/// The targets of a kind that are assessed for a year, in the order their assessments were opened.
///
/// # Errors
/// A failed query.
pub fn of_year(conn: &mut Conn, year: i32, target_kind: &str) -> Result<Vec<AssessmentTargetRow>, StoreError> {
    use assessment_targets as t;
    Ok(on_engine!(
        conn,
        t::table
            .filter(t::year.eq(year))
            .filter(t::target_kind.eq(target_kind))
            .select(AssessmentTargetRow::as_select())
            .order(t::assessment_id.asc())
            .load(conn)
    )?)
}

/// The targets of the assessments opened under a plan, in the order they were opened.
///
/// # Errors
/// A failed query.
pub fn of_plan(conn: &mut Conn, plan_id: &str) -> Result<Vec<AssessmentTargetRow>, StoreError> {
    use assessment_targets as t;
    Ok(on_engine!(
        conn,
        t::table
            .filter(t::plan_id.eq(plan_id))
            .select(AssessmentTargetRow::as_select())
            .order(t::assessment_id.asc())
            .load(conn)
    )?)
}
