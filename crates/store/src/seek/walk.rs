//! What a list of cases does with its filter and its page, whatever the table.
//!
//! Macros, because a boxed query has another type for each table and each engine. The table comes as the name that its
//! columns are written with in the calling module.

use super::SortValue;
use crate::StoreError;
use diesel::sql_types::Date;

diesel::prefix_operator!(NoIndexFor, "+", Date);

/// On SQLite, keeps a range of due dates from choosing the index: it would collect and sort every case of the range, tens of
/// thousands for one page of fifty. The walk along the order of the list ends with the page. PostgreSQL knows how many cases a
/// range holds and chooses by itself.
pub(crate) fn no_index_for<Column>(column: Column) -> NoIndexFor<Column> {
    NoIndexFor::new(column)
}

/// Nothing to start behind, or a value that does not belong to the order.
pub(crate) fn none_or_mismatch<T>(after: &Option<(SortValue, String)>) -> Result<Option<T>, StoreError> {
    match after {
        None => Ok(None),
        Some(_) => Err(StoreError::Query(diesel::result::Error::QueryBuilderError(
            "the page starts behind a value of another sort key".into(),
        ))),
    }
}

/// Narrows a boxed query by what every list of cases can be asked for. With `$walk`, the order of the list chooses the index,
/// not the due date.
macro_rules! narrow_cases {
    ($query:ident, $table:ident, $filter:ident, $walk:expr) => {
        any_of!($query, $table::status, &$filter.status);
        any_of!($query, $table::category, &$filter.category);
        any_of!($query, $table::outcome, &$filter.outcome);
        if let Some(from) = $filter.received_from {
            $query = $query.filter($table::received_at.ge(from));
        }
        if let Some(to) = $filter.received_to {
            $query = $query.filter($table::received_at.lt(to));
        }
        if let Some(from) = $filter.due_from {
            $query = if $walk {
                $query.filter($crate::seek::no_index_for($table::next_due_on).ge(from))
            } else {
                $query.filter($table::next_due_on.ge(from))
            };
        }
        if let Some(to) = $filter.due_to {
            $query = if $walk {
                $query.filter($crate::seek::no_index_for($table::next_due_on).lt(to))
            } else {
                $query.filter($table::next_due_on.lt(to))
            };
        }
        if let Some(since) = $filter.updated_since {
            $query = $query.filter($table::updated_at.ge(since));
        }
        match $filter.deadline_state {
            Some(($crate::seek::Alarm::Red, now)) => $query = $query.filter($table::next_due_at.lt(now)),
            Some(($crate::seek::Alarm::Amber, now)) => {
                $query = $query.filter($table::next_amber_at.le(now)).filter($table::next_due_at.ge(now));
            }
            None => {}
        }
        if let Some(text) = &$filter.q {
            let pattern = $crate::seek::contains(&$crate::seek::searchable(text));
            $query = $query.filter($table::search_text.like(pattern).escape('\\'));
        }
        if let Some(number) = &$filter.number {
            $query = $query.filter($table::number.eq(number));
        }
        if let Some(system) = &$filter.source_system {
            $query = $query.filter($table::source_system.eq(system));
        }
        if let Some(key) = &$filter.external_ref {
            $query = $query.filter($table::external_ref.eq(key));
        }
    };
}

/// Orders by the columns named, in the direction of the page.
macro_rules! ordered {
    ($query:ident, $page:expr, $($column:expr),+) => {
        if $page.descending { $query.order(($($column.desc()),+,)) } else { $query.order(($($column.asc()),+,)) }
    };
}

/// Behind a position, in the direction of the page.
macro_rules! seek {
    ($query:ident, $id:expr, $column:expr, $page:expr, $after:expr) => {{
        if let Some((value, id)) = $after {
            $query = if $page.descending {
                $query.filter($column.lt(value.clone()).or($column.eq(value).and($id.lt(id))))
            } else {
                $query.filter($column.gt(value.clone()).or($column.eq(value).and($id.gt(id))))
            };
        }
        ordered!($query, $page, $column, $id)
    }};
}

/// Defines `list` and `count` of a table of cases, and where the page after a row starts.
///
/// `$filtered!(selection, filter, walk)` is the calling module's own macro: the rows its filter lets through, as a boxed query
/// of the engine `Db`, to which order and page are still to be added.
macro_rules! case_list {
    ($table:ident, $row:ident, $filter:ident, $filtered:ident) => {
        impl $row {
            /// Where the page after this row starts, for [`Page::after`].
            #[must_use]
            pub fn position(&self, sort: SortKey) -> (SortValue, String) {
                let value = match sort {
                    SortKey::ReceivedAt => SortValue::At(self.received_at),
                    SortKey::Number => SortValue::Text(self.number.clone()),
                    SortKey::NextDueOn => SortValue::On(self.next_due_on),
                    SortKey::UpdatedAt => SortValue::At(self.updated_at),
                };
                (value, self.id.clone())
            }
        }

        /// A page of the cases that pass the filter and that the viewer may see.
        ///
        /// # Errors
        /// A failed query; [`StoreError::Query`] with `QueryBuilderError` when `after` does not belong to the order.
        pub fn list(conn: &mut Conn, filter: &$filter, page: &Page) -> Result<Vec<$row>, StoreError> {
            match page.sort {
                SortKey::NextDueOn => by_due_date(conn, filter, page),
                SortKey::Number => {
                    let after = match &page.after {
                        Some((SortValue::Text(number), id)) => Some((number.clone(), id)),
                        after => none_or_mismatch(after)?,
                    };
                    on_engine!(conn, {
                        let mut query = $filtered!($row::as_select(), filter, false);
                        query = seek!(query, $table::id, $table::number, page, after);
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
                        let mut query = $filtered!($row::as_select(), filter, walk);
                        query = match page.sort {
                            SortKey::UpdatedAt => seek!(query, $table::id, $table::updated_at, page, after),
                            _ => seek!(query, $table::id, $table::received_at, page, after),
                        };
                        Ok(query.limit(page.limit).load(conn)?)
                    })
                }
            }
        }

        /// Cases with a due date are one stretch of the list and cases without are another, each walked along an index. The
        /// engines place NULLs differently; this does not depend on it.
        fn by_due_date(conn: &mut Conn, filter: &$filter, page: &Page) -> Result<Vec<$row>, StoreError> {
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
                let more: Vec<$row> = on_engine!(conn, {
                    let mut query = $filtered!($row::as_select(), filter, false);
                    query = if dated {
                        query = query.filter($table::next_due_on.is_not_null());
                        seek!(query, $table::id, $table::next_due_on, page, dated_after)
                    } else {
                        query = query.filter($table::next_due_on.is_null());
                        query = match undated_after {
                            Some(id) if page.descending => query.filter($table::id.lt(id)),
                            Some(id) => query.filter($table::id.gt(id)),
                            None => query,
                        };
                        ordered!(query, page, $table::id)
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
        pub fn count(conn: &mut Conn, filter: &$filter) -> Result<i64, StoreError> {
            on_engine!(conn, Ok($filtered!(diesel::dsl::count_star(), filter, false).get_result(conn)?))
        }
    };
}
