//! Identities in the store: sealed under the row they belong to, in revisions, found again by keyed hashes of their numbers.

use yingshang_store::identity::{self as rows, IdentityRow};
use yingshang_store::{Conn, Ts};

use super::PartyInput;
use crate::app::App;
use crate::error::AppError;
use crate::seal::{Sealed, SealedFor};
use crate::secret::Purpose;
use crate::tx::{Subject, Tx};

/// Seals `identity` as the next revision for a case; numbers become keyed hashes so that they can be searched for.
pub(crate) fn seal(tx: &mut Tx<'_>, subject: Subject<'_>, identity: &PartyInput) -> Result<(), AppError> {
    let revision = rows::current(tx.conn, subject.kind, subject.id)?.map_or(1, |row| row.revision + 1);
    let plain = serde_json::to_vec(identity).map_err(AppError::internal)?;
    let place = SealedFor { subject_kind: subject.kind, subject_id: subject.id, revision };
    let sealed = tx.app.keys.identity.seal(place, &plain).map_err(AppError::internal)?;
    let row = IdentityRow {
        id: tx.new_id(),
        subject_kind: subject.kind.to_owned(),
        subject_id: subject.id.to_owned(),
        revision,
        key_id: sealed.key_id,
        nonce: sealed.nonce,
        sealed: sealed.sealed,
        phone_hash: hash(tx.app, Purpose::Phone, identity.phone.as_deref()),
        // A market entity is found by its credit code, a person by the identity number; the two cannot be taken for each other.
        id_number_hash: hash(
            tx.app,
            Purpose::IdNumber,
            identity.id_number.as_deref().or(identity.credit_code.as_deref()),
        ),
        created_at: Ts(tx.now),
    };
    Ok(rows::insert(tx.conn, &row)?)
}

/// The newest identity of a case, in full. Who may see it is for the caller to decide.
pub(crate) fn open(conn: &mut Conn, app: &App, subject: Subject<'_>) -> Result<Option<PartyInput>, AppError> {
    let Some(row) = rows::current(conn, subject.kind, subject.id)? else { return Ok(None) };
    let place = SealedFor { subject_kind: subject.kind, subject_id: subject.id, revision: row.revision };
    let sealed = Sealed { key_id: row.key_id, nonce: row.nonce, sealed: row.sealed };
    let plain = app.keys.identity.open(place, &sealed).map_err(AppError::internal)?;
    serde_json::from_slice(&plain).map(Some).map_err(AppError::internal)
}

/// The keyed hash of a normalised number.
pub(crate) fn hash(app: &App, purpose: Purpose, value: Option<&str>) -> Option<String> {
    value.map(|value| app.keys.hash.hex(purpose, value))
}
