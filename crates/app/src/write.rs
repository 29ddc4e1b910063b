//! The one way a request writes: idempotency, dry run and the work itself, in one unit.

use chrono::Duration;
use serde::{Deserialize, Serialize};
use yingshang_store::idempotency::{self, IdempotencyRow};
use yingshang_store::{Conn, Ts, Unit};

use crate::answer::Answer;
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::seal::{Sealed, SealedFor};
use crate::tx::Tx;

/// How long a stored answer is kept, hours.
const KEPT_HOURS: i64 = 72;

/// An `Idempotency-Key`, already scoped and hashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Hash over caller, method, path and key.
    pub scope_hash: String,
    /// Hash over the body.
    pub body_hash: String,
}

/// What comes with every write.
#[derive(Debug, Clone)]
pub struct WriteRequest {
    /// Who acts.
    pub caller: Caller,
    /// Repeats give the first answer again.
    pub idempotency: Option<IdempotencyKey>,
    /// Same checks, same answer, nothing stored.
    pub dry_run: bool,
    /// For the log lines.
    pub request_id: String,
}

impl App {
    /// Runs `work` and stores its answer under the idempotency key in the same unit. Only successes are stored: a request that
    /// failed changed nothing and may be sent again with the same key.
    pub async fn write<F>(&self, request: WriteRequest, work: F) -> Result<Answer, AppError>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<Answer, AppError> + Send + 'static,
    {
        let app = self.clone();
        let now = self.now();
        self.store
            .write(move |conn| {
                let key = request.idempotency.as_ref().filter(|_| !request.dry_run);
                if let Some(answer) = key.map(|key| stored(conn, &app, key, Ts(now))).transpose()?.flatten() {
                    return Ok(Unit::RollBack(answer));
                }
                let mut tx = Tx { conn, app: &app, now, caller: &request.caller, request_id: &request.request_id };
                let answer = work(&mut tx)?;
                if request.dry_run {
                    return Ok(Unit::RollBack(answer.header("Dry-Run", "true")));
                }
                if let Some(key) = key {
                    idempotency::insert(conn, &row(&app, key, &answer, Ts(now))?)?;
                }
                Ok(Unit::Commit(answer))
            })
            .await
    }
}

/// Answers are kept sealed: some carry a query code or masked identities.
fn place(key: &IdempotencyKey) -> SealedFor<'_> {
    SealedFor { subject_kind: "idempotency", subject_id: &key.scope_hash, revision: 1 }
}

/// What is sealed of an answer.
#[derive(Serialize, Deserialize)]
struct Kept {
    headers: Vec<(String, String)>,
    body: String,
}

fn stored(conn: &mut Conn, app: &App, key: &IdempotencyKey, now: Ts) -> Result<Option<Answer>, AppError> {
    let Some(row) = idempotency::find(conn, &key.scope_hash, now)? else { return Ok(None) };
    if row.body_hash != key.body_hash {
        return Err(AppError::KeyReused);
    }
    let sealed = Sealed { key_id: row.key_id, nonce: row.nonce, sealed: row.answer };
    let plain = app.keys.identity.open(place(key), &sealed).map_err(AppError::internal)?;
    let kept: Kept = serde_json::from_slice(&plain).map_err(AppError::internal)?;
    let status = u16::try_from(row.status).map_err(AppError::internal)?;
    Ok(Some(Answer { status, headers: kept.headers, body: kept.body, replayed: true }))
}

fn row(app: &App, key: &IdempotencyKey, answer: &Answer, now: Ts) -> Result<IdempotencyRow, AppError> {
    let kept = Kept { headers: answer.headers.clone(), body: answer.body.clone() };
    let plain = serde_json::to_vec(&kept).map_err(AppError::internal)?;
    let sealed = app.keys.identity.seal(place(key), &plain).map_err(AppError::internal)?;
    Ok(IdempotencyRow {
        scope_hash: key.scope_hash.clone(),
        body_hash: key.body_hash.clone(),
        status: i32::from(answer.status),
        key_id: sealed.key_id,
        nonce: sealed.nonce,
        answer: sealed.sealed,
        created_at: now,
        expires_at: Ts(now.0.plus(Duration::hours(KEPT_HOURS))),
    })
}
