//! Bringing a database to the schema this program was built with.

use crate::connection::{Address, Purpose};
use crate::{Conn, StoreError, on_engine};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Instances that start together migrate one after the other.
const ADVISORY_LOCK: &str = "SELECT pg_advisory_lock(7031960208)";

pub(crate) fn run(url: &str) -> Result<Vec<String>, StoreError> {
    with_harness(url, |conn| on_engine!(conn, names(conn.run_pending_migrations(source(conn)))))
}

pub(crate) fn pending(url: &str) -> Result<Vec<String>, StoreError> {
    with_harness(url, |conn| {
        on_engine!(
            conn,
            conn.pending_migrations(source(conn))
                .map(|pending| pending.iter().map(|migration| migration.name().to_string()).collect())
                .map_err(failed)
        )
    })
}

pub(crate) fn revert_all(url: &str) -> Result<Vec<String>, StoreError> {
    with_harness(url, |conn| on_engine!(conn, names(conn.revert_all_migrations(source(conn)))))
}

fn with_harness<T>(url: &str, f: impl FnOnce(&mut Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
    let mut conn = Address::parse(url)?.connect(Purpose::Write)?;
    if matches!(conn, Conn::Postgres(_)) {
        conn.execute_batch(ADVISORY_LOCK)?;
    }
    f(&mut conn)
}

/// The embedded migrations of a connection's engine.
trait Migrated {
    const SOURCE: EmbeddedMigrations;
}

impl Migrated for diesel::SqliteConnection {
    const SOURCE: EmbeddedMigrations = SQLITE;
}

impl Migrated for diesel::PgConnection {
    const SOURCE: EmbeddedMigrations = POSTGRES;
}

fn source<C: Migrated>(_: &C) -> EmbeddedMigrations {
    C::SOURCE
}

type AnyError = Box<dyn std::error::Error + Send + Sync>;

fn names(versions: Result<Vec<diesel::migration::MigrationVersion<'_>>, AnyError>) -> Result<Vec<String>, StoreError> {
    versions.map(|versions| versions.iter().map(ToString::to_string).collect()).map_err(failed)
}

fn failed(error: AnyError) -> StoreError {
    StoreError::Migration(error.to_string())
}
