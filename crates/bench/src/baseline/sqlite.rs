//! A bare loop over prepared statements.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Statement, params};

use crate::error::BenchError;
use crate::plan::CONNECTIONS;

/// The statements of one registration; `:n` tells one from the next.
const CREATE: &str = include_str!("../../sql/sqlite/create.sql");
/// The list the service is asked for; `:due_from` as there.
const LIST: &str = include_str!("../../sql/sqlite/list.sql");

/// As the service opens its writer and its readers.
const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
    PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 1000; PRAGMA temp_store = MEMORY;";
const READER: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;";

/// Reading threads of the service.
const READERS: usize = 2;

/// Registrations a second by one thread that commits as many at once as there are callers.
pub(crate) fn create(database: &Path, time: Duration) -> Result<f64, BenchError> {
    let conn = Connection::open(database)?;
    conn.execute_batch(WRITER)?;
    let mut statements = CREATE
        .split(";\n")
        .filter(|sql| !sql.trim().is_empty())
        .map(|sql| conn.prepare(sql))
        .collect::<Result<Vec<_>, _>>()?;
    let started = Instant::now();
    let mut n = 0_i64;
    while started.elapsed() < time {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        for _ in 0..CONNECTIONS {
            n += 1;
            statements.iter_mut().try_for_each(|statement| run(statement, n))?;
        }
        conn.execute_batch("COMMIT")?;
    }
    Ok(n as f64 / started.elapsed().as_secs_f64())
}

fn run(statement: &mut Statement<'_>, n: i64) -> Result<(), rusqlite::Error> {
    if let Some(place) = statement.parameter_index(":n")? {
        statement.raw_bind_parameter(place, n)?;
    }
    let mut rows = statement.raw_query();
    while rows.next()?.is_some() {}
    Ok(())
}

/// Lists a second by as many threads as the service reads with.
pub(crate) fn list(database: &Path, due_from: &str, time: Duration) -> Result<f64, BenchError> {
    let threads: Vec<_> = (0..READERS)
        .map(|_| {
            let (database, due_from) = (database.to_owned(), due_from.to_owned());
            std::thread::spawn(move || list_alone(&database, &due_from, time))
        })
        .collect();
    let mut total = 0.0;
    for thread in threads {
        total += thread.join().map_err(|_| BenchError::new("a reading thread panicked"))??;
    }
    Ok(total)
}

fn list_alone(database: &Path, due_from: &str, time: Duration) -> Result<f64, BenchError> {
    let conn = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    conn.execute_batch(READER)?;
    let mut statement = conn.prepare(LIST)?;
    let columns = statement.column_count();
    let (started, mut lists, mut bytes) = (Instant::now(), 0_u32, 0_usize);
    while started.elapsed() < time {
        let mut rows = statement.query(params![due_from])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                bytes += match row.get_ref(column)? {
                    ValueRef::Null => 0,
                    ValueRef::Integer(_) | ValueRef::Real(_) => 8,
                    ValueRef::Text(text) | ValueRef::Blob(text) => text.len(),
                };
            }
        }
        lists += 1;
    }
    if bytes == 0 {
        return Err(BenchError::new("the list of the raw loop is empty"));
    }
    Ok(f64::from(lists) / started.elapsed().as_secs_f64())
}
