//! Lists of cases.

use super::{ComplaintFilter, ComplaintSummaryRow, visible};
use crate::schema::complaints as c;
use crate::seek::{Page, SortKey, SortValue, none_or_mismatch};
use crate::{Conn, Engine, StoreError, on_engine};
use diesel::prelude::*;

macro_rules! filtered {
    ($select:expr, $filter:expr, $walk:expr) => {{
        let filter: &ComplaintFilter = $filter;
        let mut query = c::table.select($select).filter(visible(&filter.visibility)).into_boxed::<Db>();
        any_of!(query, c::channel, &filter.channel);
        any_of!(query, c::handling_unit_id, &filter.handling_unit_id);
        narrow_cases!(query, c, filter, $walk);
        query
    }};
}

case_list!(c, ComplaintSummaryRow, ComplaintFilter, filtered);
