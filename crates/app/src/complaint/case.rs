//! A case on its way between the store and the rules.

use yingshang_rules::Role;
use yingshang_rules::complaint::repeat::Comparable;
use yingshang_rules::complaint::{Complaint, ComplaintStatus, Decision, Facts};
use yingshang_rules::deadline::DeadlineKind;
use yingshang_store::complaint::{self as rows, ComplaintRow, RespondentRow, Visibility};
use yingshang_store::deadline::{self as deadlines, DeadlineRow};
use yingshang_store::{Conn, Ts};

use crate::caller::Caller;
use crate::chain::digest;
use crate::deadline::{apply, next_due};
use crate::document::{self, Source};
use crate::error::AppError;
use crate::event_log::CASE_FILE;
use crate::tx::{Subject, Tx};

/// Subject kind of complaints.
pub const KIND: &str = "complaint";

/// Roles that see every complaint, except those against themselves or their unit.
const ALL_CASES: &[Role] = &[
    Role::AcceptanceOfficer,
    Role::ApprovalOffice,
    Role::BureauLeader,
    Role::LeadingGroupOffice,
    Role::DisciplineOfficer,
];

/// The row filter of a caller: the same for one case, lists, search and deadlines.
pub fn visibility(caller: &Caller) -> Visibility {
    let principal = match caller {
        Caller::System => return Visibility::system(),
        Caller::Complainant { .. } | Caller::Anyone => return Visibility::default(),
        Caller::Staff(principal) => principal,
    };
    let handles = principal.has_any(&[Role::Handler, Role::UnitLeader]);
    let staff = &principal.staff;
    Visibility {
        all: principal.has_any(ALL_CASES),
        handling_unit_id: staff.unit_id.clone().filter(|_| handles),
        registered_by: Some(staff.user_id.clone()),
        investigator: Some(staff.user_id.clone()),
        viewer_staff_id: staff.staff_id.clone(),
        viewer_unit_id: staff.unit_id.clone(),
    }
}

/// A stored case with its file.
pub(super) struct Case {
    /// The row.
    pub row: ComplaintRow,
    /// The case file.
    pub file: Complaint,
}

/// The case, if this caller may know of it; a complainant only knows the one that number and code opened.
pub(super) fn load(conn: &mut Conn, caller: &Caller, id: &str) -> Result<Case, AppError> {
    let row = match caller {
        Caller::Complainant { complaint_id: Some(own) } if own == id => rows::get(conn, id)?,
        Caller::System => rows::get(conn, id)?,
        _ => rows::get_visible(conn, id, &visibility(caller))?,
    };
    let row = row.ok_or(AppError::NotFound)?;
    let file = serde_json::from_str(&row.document).map_err(AppError::internal)?;
    Ok(Case { row, file })
}

/// Whether there is such a complaint and the caller may know of it: what another case may be linked to.
pub(crate) fn is_known(tx: &mut Tx<'_>, id: &str) -> Result<bool, AppError> {
    Ok(rows::get_visible(tx.conn, id, &visibility(tx.caller))?.is_some())
}

/// The clocks of a case, oldest first.
pub(super) fn clocks(conn: &mut Conn, id: &str) -> Result<Vec<DeadlineRow>, AppError> {
    Ok(deadlines::all_for(conn, KIND, id)?)
}

/// Last day of the running clock of a kind.
pub(super) fn last_day(clocks: &[DeadlineRow], kind: DeadlineKind) -> Option<chrono::NaiveDate> {
    clocks.iter().find(|row| row.kind == kind.code() && row.closed_at.is_none()).and_then(|row| row.due_on)
}

/// What the clocks of a case tell the rules.
pub(super) fn facts_of(clocks: &[DeadlineRow]) -> Facts {
    Facts {
        handling_due_on: last_day(clocks, DeadlineKind::Handling),
        signing_due_on: last_day(clocks, DeadlineKind::ReceiptSigning),
        ..Facts::default()
    }
}

