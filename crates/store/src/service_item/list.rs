//! The items as they stand on a day.

use super::{ServiceItemRow, ServiceItemVersionRow};
use crate::schema::{service_item_versions as v, service_items as i};
use crate::seek::{contains, searchable};
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

/// Which items; what is `None` is not asked.
#[derive(Clone, Debug)]
pub struct ServiceItemFilter {
    /// The day (+08:00) whose versions are looked at; items that have none yet are not listed.
    pub on: NaiveDate,
    /// Code of the kind.
    pub kind: Option<String>,
    /// Handled by this unit.
    pub unit_id: Option<String>,
    /// Exactly this code.
    pub code: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Ts>,
    /// The search text contains this, whatever the case.
    pub q: Option<String>,
}

diesel::alias!(v as later: Later);

/// Items in the order of their ids, after `after_id`, each with the version that holds on the day asked for.
///
/// # Errors
/// A failed query.
pub fn list(
    conn: &mut Conn,
    filter: &ServiceItemFilter,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<(ServiceItemRow, ServiceItemVersionRow)>, StoreError> {
    on_engine!(conn, {
        let replaced = later
            .filter(later.field(v::item_id).eq(v::item_id))
            .filter(later.field(v::effective_from).gt(v::effective_from))
            .filter(later.field(v::effective_from).le(filter.on));
        let mut query = i::table
            .inner_join(v::table)
            .select((ServiceItemRow::as_select(), ServiceItemVersionRow::as_select()))
            .filter(v::effective_from.le(filter.on))
            .filter(not(exists(replaced)))
            .into_boxed::<Db>();
        if let Some(kind) = &filter.kind {
            query = query.filter(v::kind.eq(kind));
        }
        if let Some(unit_id) = &filter.unit_id {
            query = query.filter(v::unit_id.eq(unit_id));
        }
        if let Some(code) = &filter.code {
            query = query.filter(i::code.eq(code));
        }
        if let Some(active) = filter.active {
            query = query.filter(i::active.eq(active));
        }
        if let Some(since) = filter.updated_since {
            query = query.filter(i::updated_at.ge(since));
        }
        if let Some(text) = &filter.q {
            query = query.filter(v::search_text.like(contains(&searchable(text))).escape('\\'));
        }
        if let Some(after_id) = after_id {
            query = query.filter(i::id.gt(after_id));
        }
        Ok(query.order(i::id.asc()).limit(limit).load(conn)?)
    })
}
