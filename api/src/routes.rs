//! The route table. What is in it is served and documented; what is not in it does not exist.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse, web};
use utoipa::openapi::path::HttpMethod;

use crate::operation::Operation;
use crate::problem::{Problem, table};

/// Every operation, in the order of the contract.
pub fn operations() -> Vec<Operation> {
    [
        crate::auth::operations(),
        crate::public::operations(),
        crate::complaints::operations(),
        crate::service_items::operations(),
        crate::applications::operations(),
        crate::notices::operations(),
        crate::commitments::operations(),
        crate::refusals::operations(),
        crate::assessment_plans::operations(),
        crate::assessments::operations(),
        crate::evaluations::operations(),
        crate::findings::operations(),
        crate::surveys::operations(),
        crate::queue_tickets::operations(),
        crate::sms::operations(),
        crate::integrations::operations(),
        crate::statistics::operations(),
        crate::documents::operations(),
        crate::document_templates::operations(),
        crate::deadlines::operations(),
        crate::events::operations(),
        crate::service_info::operations(),
        crate::calendar::operations(),
        crate::deadline_calculations::operations(),
        crate::rulebook::operations(),
        crate::code_lists::operations(),
        crate::units::operations(),
        crate::windows::operations(),
        crate::staff::operations(),
        crate::users::operations(),
        crate::problem::page::operations(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Registers the table: one resource a path, 405 with `Allow` for the methods it does not have.
pub fn configure(config: &mut web::ServiceConfig, operations: &[Arc<Operation>]) {
    let mut by_path: BTreeMap<&str, Vec<&Arc<Operation>>> = BTreeMap::new();
    for operation in operations {
        by_path.entry(&operation.path).or_default().push(operation);
    }
    for (path, operations) in by_path {
        let mut resource = web::resource(path);
        let mut allowed = Vec::new();
        for operation in operations {
            let method = method_of(&operation.method);
            allowed.push(method.to_string());
            let operation = Arc::clone(operation);
            resource = resource.route(web::method(method).to(move |request: HttpRequest, payload: web::Payload| {
                let operation = Arc::clone(&operation);
                async move { operation.serve(request, payload.into_inner()).await }
            }));
        }
        let allow = allowed.join(", ");
        config.service(resource.default_service(web::to(move |request: HttpRequest| {
            let problem = Problem::method_not_allowed(allow.clone());
            async move { problem.respond(&request) }
        })));
    }
}

/// Answers what no route matches.
pub async fn unknown_route(request: HttpRequest) -> HttpResponse {
    Problem::new(&table::ROUTE_NOT_FOUND, "没有这个地址，请对照接口文档核对。").respond(&request)
}

/// The method of actix for one of the contract.
pub fn method_of(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Delete => Method::DELETE,
        _ => Method::GET,
    }
}
