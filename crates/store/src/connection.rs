//! One connection type over two engines, and how a connection is opened.

use crate::StoreError;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use std::path::{Path, PathBuf};

/// The database engine behind a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file in the data folder; no other software needed.
    Sqlite,
    /// A PostgreSQL server, 15 or newer.
    Postgres,
}

/// A connection to either engine. Queries take it apart with [`on_engine!`](crate::on_engine).
///
/// The store has opened the transaction already: a unit of work starts none of its own.
#[allow(missing_debug_implementations, reason = "diesel's connections have none")]
pub enum Conn {
    /// SQLite.
    Sqlite(SqliteConnection),
    /// PostgreSQL.
    Postgres(PgConnection),
}

/// Compiles an expression once for each engine: `on_engine!(conn, units::table.find(id).get_result(conn))`.
///
/// `$conn` is the name of a `&mut Conn`; inside the expression the same name is the engine's own connection, and `Db`
/// names the engine's backend (for `into_boxed::<Db>()`).
#[macro_export]
macro_rules! on_engine {
    ($conn:ident, $body:expr) => {
        match $conn {
            $crate::Conn::Sqlite($conn) => {
                #[allow(dead_code)]
                type Db = $crate::diesel::sqlite::Sqlite;
                $body
            }
            $crate::Conn::Postgres($conn) => {
                #[allow(dead_code)]
                type Db = $crate::diesel::pg::Pg;
                $body
            }
        }
    };
}

impl Conn {
    /// Runs statements without parameters or results.
    pub(crate) fn execute_batch(&mut self, sql: &str) -> diesel::QueryResult<()> {
        match self {
            Self::Sqlite(conn) => conn.batch_execute(sql),
            Self::Postgres(conn) => conn.batch_execute(sql),
        }
    }

    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }
}

/// Where the database is.
#[derive(Clone, Debug)]
pub(crate) enum Address {
    Sqlite(PathBuf),
    Postgres(String),
}

/// What a connection will be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Write,
    Read,
}

impl Address {
    pub(crate) fn parse(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        match url.strip_prefix("sqlite:") {
            Some("" | ":memory:") => Err(StoreError::Address("sqlite: needs the path of a file".to_owned())),
            Some(path) => Ok(Self::Sqlite(PathBuf::from(path))),
            // The address may hold a password: it is not repeated here.
            None => Err(StoreError::Address("starts neither with sqlite: nor with postgres://".to_owned())),
        }
    }

    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    pub(crate) fn connect(&self, purpose: Purpose) -> Result<Conn, StoreError> {
        match self {
            Self::Sqlite(path) => connect_sqlite(path, purpose).map(Conn::Sqlite),
            Self::Postgres(url) => connect_postgres(url, purpose).map(Conn::Postgres),
        }
    }
}

/// An answered commit survives a power cut (`synchronous = FULL`). `cache_size` is per connection, in KiB when negative.
const SQLITE_WRITER: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 1000; PRAGMA temp_store = MEMORY;";
const SQLITE_READER: &str = "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA cache_size = -16384; \
    PRAGMA temp_store = MEMORY;";

fn connect_sqlite(path: &Path, purpose: Purpose) -> Result<SqliteConnection, StoreError> {
    if let (Purpose::Write, Some(folder)) = (purpose, path.parent()) {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::Unavailable(error.to_string()))?;
    }
    let (mode, pragmas) = match purpose {
        Purpose::Write => ("rwc", SQLITE_WRITER),
        Purpose::Read => ("ro", SQLITE_READER),
    };
    let url = format!("file:{}?mode={mode}", uri_path(path)?);
    let mut conn = SqliteConnection::establish(&url).map_err(unavailable)?;
    conn.batch_execute(pragmas)?;
    Ok(conn)
}

/// The characters that end the path part of a SQLite URI.
fn uri_path(path: &Path) -> Result<String, StoreError> {
    let path = path.to_str().ok_or_else(|| StoreError::Address("the path is not UTF-8".to_owned()))?;
    Ok(path.replace('%', "%25").replace('?', "%3f").replace('#', "%23"))
}

const POSTGRES_WRITER: &str = "SET lock_timeout = '10s'; SET TIME ZONE 'UTC'";
const POSTGRES_READER: &str =
    "SET default_transaction_read_only = on; SET statement_timeout = '30s'; SET TIME ZONE 'UTC'";

fn connect_postgres(url: &str, purpose: Purpose) -> Result<PgConnection, StoreError> {
    let mut conn = PgConnection::establish(url).map_err(unavailable)?;
    conn.batch_execute(match purpose {
        Purpose::Write => POSTGRES_WRITER,
        Purpose::Read => POSTGRES_READER,
    })?;
    // `error.rs` knows some failures by their English text. Not every role may ask for it: then they are plain failures.
    let _ = conn.batch_execute("SET lc_messages = 'C'");
    Ok(conn)
}

fn unavailable(error: diesel::ConnectionError) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
