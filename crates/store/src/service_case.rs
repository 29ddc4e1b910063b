//! Cases of the counter: applications, notices, commitments, refusals. They differ in their files, not in what lists need.

mod filter;
mod list;
mod visibility;

pub use filter::ServiceCaseFilter;
pub use list::{count, list};
pub use visibility::ServiceVisibility;
pub(crate) use visibility::visible;

use crate::schema::service_cases;
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::fmt;

/// A case with its file.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = service_cases)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct ServiceCaseRow {
    /// UUIDv7.
    pub id: String,
    /// `application`, `notice`, `commitment` or `refusal`.
    pub kind: String,
    /// The number people quote, unique.
    pub number: String,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// Code of the state.
    pub status: String,
    /// Code of what it is about, in the list that its kind has for it.
    pub category: Option<String>,
    /// Code of how it ended.
    pub outcome: Option<String>,
    /// The unit it is with.
    pub unit_id: Option<String>,
    /// The service item it is about.
    pub item_id: Option<String>,
    /// Number of the version of that item by which it is judged.
    pub item_version: Option<i32>,
    /// The application it belongs to.
    pub application_id: Option<String>,
    /// The account that took it in.
    pub registered_by: Option<String>,
    /// The window it came in at.
    pub window_id: Option<String>,
    /// The account that accepted it, and answers for how it was served.
    pub handler_id: Option<String>,
    /// When it was received.
    pub received_at: Ts,
    /// When it was accepted: from then on it counts as a service.
    pub accepted_at: Option<Ts>,
    /// When it came to its end, whatever the end.
    pub ended_at: Option<Ts>,
    /// The nearest open due date.
    pub next_due_on: Option<NaiveDate>,
    /// The last instant that is still in time, for the nearest open deadline.
    pub next_due_at: Option<Ts>,
    /// From when that deadline is amber.
    pub next_amber_at: Option<Ts>,
    /// The system it was imported from.
    pub source_system: Option<String>,
    /// Its key there; unique together with `kind` and `source_system`.
    pub external_ref: Option<String>,
    /// What `q` searches, as [`searchable`](crate::seek::searchable) makes it.
    pub search_text: String,
    /// The case file as JSON.
    pub document: String,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// A case as lists show it: everything but the file and the search text.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = service_cases)]
pub struct ServiceCaseSummaryRow {
    /// UUIDv7.
    pub id: String,
    /// `application`, `notice`, `commitment` or `refusal`.
    pub kind: String,
    /// The number people quote, unique.
    pub number: String,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// Code of the state.
    pub status: String,
    /// Code of what it is about, in the list that its kind has for it.
    pub category: Option<String>,
    /// Code of how it ended.
    pub outcome: Option<String>,
    /// The unit it is with.
    pub unit_id: Option<String>,
    /// The service item it is about.
    pub item_id: Option<String>,
    /// Number of the version of that item by which it is judged.
    pub item_version: Option<i32>,
    /// The application it belongs to.
    pub application_id: Option<String>,
    /// The account that took it in.
    pub registered_by: Option<String>,
    /// The window it came in at.
    pub window_id: Option<String>,
    /// The account that accepted it, and answers for how it was served.
    pub handler_id: Option<String>,
    /// When it was received.
    pub received_at: Ts,
    /// When it was accepted: from then on it counts as a service.
    pub accepted_at: Option<Ts>,
    /// When it came to its end, whatever the end.
    pub ended_at: Option<Ts>,
    /// The nearest open due date.
    pub next_due_on: Option<NaiveDate>,
    /// The last instant that is still in time, for the nearest open deadline.
    pub next_due_at: Option<Ts>,
    /// From when that deadline is amber.
    pub next_amber_at: Option<Ts>,
    /// The system it was imported from.
    pub source_system: Option<String>,
    /// Its key there; unique together with `kind` and `source_system`.
    pub external_ref: Option<String>,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// Without search text and document, which may hold personal data.
impl fmt::Debug for ServiceCaseRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceCaseRow")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("number", &self.number)
            .field("version", &self.version)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl From<ServiceCaseRow> for ServiceCaseSummaryRow {
    fn from(row: ServiceCaseRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            number: row.number,
            version: row.version,
            status: row.status,
            category: row.category,
            outcome: row.outcome,
            unit_id: row.unit_id,
            item_id: row.item_id,
            item_version: row.item_version,
            application_id: row.application_id,
            registered_by: row.registered_by,
            window_id: row.window_id,
            handler_id: row.handler_id,
            received_at: row.received_at,
            accepted_at: row.accepted_at,
            ended_at: row.ended_at,
            next_due_on: row.next_due_on,
            next_due_at: row.next_due_at,
            next_amber_at: row.next_amber_at,
            source_system: row.source_system,
            external_ref: row.external_ref,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Writes a new case.
///
/// # Errors
/// [`StoreError::Duplicate`] when the number or the external key is taken.
pub fn insert(conn: &mut Conn, row: &ServiceCaseRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(service_cases::table).values(row).execute(conn))?;
    Ok(())
}

/// Writes `row` over the case with its id, which must be at `expected_version`. Returns the new version; the one in `row`
/// is not looked at.
///
/// # Errors
/// [`StoreError::VersionConflict`].
pub fn update(conn: &mut Conn, row: &ServiceCaseRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, service_cases, ServiceCaseRow, row, expected_version)
}

/// The case of this kind, whoever asks: for the system's own work. What a person asks for goes through [`get_visible`].
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, kind: &str, id: &str) -> Result<Option<ServiceCaseRow>, StoreError> {
    get_visible(conn, kind, id, &ServiceVisibility::system())
}

/// The case of this kind, if this viewer may know that it exists.
///
/// # Errors
/// A failed query.
pub fn get_visible(
    conn: &mut Conn,
    kind: &str,
    id: &str,
    viewer: &ServiceVisibility,
) -> Result<Option<ServiceCaseRow>, StoreError> {
    Ok(on_engine!(
        conn,
        service_cases::table
            .filter(service_cases::id.eq(id))
            .filter(service_cases::kind.eq(kind))
            .filter(visible(viewer))
            .select(ServiceCaseRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// The case of this kind that was imported under this key, whoever asks.
///
/// # Errors
/// A failed query.
pub fn by_external_ref(
    conn: &mut Conn,
    kind: &str,
    system: &str,
    key: &str,
) -> Result<Option<ServiceCaseRow>, StoreError> {
    Ok(on_engine!(
        conn,
        service_cases::table
            .filter(service_cases::kind.eq(kind))
            .filter(service_cases::source_system.eq(system))
            .filter(service_cases::external_ref.eq(key))
            .select(ServiceCaseRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// The cases of this kind that belong to an application, oldest first, whoever asks.
///
/// # Errors
/// A failed query.
pub fn of_application(conn: &mut Conn, kind: &str, application_id: &str) -> Result<Vec<ServiceCaseRow>, StoreError> {
    Ok(on_engine!(
        conn,
        service_cases::table
            .filter(service_cases::application_id.eq(application_id))
            .filter(service_cases::kind.eq(kind))
            .select(ServiceCaseRow::as_select())
            .order(service_cases::id.asc())
            .load(conn)
    )?)
}
