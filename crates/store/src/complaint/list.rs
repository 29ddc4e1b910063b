//! Lists of cases. A list seeks: the next page starts behind the last row of this one, however deep it is.

use super::filter::contains;
use super::{Alarm, ComplaintFilter, ComplaintSummaryRow, Page, SortKey, SortValue, searchable, visible};
use crate::schema::complaints as c;
use crate::{Conn, Engine, StoreError, on_engine};
use diesel::prelude::*;
use diesel::sql_types::Date;

diesel::prefix_operator!(NoIndexFor, "+", Date);

/// On SQLite, keeps a range of due dates from choosing the index: it would collect and sort every case of the range, tens of
/// thousands for one page of fifty. The walk along the order of the list ends with the page. PostgreSQL knows how many cases a
/// range holds and chooses by itself.
fn no_index_for<Column>(column: Column) -> NoIndexFor<Column> {
    NoIndexFor::new(column)
}

/// The rows a filter lets through, as a boxed query of the engine `Db` to which order and page are still to be added. With
/// `$walk`, the order of the list chooses the index, not the due date.
macro_rules! filtered {
    ($select:expr, $filter:expr, $walk:expr) => {{
        let filter: &ComplaintFilter = $filter;
        let mut query = c::table.select($select).filter(visible(&filter.visibility)).into_boxed::<Db>();
        any_of!(query, c::status, &filter.status);
        any_of!(query, c::channel, &filter.channel);
        any_of!(query, c::category, &filter.category);
        any_of!(query, c::handling_unit_id, &filter.handling_unit_id);
        any_of!(query, c::outcome, &filter.outcome);
        if let Some(from) = filter.received_from {
            query = query.filter(c::received_at.ge(from));
        }
        if let Some(to) = filter.received_to {
            query = query.filter(c::received_at.lt(to));
        }
        if let Some(from) = filter.due_from {
            query = if $walk {
                query.filter(no_index_for(c::next_due_on).ge(from))
            } else {
                query.filter(c::next_due_on.ge(from))
            };
        }
        if let Some(to) = filter.due_to {
            query = if $walk {
                query.filter(no_index_for(c::next_due_on).lt(to))
            } else {
                query.filter(c::next_due_on.lt(to))
            };
        }
        if let Some(since) = filter.updated_since {
            query = query.filter(c::updated_at.ge(since));
        }
        match filter.deadline_state {
            Some((Alarm::Red, now)) => query = query.filter(c::next_due_at.lt(now)),
            Some((Alarm::Amber, now)) => {
                query = query.filter(c::next_amber_at.le(now)).filter(c::next_due_at.ge(now));
            }
            None => {}
        }
        if let Some(text) = &filter.q {
            query = query.filter(c::search_text.like(contains(&searchable(text))).escape('\\'));
        }
        if let Some(number) = &filter.number {
            query = query.filter(c::number.eq(number));
        }
        if let Some(system) = &filter.source_system {
            query = query.filter(c::source_system.eq(system));
        }
        if let Some(key) = &filter.external_ref {
            query = query.filter(c::external_ref.eq(key));
        }
        query
    }};
}

/// Behind a position, in the direction of the page.
macro_rules! seek {
    ($query:ident, $column:expr, $page:expr, $after:expr) => {{
        if let Some((value, id)) = $after {
            $query = if $page.descending {
                $query.filter($column.lt(value.clone()).or($column.eq(value).and(c::id.lt(id))))
            } else {
                $query.filter($column.gt(value.clone()).or($column.eq(value).and(c::id.gt(id))))
            };
        }
        ordered!($query, $page, $column, c::id)
    }};
}

/// Orders by the columns named, in the direction of the page.
macro_rules! ordered {
    ($query:ident, $page:expr, $($column:expr),+) => {
        if $page.descending { $query.order(($($column.desc()),+,)) } else { $query.order(($($column.asc()),+,)) }
    };
}

