//! Who stands behind a case: sealed, and found again only through keyed hashes.

use crate::schema::identities;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;
use std::collections::BTreeSet;
use std::fmt;

/// One revision of an identity.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = identities)]
#[diesel(treat_none_as_default_value = false)]
pub struct IdentityRow {
    /// UUIDv7.
    pub id: String,
    /// What kind of thing this belongs to, such as `complaint`.
    pub subject_kind: String,
    /// The id of that thing.
    pub subject_id: String,
    /// Counts up from 1; the newest counts.
    pub revision: i64,
    /// The key it is sealed with.
    pub key_id: String,
    /// Nonce of the sealing.
    pub nonce: Vec<u8>,
    /// Ciphertext with its tag.
    pub sealed: Vec<u8>,
    /// Keyed hash of the telephone number.
    pub phone_hash: Option<String>,
    /// Keyed hash of the identity number.
    pub id_number_hash: Option<String>,
    /// When the row was written.
    pub created_at: Ts,
}

/// Without what is sealed and without the hashes.
impl fmt::Debug for IdentityRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityRow")
            .field("id", &self.id)
            .field("subject_kind", &self.subject_kind)
            .field("subject_id", &self.subject_id)
            .field("revision", &self.revision)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// Writes a new row.
///
/// # Errors
/// [`StoreError::Duplicate`] when a unique key is taken.
pub fn insert(conn: &mut Conn, row: &IdentityRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(identities::table).values(row).execute(conn))?;
    Ok(())
}

/// The row with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<IdentityRow>, StoreError> {
    Ok(on_engine!(conn, identities::table.find(id).select(IdentityRow::as_select()).get_result(conn).optional())?)
}

/// The newest revision for a subject.
///
/// # Errors
/// A failed query.
pub fn current(conn: &mut Conn, subject_kind: &str, subject_id: &str) -> Result<Option<IdentityRow>, StoreError> {
    Ok(on_engine!(
        conn,
        identities::table
            .filter(identities::subject_kind.eq(subject_kind))
            .filter(identities::subject_id.eq(subject_id))
            .select(IdentityRow::as_select())
            .order(identities::revision.desc())
            .limit(1)
            .get_result(conn)
            .optional()
    )?)
}

/// Subject and revision of the newest rows that meet a condition.
macro_rules! newest_with {
    ($conn:ident, $condition:expr, $subject_kind:expr, $limit:expr) => {
        on_engine!(
            $conn,
            identities::table
                .filter($condition)
                .filter(identities::subject_kind.eq($subject_kind))
                .select((identities::subject_id, identities::revision))
                .order(identities::subject_id.desc())
                .limit($limit)
                .load::<(String, i64)>($conn)
        )
    };
}

/// The ids of the subjects whose current revision carries the telephone hash or the identity-number hash, newest first.
///
/// # Errors
/// A failed query.
pub fn find_subjects_by_hash(
    conn: &mut Conn,
    subject_kind: &str,
    phone_hash: Option<&str>,
    id_number_hash: Option<&str>,
    limit: i64,
) -> Result<Vec<String>, StoreError> {
    // One plain look-up for each hash: an OR of the two makes PostgreSQL read the whole table.
    let mut found: BTreeSet<(String, i64)> = BTreeSet::new();
    if let Some(hash) = phone_hash {
        found.extend(newest_with!(conn, identities::phone_hash.eq(hash), subject_kind, limit)?);
    }
    if let Some(hash) = id_number_hash {
        found.extend(newest_with!(conn, identities::id_number_hash.eq(hash), subject_kind, limit)?);
    }
    let mut subjects = Vec::new();
    for (subject_id, revision) in found.into_iter().rev() {
        // An older revision held a number that was corrected since.
        if current(conn, subject_kind, &subject_id)?.is_some_and(|row| row.revision == revision) {
            subjects.push(subject_id);
        }
    }
    subjects.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(subjects)
}
