//! A server of the test's own.

use std::collections::HashMap;
use std::net::TcpListener;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use tempfile::TempDir;
use yingshang_api::server::{self, ServerSettings};
use yingshang_app::{App, Settings, job};
use yingshang_rules::Role;
use yingshang_store::Engine;

use crate::client::{Client, Session};
use crate::database::{Database, application, cheap_settings};
use crate::{MORNING, ManualClock, PASSWORD};

/// What a test may want to be different.
#[derive(Debug, Clone)]
pub struct Options {
    /// Settings of the use cases.
    pub settings: Settings,
    /// Calls a minute to what needs no account; plenty unless the test is about that.
    pub public_calls_per_minute: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { settings: cheap_settings(), public_calls_per_minute: 100_000 }
    }
}

/// A running server with seeded units and one account per role (user name: the role's code, password: [`PASSWORD`]).
pub struct TestServer {
    /// The application behind it, for what HTTP cannot show.
    pub app: App,
    /// Its clock, at [`MORNING`] until moved.
    pub clock: Arc<ManualClock>,
    pub(crate) base: String,
    pub(crate) http: reqwest::Client,
    pub(crate) sessions: Mutex<HashMap<String, Session>>,
    handle: ServerHandle,
    // Fields are dropped in order: the database goes when nothing uses it any more.
    _database: Database,
    _folder: TempDir,
}

impl TestServer {
    /// A server on a copy of the seeded database; `None` where there is no PostgreSQL.
    ///
    /// # Panics
    /// When the server does not start.
    pub async fn start_with(engine: Engine, options: Options) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = Database::copy(engine, folder.path())?;
        let clock = Arc::new(ManualClock::at(MORNING));
        let app = application(&database.url, folder.path(), clock.clone(), options.settings).await;
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let settings = ServerSettings {
            workers: 1,
            public_calls_per_minute: NonZeroU32::new(options.public_calls_per_minute).expect("at least one"),
            trust_forwarded: false,
            handle_signals: false,
        };
        let server = server::start(listener, app.clone(), &settings).expect("serves");
        let handle = server.handle();
        tokio::spawn(server);
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        Some(Self { app, clock, base, http, sessions: Mutex::default(), handle, _database: database, _folder: folder })
    }

    /// Where it listens: `http://127.0.0.1:port`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A client without an account.
    pub fn anonymous(&self) -> Client<'_> {
        Client::new(self, None)
    }

    /// A client logged in as the seeded account of a role; logs in when needed.
    pub fn role(&self, role: Role) -> Client<'_> {
        self.user(role.code(), PASSWORD)
    }

    /// A client logged in as any account; logs in when needed.
    pub fn user(&self, username: &str, password: &str) -> Client<'_> {
        Client::new(self, Some((username.to_owned(), password.to_owned())))
    }

    /// Runs the jobs that are due now.
    ///
    /// # Panics
    /// When one fails.
    pub async fn run_jobs(&self) -> usize {
        job::run_due(&self.app, "test").await.expect("jobs run")
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        // Stopping is not awaited: the listener is gone with the runtime anyway. The store is: its threads hold the database.
        drop(self.handle.stop(false));
        self.app.close();
    }
}
