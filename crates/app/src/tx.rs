//! What a use case gets: a connection, the moment, the caller, and the doors to the log.

use serde_json::{Map, Value};
use yingshang_calendar::Instant;
use yingshang_store::Conn;

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::event_log;

/// A read: everything a query use case needs.
pub struct Reader<'a> {
    /// The connection.
    pub conn: &'a mut Conn,
    /// The application.
    pub app: &'a App,
    /// The moment of the request.
    pub now: Instant,
    /// Who asks.
    pub caller: &'a Caller,
}

/// One unit of work. It commits as a whole or leaves nothing.
pub struct Tx<'a> {
    /// The connection, inside the unit's savepoint.
    pub conn: &'a mut Conn,
    /// The application.
    pub app: &'a App,
    /// The moment of the request; the same for everything in the unit.
    pub now: Instant,
    /// Who acts.
    pub caller: &'a Caller,
    /// Request id, for the log lines.
    pub request_id: &'a str,
}

/// The version a caller says it read (`If-Match`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Only if the version is still this one.
    Version(i64),
    /// Whatever the version is (`If-Match: *`, jobs).
    Any,
}

impl Expected {
    /// Refuses a version the caller did not read.
    pub fn check(self, current: i64) -> Result<(), AppError> {
        match self {
            Expected::Version(version) if version != current => Err(AppError::Stale { current }),
            _ => Ok(()),
        }
    }
}

/// What an entry of the log is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Kind: `complaint`, `user`, `calendar`, …
    pub kind: &'a str,
    /// Id.
    pub id: &'a str,
}

impl Tx<'_> {
    /// A new id, ordered by time.
    pub fn new_id(&self) -> String {
        self.app.new_id(self.now)
    }

    /// Appends to the log of `subject` and queues the entry for the feed, in this unit. Payloads carry codes, dates and ids only.
    pub fn log(
        &mut self,
        subject: Subject<'_>,
        kind: &str,
        payload: &Map<String, Value>,
        basis: &[&str],
    ) -> Result<(), AppError> {
        event_log::append(self, subject, kind, payload, basis)
    }

    /// The same unit as a read.
    pub fn reader(&mut self) -> Reader<'_> {
        Reader { conn: self.conn, app: self.app, now: self.now, caller: self.caller }
    }
}
