//! Answers to reads: what may be kept by whom, and 304 for what the caller has already.

use actix_web::dev::Payload;
use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use serde::Serialize;

use crate::body::sha256_hex;
use crate::operation::{Argument, Outcome, Sheet};
use crate::problem::Problem;

/// What the caller says it has (`If-None-Match`).
#[derive(Debug, Clone, Default)]
pub struct IfNoneMatch(Vec<String>);

impl Argument for IfNoneMatch {
    async fn extract(request: &HttpRequest, _: &mut Payload) -> Result<Self, Problem> {
        let given = request.headers().get_all(IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
        let tags = given.flat_map(|line| line.split(',')).map(|tag| opaque(tag).to_owned());
        Ok(Self(tags.collect()))
    }

    fn document(sheet: &mut Sheet) {
        sheet.if_none_match = true;
    }
}

impl IfNoneMatch {
    fn has(&self, tag: &str) -> bool {
        self.0.iter().any(|given| given == "*" || given == opaque(tag))
    }
}

/// A tag without quotes and without the weakness that proxies add when they compress.
pub(crate) fn opaque(tag: &str) -> &str {
    let tag = tag.trim();
    let tag = tag.strip_prefix("W/").unwrap_or(tag);
    tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(tag)
}

/// The start of an answer that nobody may keep: the rule for everything behind a login.
pub fn no_store() -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response.insert_header((CACHE_CONTROL, "no-store"));
    response
}

/// A value without a version.
pub fn json(value: &impl Serialize) -> HttpResponse {
    no_store().json(value)
}

/// A resource at a version, its strong entity tag.
pub fn versioned(value: &impl Serialize, version: i64, has: &IfNoneMatch) -> HttpResponse {
    let tag = format!("\"{version}\"");
    if has.has(&tag) {
        return HttpResponse::NotModified()
            .insert_header((ETAG, tag))
            .insert_header((CACHE_CONTROL, "no-store"))
            .finish();
    }
    no_store().insert_header((ETAG, tag)).json(value)
}

/// A public value that changes only with the program or its settings; `max_age` in seconds.
pub fn cacheable(value: &impl Serialize, max_age: u32, has: &IfNoneMatch) -> Outcome {
    let body = serde_json::to_string(value).map_err(Problem::internal)?;
    let mut hash = sha256_hex(&[body.as_bytes()]);
    hash.truncate(16);
    let (tag, cache) = (format!("\"{hash}\""), format!("public, max-age={max_age}"));
    if has.has(&tag) {
        return Ok(HttpResponse::NotModified()
            .insert_header((ETAG, tag))
            .insert_header((CACHE_CONTROL, cache))
            .finish());
    }
    let mut response = HttpResponse::Ok();
    response.insert_header((ETAG, tag)).insert_header((CACHE_CONTROL, cache)).content_type("application/json");
    Ok(response.body(body))
}
