//! Materials of a complaint.

use serde_json::json;
use yingshang_store::Ts;
use yingshang_store::material::{self as rows, MaterialRow};

use super::case::{KIND, load};
use super::identity;
use crate::error::AppError;
use crate::event_log::facts;
use crate::material::{self, Kept, MaterialView, clean_file_name};
use crate::tx::{Reader, Subject, Tx};

/// Adds a kept file to a case the caller may see; also the complainant's evidence (TS-11.2c).
pub fn add_material(
    tx: &mut Tx<'_>,
    id: &str,
    kept: Kept,
    file_name: &str,
    description: Option<String>,
) -> Result<MaterialView, AppError> {
    load(tx.conn, tx.caller, id)?;
    let actor = tx.caller.actor();
    let row = MaterialRow {
        id: tx.new_id(),
        subject_kind: KIND.to_owned(),
        subject_id: id.to_owned(),
        file_name: clean_file_name(file_name),
        media_type: kept.media_type,
        size_bytes: kept.size_bytes,
        sha256: kept.sha256,
        storage_key: kept.storage_key,
        description,
        submitted_by_kind: actor.kind().to_owned(),
        submitted_by: actor.user_id().map(str::to_owned),
        received_at: Ts(tx.now),
    };
    rows::insert(tx.conn, &row)?;
    let payload = facts([("material_id", json!(row.id)), ("sha256", json!(row.sha256))]);
    tx.log(Subject { kind: KIND, id }, "material_added", &payload, &["TS-11.2c", "TS-13.1"])?;
    Ok(row.into())
}

/// The materials of a case the caller may see.
pub fn materials(read: &mut Reader<'_>, id: &str) -> Result<Vec<MaterialView>, AppError> {
    load(read.conn, read.caller, id)?;
    material::list(read.conn, KIND, id)
}

/// Lets the caller have one file; the download is on record before the first byte leaves (TS-13.1).
pub fn download(tx: &mut Tx<'_>, id: &str, material_id: &str) -> Result<(MaterialView, String), AppError> {
    let case = load(tx.conn, tx.caller, id)?;
    let row = rows::get(tx.conn, material_id)?.filter(|row| row.subject_kind == KIND && row.subject_id == id);
    let row = row.ok_or(AppError::NotFound)?;
    // A letter or a recording names its sender: for the respondent's side it is sealed like the identity itself.
    let own = row.submitted_by.is_some() && row.submitted_by.as_deref() == tx.caller.user_id();
    if identity::hidden_from(tx.caller, &case.file) && !own {
        return Err(identity::sealed_off());
    }
    let payload = facts([("material_id", json!(row.id))]);
    tx.log(Subject { kind: KIND, id }, "material_downloaded", &payload, &["TS-13.1"])?;
    let key = row.storage_key.clone();
    Ok((row.into(), key))
}
