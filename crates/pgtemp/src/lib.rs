//! PostgreSQL for tests: a private server that lives as long as the test process, and databases copied from a template.
//!
//! With `TEST_DATABASE_URL` set (a role that may create databases) that server is used. Else a server is started from the
//! binaries in `PATH` or `/usr/lib/postgresql/*/bin`, in a temporary folder, on a unix socket only. Where there is
//! neither, [`database_from_template`] returns `None` and tests say that they were skipped, unless
//! `YINGSHANG_REQUIRE_POSTGRES=1`: then it panics.

mod server;

use server::Server;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// A database of its own, dropped with this value.
#[derive(Debug)]
pub struct Database {
    name: String,
    url: String,
}

impl Database {
    /// Where it is: `postgresql://…`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(server) = server() {
            // A test that failed should report its own failure, not this one.
            let _ = server.execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

/// An empty database, or `None` where there is no PostgreSQL.
///
/// # Panics
/// When PostgreSQL is required or present and does not work.
#[must_use]
pub fn empty_database() -> Option<Database> {
    let server = server()?;
    Some(create(server, "template0"))
}

/// A copy of the template of this name, or `None` where there is no PostgreSQL.
///
/// `fill` is called with the address of the template, once per process and name: it brings the template to the state the
/// copies start from, and must have closed its connections when it returns.
///
/// # Panics
/// When PostgreSQL is required or present and does not work.
#[must_use]
pub fn database_from_template(template: &str, fill: impl FnOnce(&str)) -> Option<Database> {
    static FILLED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

    let server = server()?;
    let template = format!("template_{}_{template}", std::process::id());
    let mut filled = FILLED.lock().unwrap_or_else(PoisonError::into_inner);
    if !filled.contains(&template) {
        server.execute(&format!("DROP DATABASE IF EXISTS {template}")).expect("an old template can be dropped");
        server.execute(&format!("CREATE DATABASE {template} TEMPLATE template0")).expect("a database can be created");
        fill(&server.url(&template));
        filled.insert(template.clone());
    }
    // Copies of one template are made one after the other anyway: the lock may as well be held.
    Some(create(server, &template))
}

/// A private server that keeps what it acknowledged, as an installation's does: for measuring. It ends with this value.
#[derive(Debug)]
pub struct DurableServer(Server);

impl DurableServer {
    /// Starts one; `None` where PostgreSQL is not installed.
    ///
    /// # Panics
    /// When PostgreSQL is installed and does not start.
    #[must_use]
    pub fn start() -> Option<Self> {
        Server::durable().map(Self)
    }

    /// Makes an empty database and says where it is.
    ///
    /// # Errors
    /// What the server complained about.
    pub fn create_database(&self, name: &str) -> Result<String, String> {
        self.0.execute(&format!("CREATE DATABASE {name} TEMPLATE template0"))?;
        Ok(self.0.url(name))
    }
}

fn create(server: &Server, template: &str) -> Database {
    static COUNT: AtomicU32 = AtomicU32::new(0);

    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    server.execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).expect("a database can be created");
    Database { url: server.url(&name), name }
}

fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();

    let server = SERVER.get_or_init(Server::find);
    if server.is_none() {
        let required = std::env::var_os("YINGSHANG_REQUIRE_POSTGRES").is_some_and(|value| value == "1");
        assert!(
            !required,
            "YINGSHANG_REQUIRE_POSTGRES=1, but there is neither TEST_DATABASE_URL nor a PostgreSQL here"
        );
    }
    server.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_holds_what_the_template_holds_and_copies_are_apart() {
        let fill = |url: &str| {
            server::psql(url, "CREATE TABLE t (n int); INSERT INTO t VALUES (7)").expect("fills");
        };
        let (Some(one), Some(two)) =
            (database_from_template("pgtemp", fill), database_from_template("pgtemp", |_| panic!("filled twice")))
        else {
            eprintln!("skipped: no PostgreSQL");
            return;
        };
        server::psql(one.url(), "UPDATE t SET n = 8").expect("updates");
        assert_eq!(server::psql(one.url(), "SELECT n FROM t").expect("selects").trim(), "8");
        assert_eq!(server::psql(two.url(), "SELECT n FROM t").expect("selects").trim(), "7");
    }
}