/// A page of the cases that pass the filter and that the viewer may see.
///
/// # Errors
/// A failed query; [`StoreError::Query`] with `QueryBuilderError` when `after` does not belong to the order.
pub fn list(conn: &mut Conn, filter: &ComplaintFilter, page: &Page) -> Result<Vec<ComplaintSummaryRow>, StoreError> {
    match page.sort {
        SortKey::NextDueOn => by_due_date(conn, filter, page),
        SortKey::Number => {
            let after = match &page.after {
                Some((SortValue::Text(number), id)) => Some((number.clone(), id)),
                after => none_or_mismatch(after)?,
            };
            on_engine!(conn, {
                let mut query = filtered!(ComplaintSummaryRow::as_select(), filter, false);
                query = seek!(query, c::number, page, after);
                Ok(query.limit(page.limit).load(conn)?)
            })
        }
        SortKey::ReceivedAt | SortKey::UpdatedAt => {
            let after = match &page.after {
                Some((SortValue::At(at), id)) => Some((*at, id)),
                after => none_or_mismatch(after)?,
            };
            let walk = page.sort == SortKey::ReceivedAt && conn.engine() == Engine::Sqlite;
            on_engine!(conn, {
                let mut query = filtered!(ComplaintSummaryRow::as_select(), filter, walk);
                query = match page.sort {
                    SortKey::UpdatedAt => seek!(query, c::updated_at, page, after),
                    _ => seek!(query, c::received_at, page, after),
                };
                Ok(query.limit(page.limit).load(conn)?)
            })
        }
    }
}

/// Cases with a due date are one stretch of the list and cases without are another, each walked along an index. The
/// engines place NULLs differently; this does not depend on it.
fn by_due_date(conn: &mut Conn, filter: &ComplaintFilter, page: &Page) -> Result<Vec<ComplaintSummaryRow>, StoreError> {
    let (dated_after, undated_after) = match &page.after {
        Some((SortValue::On(Some(on)), id)) => (Some((*on, id)), None),
        Some((SortValue::On(None), id)) => (None, Some(id)),
        after => (none_or_mismatch(after)?, None::<&String>),
    };
    // Whether the page starts behind the first stretch already.
    let in_second = if page.descending { dated_after.is_some() } else { undated_after.is_some() };
    let mut rows = Vec::new();
    for stretch in 0..2 {
        let wanted = page.limit - i64::try_from(rows.len()).unwrap_or(i64::MAX);
        if wanted <= 0 || (stretch == 0 && in_second) {
            continue;
        }
        let dated = (stretch == 0) != page.descending;
        if !dated && (filter.due_from.is_some() || filter.due_to.is_some()) {
            continue;
        }
        let more: Vec<ComplaintSummaryRow> = on_engine!(conn, {
            let mut query = filtered!(ComplaintSummaryRow::as_select(), filter, false);
            query = if dated {
                query = query.filter(c::next_due_on.is_not_null());
                seek!(query, c::next_due_on, page, dated_after)
            } else {
                query = query.filter(c::next_due_on.is_null());
                query = match undated_after {
                    Some(id) if page.descending => query.filter(c::id.lt(id)),
                    Some(id) => query.filter(c::id.gt(id)),
                    None => query,
                };
                ordered!(query, page, c::id)
            };
            query.limit(wanted).load(conn)
        })?;
        rows.extend(more);
    }
    Ok(rows)
}

/// How many cases pass the filter and may be seen.
///
/// # Errors
/// A failed query.
pub fn count(conn: &mut Conn, filter: &ComplaintFilter) -> Result<i64, StoreError> {
    on_engine!(conn, Ok(filtered!(diesel::dsl::count_star(), filter, false).get_result(conn)?))
}

fn none_or_mismatch<T>(after: &Option<(SortValue, String)>) -> Result<Option<T>, StoreError> {
    match after {
        None => Ok(None),
        Some(_) => Err(StoreError::Query(diesel::result::Error::QueryBuilderError(
            "the page starts behind a value of another sort key".into(),
        ))),
    }
}