/// Writes what a decision says: clocks, case file, index rows, events. `before` is `None` for a new case.
pub(super) fn persist(
    tx: &mut Tx<'_>,
    before: Option<Case>,
    query_code_hash: Option<String>,
    decision: Decision,
) -> Result<ComplaintRow, AppError> {
    let file = decision.next;
    let subject = Subject { kind: KIND, id: &file.id };
    let unit_id = file.assignment.as_ref().map(|a| a.unit_id.as_str());
    let open = apply(tx, subject, unit_id, decision.deadlines, before.is_none())?;
    let version = before.as_ref().map(|case| case.row.version);
    let respondents_changed = before.as_ref().is_none_or(|case| case.file.respondents != file.respondents);
    let content_changed = before.as_ref().is_none_or(|case| case.file.content != file.content);
    let new_investigators = before.as_ref().is_some_and(|case| case.file.receipt != file.receipt);
    let mut row = project(&file, before.map(|case| case.row), query_code_hash, &open, Ts(tx.now))?;
    match version {
        Some(version) => row.version = rows::update(tx.conn, &row, version)?,
        None => rows::insert(tx.conn, &row)?,
    }
    if content_changed {
        rows::file_text(tx.conn, &file.id, &Comparable::new(&file.content).keys(), version.is_none())?;
    }
    if respondents_changed {
        index_respondents(tx, &file, version.is_none())?;
    }
    if new_investigators {
        for user_id in file.investigators() {
            rows::add_investigator(tx.conn, &file.id, user_id)?;
        }
    }
    let hash = digest(row.document.as_bytes());
    for event in decision.events {
        let mut payload = event.payload;
        payload.insert(CASE_FILE.to_owned(), hash.clone().into());
        tx.log(subject, event.kind.code(), &payload, &event.basis)?;
    }
    document::issue(tx, subject, Source::Complaint(&file), None, &decision.documents)?;
    Ok(row)
}

fn index_respondents(tx: &mut Tx<'_>, file: &Complaint, is_new: bool) -> Result<(), AppError> {
    let parties: Vec<RespondentRow> = file
        .respondents
        .iter()
        .zip(0..)
        .map(|(respondent, position)| RespondentRow {
            complaint_id: file.id.clone(),
            position,
            unit_id: respondent.unit_id.clone(),
            staff_id: respondent.staff_id.clone(),
            staff_unit_id: respondent.staff_unit_id.clone(),
        })
        .collect();
    if is_new {
        rows::insert_respondents(tx.conn, &parties)?;
    } else {
        rows::replace_respondents(tx.conn, &file.id, &parties)?;
    }
    Ok(())
}

/// The row of a case file: the columns that lists filter and sort by, and the file itself.
fn project(
    file: &Complaint,
    before: Option<ComplaintRow>,
    query_code_hash: Option<String>,
    open: &[DeadlineRow],
    now: Ts,
) -> Result<ComplaintRow, AppError> {
    let nearest = next_due(open);
    let ended = [
        file.rejection.as_ref().map(|r| r.recorded_at),
        file.on_the_spot_answer.as_ref().map(|a| a.recorded_at),
        file.conclusion.as_ref().map(|c| c.recorded_at),
        file.termination.as_ref().map(|t| t.recorded_at),
    ];
    Ok(ComplaintRow {
        id: file.id.clone(),
        number: file.number.clone(),
        version: 1,
        status: file.status.code().to_owned(),
        channel: file.channel.code().to_owned(),
        category: file.category.map(|c| c.code().to_owned()),
        complexity: file.assignment.as_ref().map(|a| a.complexity.code().to_owned()),
        title: file.title.clone(),
        anonymous: file.anonymous,
        handling_unit_id: file.assignment.as_ref().map(|a| a.unit_id.clone()),
        registered_by: file.registered_by.clone(),
        received_at: Ts(file.received_at),
        concluded_at: ended.into_iter().flatten().next().map(Ts),
        archived_at: file.archiving.as_ref().map(|a| Ts(a.recorded_at)),
        next_due_on: nearest.on,
        next_due_at: nearest.at,
        next_amber_at: nearest.amber_at,
        outcome: file.outcome().map(|o| o.code().to_owned()),
        query_code_hash: before.as_ref().map_or(query_code_hash, |row| row.query_code_hash.clone()),
        source_system: file.source_system.clone(),
        external_ref: file.external_ref.clone(),
        search_text: rows::searchable(&format!("{} {} {}", file.number, file.title, file.content)),
        document: serde_json::to_string(file).map_err(AppError::internal)?,
        created_at: before.map_or(now, |row| row.created_at),
        updated_at: now,
    })
}

/// Brings the nearest due date of a case up to date after its clocks were computed again.
pub fn refresh_next_due(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let mut case = load(tx.conn, &Caller::System, id)?;
    let nearest = next_due(&deadlines::open_for(tx.conn, KIND, id)?);
    case.row.next_due_on = nearest.on;
    case.row.next_due_at = nearest.at;
    case.row.next_amber_at = nearest.amber_at;
    case.row.updated_at = Ts(tx.now);
    rows::update(tx.conn, &case.row, case.row.version)?;
    Ok(())
}

/// Whether work on the case is over.
pub(super) fn is_over(status: ComplaintStatus) -> bool {
    !yingshang_rules::complaint::gate::ACTIVE.contains(&status)
}
