//! What every write brings: idempotency key, dry run, and the version the caller read.

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, IF_MATCH};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use serde_json::Value;
use yingshang_app::write::{IdempotencyKey, WriteRequest};
use yingshang_app::{Answer, App, AppError, Caller, Expected, Tx};

use crate::body::{BodyHash, sha256_hex};
use crate::operation::{Argument, Outcome, Sheet};
use crate::problem::{Problem, table};
use crate::query::QueryValues;
use crate::reply::opaque;
use crate::request_id::RequestId;

/// Longest idempotency key.
pub const MAX_KEY: usize = 255;

/// Name of the header.
pub const KEY_HEADER: &str = "idempotency-key";

/// The one way a handler writes.
#[derive(Debug, Clone)]
pub struct Write {
    request: HttpRequest,
    key: Option<String>,
    dry_run: bool,
}

impl Argument for Write {
    async fn extract(request: &HttpRequest, _: &mut Payload) -> Result<Self, Problem> {
        let dry_run = QueryValues::of(request).get("dry_run").and_then(Value::as_bool).unwrap_or(false);
        Ok(Self { request: request.clone(), key: key_of(request)?, dry_run })
    }

    fn document(sheet: &mut Sheet) {
        sheet.writes = true;
    }
}

impl Write {
    /// Runs `work` for `caller` in one unit and answers with what it returns; a repeat gets the first answer again.
    pub async fn run<F>(self, app: &App, caller: Caller, work: F) -> Outcome
    where
        F: FnOnce(&mut Tx<'_>) -> Result<Answer, AppError> + Send + 'static,
    {
        let idempotency = self.key.as_deref().map(|key| self.scoped(&caller, key));
        self.perform(app, caller, idempotency, work).await
    }

    /// As [`run`](Self::run), for answers with a secret in them: those are not kept, so a repeat is done again.
    pub async fn run_unrecorded<F>(self, app: &App, caller: Caller, work: F) -> Outcome
    where
        F: FnOnce(&mut Tx<'_>) -> Result<Answer, AppError> + Send + 'static,
    {
        self.perform(app, caller, None, work).await
    }

    /// Id of the request.
    pub fn request_id(&self) -> RequestId {
        RequestId::of(&self.request)
    }

    async fn perform<F>(self, app: &App, caller: Caller, idempotency: Option<IdempotencyKey>, work: F) -> Outcome
    where
        F: FnOnce(&mut Tx<'_>) -> Result<Answer, AppError> + Send + 'static,
    {
        let request_id = self.request_id().as_str().to_owned();
        let request = WriteRequest { caller, idempotency, dry_run: self.dry_run, request_id };
        Ok(respond(app.write(request, work).await?))
    }

    fn scoped(&self, caller: &Caller, key: &str) -> IdempotencyKey {
        let (method, path) = (self.request.method().as_str(), self.request.path());
        let scope = caller.scope();
        let body = self.request.extensions().get::<BodyHash>().map(|hash| hash.0.clone());
        IdempotencyKey {
            scope_hash: sha256_hex(&[scope.as_bytes(), method.as_bytes(), path.as_bytes(), key.as_bytes()]),
            body_hash: body.unwrap_or_else(|| sha256_hex(&[b""])),
        }
    }
}

fn key_of(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let Some(value) = request.headers().get(KEY_HEADER) else { return Ok(None) };
    let text = value.to_str().ok().filter(|text| (1..=MAX_KEY).contains(&text.len()));
    match text {
        Some(text) => Ok(Some(text.to_owned())),
        None => Err(Problem::header("Idempotency-Key", "too_long", "幂等键应为1至255个可见 ASCII 字符")),
    }
}

fn respond(answer: Answer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.insert_header((CACHE_CONTROL, "no-store"));
    for (name, value) in answer.headers {
        response.insert_header((name, value));
    }
    if answer.replayed {
        response.insert_header(("Idempotency-Replayed", "true"));
    }
    if answer.body.is_empty() {
        return response.finish();
    }
    response.content_type("application/json").body(answer.body)
}

/// The version the caller read, from `If-Match`: `"17"`, `W/"17"` (a proxy weakened it), `17` or `*`.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Expected);

impl Argument for IfMatch {
    async fn extract(request: &HttpRequest, _: &mut Payload) -> Result<Self, Problem> {
        let missing =
            || Problem::new(&table::IF_MATCH_REQUIRED, "修改已有的项须在请求头 If-Match 中给出所读版本的 ETag。");
        let given = request.headers().get(IF_MATCH).ok_or_else(missing)?;
        let tag = opaque(given.to_str().unwrap_or_default());
        if tag == "*" {
            return Ok(Self(Expected::Any));
        }
        let version = tag.parse::<i64>().ok().filter(|version| *version > 0);
        let unreadable = || Problem::header("If-Match", "bad_format", "应为读取时得到的 ETag，如 \"3\"");
        Ok(Self(Expected::Version(version.ok_or_else(unreadable)?)))
    }

    fn document(sheet: &mut Sheet) {
        sheet.if_match = true;
    }
}
