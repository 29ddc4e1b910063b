//! Versions of the yearly plan of the assessment.

use crate::schema::assessment_plans;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A version of the plan of a year.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = assessment_plans)]
pub struct AssessmentPlanRow {
    /// UUIDv7.
    pub id: String,
    /// The number people quote, unique.
    pub number: String,
    /// The year that is assessed.
    pub year: i32,
    /// Which version of that year, from 1.
    pub plan_version: i32,
    /// `draft`, `published` or `superseded`; of a year one is published.
    pub status: String,
    /// Title.
    pub title: String,
    /// The plan as JSON.
    pub document: String,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// Which plans; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct AssessmentPlanFilter {
    /// Of this year.
    pub year: Option<i32>,
    /// In this state.
    pub status: Option<String>,
    /// Changed at or after this instant.
    pub updated_since: Option<Ts>,
}

/// Writes a new version.
///
/// # Errors
/// [`StoreError::Duplicate`] when the year has this version already.
pub fn insert(conn: &mut Conn, row: &AssessmentPlanRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(assessment_plans::table).values(row).execute(conn))?;
    Ok(())
}

/// Writes `row` over the plan with its id, which must be at `expected_version`. Returns the new version; the one in `row` is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`].
pub fn update(conn: &mut Conn, row: &AssessmentPlanRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, assessment_plans, AssessmentPlanRow, row, expected_version)
}

/// The plan with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<AssessmentPlanRow>, StoreError> {
    use assessment_plans as p;
    Ok(on_engine!(conn, p::table.find(id).select(AssessmentPlanRow::as_select()).get_result(conn).optional())?)
}

/// The plan of a year that is in force.
///
/// # Errors
/// A failed query.
pub fn in_force(conn: &mut Conn, year: i32) -> Result<Option<AssessmentPlanRow>, StoreError> {
    use assessment_plans as p;
    Ok(on_engine!(
        conn,
        p::table
            .filter(p::year.eq(year))
            .filter(p::status.eq("published"))
            .select(AssessmentPlanRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// The newest version of a year, 0 where there is none.
///
/// # Errors
/// A failed query.
pub fn newest_version(conn: &mut Conn, year: i32) -> Result<i32, StoreError> {
    use assessment_plans as p;
    let newest: Option<i32> =
        on_engine!(conn, p::table.filter(p::year.eq(year)).select(diesel::dsl::max(p::plan_version)).get_result(conn))?;
    Ok(newest.unwrap_or(0))
}

/// Plans in the order of their ids, after `after_id`.
///
/// # Errors
/// A failed query.
pub fn list(
    conn: &mut Conn,
    filter: &AssessmentPlanFilter,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<AssessmentPlanRow>, StoreError> {
    use assessment_plans as p;
    on_engine!(conn, {
        let mut query = p::table.select(AssessmentPlanRow::as_select()).into_boxed::<Db>();
        if let Some(year) = filter.year {
            query = query.filter(p::year.eq(year));
        }
        if let Some(status) = &filter.status {
            query = query.filter(p::status.eq(status));
        }
        if let Some(since) = filter.updated_since {
            query = query.filter(p::updated_at.ge(since));
        }
        if let Some(after_id) = after_id {
            query = query.filter(p::id.gt(after_id));
        }
        Ok(query.order(p::id.asc()).limit(limit).load(conn)?)
    })
}
