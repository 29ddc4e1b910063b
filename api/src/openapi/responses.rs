//! The answers of an operation: its own, and the problems that can happen. Problems are shared: one component for each status, with an
//! example of every problem that has this status.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::example::ExampleBuilder;
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
    // A handler may name a status that only it can answer with; what a problem looks like is said in one place all the same.
    let named: Vec<u16> = responses.keys().filter_map(|status| status.parse().ok()).filter(|s| *s >= 400).collect();
    for status in problems_of(operation).into_iter().map(|kind| kind.status).chain(named) {
        responses.insert(status.to_string(), RefOr::Ref(Ref::from_response_name(component_name(status))));
    }
    for (status, response) in responses.iter_mut() {
        let RefOr::T(response) = response else { continue };
        for (name, description) in headers_of(status, operation) {
            response.headers.entry(name.to_owned()).or_insert_with(|| RefOr::T(header(description)));
        }
    }
}

/// The shared problem answers that `operations` refer to, by component name.
pub(super) fn components<'a>(operations: impl Iterator<Item = &'a Documented>) -> Vec<(String, Response)> {
    let answers = operations.flat_map(|operation| operation.responses.responses.keys());
    let statuses: BTreeSet<u16> = answers.filter_map(|status| status.parse().ok()).filter(|s| *s >= 400).collect();
    statuses.into_iter().map(|status| (component_name(status), problem(status))).collect()
}

fn component_name(status: u16) -> String {
    format!("Problem{status}")
}

fn problem(status: u16) -> Response {
    let kinds: Vec<&ProblemType> = table::TABLE.iter().copied().filter(|kind| kind.status == status).collect();
    let titles: Vec<&str> = kinds.iter().map(|kind| kind.title).collect();
    let examples = kinds.iter().map(|kind| {
        let example = ExampleBuilder::new().summary(kind.title).value(Some(example_of(kind))).build();
        (kind.code, RefOr::T(example))
    });
    let content =
        ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).examples_from_iter(examples).build();
    let mut response =
        ResponseBuilder::new().description(titles.join("；")).content("application/problem+json", content).build();
    for (name, description) in problem_headers(status) {
        response.headers.insert(name.to_owned(), RefOr::T(header(description)));
    }
    response
}

/// What the problem looks like; those that rest on a rule show their article, those about a body show where in it.
fn example_of(kind: &ProblemType) -> Value {
    let article = json!([{
        "obligation": "TS-8.1", "article": "《营商环境投诉举报处理暂行办法》第八条", "instrument": "营商环境投诉举报处理暂行办法",
        "lapsed": true, "note": "试行期已于2024-04-28届满，尚未登记续期或替代文件",
    }]);
    let fault = json!([{
        "pointer": "/title", "parameter": null, "header": null, "code": "required", "message": "缺少必填项", "params": {},
    }]);
    let (code, detail, basis) = match kind.code {
        "wrong_state" => ("wrong_state", "投诉举报现为「已登记待受理」，不能办理「交办」。", article),
        "not_this_actor" => ("onward_transfer_forbidden", "承办单位不得将投诉举报再次转交其他单位办理。", article),
        "against_rule" => ("not_classified", "交办前应先对投诉举报进行分类。", article),
        _ => (kind.code, kind.remedy, json!([])),
    };
    let errors = if kind.code == "invalid" { fault } else { json!([]) };
    json!({
        "type": kind.href(), "title": kind.title, "status": kind.status, "detail": detail,
        "instance": "/v1/complaints/0199f0c2-7b1e-7c3a-9d55-2f6c1f0a1b2c", "code": code,
        "request_id": "0b54b6f0-1d5a-4f0e-9a55-8f6f0c0f7a11", "errors": errors, "basis": basis, "params": {},
    })
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

const EVERYWHERE: [(&str, &str); 2] = [("X-Request-Id", "请求编号"), ("API-Version", "服务版本")];

fn problem_headers(status: u16) -> Vec<(&'static str, &'static str)> {
    let mut headers = EVERYWHERE.to_vec();
    match status {
        401 => headers.push(("WWW-Authenticate", "认证方式")),
        412 => headers.push(("ETag", "版本")),
        429 | 503 => headers.push(("Retry-After", "多少秒后重试")),
        _ => {}
    }
    headers
}

fn headers_of(status: &str, operation: &Operation) -> Vec<(&'static str, &'static str)> {
    let mut headers = EVERYWHERE.to_vec();
    let success = status.starts_with('2');
    if (success && (operation.sheet.if_none_match || operation.sheet.if_match)) || status == "304" {
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
    headers
}

fn header(description: &str) -> Header {
    let schema = ObjectBuilder::new().schema_type(Type::String);
    HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build()
}
