//! Recurring work, done by one instance at a time.

use crate::schema::jobs;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = jobs)]
#[diesel(treat_none_as_default_value = false)]
pub struct JobRow {
    /// Name.
    pub name: String,
    /// When it is due next.
    pub run_at: Ts,
    /// Another instance may take it from this instant on.
    pub claimed_until_at: Option<Ts>,
    /// The instance that works on it.
    pub claimed_by: Option<String>,
    /// When it last ended.
    pub last_finished_at: Option<Ts>,
    /// How; a code.
    pub last_outcome: Option<String>,
}

/// Makes sure the job exists; one that does is left as it is.
///
/// # Errors
/// A failed query.
pub fn ensure(conn: &mut Conn, name: &str, run_at: Ts) -> Result<(), StoreError> {
    let row = JobRow {
        name: name.to_owned(),
        run_at,
        claimed_until_at: None,
        claimed_by: None,
        last_finished_at: None,
        last_outcome: None,
    };
    on_engine!(conn, diesel::insert_into(jobs::table).values(&row).on_conflict(jobs::name).do_nothing().execute(conn))?;
    Ok(())
}

/// Takes the job if it is due at `now` and nobody holds it. Whoever holds it past `lease_until` loses it.
///
/// # Errors
/// A failed query.
pub fn claim(conn: &mut Conn, name: &str, now: Ts, lease_until: Ts, who: &str) -> Result<bool, StoreError> {
    let rows = on_engine!(
        conn,
        diesel::update(
            jobs::table
                .filter(jobs::name.eq(name))
                .filter(jobs::run_at.le(now))
                .filter(jobs::claimed_until_at.is_null().or(jobs::claimed_until_at.le(now)))
        )
        .set((jobs::claimed_until_at.eq(lease_until), jobs::claimed_by.eq(who)))
        .execute(conn)
    )?;
    Ok(rows == 1)
}

/// Gives the job back and says when it is due next. Returns false when `who` no longer holds it.
///
/// # Errors
/// A failed query.
pub fn finish(
    conn: &mut Conn,
    name: &str,
    who: &str,
    now: Ts,
    next_run_at: Ts,
    outcome: &str,
) -> Result<bool, StoreError> {
    let rows = on_engine!(
        conn,
        diesel::update(jobs::table.filter(jobs::name.eq(name)).filter(jobs::claimed_by.eq(who)))
            .set((
                jobs::run_at.eq(next_run_at),
                jobs::claimed_until_at.eq(None::<Ts>),
                jobs::claimed_by.eq(None::<String>),
                jobs::last_finished_at.eq(now),
                jobs::last_outcome.eq(outcome),
            ))
            .execute(conn)
    )?;
    Ok(rows == 1)
}

/// Every job, by name.
///
/// # Errors
/// A failed query.
pub fn list(conn: &mut Conn) -> Result<Vec<JobRow>, StoreError> {
    Ok(on_engine!(conn, jobs::table.select(JobRow::as_select()).order(jobs::name.asc()).load(conn))?)
}
