//! Figures for Prometheus.

use std::time::Duration;

use actix_web::web::Data;
use actix_web::{HttpResponse, Responder};
use prometheus::{Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};
use yingshang_app::App;

/// Bytes of a memory page on every platform the service runs on.
const PAGE_BYTES: i64 = 4096;

/// The figures of this server.
pub(super) struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    queued_writes: IntGauge,
    resident_bytes: IntGauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let requests = Opts::new("yingshang_requests_total", "Requests answered");
        let seconds = HistogramOpts::new("yingshang_request_seconds", "Time from request to answer")
            .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0]);
        let known = "names and labels are constant and checked by a test";
        let metrics = Self {
            registry: Registry::new(),
            requests: IntCounterVec::new(requests, &["method", "route", "status"]).expect(known),
            seconds: HistogramVec::new(seconds, &["method", "route"]).expect(known),
            queued_writes: IntGauge::new("yingshang_queued_writes", "Units waiting at the write door").expect(known),
            resident_bytes: IntGauge::new("process_resident_memory_bytes", "Resident memory").expect(known),
        };
        metrics.registry.register(Box::new(metrics.requests.clone())).expect(known);
        metrics.registry.register(Box::new(metrics.seconds.clone())).expect(known);
        metrics.registry.register(Box::new(metrics.queued_writes.clone())).expect(known);
        metrics.registry.register(Box::new(metrics.resident_bytes.clone())).expect(known);
        metrics
    }
}

impl Metrics {
    /// Counts one answer.
    pub(super) fn request(&self, method: &str, route: &str, status: u16, elapsed: Duration) {
        // A made-up method would open a series of its own.
        let method = if matches!(method, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS") {
            method
        } else {
            "OTHER"
        };
        self.requests.with_label_values(&[method, route, status.to_string().as_str()]).inc();
        self.seconds.with_label_values(&[method, route]).observe(elapsed.as_secs_f64());
    }
}

/// `GET /metrics`.
pub(super) async fn show(metrics: Data<Metrics>, app: Data<App>) -> impl Responder {
    metrics.queued_writes.set(app.store.queue_depth() as i64);
    metrics.resident_bytes.set(resident_bytes().unwrap_or(0));
    let mut text = Vec::new();
    match TextEncoder::new().encode(&metrics.registry.gather(), &mut text) {
        Ok(()) => HttpResponse::Ok().content_type(prometheus::TEXT_FORMAT).body(text),
        Err(error) => {
            log::error!("metrics: {error}");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// Of this process; `None` where there is no `/proc`.
fn resident_bytes() -> Option<i64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: i64 = statm.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * PAGE_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_status() {
        let metrics = Metrics::default();
        metrics.request("GET", "/v1/units/{id}", 200, Duration::from_millis(3));
        metrics.request("BREW", "unmatched", 404, Duration::from_millis(1));
        let mut text = Vec::new();
        TextEncoder::new().encode(&metrics.registry.gather(), &mut text).expect("text");
        let text = String::from_utf8(text).expect("UTF-8");
        assert!(
            text.contains(r#"yingshang_requests_total{method="GET",route="/v1/units/{id}",status="200"} 1"#),
            "{text}"
        );
        assert!(text.contains(r#"method="OTHER""#));
    }
}
