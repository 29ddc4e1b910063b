//! Issuing: number, text and row in the unit of the decision, so that none of them is ever there without the others.

use serde_json::json;
use yingshang_rules::procedure::Issue;
use yingshang_rules::service_item::ItemVersion;
use yingshang_store::Ts;
use yingshang_store::document::{self as rows, DocumentRow};

use super::{Source, text};
use crate::chain::digest;
use crate::error::AppError;
use crate::event_log::facts;
use crate::tx::{Subject, Tx};

/// Numbers, builds and keeps the texts of a decision, in its unit, from the case as the decision left it. `item` is the version of
/// the service item where the case has one.
pub(crate) fn issue(
    tx: &mut Tx<'_>,
    subject: Subject<'_>,
    source: Source<'_>,
    item: Option<&ItemVersion>,
    issues: &[Issue],
) -> Result<(), AppError> {
    for issue in issues {
        issue_one(tx, subject, source, item, issue)?;
    }
    Ok(())
}

fn issue_one(
    tx: &mut Tx<'_>,
    subject: Subject<'_>,
    source: Source<'_>,
    item: Option<&ItemVersion>,
    issue: &Issue,
) -> Result<(), AppError> {
    let mut document = text::write(tx, subject, source, item, issue.kind)?;
    let number = tx.app.settings.document_numbers.take(tx.conn, issue.kind, document.issued_on)?;
    document.number = Some(number.clone());
    let row = DocumentRow {
        id: tx.new_id(),
        subject_kind: subject.kind.to_owned(),
        subject_id: subject.id.to_owned(),
        kind: issue.kind.code().to_owned(),
        item_id: issue.item_id.clone(),
        number: Some(number.clone()),
        issued_on: document.issued_on,
        issued_by: tx.caller.user_id().map(str::to_owned),
        content: serde_json::to_string(&document).map_err(AppError::internal)?,
        created_at: Ts(tx.now),
    };
    rows::insert(tx.conn, &row)?;
    // The chain holds the hash of the text, so that an auditor can tell whether the text is still the one that was issued.
    let payload = facts([
        ("document_kind", json!(issue.kind)),
        ("number", json!(number)),
        ("content_sm3", json!(digest(row.content.as_bytes()))),
    ]);
    let basis: Vec<&str> = issue.kind.basis().into_iter().collect();
    tx.log(subject, "document_issued", &payload, &basis)
}
