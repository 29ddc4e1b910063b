//! The writes: an item with its first version, its keys and whether it is in use, and new versions.

use serde_json::json;
use yingshang_rules::service_item::{self as rules, Breach, ItemVersion};
use yingshang_store::service_item::{self as rows, ServiceItemRow, ServiceItemVersionRow};
use yingshang_store::{Conn, Ts, seek};

use super::KIND;
use super::request::{CreateServiceItemRequest, ItemVersionRequest, PatchServiceItemRequest};
use super::view::{AddedItemVersion, EndedVersion, ServiceItemView, history, shown, view};
use crate::error::{AppError, FieldError};
use crate::event_log::facts;
use crate::organisation::{check_unit, check_window, external_key, set, taken};
use crate::tx::{Expected, Subject, Tx};

/// The catalogue is a list in versions (RQ-2.1).
const BASIS: &[&str] = &["RQ-2.1"];

/// Adds an item with its first version.
///
/// # Errors
/// `not_own_item` (403); `code_taken`, `external_ref_taken` (409); unknown unit or window, and every rule the version breaks (422).
pub fn create(tx: &mut Tx<'_>, body: CreateServiceItemRequest) -> Result<ServiceItemView, AppError> {
    external_key(body.source_system.as_deref(), body.external_ref.as_deref())?;
    let id = tx.new_id();
    let first = body.first_version.numbered(&id, 1);
    rules::check_editor(&tx.caller.actor(), &[&first.unit_id])?;
    check(tx, &first, None, "/first_version")?;
    let row = ServiceItemRow {
        id,
        code: body.code,
        active: true,
        source_system: body.source_system,
        external_ref: body.external_ref,
        version: 1,
        created_at: Ts(tx.now),
        updated_at: Ts(tx.now),
    };
    rows::insert(tx.conn, &row).map_err(taken)?;
    insert_version(tx, &row.id, &first)?;
    let payload = facts([
        ("code", json!(row.code)),
        ("item_kind", json!(first.kind)),
        ("unit_id", json!(first.unit_id)),
        ("effective_from", json!(first.effective_from)),
    ]);
    tx.log(Subject { kind: KIND, id: &row.id }, "created", &payload, BASIS)?;
    shown(tx.conn, row, tx.now.date())
}

/// Changes the keys of an item, or whether it is in use.
///
/// # Errors
/// `not_own_item` (403); `code_taken`, `external_ref_taken` (409); [`AppError::Stale`].
pub fn patch(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: PatchServiceItemRequest,
) -> Result<ServiceItemView, AppError> {
    let mut row = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    let newest = newest(tx.conn, id)?;
    rules::check_editor(&tx.caller.actor(), &[&newest.unit_id])?;
    expected.check(row.version)?;
    let mut changed = Vec::new();
    set(&mut changed, "code", &mut row.code, body.code);
    set(&mut changed, "active", &mut row.active, body.active);
    set(&mut changed, "source_system", &mut row.source_system, body.source_system);
    set(&mut changed, "external_ref", &mut row.external_ref, body.external_ref);
    external_key(row.source_system.as_deref(), row.external_ref.as_deref())?;
    if !changed.is_empty() {
        row.updated_at = Ts(tx.now);
        row.version = rows::update(tx.conn, &row, row.version).map_err(taken)?;
        let payload = facts([("fields", json!(changed)), ("code", json!(row.code)), ("active", json!(row.active))]);
        tx.log(Subject { kind: KIND, id }, "changed", &payload, BASIS)?;
    }
    shown(tx.conn, row, tx.now.date())
}

/// Adds a version. From its first day on it is the one in force; the one before ends the day before, by itself. Cases that have
/// begun keep theirs.
///
/// # Errors
/// As [`create`]; [`AppError::Stale`]; a start that is not after the newest version's, or lies in the past (RQ-2.1).
pub fn add_version(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: ItemVersionRequest,
) -> Result<AddedItemVersion, AppError> {
    let mut row = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    let newest = newest(tx.conn, id)?;
    let draft = body.numbered(id, newest.number + 1);
    rules::check_editor(&tx.caller.actor(), &[&newest.unit_id, &draft.unit_id])?;
    expected.check(row.version)?;
    check(tx, &draft, Some(&newest), "")?;
    row.updated_at = Ts(tx.now);
    row.version = rows::update(tx.conn, &row, row.version)?;
    insert_version(tx, id, &draft)?;
    let effective_until = draft.effective_from.pred_opt().unwrap_or(draft.effective_from);
    let payload = facts([
        ("number", json!(draft.number)),
        ("effective_from", json!(draft.effective_from)),
        ("ended_number", json!(newest.number)),
        ("ended_until", json!(effective_until)),
    ]);
    tx.log(Subject { kind: KIND, id }, "version_added", &payload, BASIS)?;
    Ok(AddedItemVersion {
        id: row.id,
        added: view(draft, None),
        ended: EndedVersion { number: newest.number, effective_until },
        version: row.version,
    })
}

fn newest(conn: &mut Conn, id: &str) -> Result<ItemVersion, AppError> {
    let newest = history(conn, id)?.into_iter().next();
    newest.map(|version| version.content).ok_or_else(|| AppError::internal(format!("service item {id} has no version")))
}

/// What the draft names must be there, and the rules must allow it; all faults at once, at `place` in the body.
fn check(tx: &mut Tx<'_>, draft: &ItemVersion, newest: Option<&ItemVersion>, place: &str) -> Result<(), AppError> {
    let mut faults = Vec::new();
    faults.extend(check_unit(tx.conn, &draft.unit_id, &format!("{place}/unit_id"))?);
    for (index, window_id) in draft.window_ids.iter().enumerate() {
        let pointer = format!("{place}/window_ids/{index}");
        if draft.window_ids[..index].contains(window_id) {
            faults.push(FieldError::new(pointer, "duplicate_items", "有重复项"));
        } else {
            faults.extend(check_window(tx.conn, window_id, &pointer)?);
        }
    }
    if let Err(breaches) = rules::check(draft, newest, tx.now.date()) {
        let fault = |breach: Breach| {
            FieldError::new(format!("{place}{}", breach.pointer), breach.code, breach.message).resting_on(breach.basis)
        };
        faults.extend(breaches.into_iter().map(fault));
    }
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

fn insert_version(tx: &mut Tx<'_>, item_id: &str, version: &ItemVersion) -> Result<(), AppError> {
    let codes = &version.official_codes;
    let searched =
        [Some(&version.name), codes.catalog_code.as_ref(), codes.task_code.as_ref(), codes.handling_code.as_ref()];
    let searched: Vec<&str> = searched.into_iter().flatten().map(String::as_str).collect();
    let row = ServiceItemVersionRow {
        id: tx.new_id(),
        item_id: item_id.to_owned(),
        number: i32::try_from(version.number).map_err(AppError::internal)?,
        effective_from: version.effective_from,
        name: version.name.clone(),
        kind: version.kind.code().to_owned(),
        unit_id: version.unit_id.clone(),
        search_text: seek::searchable(&searched.join("\n")),
        document: serde_json::to_string(version).map_err(AppError::internal)?,
        created_by: tx.caller.user_id().unwrap_or(tx.caller.actor().kind()).to_owned(),
        created_at: Ts(tx.now),
    };
    Ok(rows::insert_version(tx.conn, &row)?)
}
