//! Lists of cases of the counter, from the columns alone.

use chrono::NaiveDate;
use yingshang_calendar::Instant;
use yingshang_rules::deadline::{DeadlineState, state_at};
use yingshang_store::Ts;
use yingshang_store::seek::{Alarm, Page, SortValue};
use yingshang_store::service_case::{self as rows, ServiceCaseFilter, ServiceCaseSummaryRow};

use super::visibility;
use crate::error::AppError;
use crate::page::Slice;
use crate::tx::Reader;

/// Which cases of a kind. Empty means not asked.
#[derive(Debug, Clone, Default)]
pub struct CaseQuery {
    /// Codes of states.
    pub status: Vec<&'static str>,
    /// Codes of what it is about.
    pub category: Vec<&'static str>,
    /// Codes of how it ended.
    pub outcome: Vec<&'static str>,
    /// Units.
    pub unit_id: Vec<String>,
    /// Service items.
    pub item_id: Vec<String>,
    /// The application they belong to.
    pub application_id: Option<String>,
    /// Received at or after.
    pub received_from: Option<Instant>,
    /// Received before.
    pub received_to: Option<Instant>,
    /// Nearest due date on or after.
    pub due_from: Option<NaiveDate>,
    /// Nearest due date before.
    pub due_to: Option<NaiveDate>,
    /// Changed at or after.
    pub updated_since: Option<Instant>,
    /// Nearest deadline amber or red.
    pub alarm: Option<Alarm>,
    /// Text in the number or in what the case is about.
    pub q: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// Source system.
    pub source_system: Option<String>,
    /// Number in the source system.
    pub external_ref: Option<String>,
}

/// A summary with its place in the order, for the cursor.
#[derive(Debug, Clone)]
pub struct Listed<S> {
    /// The summary.
    pub summary: S,
    /// Sort value and id.
    pub position: (SortValue, String),
}

fn filter(read: &Reader<'_>, kind: &str, query: &CaseQuery) -> ServiceCaseFilter {
    let codes = |codes: &[&'static str]| codes.iter().map(|code| (*code).to_owned()).collect();
    ServiceCaseFilter {
        visibility: visibility(read.caller),
        kind: kind.to_owned(),
        status: codes(&query.status),
        category: codes(&query.category),
        outcome: codes(&query.outcome),
        unit_id: query.unit_id.clone(),
        item_id: query.item_id.clone(),
        application_id: query.application_id.clone(),
        received_from: query.received_from.map(Ts),
        received_to: query.received_to.map(Ts),
        due_from: query.due_from,
        due_to: query.due_to,
        updated_since: query.updated_since.map(Ts),
        deadline_state: query.alarm.map(|alarm| (alarm, Ts(read.now))),
        q: query.q.clone(),
        number: query.number.clone(),
        source_system: query.source_system.clone(),
        external_ref: query.external_ref.clone(),
    }
}

/// One page of what the caller may see.
pub(crate) fn list<S>(
    read: &mut Reader<'_>,
    kind: &str,
    query: &CaseQuery,
    page: &Page,
    summary: impl Fn(ServiceCaseSummaryRow, Instant) -> Result<S, AppError>,
) -> Result<Slice<Listed<S>>, AppError> {
    let filter = filter(read, kind, query);
    let now = read.now;
    let one_more = Page { limit: page.limit + 1, ..page.clone() };
    Slice::cut(rows::list(read.conn, &filter, &one_more)?, page.limit)
        .try_map(|row| Ok(Listed { position: row.position(page.sort), summary: summary(row, now)? }))
}

/// How many the caller may see.
pub(crate) fn count(read: &mut Reader<'_>, kind: &str, query: &CaseQuery) -> Result<i64, AppError> {
    let filter = filter(read, kind, query);
    Ok(rows::count(read.conn, &filter)?)
}

/// How the nearest deadline of a row stands.
pub(crate) fn summary_parts(row: &ServiceCaseSummaryRow, now: Instant) -> Option<DeadlineState> {
    let due_at = row.next_due_at.map(|ts| ts.0);
    let amber_at = row.next_amber_at.map(|ts| ts.0);
    due_at.map(|_| state_at(None, false, due_at, amber_at, now))
}
