//! Why there is no figure. A figure that could not be taken ends the run: it is never left out quietly.

use yingshang_app::AppError;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    /// Files, sockets, processes.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Seeding.
    #[error("seeding: {0}")]
    App(#[from] AppError),
    /// The store under the seeding.
    #[error("seeding: {0}")]
    Store(#[from] yingshang_store::StoreError),
    /// The raw loop.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The service answered something else than was measured.
    #[error("{path} answered {status}: {body}")]
    Answer {
        /// What was asked for.
        path: String,
        /// The status it gave.
        status: u16,
        /// The start of the body.
        body: String,
    },
    /// Anything else, told in words.
    #[error("{0}")]
    Other(String),
}

impl BenchError {
    /// In words.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self::Other(words.into())
    }
}
