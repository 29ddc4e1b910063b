//! Who is complained about, who investigates, and which earlier case this one repeats.

use crate::schema::{complaint_investigators, complaint_respondents, complaints, identities};
use crate::{Conn, StoreError, on_engine};
use diesel::prelude::*;
use std::collections::BTreeSet;

/// One party complained about.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = complaint_respondents)]
#[diesel(treat_none_as_default_value = false)]
pub struct RespondentRow {
    /// The case.
    pub complaint_id: String,
    /// Place in the list, from 0.
    pub position: i32,
    /// The unit complained about.
    pub unit_id: Option<String>,
    /// The member of staff complained about.
    pub staff_id: Option<String>,
    /// Their unit, as it was when the case was registered.
    pub staff_unit_id: Option<String>,
}

/// Writes the parties of a new case.
///
/// # Errors
/// [`StoreError::Duplicate`] when the case has parties at these positions.
pub fn insert_respondents(conn: &mut Conn, rows: &[RespondentRow]) -> Result<(), StoreError> {
    for row in rows {
        on_engine!(conn, diesel::insert_into(complaint_respondents::table).values(row).execute(conn))?;
    }
    Ok(())
}

/// Replaces the parties of a case. The rows only index the case file for the row filter; what was named before stays in the log.
///
/// # Errors
/// A failed query.
pub fn replace_respondents(conn: &mut Conn, complaint_id: &str, rows: &[RespondentRow]) -> Result<(), StoreError> {
    on_engine!(
        conn,
        diesel::delete(complaint_respondents::table.filter(complaint_respondents::complaint_id.eq(complaint_id)))
            .execute(conn)
    )?;
    insert_respondents(conn, rows)
}

/// The parties of a case, in their order.
///
/// # Errors
/// A failed query.
pub fn respondents(conn: &mut Conn, complaint_id: &str) -> Result<Vec<RespondentRow>, StoreError> {
    Ok(on_engine!(
        conn,
        complaint_respondents::table
            .filter(complaint_respondents::complaint_id.eq(complaint_id))
            .select(RespondentRow::as_select())
            .order(complaint_respondents::position.asc())
            .load(conn)
    )?)
}

/// Names an account as investigator of a case; naming it again changes nothing.
///
/// # Errors
/// A failed query.
pub fn add_investigator(conn: &mut Conn, complaint_id: &str, user_id: &str) -> Result<(), StoreError> {
    on_engine!(
        conn,
        diesel::insert_into(complaint_investigators::table)
            .values((
                complaint_investigators::complaint_id.eq(complaint_id),
                complaint_investigators::user_id.eq(user_id)
            ))
            .on_conflict_do_nothing()
            .execute(conn)
    )?;
    Ok(())
}

/// The ids of the accounts named to investigate a case.
///
/// # Errors
/// A failed query.
pub fn investigators(conn: &mut Conn, complaint_id: &str) -> Result<Vec<String>, StoreError> {
    Ok(on_engine!(
        conn,
        complaint_investigators::table
            .filter(complaint_investigators::complaint_id.eq(complaint_id))
            .select(complaint_investigators::user_id)
            .order(complaint_investigators::user_id.asc())
            .load(conn)
    )?)
}

/// Whether this account was named to investigate the case.
///
/// # Errors
/// A failed query.
pub fn is_investigator(conn: &mut Conn, complaint_id: &str, user_id: &str) -> Result<bool, StoreError> {
    Ok(on_engine!(
        conn,
        diesel::select(diesel::dsl::exists(complaint_investigators::table.find((complaint_id, user_id))))
            .get_result(conn)
    )?)
}

/// An earlier case, with as much of it as is compared.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = complaints)]
pub struct RepeatCandidate {
    /// UUIDv7.
    pub id: String,
    /// The number people quote.
    pub number: String,
    /// Code of the state.
    pub status: String,
    /// The case file as JSON.
    pub document: String,
}

/// Without the document, which may hold personal data.
impl std::fmt::Debug for RepeatCandidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RepeatCandidate").field("id", &self.id).field("status", &self.status).finish_non_exhaustive()
    }
}

/// The largest `limit` values of a column: ids grow with time.
macro_rules! newest {
    ($conn:ident, $rows:expr, $id:expr, $limit:expr) => {
        on_engine!($conn, $rows.select($id).order($id.desc()).limit($limit).load::<String>($conn))
    };
}

/// Earlier cases against one of these units or members of staff, or from a complainant with one of these hashes, with
/// their files, the one registered last first: what a new case may repeat. The rules decide whether it does.
///
/// Each respondent and each hash gives its newest `limit` cases along an index, so that a unit with ten thousand
/// complaints costs no more than one with ten.
///
/// # Errors
/// A failed query.
pub fn repeat_candidates(
    conn: &mut Conn,
    respondent_unit_ids: &[String],
    respondent_staff_ids: &[String],
    phone_hash: Option<&str>,
    id_number_hash: Option<&str>,
    limit: i64,
) -> Result<Vec<RepeatCandidate>, StoreError> {
    use complaint_respondents as r;
    use identities as i;

    let mut ids = BTreeSet::new();
    let mut found = |newest: Vec<String>| ids.extend(newest);
    for unit_id in respondent_unit_ids {
        found(newest!(conn, r::table.filter(r::unit_id.eq(unit_id)), r::complaint_id, limit)?);
    }
    for staff_id in respondent_staff_ids {
        found(newest!(conn, r::table.filter(r::staff_id.eq(staff_id)), r::complaint_id, limit)?);
    }
    if let Some(hash) = phone_hash {
        let of_phone = i::table.filter(i::phone_hash.eq(hash)).filter(i::subject_kind.eq("complaint"));
        found(newest!(conn, of_phone, i::subject_id, limit)?);
    }
    if let Some(hash) = id_number_hash {
        let of_id_number = i::table.filter(i::id_number_hash.eq(hash)).filter(i::subject_kind.eq("complaint"));
        found(newest!(conn, of_id_number, i::subject_id, limit)?);
    }
    let newest: Vec<String> = ids.into_iter().rev().take(usize::try_from(limit).unwrap_or(0)).collect();
    with_ids(conn, &newest)
}

/// The candidates with these ids, newest first.
pub(super) fn with_ids(conn: &mut Conn, ids: &[String]) -> Result<Vec<RepeatCandidate>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on_engine!(
        conn,
        complaints::table
            .filter(complaints::id.eq_any(ids))
            .select(RepeatCandidate::as_select())
            .order(complaints::id.desc())
            .load(conn)
    )?)
}
