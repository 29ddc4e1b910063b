//! Gapless numbers.

use crate::schema::counters;
use crate::{Conn, StoreError, on_engine};
use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Text};

/// The next number of a name and a period, from 1.
///
/// It is taken in the caller's unit and given back when the unit is undone, so there are no gaps. Until the unit ends,
/// other units that want a number of the same counter wait.
///
/// # Errors
/// A failed query.
pub fn next(conn: &mut Conn, name: &str, period: &str) -> Result<i64, StoreError> {
    Ok(on_engine!(conn, Next { name, period }.get_result(conn))?)
}

/// The last number given out; 0 before the first.
///
/// # Errors
/// A failed query.
pub fn last(conn: &mut Conn, name: &str, period: &str) -> Result<i64, StoreError> {
    let value: Option<i64> =
        on_engine!(conn, counters::table.find((name, period)).select(counters::value).get_result(conn).optional())?;
    Ok(value.unwrap_or(0))
}

/// The upsert as a statement of our own: diesel prepares its upserts anew at every call, and this one runs with every
/// registration.
#[derive(Clone, Copy)]
struct Next<'a> {
    name: &'a str,
    period: &'a str,
}

impl Query for Next<'_> {
    type SqlType = BigInt;
}

impl<C> RunQueryDsl<C> for Next<'_> {}

impl QueryId for Next<'_> {
    type QueryId = Next<'static>;

    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<DB> QueryFragment<DB> for Next<'_>
where
    DB: Backend + HasSqlType<Text>,
    str: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("INSERT INTO counters (name, period, value) VALUES (");
        out.push_bind_param::<Text, _>(self.name)?;
        out.push_sql(", ");
        out.push_bind_param::<Text, _>(self.period)?;
        out.push_sql(", 1) ON CONFLICT (name, period) DO UPDATE SET value = counters.value + 1 RETURNING value");
        Ok(())
    }
}
