//! The sweep: marks deadlines that turned amber or red, each once, with a recorded event; red ones remind by themselves.

use serde_json::json;
use yingshang_rules::deadline::DeadlineKind;
use yingshang_store::deadline::{self as rows, DeadlineRow};
use yingshang_store::{StoreError, Ts};

use crate::error::AppError;
use crate::event_log::facts;
use crate::tx::{Subject, Tx};
use crate::{application, commitment, complaint, refusal_filing, service_case};

/// Deadlines marked in one unit.
const BATCH: i64 = 200;

/// What one sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marked {
    /// Turned amber.
    pub amber: usize,
    /// Turned red.
    pub red: usize,
}

/// Marks one batch; true when more may be left.
pub fn mark_due(tx: &mut Tx<'_>) -> Result<(Marked, bool), AppError> {
    let due = rows::due_for_marking(tx.conn, Ts(tx.now), BATCH)?;
    let mut more = due.len() as i64 == BATCH;
    let mut marked = Marked::default();
    for row in due {
        let red = row.due_at.is_some_and(|due_at| due_at.0 < tx.now);
        if !mark(tx, row, red)? {
            more = true;
        } else if red {
            marked.red += 1;
        } else {
            marked.amber += 1;
        }
    }
    Ok((marked, more))
}

/// Marks one clock. False: what followed from another clock of the case has closed or moved it; the next batch sees it as it is then.
fn mark(tx: &mut Tx<'_>, mut row: DeadlineRow, red: bool) -> Result<bool, AppError> {
    row.marked = if red { "red" } else { "amber" }.to_owned();
    row.updated_at = Ts(tx.now);
    match rows::update(tx.conn, &row, row.version) {
        Err(StoreError::VersionConflict { .. }) => return Ok(false),
        updated => updated?,
    };
    let basis: Vec<String> = serde_json::from_str(&row.basis).map_err(AppError::internal)?;
    let basis: Vec<&str> = basis.iter().map(String::as_str).collect();
    let payload = facts([("kind", json!(row.kind)), ("due_on", json!(row.due_on))]);
    let kind = if red { "deadline_turned_red" } else { "deadline_turned_amber" };
    tx.log(Subject { kind: &row.subject_kind, id: &row.subject_id }, kind, &payload, &basis)?;
    let kind: DeadlineKind = row.kind.parse().map_err(AppError::internal)?;
    follow_up(tx, &row, kind, red)?;
    Ok(true)
}

/// What the regulations attach to a limit that is near or over.
fn follow_up(tx: &mut Tx<'_>, row: &DeadlineRow, kind: DeadlineKind, red: bool) -> Result<(), AppError> {
    let id = &row.subject_id;
    match (kind, red) {
        (_, true) if row.subject_kind == complaint::KIND => complaint::remind_automatically(tx, id, kind),
        (DeadlineKind::Examination, true) => {
            let case = service_case::load(tx.conn, tx.caller, id)?;
            application::deem_accepted(tx, case).map(|_| ())
        }
        (DeadlineKind::Supply | DeadlineKind::SupplyGrace, false) => commitment::remind(tx, id),
        (DeadlineKind::Supply, true) => commitment::become_overdue(tx, id),
        (DeadlineKind::SupplyGrace, true) => commitment::expire(tx, id),
        (DeadlineKind::StatutoryHandling, true) => commitment::statutory_limit_over(tx, id),
        (DeadlineKind::RefusalFiling, true) => refusal_filing::note_not_filed(tx, id),
        _ => Ok(()),
    }
}
