//! Instants in the database: one Rust type, the best form of each engine.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, SqlOrd, SqlType};
use diesel::sqlite::Sqlite;
use std::io::Write;
use yingshang_calendar::Instant;

/// SQL type of an instant: `timestamptz` on PostgreSQL, INTEGER microseconds since 1970-01-01T00:00Z on SQLite.
#[derive(Clone, Copy, Debug, SqlType, diesel::query_builder::QueryId)]
#[diesel(sqlite_type(name = "Long"))]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
pub struct UtcTs;

impl SqlOrd for UtcTs {}

/// An [`Instant`] as a column value. Orders as time does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = UtcTs)]
pub struct Ts(pub Instant);

impl From<Instant> for Ts {
    fn from(at: Instant) -> Self {
        Self(at)
    }
}

impl From<Ts> for Instant {
    fn from(ts: Ts) -> Self {
        ts.0
    }
}

/// PostgreSQL counts from 2000-01-01T00:00Z.
const POSTGRES_EPOCH_MICROS: i64 = 946_684_800_000_000;

fn from_micros(micros: i64) -> deserialize::Result<Ts> {
    Instant::from_micros(micros).map(Ts).ok_or_else(|| "instant outside the calendar".into())
}

impl ToSql<UtcTs, Sqlite> for Ts {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.micros());
        Ok(IsNull::No)
    }
}

impl FromSql<UtcTs, Sqlite> for Ts {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        from_micros(<i64 as FromSql<BigInt, Sqlite>>::from_sql(value)?)
    }
}

impl ToSql<UtcTs, Pg> for Ts {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&(self.0.micros() - POSTGRES_EPOCH_MICROS).to_be_bytes())?;
        Ok(IsNull::No)
    }
}

impl FromSql<UtcTs, Pg> for Ts {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<BigInt, Pg>>::from_sql(value)?;
        from_micros(micros.checked_add(POSTGRES_EPOCH_MICROS).ok_or("instant outside the calendar")?)
    }
}
