//! What can go wrong between a use case and the database.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// A failure of the store. Its text is for operators; it never reaches a client.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Too much is waiting, or another writer holds the lock: try again shortly.
    #[error("the store is busy")]
    Busy,
    /// The database cannot be reached, or the batch this unit was part of could not be committed. Nothing was written.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The row is no longer at the version the caller read.
    #[error("the row has another version (now {current:?})")]
    VersionConflict {
        /// The version it has now; `None`: there is no such row.
        current: Option<i64>,
    },
    /// A unique constraint refused the row.
    #[error("a row with this key exists already ({constraint})")]
    Duplicate {
        /// `<table>_<column>[_<column>..]_key`, the same on both engines, primary keys included.
        constraint: String,
    },
    /// A query failed. SQL text and values are not part of the message.
    #[error("a query failed: {0}")]
    Query(#[source] DieselError),
    /// A migration failed or the schema is not the one this program needs.
    #[error("migration: {0}")]
    Migration(String),
    /// The database address cannot be used.
    #[error("database address: {0}")]
    Address(String),
    /// The closure given to the store panicked; its writes were rolled back.
    #[error("a unit of work panicked")]
    Panicked,
    /// The store is shutting down and takes no more work.
    #[error("the store is closed")]
    Closed,
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        let DieselError::DatabaseError(kind, info) = &error else {
            return Self::Query(error);
        };
        match kind {
            DatabaseErrorKind::UniqueViolation => Self::Duplicate {
                constraint: info.constraint_name().map_or_else(|| sqlite_constraint(info.message()), str::to_owned),
            },
            DatabaseErrorKind::SerializationFailure => Self::Busy,
            DatabaseErrorKind::ClosedConnection => Self::Unavailable("connection closed".to_owned()),
            _ if is_contention(info.message()) => Self::Busy,
            _ => Self::Query(error),
        }
    }
}

/// Lock failures which neither client library reports by a code of its own.
fn is_contention(message: &str) -> bool {
    ["database is locked", "database table is locked", "deadlock detected", "due to lock timeout"]
        .iter()
        .any(|known| message.contains(known))
}

/// `UNIQUE constraint failed: windows.unit_id, windows.code` -> `windows_unit_id_code_key`, as PostgreSQL would name it.
fn sqlite_constraint(message: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or(message);
    let mut table = "";
    let mut names = Vec::new();
    for column in columns.split(", ") {
        let (owner, name) = column.split_once('.').unwrap_or(("", column));
        table = owner;
        names.push(name);
    }
    format!("{table}_{}_key", names.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_names_its_constraints_like_postgresql() {
        assert_eq!(sqlite_constraint("UNIQUE constraint failed: users.username"), "users_username_key");
        assert_eq!(
            sqlite_constraint("UNIQUE constraint failed: complaints.source_system, complaints.external_ref"),
            "complaints_source_system_external_ref_key"
        );
    }
}
