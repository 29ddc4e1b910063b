//! The HTTP server: the route table, what watches over it, and the pages beside it. The binary and the tests build the same one.

mod docs;
mod health;
mod metrics;
mod observe;

use std::net::TcpListener;
use std::num::NonZeroU32;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App as HttpApp, HttpServer};
use yingshang_app::App;

use crate::contract::Contract;
use crate::limit::RateLimits;
use crate::operation::Operation;
use crate::routes;
use metrics::Metrics;

/// Seconds that requests under way get to finish when the server is told to stop.
const SHUTDOWN_SECONDS: u64 = 25;

/// How to serve.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Threads that serve requests.
    pub workers: usize,
    /// Calls a minute from one address to what needs no account.
    pub public_calls_per_minute: NonZeroU32,
    /// A proxy in front sets `X-Forwarded-For`.
    pub trust_forwarded: bool,
    /// Stop on SIGTERM and SIGINT.
    pub handle_signals: bool,
}

/// What every worker shares.
#[derive(Clone)]
struct Shared {
    app: Data<App>,
    contract: Data<Contract>,
    limits: Data<RateLimits>,
    metrics: Data<Metrics>,
    operations: Arc<[Arc<Operation>]>,
}

/// The route table and the contract made of it.
struct Served {
    operations: Arc<[Arc<Operation>]>,
    contract: Data<Contract>,
}

/// Made once: it is the same for every server in a process.
static SERVED: LazyLock<Served> = LazyLock::new(|| {
    let operations = routes::operations();
    let contract = Data::new(Contract::new(&operations));
    Served { operations: operations.into_iter().map(Operation::without_contract).map(Arc::new).collect(), contract }
});

/// Serves `app` on `listener` until it is told to stop; the caller awaits the server.
///
/// # Errors
/// When the listener cannot be used.
pub fn start(listener: TcpListener, app: App, settings: &ServerSettings) -> std::io::Result<Server> {
    let shared = Shared {
        app: Data::new(app),
        contract: SERVED.contract.clone(),
        limits: Data::new(RateLimits::new(settings.public_calls_per_minute, settings.trust_forwarded)),
        metrics: Data::new(Metrics::default()),
        operations: SERVED.operations.clone(),
    };
    let server = HttpServer::new(move || {
        let shared = shared.clone();
        HttpApp::new()
            .wrap(from_fn(observe::observe))
            .configure(|config| configure(config, shared))
            .default_service(web::to(routes::unknown_route))
    })
    .workers(settings.workers)
    .shutdown_timeout(SHUTDOWN_SECONDS)
    // A caller that opens a connection and says nothing holds a slot; nginx and browsers are far quicker than this.
    .client_request_timeout(Duration::from_secs(10))
    .listen(listener)?;
    let server = if settings.handle_signals { server } else { server.disable_signals() };
    Ok(server.run())
}

fn configure(config: &mut web::ServiceConfig, shared: Shared) {
    config.app_data(shared.app).app_data(shared.contract).app_data(shared.limits).app_data(shared.metrics);
    routes::configure(config, &shared.operations);
    health::configure(config);
    docs::configure(config);
}
