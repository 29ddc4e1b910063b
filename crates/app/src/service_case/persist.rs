//! Loading a case and writing what a decision says: clocks, file, findings, texts, log, in one unit.

use chrono::{Datelike, NaiveDate};
use yingshang_rules::code_list::Code;
use yingshang_rules::deadline::DeadlineKind;
use yingshang_rules::procedure::Decision;
use yingshang_rules::service_item::ItemVersion;
use yingshang_store::deadline::{self as deadlines, DeadlineRow};
use yingshang_store::seek::searchable;
use yingshang_store::service_case::{self as rows, ServiceCaseRow};
use yingshang_store::{Conn, Ts, counter};

use super::{Columns, ServiceCase, visibility};
use crate::caller::Caller;
use crate::chain::digest;
use crate::deadline::{apply, next_due};
use crate::error::AppError;
use crate::event_log::CASE_FILE;
use crate::tx::{Subject, Tx};
use crate::{document, finding};

/// A stored case with its file.
pub(crate) struct Stored<F> {
    /// The row.
    pub row: ServiceCaseRow,
    /// The case file.
    pub file: F,
}

impl<F: ServiceCase> Stored<F> {
    /// Reads the file of a row.
    pub(crate) fn of(row: ServiceCaseRow) -> Result<Self, AppError> {
        let file = serde_json::from_str(&row.document).map_err(AppError::internal)?;
        Ok(Self { row, file })
    }
}

/// The case, if this caller may know of it.
pub(crate) fn load<F: ServiceCase>(conn: &mut Conn, caller: &Caller, id: &str) -> Result<Stored<F>, AppError> {
    let row = rows::get_visible(conn, F::KIND, id, &visibility(caller))?;
    Stored::of(row.ok_or(AppError::NotFound)?)
}

/// The cases of a kind that belong to an application, oldest first.
pub(crate) fn of_application<F: ServiceCase>(
    conn: &mut Conn,
    application_id: &str,
) -> Result<Vec<Stored<F>>, AppError> {
    rows::of_application(conn, F::KIND, application_id)?.into_iter().map(Stored::of).collect()
}

/// Last day of the running clock of a kind.
pub(crate) fn last_day(
    conn: &mut Conn,
    subject: Subject<'_>,
    kind: DeadlineKind,
) -> Result<Option<NaiveDate>, AppError> {
    let open = deadlines::open_for(conn, subject.kind, subject.id)?;
    Ok(open.iter().find(|row| row.kind == kind.code()).and_then(|row| row.due_on))
}

/// The next number of a kind of case, such as BJ-2026-000001; without gaps, because it is given in the unit that uses it.
pub(crate) fn business_number(tx: &mut Tx<'_>, kind: &str, prefix: &str) -> Result<String, AppError> {
    let year = tx.now.date().year();
    let n = counter::next(tx.conn, kind, &year.to_string())?;
    Ok(format!("{prefix}-{year}-{n:06}"))
}

/// Does what follows from a step as the service's own work, in the same unit.
pub(crate) fn as_system<T>(
    tx: &mut Tx<'_>,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, AppError>,
) -> Result<T, AppError> {
    let mut system = Tx { conn: tx.conn, app: tx.app, now: tx.now, caller: &Caller::System, request_id: tx.request_id };
    work(&mut system)
}

/// Writes what a decision says. `before` is `None` for a new case; `item` is the version of the service item that applies.
pub(crate) fn persist<F: ServiceCase, K: Code>(
    tx: &mut Tx<'_>,
    before: Option<ServiceCaseRow>,
    decision: Decision<F, K>,
    item: Option<&ItemVersion>,
) -> Result<Stored<F>, AppError> {
    let file = decision.next;
    let columns = file.columns();
    let id = columns.id.clone();
    let subject = Subject { kind: F::KIND, id: &id };
    let open = apply(tx, subject, file.unit_id(), decision.deadlines, before.is_none())?;
    let version = before.as_ref().map(|row| row.version);
    let mut row = project(&file, columns, before, &open, Ts(tx.now))?;
    match version {
        Some(version) => row.version = rows::update(tx.conn, &row, version)?,
        None => rows::insert(tx.conn, &row)
            .map_err(|error| AppError::from(error).or_external_ref_taken("这个来源系统的这个编号已经登记过。"))?,
    }
    let hash = digest(row.document.as_bytes());
    for event in decision.events {
        let mut payload = event.payload;
        payload.insert(CASE_FILE.to_owned(), hash.clone().into());
        tx.log(subject, event.kind.code(), &payload, &event.basis)?;
    }
    finding::record(tx, subject, decision.findings)?;
    document::issue(tx, subject, file.source(), item, &decision.documents)?;
    Ok(Stored { row, file })
}

/// The row of a case file: the columns that lists filter and sort by, and the file itself.
fn project<F: ServiceCase>(
    file: &F,
    columns: Columns,
    before: Option<ServiceCaseRow>,
    open: &[DeadlineRow],
    now: Ts,
) -> Result<ServiceCaseRow, AppError> {
    let nearest = next_due(open);
    let ended_before = before.as_ref().and_then(|row| row.ended_at);
    Ok(ServiceCaseRow {
        kind: F::KIND.to_owned(),
        version: 1,
        status: file.status().code().to_owned(),
        category: columns.category.map(str::to_owned),
        outcome: columns.outcome.map(str::to_owned),
        unit_id: file.unit_id().map(str::to_owned),
        item_id: columns.item_id,
        item_version: columns.item_version.map(i32::try_from).transpose().map_err(AppError::internal)?,
        application_id: columns.application_id,
        registered_by: file.registered_by().map(str::to_owned),
        window_id: columns.window_id,
        handler_id: columns.handler_id,
        received_at: Ts(columns.received_at),
        accepted_at: columns.accepted_at.map(Ts),
        ended_at: file.is_over().then(|| ended_before.unwrap_or(now)),
        next_due_on: nearest.on,
        next_due_at: nearest.at,
        next_amber_at: nearest.amber_at,
        source_system: columns.source_system,
        external_ref: columns.external_ref,
        search_text: searchable(&format!("{} {}", columns.number, columns.text)),
        document: serde_json::to_string(file).map_err(AppError::internal)?,
        created_at: before.map_or(now, |row| row.created_at),
        updated_at: now,
        id: columns.id,
        number: columns.number,
    })
}

/// Brings the nearest due date of a case up to date after its clocks were computed again.
pub(crate) fn refresh_next_due(tx: &mut Tx<'_>, subject: Subject<'_>) -> Result<(), AppError> {
    let Some(mut row) = rows::get(tx.conn, subject.kind, subject.id)? else { return Ok(()) };
    let nearest = next_due(&deadlines::open_for(tx.conn, subject.kind, subject.id)?);
    row.next_due_on = nearest.on;
    row.next_due_at = nearest.at;
    row.next_amber_at = nearest.amber_at;
    row.updated_at = Ts(tx.now);
    rows::update(tx.conn, &row, row.version)?;
    Ok(())
}
