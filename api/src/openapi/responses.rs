//! The answers of an operation: headers for all, and every problem that can happen, with an example.

use serde_json::json;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{HttpMethod, Operation as Documented};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{Header, ObjectBuilder, Ref, RefOr, Type};

use crate::gate::Access;
use crate::operation::Operation;
use crate::problem::table::{self, ProblemType};

/// Adds what the handler's own description leaves out.
pub(super) fn complete(documented: &mut Documented, operation: &Operation) {
    let responses = &mut documented.responses.responses;
    if operation.sheet.if_none_match {
        let not_modified = Response::new("没有变化");
        responses.entry("304".to_owned()).or_insert(RefOr::T(not_modified));
    }
    for kind in problems_of(operation) {
        let key = kind.status.to_string();
        responses.entry(key).or_insert_with(|| RefOr::T(problem(kind, operation)));
    }
    for (status, response) in responses.iter_mut() {
        let RefOr::T(response) = response else { continue };
        // A handler that answers with a problem of its own says when; what a problem looks like is said here.
        if let Some(kind) = table::TABLE.iter().find(|kind| kind.status.to_string() == *status)
            && response.content.is_empty()
        {
            response.content = problem(kind, operation).content;
        }
        for (name, description) in headers_of(status, operation) {
            response.headers.entry(name.to_owned()).or_insert_with(|| RefOr::T(header(description)));
        }
    }
}

/// One problem for each status that the operation can answer with.
fn problems_of(operation: &Operation) -> Vec<&'static ProblemType> {
    let (sheet, variable) = (&operation.sheet, operation.path.contains('{'));
    let writes = operation.method != HttpMethod::Get;
    let guarded = matches!(operation.access, Access::SignedIn | Access::Permission { .. });
    let may = |happens: bool, kind: &'static ProblemType| happens.then_some(kind);
    [
        Some(&table::INVALID_QUERY),
        may(operation.access != Access::Open || operation.path.starts_with("/v1/auth/"), &table::UNAUTHENTICATED),
        may(guarded, &table::PERMISSION_DENIED),
        may(variable, &table::NOT_FOUND),
        may(writes && sheet.writes, &table::WRONG_STATE),
        may(sheet.if_match, &table::STALE),
        may(sheet.body.is_some(), &table::TOO_LARGE),
        may(sheet.body.is_some(), &table::UNSUPPORTED_MEDIA_TYPE),
        may(sheet.body.is_some() || sheet.writes, &table::INVALID),
        may(sheet.if_match, &table::IF_MATCH_REQUIRED),
        may(operation.is_rate_limited(), &table::TOO_MANY_REQUESTS),
        Some(&table::INTERNAL),
        Some(&table::BUSY),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn problem(kind: &'static ProblemType, operation: &Operation) -> Response {
    let example = json!({
        "type": kind.href(), "title": kind.title, "status": kind.status, "detail": kind.remedy,
        "instance": operation.path, "code": kind.code, "request_id": "0b54b6f0-1d5a-4f0e-9a55-8f6f0c0f7a11",
        "errors": [], "basis": [], "params": {},
    });
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).example(Some(example)).build();
    ResponseBuilder::new().description(kind.title).content("application/problem+json", content).build()
}

fn headers_of(status: &str, operation: &Operation) -> Vec<(&'static str, &'static str)> {
    let mut headers = vec![("X-Request-Id", "请求编号"), ("API-Version", "服务版本")];
    let success = status.starts_with('2');
    if (success && (operation.sheet.if_none_match || operation.sheet.if_match)) || matches!(status, "304" | "412") {
        headers.push(("ETag", "版本"));
    }
    if status == "201" {
        headers.push(("ETag", "版本"));
        headers.push(("Location", "新建项的地址"));
    }
    if success && operation.method == HttpMethod::Post && operation.sheet.writes {
        headers.push(("Idempotency-Replayed", "为 true 时表示给出的是第一次的答复"));
    }
    if success && operation.sheet.parameters.iter().any(|parameter| parameter.name == "cursor") {
        headers.push(("Link", "rel=next 为下一页"));
    }
    match status {
        "401" => headers.push(("WWW-Authenticate", "认证方式")),
        "429" | "503" => headers.push(("Retry-After", "多少秒后重试")),
        _ => {}
    }
    headers
}

fn header(description: &str) -> Header {
    let schema = ObjectBuilder::new().schema_type(Type::String);
    HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build()
}
