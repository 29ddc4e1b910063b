//! What the black-box tests stand on: a real server on a port of its own, with a database of its own, and a clock that the
//! test moves.

mod client;
mod clock;
mod database;
mod seed;
mod server;

pub use client::{Call, Client, Reply};
pub use clock::ManualClock;
pub use server::{Options, TestServer};
pub use yingshang_store::Engine;

/// Secret of the text message provider `testing`.
pub const SMS_SECRET: &str = "testing-0123456789abcdef01234567";

/// Password of every seeded account.
pub const PASSWORD: &str = "Sesame-4711-open";

/// When the clock of a test stands before it is moved: a Monday morning, +08:00.
pub const MORNING: &str = "2026-03-02T09:00:00+08:00";

/// Runs a test body on one engine; where there is no PostgreSQL, the PostgreSQL half says so and passes.
pub fn run<F, Fut>(engine: Engine, body: F)
where
    F: FnOnce(TestServer) -> Fut,
    Fut: Future<Output = ()>,
{
    run_with(engine, Options::default(), body);
}

/// As [`run`], with something different about the server.
pub fn run_with<F, Fut>(engine: Engine, options: Options, body: F)
where
    F: FnOnce(TestServer) -> Fut,
    Fut: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        match TestServer::start_with(engine, options).await {
            Some(server) => body(server).await,
            None => skipped(),
        }
    });
}

#[allow(clippy::print_stderr, reason = "a test that did not run must not look like one that did")]
fn skipped() {
    eprintln!("skipped: no PostgreSQL");
}

/// Makes two tests, `name::sqlite` and `name::postgres`, of one body.
///
/// ```ignore
/// both_engines! {
///     async fn a_unit_can_be_read(server: TestServer) { ... }
/// }
/// ```
#[macro_export]
macro_rules! both_engines {
    ($( $(#[$meta:meta])* async fn $name:ident($server:ident: TestServer) $body:block )+) => {
        $(
            $(#[$meta])*
            mod $name {
                #[allow(unused_imports)]
                use super::*;

                async fn body($server: $crate::TestServer) $body

                #[test]
                fn sqlite() {
                    $crate::run($crate::Engine::Sqlite, body);
                }

                #[test]
                fn postgres() {
                    $crate::run($crate::Engine::Postgres, body);
                }
            }
        )+
    };
}
