//! A new calendar moves open deadlines, each by a recorded event that says from when to when.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use yingshang_calendar::WorkCalendar;
use yingshang_store::Ts;
use yingshang_store::deadline::{self as rows, DeadlineRow};

use super::apply::{terms_of, work_out, write_computed};
use crate::error::AppError;
use crate::event_log::facts;
use crate::tx::{Subject, Tx};
use crate::{complaint, service_case};

const CHUNK: i64 = 500;

/// 因日历变动而改变的时限。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MovedDeadline {
    /// 办件类别。
    pub subject_kind: String,
    /// 办件标识。
    pub subject_id: String,
    /// 时限种类。
    pub kind: String,
    /// 原届满日；原来无法计算的为空。
    pub from: Option<NaiveDate>,
    /// 现届满日。
    pub to: Option<NaiveDate>,
    /// 现在是否仍可能变动。
    pub provisional: bool,
}

/// Computes every open deadline on `calendar`; returns how many were looked at and which changed.
pub fn recompute_open(
    tx: &mut Tx<'_>,
    calendar: &WorkCalendar,
    cause: &str,
) -> Result<(usize, Vec<MovedDeadline>), AppError> {
    let (mut looked_at, mut moved, mut after) = (0, Vec::new(), None::<String>);
    loop {
        let chunk = rows::open_all(tx.conn, after.as_deref(), CHUNK)?;
        let Some(last) = chunk.last() else { return Ok((looked_at, moved)) };
        after = Some(last.id.clone());
        looked_at += chunk.len();
        for row in chunk {
            moved.extend(recompute(tx, row, calendar, cause)?);
        }
    }
}

fn recompute(
    tx: &mut Tx<'_>,
    mut row: DeadlineRow,
    calendar: &WorkCalendar,
    cause: &str,
) -> Result<Option<MovedDeadline>, AppError> {
    let before = (row.due_on, row.amber_at, row.provisional, row.first_missing_on, row.trace.clone());
    let computed = work_out(tx, &terms_of(&row)?, calendar);
    write_computed(&mut row, computed)?;
    let after = (row.due_on, row.amber_at, row.provisional, row.first_missing_on, row.trace.clone());
    if before == after {
        return Ok(None);
    }
    // An alarm recorded for another date does not count for this one.
    if row.due_on != before.0 {
        row.marked = "none".to_owned();
    }
    row.updated_at = Ts(tx.now);
    let version = row.version;
    row.version = rows::update(tx.conn, &row, version)?;
    let moved = MovedDeadline {
        subject_kind: row.subject_kind.clone(),
        subject_id: row.subject_id.clone(),
        kind: row.kind.clone(),
        from: before.0,
        to: row.due_on,
        provisional: row.provisional,
    };
    let payload = payload(&moved, cause);
    let subject = Subject { kind: &row.subject_kind, id: &row.subject_id };
    tx.log(subject, "deadline_recomputed", &payload, &[])?;
    if row.subject_kind == complaint::KIND {
        complaint::refresh_next_due(tx, &row.subject_id)?;
    } else {
        service_case::refresh_next_due(tx, subject)?;
    }
    Ok(Some(moved))
}

fn payload(moved: &MovedDeadline, cause: &str) -> Map<String, Value> {
    facts([
        ("kind", json!(moved.kind)),
        ("from", json!(moved.from)),
        ("to", json!(moved.to)),
        ("provisional", json!(moved.provisional)),
        ("calendar", json!(cause)),
    ])
}
