//! What a decision does to the clocks of its case.

use chrono::NaiveDate;
use yingshang_calendar::{Stop, Terms, WorkCalendar};
use yingshang_rules::deadline::{ClosedAs, Computed, DeadlineChange, DeadlineKind, closed_as, compute};
use yingshang_store::Ts;
use yingshang_store::deadline::{self as rows, DeadlineRow};

use crate::error::AppError;
use crate::tx::{Subject, Tx};

/// The nearest end among the open clocks of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NextDue {
    /// Last day.
    pub on: Option<NaiveDate>,
    /// End of that day.
    pub at: Option<Ts>,
    /// From when it is amber.
    pub amber_at: Option<Ts>,
}

/// The nearest end among `open`.
pub fn next_due(open: &[DeadlineRow]) -> NextDue {
    let nearest =
        open.iter().filter(|row| row.closed_at.is_none() && row.due_at.is_some()).min_by_key(|row| row.due_at);
    nearest.map_or_else(NextDue::default, |row| NextDue { on: row.due_on, at: row.due_at, amber_at: row.amber_at })
}

/// Carries `changes` out and returns the clocks still open afterwards. `is_new` spares the look for older clocks.
pub fn apply(
    tx: &mut Tx<'_>,
    subject: Subject<'_>,
    unit_id: Option<&str>,
    changes: Vec<DeadlineChange>,
    is_new: bool,
) -> Result<Vec<DeadlineRow>, AppError> {
    let mut open = if is_new { Vec::new() } else { rows::open_for(tx.conn, subject.kind, subject.id)? };
    let mut opened = Vec::new();
    let mut touched = std::collections::BTreeSet::new();
    for change in changes {
        if let DeadlineChange::Open { kind, item_id, start, limit, basis } = change {
            opened.push(new_row(tx, subject, unit_id, kind, item_id, Terms::new(start, limit), &basis)?);
            continue;
        }
        for row in open.iter_mut().filter(|row| concerns(&change, row)) {
            alter(tx, row, &change)?;
            touched.insert(row.id.clone());
        }
    }
    for row in open.iter_mut().filter(|row| touched.contains(&row.id)) {
        row.version = rows::update(tx.conn, row, row.version)?;
    }
    if !opened.is_empty() {
        rows::insert_all(tx.conn, &opened)?;
    }
    open.retain(|row| row.closed_at.is_none());
    open.extend(opened);
    Ok(open)
}

fn concerns(change: &DeadlineChange, row: &DeadlineRow) -> bool {
    if row.closed_at.is_some() {
        return false;
    }
    match change {
        DeadlineChange::Open { .. } => false,
        DeadlineChange::Close { kind, item_id } => row.kind == kind.code() && row.item_id == *item_id,
        DeadlineChange::Extend { kind, .. }
        | DeadlineChange::Lift { kind }
        | DeadlineChange::Pause { kind, .. }
        | DeadlineChange::Resume { kind, .. } => row.kind == kind.code(),
        DeadlineChange::LiftCase => row.kind != DeadlineKind::ClueTransfer.code(),
    }
}

fn alter(tx: &Tx<'_>, row: &mut DeadlineRow, change: &DeadlineChange) -> Result<(), AppError> {
    row.updated_at = Ts(tx.now);
    match change {
        DeadlineChange::Open { .. } => {}
        DeadlineChange::Close { .. } => close(row, closed_as(row.due_at.map(|ts| ts.0), tx.now), tx),
        DeadlineChange::Lift { .. } | DeadlineChange::LiftCase => close(row, ClosedAs::Lifted, tx),
        DeadlineChange::Extend { n, .. } => change_terms(tx, row, |terms| terms.extensions.push(*n))?,
        DeadlineChange::Pause { on, .. } => {
            change_terms(tx, row, |terms| terms.stops.push(Stop { from: *on, until: None }))?;
        }
        DeadlineChange::Resume { on, .. } => change_terms(tx, row, |terms| {
            for stop in terms.stops.iter_mut().filter(|stop| stop.until.is_none()) {
                stop.until = Some(*on);
            }
        })?,
    }
    Ok(())
}

