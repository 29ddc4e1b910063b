//! The writes: drawn up and changed by the item's unit, filed by 行政审批室, retired by either.

use serde_json::json;
use yingshang_calendar::Instant;
use yingshang_rules::document::DocumentKind;
use yingshang_rules::{Actor, Refusal, Role};
use yingshang_store::Ts;
use yingshang_store::document_template::{self as rows, DocumentTemplateRow};

use super::filling::{PlaceFault, check};
use super::view::{
    CreateDocumentTemplateRequest, DocumentTemplateView, FileDocumentTemplateRequest, PatchDocumentTemplateRequest,
    shown,
};
use super::{BASIS, KIND};
use crate::error::{AppError, FieldError};
use crate::event_log::facts;
use crate::organisation::set;
use crate::service_item::{check_item, version_on};
use crate::tx::{Expected, Subject, Tx};

/// Draws up a template.
///
/// # Errors
/// `not_own_template` (403); unknown item, wrong kind, wrong placeholders (422).
pub fn create(tx: &mut Tx<'_>, body: CreateDocumentTemplateRequest) -> Result<DocumentTemplateView, AppError> {
    let today = tx.now.date();
    let mut faults: Vec<FieldError> =
        check_item(tx.conn, &body.service_item_id, today, "/service_item_id")?.into_iter().collect();
    if !matches!(body.kind, DocumentKind::CommitmentNotice | DocumentKind::CommitmentLetter) {
        let message = "只有承诺告知书和承诺书可以有事项专用的样本";
        faults.push(FieldError::new("/kind", "no_template_of_this_kind", message).resting_on(BASIS));
    }
    faults.extend(place_faults(&body.body));
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let unit_id = version_on(tx.conn, &body.service_item_id, today)?.unit_id;
    check_owner(tx, &unit_id)?;
    let row = DocumentTemplateRow {
        id: tx.new_id(),
        service_item_id: body.service_item_id,
        kind: body.kind.code().to_owned(),
        title: body.title,
        body: body.body,
        unit_id,
        filed_at: None,
        filed_by: None,
        filing_number: None,
        active: true,
        version: 1,
        created_at: Ts(tx.now),
        updated_at: Ts(tx.now),
    };
    rows::insert(tx.conn, &row)?;
    let payload = facts([
        ("document_kind", json!(row.kind)),
        ("service_item_id", json!(row.service_item_id)),
        ("unit_id", json!(row.unit_id)),
    ]);
    tx.log(Subject { kind: KIND, id: &row.id }, "created", &payload, BASIS)?;
    shown(&mut tx.reader(), row)
}

/// Changes a template that is not filed yet.
///
/// # Errors
/// `not_own_template` (403); `template_filed`, `template_retired` (409); wrong placeholders (422); [`AppError::Stale`].
pub fn patch(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: PatchDocumentTemplateRequest,
) -> Result<DocumentTemplateView, AppError> {
    let mut row = load(tx, id)?;
    check_owner(tx, &row.unit_id)?;
    expected.check(row.version)?;
    check_open(&row)?;
    let mut changed = Vec::new();
    set(&mut changed, "title", &mut row.title, body.title);
    set(&mut changed, "body", &mut row.body, body.body);
    let faults = place_faults(&row.body);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    if changed.is_empty() {
        return shown(&mut tx.reader(), row);
    }
    write(tx, row, "changed", json!({"fields": changed}))
}

/// Files a template: from now on the item's texts are made from it, until another one is filed.
///
/// # Errors
/// `not_the_filing_office` (403); `template_filed`, `template_retired` (409); a day that lies ahead (422); [`AppError::Stale`].
pub fn file(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: FileDocumentTemplateRequest,
) -> Result<DocumentTemplateView, AppError> {
    let mut row = load(tx, id)?;
    if !is_filing_office(tx) {
        let detail = "事项专用的告知书、承诺书样本由行政审批室备案。";
        return Err(Refusal::actor("not_the_filing_office", BASIS, detail).into());
    }
    expected.check(row.version)?;
    check_open(&row)?;
    let today = tx.now.date();
    let filed_on = body.filed_on.unwrap_or(today);
    if filed_on > today {
        let fault = FieldError::new("/filed_on", "in_the_future", "备案日期不能晚于今天").resting_on(BASIS);
        return Err(AppError::Invalid(vec![fault]));
    }
    // Of two filed on one day, the one filed later counts.
    let filed_at = if filed_on == today { tx.now } else { Instant::start_of(filed_on) };
    row.filed_at = Some(Ts(filed_at));
    row.filed_by = tx.caller.user_id().map(str::to_owned);
    row.filing_number = Some(body.filing_number);
    let payload = json!({"filing_number": row.filing_number, "filed_on": filed_on});
    write(tx, row, "filed", payload)
}

