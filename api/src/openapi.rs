//! The OpenAPI document: what handlers say of themselves, completed in one place with what every operation shares.

mod complete;
mod example;
mod responses;
mod schemas;
mod tags;
#[cfg(test)]
mod tests;

use serde_json::Value;
use utoipa::openapi::path::Operation as Documented;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, License, OpenApi, OpenApiBuilder, PathItem, Paths, Server};

use crate::operation::Operation;

/// Version of the service, in the document and in the header `API-Version`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

const DESCRIPTION: &str = "县级人力资源和社会保障局营商环境工作服务接口：投诉举报，政务服务事项和办件，一次性告知，容缺受理告知承诺，否定备案，文书，工作日历与期限计算，制度库。\n\n\
    时间为带 `+08:00` 的 RFC 3339；日期为 `YYYY-MM-DD`。列表用游标翻页。修改已有的项须带 `If-Match`。\
    `POST` 可带 `Idempotency-Key` 安全重发。出错时答复 `application/problem+json`，全部代码见 `/problems`。";

/// Name of the security scheme for staff.
const BEARER: &str = "bearer";
/// Names of the two schemes that together let a complainant in.
const COMPLAINT_NUMBER: &str = "complaint_number";
const QUERY_CODE: &str = "query_code";

/// The document of these operations.
///
/// # Panics
/// If two different types want the same component name, or an operation is described in a way that cannot be completed.
pub fn document(operations: &[Operation]) -> OpenApi {
    let mut schemas = schemas::collect(operations);
    let components = serde_json::to_value(&schemas).expect("schemas are plain data");
    let documented: Vec<Documented> = operations.iter().map(|o| complete::operation(o, &components)).collect();
    let problems = responses::components(documented.iter());
    let mut paths = Paths::new();
    for (operation, documented) in operations.iter().zip(documented) {
        put(paths.paths.entry(operation.path.clone()).or_default(), operation, documented);
    }
    schemas::keep_used(&mut schemas, &paths, &problems);
    let mut license = License::new("Apache-2.0");
    license.identifier = Some("Apache-2.0".to_owned());
    let info = InfoBuilder::new()
        .title("营商环境工作服务接口")
        .description(Some(DESCRIPTION))
        .version(VERSION)
        .license(Some(license))
        .build();
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .responses_from_iter(problems)
        .security_scheme(BEARER, bearer())
        .security_scheme(COMPLAINT_NUMBER, header_key("X-Complaint-Number", "投诉举报编号，如 TS-2026-000123"))
        .security_scheme(QUERY_CODE, header_key("X-Query-Code", "登记时给出的查询码"))
        .build();
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new("/")]))
        .paths(paths)
        .components(Some(components))
        .tags(Some(tags::used_by(operations)))
        .build()
}

/// Query parameters of an operation in the document, as JSON: name, required, schema.
pub(crate) fn query_of(document: &Value, operation: &Operation) -> Vec<(String, bool, Value)> {
    let method = crate::routes::method_of(&operation.method).as_str().to_ascii_lowercase();
    let parameters = document["paths"][&operation.path][method]["parameters"].as_array().into_iter().flatten();
    parameters
        .filter(|parameter| parameter["in"] == "query")
        .map(|parameter| {
            let name = parameter["name"].as_str().unwrap_or_default().to_owned();
            (name, parameter["required"] == true, parameter["schema"].clone())
        })
        .collect()
}

fn put(item: &mut PathItem, operation: &Operation, documented: Documented) {
    use utoipa::openapi::path::HttpMethod;
    let place = match operation.method {
        HttpMethod::Post => &mut item.post,
        HttpMethod::Put => &mut item.put,
        HttpMethod::Patch => &mut item.patch,
        HttpMethod::Delete => &mut item.delete,
        _ => &mut item.get,
    };
    assert!(place.is_none(), "{} is in the route table twice", operation.path);
    *place = Some(documented);
}

fn bearer() -> SecurityScheme {
    let mut http = Http::new(HttpAuthScheme::Bearer);
    http.bearer_format = Some("JWT".to_owned());
    http.description = Some("登录得到的访问令牌".to_owned());
    SecurityScheme::Http(http)
}

fn header_key(name: &str, description: &str) -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(name, description)))
}
