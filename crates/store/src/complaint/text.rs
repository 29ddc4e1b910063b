//! Finding a much alike text among very many, by keys that alike texts share.

use super::RepeatCandidate;
use super::party::with_ids;
use crate::schema::complaint_texts;
use crate::{Conn, StoreError, on_engine};
use diesel::prelude::*;
use std::collections::{BTreeSet, HashSet};

/// Files a case under the keys of its text, in place of the keys of an earlier wording.
///
/// # Errors
/// A failed query.
pub fn file_text(conn: &mut Conn, complaint_id: &str, keys: &[i64], is_new: bool) -> Result<(), StoreError> {
    use complaint_texts as t;
    if !is_new {
        on_engine!(conn, diesel::delete(t::table.filter(t::complaint_id.eq(complaint_id))).execute(conn))?;
    }
    for key in keys {
        let row = (t::text_key.eq(*key), t::complaint_id.eq(complaint_id));
        on_engine!(conn, diesel::insert_into(t::table).values(row).execute(conn))?;
    }
    Ok(())
}

/// The newest cases filed under one of the keys, at most `limit` for each key, newest first, without those in `known`.
///
/// Ids first, then the cases: in one join PostgreSQL walks all cases from the newest, looking each up among the keys.
///
/// # Errors
/// A failed query.
pub fn candidates_by_text(
    conn: &mut Conn,
    keys: &[i64],
    limit: i64,
    known: &HashSet<String>,
) -> Result<Vec<RepeatCandidate>, StoreError> {
    use complaint_texts as t;
    let mut ids = BTreeSet::new();
    for key in keys {
        let newest: Vec<String> = on_engine!(
            conn,
            t::table
                .filter(t::text_key.eq(*key))
                .order(t::complaint_id.desc())
                .limit(limit)
                .select(t::complaint_id)
                .load(conn)
        )?;
        ids.extend(newest);
    }
    let ids: Vec<String> = ids.into_iter().filter(|id| !known.contains(id)).collect();
    with_ids(conn, &ids)
}