/// Takes a template out of use. What was issued from it stays.
///
/// # Errors
/// `not_own_template` (403); `template_retired` (409); [`AppError::Stale`].
pub fn retire(tx: &mut Tx<'_>, id: &str, expected: Expected) -> Result<DocumentTemplateView, AppError> {
    let mut row = load(tx, id)?;
    if !is_filing_office(tx) {
        check_owner(tx, &row.unit_id)?;
    }
    expected.check(row.version)?;
    check_active(&row)?;
    row.active = false;
    write(tx, row, "retired", json!({}))
}

fn load(tx: &mut Tx<'_>, id: &str) -> Result<DocumentTemplateRow, AppError> {
    rows::get(tx.conn, id)?.ok_or(AppError::NotFound)
}

fn write(
    tx: &mut Tx<'_>,
    mut row: DocumentTemplateRow,
    event: &str,
    payload: serde_json::Value,
) -> Result<DocumentTemplateView, AppError> {
    row.updated_at = Ts(tx.now);
    row.version = rows::update(tx.conn, &row, row.version)?;
    let payload = payload.as_object().cloned().unwrap_or_default();
    tx.log(Subject { kind: KIND, id: &row.id }, event, &payload, BASIS)?;
    shown(&mut tx.reader(), row)
}

fn is_filing_office(tx: &Tx<'_>) -> bool {
    tx.caller.principal().is_some_and(|principal| principal.has_any(&[Role::ApprovalOffice]))
}

/// Only the unit that handles the item writes its templates.
fn check_owner(tx: &Tx<'_>, unit_id: &str) -> Result<(), AppError> {
    let own = match tx.caller.actor() {
        Actor::System => true,
        Actor::Complainant => false,
        Actor::Staff(staff) => {
            let drafts = [Role::Handler, Role::UnitLeader].iter().any(|role| staff.roles.contains(role));
            drafts && staff.unit_id.as_deref() == Some(unit_id)
        }
    };
    if own {
        return Ok(());
    }
    let detail = "事项专用的样本由该事项的承办单位拟定和修改。";
    Err(Refusal::actor("not_own_template", BASIS, detail).into())
}

fn check_active(row: &DocumentTemplateRow) -> Result<(), AppError> {
    if row.active {
        return Ok(());
    }
    Err(Refusal::state("template_retired", BASIS, "样本已经停用。").into())
}

fn check_open(row: &DocumentTemplateRow) -> Result<(), AppError> {
    check_active(row)?;
    if row.filed_at.is_none() {
        return Ok(());
    }
    let detail = "样本已经备案，不能再改；需要修改的，另拟样本重新备案。";
    Err(Refusal::state("template_filed", BASIS, detail).into())
}

fn place_faults(body: &str) -> Vec<FieldError> {
    let fault = |fault: PlaceFault| match fault {
        PlaceFault::Unknown => FieldError::new(
            "/body",
            "unknown_placeholder",
            "花括号中只能是 item、materials、supply_by、consequence、number",
        )
        .resting_on(BASIS),
        PlaceFault::Lacks(name) => {
            let mut fault = FieldError::new(
                "/body",
                "placeholder_missing",
                format!("须写明缺什么、何时补齐、不补齐的后果；缺少 {{{name}}}"),
            );
            fault.params.insert("placeholder".to_owned(), name.into());
            fault.resting_on(&["RQ-5.3", "RQ-3.2a"])
        }
    };
    check(body).into_iter().map(fault).collect()
}
