//! Files of a case. The bytes lie in the data folder.

use crate::schema::materials;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = materials)]
#[diesel(treat_none_as_default_value = false)]
pub struct MaterialRow {
    /// UUIDv7.
    pub id: String,
    /// What kind of thing this belongs to, such as `complaint`.
    pub subject_kind: String,
    /// The id of that thing.
    pub subject_id: String,
    /// Name the file was handed in under.
    pub file_name: String,
    /// Sniffed from the content, not claimed.
    pub media_type: String,
    /// Size in bytes.
    pub size_bytes: i64,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// Where the bytes are.
    pub storage_key: String,
    /// What it shows.
    pub description: Option<String>,
    /// What kind of actor handed it in.
    pub submitted_by_kind: String,
    /// Which one.
    pub submitted_by: Option<String>,
    /// When it was received.
    pub received_at: Ts,
}

/// Writes a new row.
///
/// # Errors
/// [`StoreError::Duplicate`] when a unique key is taken.
pub fn insert(conn: &mut Conn, row: &MaterialRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(materials::table).values(row).execute(conn))?;
    Ok(())
}

/// The row with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<MaterialRow>, StoreError> {
    Ok(on_engine!(conn, materials::table.find(id).select(MaterialRow::as_select()).get_result(conn).optional())?)
}

/// The files of a subject, in the order they came.
///
/// # Errors
/// A failed query.
pub fn list(conn: &mut Conn, subject_kind: &str, subject_id: &str) -> Result<Vec<MaterialRow>, StoreError> {
    Ok(on_engine!(
        conn,
        materials::table
            .filter(materials::subject_kind.eq(subject_kind))
            .filter(materials::subject_id.eq(subject_id))
            .select(MaterialRow::as_select())
            .order(materials::id.asc())
            .load(conn)
    )?)
}
