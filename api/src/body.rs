//! JSON bodies: read within limits, checked as a whole against the contract, then given to the handler as a typed value.

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::{HttpMessage, HttpRequest};
use aws_lc_rs::digest;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;

use crate::contract::Contract;
use crate::operation::{Argument, BodySheet, Sheet};
use crate::problem::{Fault, Problem, table};

/// Largest JSON body, bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// A body of `application/json`.
#[derive(Debug, Clone)]
pub struct Body<T>(pub T);

/// A body of `application/merge-patch+json`: `null` clears, absent keeps.
#[derive(Debug, Clone)]
pub struct Patch<T>(pub T);

/// SHA-256 of the body a request came with, for the idempotency key.
#[derive(Debug, Clone)]
pub struct BodyHash(pub String);

impl<T: DeserializeOwned + ToSchema + 'static> Argument for Body<T> {
    async fn extract(request: &HttpRequest, payload: &mut Payload) -> Result<Self, Problem> {
        read::<T>(request, payload, "application/json").await.map(Self)
    }

    fn document(sheet: &mut Sheet) {
        document::<T>(sheet, "application/json");
    }
}

impl<T: DeserializeOwned + ToSchema + 'static> Argument for Patch<T> {
    async fn extract(request: &HttpRequest, payload: &mut Payload) -> Result<Self, Problem> {
        read::<T>(request, payload, "application/merge-patch+json").await.map(Self)
    }

    fn document(sheet: &mut Sheet) {
        document::<T>(sheet, "application/merge-patch+json");
    }
}

fn document<T: ToSchema>(sheet: &mut Sheet, media_type: &'static str) {
    let schema = T::name().into_owned();
    sheet.schemas.push((schema.clone(), T::schema()));
    T::schemas(&mut sheet.schemas);
    sheet.body = Some(BodySheet { media_type, schema });
}

async fn read<T>(request: &HttpRequest, payload: &mut Payload, media_type: &str) -> Result<T, Problem>
where
    T: DeserializeOwned + ToSchema,
{
    check_media_type(request, media_type)?;
    let bytes = collect(request, payload, MAX_BYTES).await?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| malformed(&error))?;
    let faults = Contract::of(request)?.check_body(&T::name(), &value);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    // The contract has been kept; what serde still refuses is a difference between schema and type.
    serde_path_to_error::deserialize(&value).map_err(|error| {
        let pointer = pointer_of(error.path());
        Problem::invalid(vec![Fault::at(pointer, "invalid", "内容不符合要求")])
    })
}

/// Refuses other content types and compressed bodies: 415 naming the right one.
pub fn check_media_type(request: &HttpRequest, wanted: &str) -> Result<(), Problem> {
    let encoding = request.headers().get(CONTENT_ENCODING).map(|value| value.as_bytes());
    if !matches!(encoding, None | Some(b"identity")) {
        return Err(Problem::new(&table::UNSUPPORTED_MEDIA_TYPE, "请求体不得压缩（Content-Encoding）。"));
    }
    let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    let detail = format!("本接口的 Content-Type 应为 {wanted}。");
    Err(Problem::new(&table::UNSUPPORTED_MEDIA_TYPE, detail))
}

/// Reads a payload of at most `limit` bytes and leaves its hash for [`Write`](crate::write::Write).
pub async fn collect(request: &HttpRequest, payload: &mut Payload, limit: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::new(&table::MALFORMED_BODY, "请求体传输中断。"))?;
        if bytes.len() + chunk.len() > limit {
            // What is left must be taken off the wire, or the client never gets to read the answer.
            drain(payload, limit).await;
            return Err(Problem::new(&table::TOO_LARGE, format!("请求体不得超过 {limit} 字节。")));
        }
        bytes.extend_from_slice(&chunk);
    }
    request.extensions_mut().insert(BodyHash(sha256_hex(&[&bytes])));
    Ok(bytes)
}

async fn drain(payload: &mut Payload, at_most: usize) {
    let mut left = at_most.saturating_mul(8);
    while let Some(Ok(chunk)) = payload.next().await {
        left = left.saturating_sub(chunk.len());
        if left == 0 {
            return;
        }
    }
}

fn malformed(error: &serde_json::Error) -> Problem {
    let detail = format!("不是合法的 JSON：第{}行第{}列。", error.line(), error.column());
    Problem::new(&table::MALFORMED_BODY, detail)
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path.iter() {
        let name = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.clone(),
            Segment::Enum { .. } | Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

/// SHA-256 over parts that cannot run into each other, as hex.
pub(crate) fn sha256_hex(parts: &[&[u8]]) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
