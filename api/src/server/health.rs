//! Probes and figures, for the machines that watch the service.

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use yingshang_app::{App, AppError};

use super::metrics;
use crate::problem::Problem;

/// Registers the probes.
pub(super) fn configure(config: &mut web::ServiceConfig) {
    config.service(only_get("/healthz", web::get().to(alive)));
    config.service(only_get("/readyz", web::get().to(ready)));
    config.service(only_get("/metrics", web::get().to(metrics::show)));
}

/// A resource with `GET` alone; other methods get their 405.
pub(super) fn only_get(path: &str, route: actix_web::Route) -> actix_web::Resource {
    web::resource(path).route(route).default_service(web::to(|request: HttpRequest| async move {
        Problem::method_not_allowed("GET".to_owned()).respond(&request)
    }))
}

/// The process answers.
async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({"status": "alive"}))
}

/// The database answers too. Its schema was brought up to date before the server started.
async fn ready(request: HttpRequest, app: Data<App>) -> HttpResponse {
    match app.store.ping().await {
        Ok(()) => HttpResponse::Ok().json(serde_json::json!({"status": "ready"})),
        Err(error) => Problem::from(AppError::from(error)).respond(&request),
    }
}
