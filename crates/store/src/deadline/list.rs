//! Deadlines across cases.

use super::{DeadlineRow, DeadlineState};
use crate::complaint::{self, Visibility};
use crate::schema::{complaints, deadlines as d, service_cases};
use crate::service_case::{self, ServiceVisibility};
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable};

/// Which deadlines; what is `None` or empty is not asked.
#[derive(Clone, Debug)]
pub struct DeadlineFilter {
    /// Who asks: a deadline of a complaint is listed only if its complaint is visible.
    pub visibility: Visibility,
    /// Who asks: a deadline of a case of the counter is listed only if that case is visible.
    pub service_visibility: ServiceVisibility,
    /// The instant at which `state` is judged.
    pub now: Ts,
    /// In one of these states.
    pub state: Vec<DeadlineState>,
    /// One of these limits.
    pub kind: Vec<String>,
    /// This unit has to act.
    pub unit_id: Option<String>,
    /// Of this kind of subject.
    pub subject_kind: Option<String>,
    /// Last day on or after.
    pub due_from: Option<NaiveDate>,
    /// Last day before.
    pub due_to: Option<NaiveDate>,
}

/// One page, in the order of (`due_at`, id); deadlines without a due date come last.
#[derive(Clone, Debug)]
pub struct DeadlinePage {
    /// `due_at` and id of the last row of the page before.
    pub after: Option<(Option<Ts>, String)>,
    /// At most so many rows.
    pub limit: i64,
}

/// What puts a row in a state; the counterpart of [`DeadlineRow::state`].
macro_rules! in_state {
    ($state:expr, $now:expr) => {{
        let now: Ts = $now;
        let running = || d::closed_at.is_null().and(d::stopped_since_on.is_null());
        let not_red = || d::due_at.is_null().or(d::due_at.ge(now));
        let condition: Box<dyn BoxableExpression<d::table, Db, SqlType = Nullable<Bool>>> = match $state {
            DeadlineState::Met => Box::new(d::closed_as.eq("met")),
            DeadlineState::Missed => Box::new(d::closed_as.eq("missed")),
            DeadlineState::Lifted => Box::new(d::closed_as.eq("lifted")),
            DeadlineState::Paused => Box::new(d::closed_at.is_null().and(d::stopped_since_on.is_not_null()).nullable()),
            DeadlineState::Red => Box::new(running().and(d::due_at.lt(now))),
            DeadlineState::Amber => Box::new(running().and(not_red()).and(d::amber_at.le(now))),
            DeadlineState::Running => {
                Box::new(running().and(not_red()).and(d::amber_at.is_null().or(d::amber_at.gt(now))))
            }
        };
        condition
    }};
}

macro_rules! filtered {
    ($select:expr, $filter:expr) => {{
        let filter: &DeadlineFilter = $filter;
        let of_visible_complaint = diesel::dsl::exists(
            complaints::table.filter(complaints::id.eq(d::subject_id)).filter(complaint::visible(&filter.visibility)),
        );
        let of_visible_service_case = diesel::dsl::exists(
            service_cases::table
                .filter(service_cases::id.eq(d::subject_id))
                .filter(service_cases::kind.eq(d::subject_kind))
                .filter(service_case::visible(&filter.service_visibility)),
        );
        let of_no_service_case = d::subject_kind
            .ne("application")
            .and(d::subject_kind.ne("notice"))
            .and(d::subject_kind.ne("commitment"))
            .and(d::subject_kind.ne("refusal"))
            .and(d::subject_kind.ne("assessment"))
            .and(d::subject_kind.ne("evaluation"))
            .and(d::subject_kind.ne("rectification"));
        let mut query = d::table
            .select($select)
            .filter(d::subject_kind.ne("complaint").or(of_visible_complaint))
            .filter(of_no_service_case.or(of_visible_service_case))
            .into_boxed::<Db>();
        if let Some((first, rest)) = filter.state.split_first() {
            let first = in_state!(first, filter.now);
            query = query.filter(rest.iter().fold(first, |any, state| Box::new(any.or(in_state!(state, filter.now)))));
        }
        any_of!(query, d::kind, &filter.kind);
        if let Some(unit_id) = &filter.unit_id {
            query = query.filter(d::unit_id.eq(unit_id));
        }
        if let Some(subject_kind) = &filter.subject_kind {
            query = query.filter(d::subject_kind.eq(subject_kind));
        }
        if let Some(from) = filter.due_from {
            query = query.filter(d::due_on.ge(from));
        }
        if let Some(to) = filter.due_to {
            query = query.filter(d::due_on.lt(to));
        }
        query
    }};
}

/// A page of the deadlines that pass the filter.
///
/// # Errors
/// A failed query.
pub fn list(conn: &mut Conn, filter: &DeadlineFilter, page: &DeadlinePage) -> Result<Vec<DeadlineRow>, StoreError> {
    let mut rows = Vec::new();
    // First those with a due date, along the index on it, then those without.
    if !matches!(page.after, Some((None, _))) {
        let dated: Vec<DeadlineRow> = on_engine!(conn, {
            let mut query = filtered!(DeadlineRow::as_select(), filter).filter(d::due_at.is_not_null());
            if let Some((Some(due_at), id)) = &page.after {
                query = query.filter(d::due_at.gt(*due_at).or(d::due_at.eq(*due_at).and(d::id.gt(id))));
            }
            query.order((d::due_at.asc(), d::id.asc())).limit(page.limit).load(conn)
        })?;
        rows.extend(dated);
    }
    let rest = page.limit - i64::try_from(rows.len()).unwrap_or(page.limit);
    if rest > 0 {
        let undated: Vec<DeadlineRow> = on_engine!(conn, {
            let mut query = filtered!(DeadlineRow::as_select(), filter).filter(d::due_at.is_null());
            if let Some((None, id)) = &page.after {
                query = query.filter(d::id.gt(id));
            }
            query.order(d::id.asc()).limit(rest).load(conn)
        })?;
        rows.extend(undated);
    }
    Ok(rows)
}

/// How many deadlines pass the filter.
///
/// # Errors
/// A failed query.
pub fn count(conn: &mut Conn, filter: &DeadlineFilter) -> Result<i64, StoreError> {
    on_engine!(conn, Ok(filtered!(diesel::dsl::count_star(), filter).get_result(conn)?))
}
