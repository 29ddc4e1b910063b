//! What happens around every request: its id, the headers every answer has, one log line, the figures.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};

use super::metrics::Metrics;
use crate::openapi::VERSION;
use crate::request_id::{self, RequestId};

const REQUEST_ID: HeaderName = HeaderName::from_static(request_id::HEADER);
const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// Wraps every request.
pub(super) async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let id = RequestId::from_headers(request.headers());
    request.extensions_mut().insert(id.clone());
    let mut response = next.call(request).await?;
    mark(&mut response, &id);
    record(&response, &id, started);
    Ok(response)
}

fn mark<B>(response: &mut ServiceResponse<B>, id: &RequestId) {
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        headers.insert(REQUEST_ID, value);
    }
    headers.insert(API_VERSION, HeaderValue::from_static(VERSION));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
}

/// The route pattern stands for the URL: what people put into a URL does not belong into a log.
fn record<B>(response: &ServiceResponse<B>, id: &RequestId, started: Instant) {
    let request = response.request();
    let route = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    let (method, status, elapsed) = (request.method().as_str(), response.status().as_u16(), started.elapsed());
    if let Some(metrics) = request.app_data::<Data<Metrics>>() {
        metrics.request(method, &route, status, elapsed);
    }
    let ms = elapsed.as_secs_f64() * 1000.0;
    log::info!(target: "yingshang::access", request_id = id.as_str(), method, route = route.as_str(), status, ms; "request");
}
