//! The contract as files, and Swagger UI from this binary: it works on an intranet.

use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::web::{self, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use utoipa_swagger_ui::Config;

use super::health::only_get;
use crate::contract::Contract;
use crate::problem::{Problem, table};

/// Registers the contract and the documentation pages.
pub(super) fn configure(config: &mut web::ServiceConfig) {
    let ui = Config::from("/openapi.json").validator_url("none").display_request_duration(true).deep_linking(true);
    let ui = Data::from(Arc::new(UiConfig(Arc::new(ui))));
    config.service(only_get("/openapi.yaml", web::get().to(yaml)));
    config.service(only_get("/openapi.json", web::get().to(json)));
    config.service(only_get("/docs", web::get().to(to_docs)));
    config.service(only_get("/docs/{file:.*}", web::get().to(page)).app_data(ui));
}

struct UiConfig(Arc<Config<'static>>);

async fn yaml(contract: Data<Contract>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/yaml").body(contract.yaml().to_owned())
}

async fn json(contract: Data<Contract>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(contract.json().to_owned())
}

async fn to_docs() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((LOCATION, "/docs/")).finish()
}

async fn page(request: HttpRequest, file: Path<String>, ui: Data<UiConfig>) -> HttpResponse {
    match utoipa_swagger_ui::serve(&file, ui.0.clone()) {
        Ok(Some(found)) => HttpResponse::Ok()
            .content_type(found.content_type)
            .insert_header((CACHE_CONTROL, "public, max-age=3600"))
            .body(found.bytes.into_owned()),
        Ok(None) => Problem::new(&table::ROUTE_NOT_FOUND, "没有这个页面。").respond(&request),
        Err(error) => Problem::internal(error).respond(&request),
    }
}