/// Works the deadline out again on changed terms. An alarm recorded for another date does not count for the new one.
fn change_terms(tx: &Tx<'_>, row: &mut DeadlineRow, change: impl FnOnce(&mut Terms)) -> Result<(), AppError> {
    let mut terms = terms_of(row)?;
    change(&mut terms);
    row.terms = serde_json::to_string(&terms).map_err(AppError::internal)?;
    let due_before = row.due_on;
    let computed = work_out(tx, &terms, &tx.app.calendar());
    write_computed(row, computed)?;
    if row.due_on != due_before {
        row.marked = "none".to_owned();
    }
    Ok(())
}

fn close(row: &mut DeadlineRow, how: ClosedAs, tx: &Tx<'_>) {
    row.closed_at = Some(Ts(tx.now));
    row.closed_as = Some(
        match how {
            ClosedAs::Met => "met",
            ClosedAs::Missed => "missed",
            ClosedAs::Lifted => "lifted",
        }
        .to_owned(),
    );
}

fn new_row(
    tx: &Tx<'_>,
    subject: Subject<'_>,
    unit_id: Option<&str>,
    kind: DeadlineKind,
    item_id: Option<String>,
    terms: Terms,
    basis: &[&str],
) -> Result<DeadlineRow, AppError> {
    let mut row = DeadlineRow {
        id: tx.new_id(),
        subject_kind: subject.kind.to_owned(),
        subject_id: subject.id.to_owned(),
        kind: kind.code().to_owned(),
        item_id,
        unit_id: unit_id.filter(|_| kind.is_for_handling_unit()).map(str::to_owned),
        starts_on: terms.start.date(),
        limit_n: i32::try_from(terms.limit.n).map_err(AppError::internal)?,
        limit_unit: unit_code(terms.limit.unit)?,
        due_on: None,
        due_at: None,
        amber_at: None,
        provisional: false,
        rolled: false,
        first_missing_on: None,
        stopped_since_on: None,
        closed_at: None,
        closed_as: None,
        marked: "none".to_owned(),
        terms: serde_json::to_string(&terms).map_err(AppError::internal)?,
        basis: serde_json::to_string(basis).map_err(AppError::internal)?,
        trace: String::new(),
        version: 1,
        created_at: Ts(tx.now),
        updated_at: Ts(tx.now),
    };
    let computed = work_out(tx, &terms, &tx.app.calendar());
    write_computed(&mut row, computed)?;
    Ok(row)
}

fn unit_code(unit: yingshang_calendar::Unit) -> Result<String, AppError> {
    let code = serde_json::to_value(unit).map_err(AppError::internal)?;
    code.as_str().map(str::to_owned).ok_or_else(|| AppError::internal("a unit without a code"))
}

/// The deadline on `calendar`, with the installation's idea of amber.
pub(super) fn work_out(tx: &Tx<'_>, terms: &Terms, calendar: &WorkCalendar) -> Computed {
    let amber = tx.app.rulebook().number("complaint.amber_working_days");
    compute(terms, calendar, u32::try_from(amber).unwrap_or(1))
}

/// Start, limit, extensions and stops of a stored deadline.
pub(super) fn terms_of(row: &DeadlineRow) -> Result<Terms, AppError> {
    serde_json::from_str(&row.terms).map_err(AppError::internal)
}

pub(super) fn write_computed(row: &mut DeadlineRow, computed: Computed) -> Result<(), AppError> {
    row.due_on = computed.due_on;
    row.due_at = computed.due_at.map(Ts);
    row.amber_at = computed.amber_at.map(Ts);
    row.provisional = computed.provisional;
    row.rolled = computed.rolled;
    row.first_missing_on = computed.first_missing_on;
    row.stopped_since_on = computed.stopped_since_on;
    row.trace = serde_json::to_string(&computed.trace).map_err(AppError::internal)?;
    Ok(())
}
