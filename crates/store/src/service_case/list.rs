//! Lists of cases of the counter, one kind at a time.

use super::{ServiceCaseFilter, ServiceCaseSummaryRow, visible};
use crate::schema::service_cases as s;
use crate::seek::{Page, SortKey, SortValue, none_or_mismatch};
use crate::{Conn, Engine, StoreError, on_engine};
use diesel::prelude::*;

macro_rules! filtered {
    ($select:expr, $filter:expr, $walk:expr) => {{
        let filter: &ServiceCaseFilter = $filter;
        let mut query = s::table
            .select($select)
            .filter(s::kind.eq(&filter.kind))
            .filter(visible(&filter.visibility))
            .into_boxed::<Db>();
        if let Some(unit_id) = filter.visibility.only_unit() {
            // Says nothing new, but an index can serve it: most viewers are of one unit, whose cases may be few among many.
            query = query.filter(s::unit_id.eq(unit_id));
        }
        any_of!(query, s::unit_id, &filter.unit_id);
        any_of!(query, s::item_id, &filter.item_id);
        if let Some(application_id) = &filter.application_id {
            query = query.filter(s::application_id.eq(application_id));
        }
        narrow_cases!(query, s, filter, $walk);
        query
    }};
}

case_list!(s, ServiceCaseSummaryRow, ServiceCaseFilter, filtered);
