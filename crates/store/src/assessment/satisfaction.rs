//! Ratings of a year by grade, for every target of a kind at once.

use crate::schema::{service_cases, survey_responses};
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;

/// How often a target got a grade.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct GradeCountRow {
    /// The unit or the window; `None` for ratings of neither.
    pub target_id: Option<String>,
    /// Code of the grade.
    pub grade: Option<String>,
    /// How often.
    pub count: i64,
}

/// Grades of the evaluations received within `[from, to)`, by unit or by window. Those set aside do not count.
///
/// # Errors
/// A failed query.
pub fn evaluation_grades(conn: &mut Conn, by_window: bool, from: Ts, to: Ts) -> Result<Vec<GradeCountRow>, StoreError> {
    use service_cases as c;
    macro_rules! counted {
        ($column:expr) => {
            on_engine!(
                conn,
                c::table
                    .filter(c::kind.eq("evaluation"))
                    .filter(c::received_at.ge(from))
                    .filter(c::received_at.lt(to))
                    .filter(c::status.ne("set_aside"))
                    .group_by(($column, c::outcome))
                    .select(($column, c::outcome, diesel::dsl::count_star()))
                    .load(conn)
            )
        };
    }
    Ok(if by_window { counted!(c::window_id) } else { counted!(c::unit_id) }?)
}

/// Grades of the questionnaires filled in on days within `[from, to)`, by unit or by window.
///
/// # Errors
/// A failed query.
pub fn survey_grades(
    conn: &mut Conn,
    by_window: bool,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<GradeCountRow>, StoreError> {
    use survey_responses as r;
    macro_rules! counted {
        ($column:expr) => {
            on_engine!(
                conn,
                r::table
                    .filter(r::taken_on.ge(from))
                    .filter(r::taken_on.lt(to))
                    .group_by(($column, r::grade))
                    .select(($column.nullable(), r::grade.nullable(), diesel::dsl::count_star()))
                    .load(conn)
            )
        };
    }
    Ok(if by_window { counted!(r::window_id) } else { counted!(r::unit_id) }?)
}
