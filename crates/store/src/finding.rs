//! Findings: breaches by the office itself that came to light in a case. Append only.

use crate::schema::findings;
use crate::service_case::ServiceVisibility;
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = findings)]
#[diesel(treat_none_as_default_value = false)]
pub struct FindingRow {
    /// UUIDv7.
    pub id: String,
    /// Code of what was not as it should be.
    pub kind: String,
    /// What kind of thing this belongs to, such as `application`.
    pub subject_kind: String,
    /// The id of that thing.
    pub subject_id: String,
    /// The unit that answers for it.
    pub unit_id: Option<String>,
    /// The account that answers for it.
    pub user_id: Option<String>,
    /// The day it was found (+08:00).
    pub found_on: NaiveDate,
    /// The obligations it rests on, as JSON.
    pub basis: String,
    /// What happened, in a sentence without personal data.
    pub detail: String,
    /// When the row was written.
    pub created_at: Ts,
}

/// Which findings; what is `None` or empty is not asked.
#[derive(Clone, Debug, Default)]
pub struct FindingFilter {
    /// Who asks: all, or those of the unit. The default sees nothing; who registered the case does not matter.
    pub visibility: ServiceVisibility,
    /// Of one of these kinds.
    pub kind: Vec<String>,
    /// Of this kind of subject.
    pub subject_kind: Option<String>,
    /// Of this subject.
    pub subject_id: Option<String>,
    /// This unit answers for it.
    pub unit_id: Option<String>,
    /// Found on or after.
    pub found_from: Option<NaiveDate>,
    /// Found before.
    pub found_to: Option<NaiveDate>,
}

/// Writes new findings.
///
/// # Errors
/// [`StoreError::Duplicate`] when an id is taken.
pub fn insert_all(conn: &mut Conn, rows: &[FindingRow]) -> Result<(), StoreError> {
    for row in rows {
        on_engine!(conn, diesel::insert_into(findings::table).values(row).execute(conn))?;
    }
    Ok(())
}

/// The findings of a subject, in the order they were written, whoever asks.
///
/// # Errors
/// A failed query.
pub fn of(conn: &mut Conn, subject_kind: &str, subject_id: &str) -> Result<Vec<FindingRow>, StoreError> {
    Ok(on_engine!(
        conn,
        findings::table
            .filter(findings::subject_kind.eq(subject_kind))
            .filter(findings::subject_id.eq(subject_id))
            .select(FindingRow::as_select())
            .order(findings::id.asc())
            .load(conn)
    )?)
}

/// Findings that pass the filter in the order of their ids, after `after_id`.
///
/// # Errors
/// A failed query.
pub fn list(
    conn: &mut Conn,
    filter: &FindingFilter,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<FindingRow>, StoreError> {
    on_engine!(conn, {
        let mut query = findings::table.select(FindingRow::as_select()).into_boxed::<Db>();
        if !filter.visibility.all {
            // Bound to NULL for a viewer without a unit, which matches nothing.
            query = query.filter(findings::unit_id.eq(filter.visibility.unit_id.clone()));
        }
        any_of!(query, findings::kind, &filter.kind);
        if let Some(subject_kind) = &filter.subject_kind {
            query = query.filter(findings::subject_kind.eq(subject_kind));
        }
        if let Some(subject_id) = &filter.subject_id {
            query = query.filter(findings::subject_id.eq(subject_id));
        }
        if let Some(unit_id) = &filter.unit_id {
            query = query.filter(findings::unit_id.eq(unit_id));
        }
        if let Some(from) = filter.found_from {
            query = query.filter(findings::found_on.ge(from));
        }
        if let Some(to) = filter.found_to {
            query = query.filter(findings::found_on.lt(to));
        }
        if let Some(after_id) = after_id {
            query = query.filter(findings::id.gt(after_id));
        }
        Ok(query.order(findings::id.asc()).limit(limit).load(conn)?)
    })
}
