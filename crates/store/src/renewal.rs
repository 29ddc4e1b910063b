//! What became of regulations that ran out.

use crate::schema::instrument_renewals;
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;

/// A renewal or a successor, as recorded by this installation.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = instrument_renewals)]
#[diesel(primary_key(instrument_id))]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct RenewalRow {
    /// The regulation.
    pub instrument_id: String,
    /// Last day it is in force; `None`: no end named.
    pub renewed_until_on: Option<NaiveDate>,
    /// The regulation that took its place.
    pub successor: Option<String>,
    /// The document that says so.
    pub document_number: String,
    /// The account that recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Ts,
}

/// Records what became of a regulation, over what was recorded before.
///
/// # Errors
/// A failed query.
pub fn record(conn: &mut Conn, row: &RenewalRow) -> Result<(), StoreError> {
    on_engine!(
        conn,
        diesel::insert_into(instrument_renewals::table)
            .values(row)
            .on_conflict(instrument_renewals::instrument_id)
            .do_update()
            .set(row)
            .execute(conn)
    )?;
    Ok(())
}

/// Everything recorded.
///
/// # Errors
/// A failed query.
pub fn list(conn: &mut Conn) -> Result<Vec<RenewalRow>, StoreError> {
    Ok(on_engine!(
        conn,
        instrument_renewals::table
            .select(RenewalRow::as_select())
            .order(instrument_renewals::instrument_id.asc())
            .load(conn)
    )?)
}
