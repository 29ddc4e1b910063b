//! The few texts of SQL that differ between the engines or that the query builder has no words for. Everything here is fixed text: no value
//! of a request is ever part of it.

use crate::Engine;

/// A column that says when, as it is stored.
#[derive(Clone, Copy)]
pub(super) enum When {
    /// An instant.
    At(&'static str),
    /// A day.
    On(&'static str),
    /// An instant in the file of a complaint.
    InFile(&'static [&'static str]),
}

impl When {
    /// The day at +08:00, counted from 1970-01-01.
    pub(super) fn day(self, engine: Engine) -> String {
        match (self, engine) {
            (Self::At(column), Engine::Sqlite) => format!("(({column} + 28800000000) / 86400000000)"),
            (Self::At(column), Engine::Postgres) => {
                format!("CAST(({column} AT TIME ZONE INTERVAL '+08:00')::date - DATE '1970-01-01' AS BIGINT)")
            }
            (Self::On(column), Engine::Sqlite) => format!("CAST(julianday({column}) - 2440587.5 AS INTEGER)"),
            (Self::On(column), Engine::Postgres) => format!("CAST({column} - DATE '1970-01-01' AS BIGINT)"),
            (Self::InFile(path), Engine::Sqlite) => {
                format!("CAST(julianday(substr({}, 1, 10)) - 2440587.5 AS INTEGER)", in_file(engine, path))
            }
            (Self::InFile(path), Engine::Postgres) => {
                format!("CAST(substr({}, 1, 10)::date - DATE '1970-01-01' AS BIGINT)", in_file(engine, path))
            }
        }
    }
}

/// A text in the file of a complaint; NULL where there is none. `-1` is the last of a list.
pub(super) fn in_file(engine: Engine, path: &[&str]) -> String {
    match engine {
        Engine::Sqlite => {
            let path: String =
                path.iter().map(|part| if *part == "-1" { "[#-1]".to_owned() } else { format!(".{part}") }).collect();
            format!("json_extract(complaints.document, '${path}')")
        }
        Engine::Postgres => format!("(complaints.document::jsonb #>> '{{{}}}')", path.join(",")),
    }
}

/// How many of the rows satisfy a condition.
pub(super) fn how_many(condition: &str) -> String {
    format!("COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)")
}
