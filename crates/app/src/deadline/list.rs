//! Deadlines across cases.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_rules::deadline::{DeadlineKind, DeadlineState};
use yingshang_store::Ts;
use yingshang_store::deadline::{self as rows, DeadlineFilter, DeadlinePage};

use super::view::{DeadlineView, view};
use crate::complaint::visibility;
use crate::error::AppError;
use crate::page::Slice;
use crate::service_case;
use crate::tx::Reader;

/// Which deadlines.
#[derive(Debug, Clone, Default)]
pub struct DeadlineQuery {
    /// In one of these states.
    pub state: Vec<DeadlineState>,
    /// Of one of these kinds.
    pub kind: Vec<DeadlineKind>,
    /// The unit that has to act.
    pub unit_id: Option<String>,
    /// Last day on or after.
    pub due_from: Option<NaiveDate>,
    /// Last day before.
    pub due_to: Option<NaiveDate>,
    /// Due moment and id of the last row of the page before.
    pub after: Option<(Option<Ts>, String)>,
    /// Rows of a page.
    pub limit: i64,
}

/// 某件办件的一个时限。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListedDeadline {
    /// 办件类别。
    pub subject_kind: String,
    /// 办件标识。
    pub subject_id: String,
    /// 责任单位。
    pub unit_id: Option<String>,
    /// 时限。
    pub deadline: DeadlineView,
}

/// The deadlines of the cases the caller may see, nearest first.
pub fn list(read: &mut Reader<'_>, query: &DeadlineQuery) -> Result<Slice<ListedDeadline>, AppError> {
    let filter = DeadlineFilter {
        visibility: visibility(read.caller),
        service_visibility: service_case::visibility(read.caller),
        now: Ts(read.now),
        state: query.state.iter().map(|state| stored(*state)).collect(),
        kind: query.kind.iter().map(|kind| kind.code().to_owned()).collect(),
        unit_id: query.unit_id.clone(),
        subject_kind: None,
        due_from: query.due_from,
        due_to: query.due_to,
    };
    let page = DeadlinePage { after: query.after.clone(), limit: query.limit + 1 };
    let found = Slice::cut(rows::list(read.conn, &filter, &page)?, query.limit);
    let (rulebook, calendar) = (read.app.rulebook(), read.app.calendar());
    found.try_map(|row| {
        Ok(ListedDeadline {
            deadline: view(&row, &rulebook, &calendar, read.now, false)?,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            unit_id: row.unit_id,
        })
    })
}

fn stored(state: DeadlineState) -> rows::DeadlineState {
    match state {
        DeadlineState::Running => rows::DeadlineState::Running,
        DeadlineState::Amber => rows::DeadlineState::Amber,
        DeadlineState::Red => rows::DeadlineState::Red,
        DeadlineState::Paused => rows::DeadlineState::Paused,
        DeadlineState::Met => rows::DeadlineState::Met,
        DeadlineState::Missed => rows::DeadlineState::Missed,
        DeadlineState::Lifted => rows::DeadlineState::Lifted,
    }
}
