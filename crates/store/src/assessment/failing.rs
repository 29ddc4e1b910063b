//! What the records of a year hold against a target: complaints that proved true, deadlines missed, findings.

use super::TargetOf;
use crate::schema::{complaint_respondents, complaints, deadlines, findings as findings_table, service_cases, staff};
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;

/// A complaint whose facts proved true.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct SubstantiatedComplaintRow {
    /// The complaint.
    pub id: String,
    /// The number people quote.
    pub number: String,
    /// When it came to its end.
    pub concluded_at: Option<Ts>,
}

/// A deadline that was not kept.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct FailedDeadlineRow {
    /// The deadline.
    pub id: String,
    /// Code of the limit.
    pub kind: String,
    /// What kind of case it belongs to.
    pub subject_kind: String,
    /// The case.
    pub subject_id: String,
    /// Last day.
    pub due_on: Option<NaiveDate>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct FindingOfTargetRow {
    /// The finding.
    pub id: String,
    /// Code of what was done wrong.
    pub kind: String,
    /// What kind of case it was found in.
    pub subject_kind: String,
    /// The case.
    pub subject_id: String,
    /// Day it was found.
    pub found_on: NaiveDate,
}

/// Complaints against the target, or against people of it, that ended within `[from, to)` and whose facts proved true, wholly or in part.
///
/// # Errors
/// A failed query.
pub fn substantiated_complaints(
    conn: &mut Conn,
    target: TargetOf<'_>,
    from: Ts,
    to: Ts,
) -> Result<Vec<SubstantiatedComplaintRow>, StoreError> {
    use complaint_respondents as r;
    use complaints as c;
    macro_rules! against {
        ($respondents:expr) => {
            c::table
                .filter(c::concluded_at.ge(from))
                .filter(c::concluded_at.lt(to))
                .filter(c::outcome.eq("substantiated").or(c::outcome.eq("partly_substantiated")))
                .filter(diesel::dsl::exists($respondents))
                .select((c::id, c::number, c::concluded_at))
                .order(c::id.asc())
        };
    }
    Ok(match target {
        TargetOf::Unit(id) => on_engine!(
            conn,
            against!(r::table.filter(r::complaint_id.eq(c::id)).filter(r::unit_id.eq(id).or(r::staff_unit_id.eq(id))))
                .load(conn)
        ),
        TargetOf::Window(id) => on_engine!(
            conn,
            against!(
                r::table
                    .inner_join(staff::table.on(staff::id.nullable().eq(r::staff_id)))
                    .filter(r::complaint_id.eq(c::id))
                    .filter(staff::window_id.eq(id))
            )
            .load(conn)
        ),
    }?)
}

/// Deadlines with their last day within `[from, to)` that the target missed: closed as missed, or over at `now` and still running. A window
/// answers for the cases that came in there.
///
/// # Errors
/// A failed query.
pub fn missed_deadlines(
    conn: &mut Conn,
    target: TargetOf<'_>,
    from: NaiveDate,
    to: NaiveDate,
    now: Ts,
) -> Result<Vec<FailedDeadlineRow>, StoreError> {
    use deadlines as d;
    macro_rules! missed {
        () => {
            d::table
                .filter(d::due_on.ge(from))
                .filter(d::due_on.lt(to))
                .filter(
                    d::closed_as.eq("missed").or(d::closed_at
                        .is_null()
                        .and(d::stopped_since_on.is_null())
                        .and(d::due_at.lt(now))
                        .nullable()),
                )
                .select((d::id, d::kind, d::subject_kind, d::subject_id, d::due_on))
                .order(d::id.asc())
        };
    }
    Ok(match target {
        TargetOf::Unit(id) => on_engine!(conn, missed!().filter(d::unit_id.eq(id)).load(conn)),
        TargetOf::Window(id) => on_engine!(
            conn,
            missed!()
                .filter(diesel::dsl::exists(
                    service_cases::table
                        .filter(service_cases::id.eq(d::subject_id))
                        .filter(service_cases::window_id.eq(id))
                ))
                .load(conn)
        ),
    }?)
}

/// Findings of days within `[from, to)` that the target answers for.
///
/// # Errors
/// A failed query.
pub fn findings(
    conn: &mut Conn,
    target: TargetOf<'_>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<FindingOfTargetRow>, StoreError> {
    use findings_table as f;
    macro_rules! found {
        () => {
            f::table
                .filter(f::found_on.ge(from))
                .filter(f::found_on.lt(to))
                .select((f::id, f::kind, f::subject_kind, f::subject_id, f::found_on))
                .order(f::id.asc())
        };
    }
    Ok(match target {
        TargetOf::Unit(id) => on_engine!(conn, found!().filter(f::unit_id.eq(id)).load(conn)),
        TargetOf::Window(id) => on_engine!(
            conn,
            found!()
                .filter(diesel::dsl::exists(
                    service_cases::table
                        .filter(service_cases::id.eq(f::subject_id))
                        .filter(service_cases::window_id.eq(id))
                ))
                .load(conn)
        ),
    }?)
}
