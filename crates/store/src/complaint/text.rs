//! Finding a much alike text among very many, by keys that alike texts share.

use super::RepeatCandidate;
use crate::schema::{complaint_texts, complaints};
use crate::{Conn, StoreError, on_engine};
use diesel::prelude::*;

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

/// The newest cases filed under one of the keys, at most `limit` for each key, newest first.
///
/// # Errors
/// A failed query.
pub fn candidates_by_text(conn: &mut Conn, keys: &[i64], limit: i64) -> Result<Vec<RepeatCandidate>, StoreError> {
    use complaint_texts as t;
    let mut found: Vec<RepeatCandidate> = Vec::new();
    for key in keys {
        let more: Vec<RepeatCandidate> = on_engine!(
            conn,
            t::table
                .inner_join(complaints::table.on(complaints::id.eq(t::complaint_id)))
                .filter(t::text_key.eq(*key))
                .order(t::complaint_id.desc())
                .limit(limit)
                .select(RepeatCandidate::as_select())
                .load(conn)
        )?;
        found.extend(more);
    }
    found.sort_by(|a, b| b.id.cmp(&a.id));
    found.dedup_by(|a, b| a.id == b.id);
    Ok(found)
}
