//! Finding or starting the server.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running server. A private one ends with this process, however that ends.
#[derive(Debug)]
pub(crate) struct Server {
    /// Everything before and after the database name of an address.
    base: (String, String),
    /// Holds the pipe whose closing tells the private server to stop.
    _watchdog: Option<Child>,
}

/// What a server for tests does without: what it holds need not outlive it.
pub(crate) const FAST: &[&str] =
    &["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "shared_buffers=32MB"];

/// Runs as the server's user: makes a cluster, starts it, says where it is, waits for its input to close, cleans up.
/// Signals only end the waiting, so that an interrupt in the terminal cleans up too.
const WATCHDOG: &str = r#"
set -e
umask 077
trap : INT TERM HUP
bin=$1
shift
dir=$(mktemp -d /tmp/yingshang-pg.XXXXXX)
chmod 711 "$dir"
"$bin/initdb" --pgdata="$dir/data" --username=yingshang --auth=trust --encoding=UTF8 --locale=C --no-sync >"$dir/log" 2>&1
"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c unix_socket_permissions=0777 \
  -c max_connections=200 "$@" \
  >>"$dir/log" 2>&1 </dev/null &
server=$!
until [ -S "$dir/.s.PGSQL.5432" ] && "$bin/psql" -X -q -h "$dir" -U yingshang -d postgres -c 'SELECT 1' >/dev/null 2>&1; do
  kill -0 $server || { cat "$dir/log" >&2; rm -rf "$dir"; exit 1; }
  sleep 0.05
done
echo "$dir"
exec >/dev/null
read -r _ || true
kill -INT $server 2>/dev/null || true
wait $server || true
rm -rf "$dir"
"#;

impl Server {
    /// The server tests should use; `None` when there is none to be had.
    pub(crate) fn find() -> Option<Self> {
        if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
            return Some(Self { base: split_url(&url), _watchdog: None });
        }
        let binaries = find_binaries()?;
        Some(Self::start(&binaries, FAST))
    }

    /// A private server with every guarantee, on PostgreSQL's own settings.
    pub(crate) fn durable() -> Option<Self> {
        Some(Self::start(&find_binaries()?, &[]))
    }

    fn start(binaries: &Path, settings: &[&str]) -> Self {
        let mut command = as_server_user();
        command.args(["sh", "-c", WATCHDOG, "sh"]).arg(binaries).args(settings);
        command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut watchdog = command.spawn().expect("a shell can be started");
        let stdout = watchdog.stdout.take().expect("stdout was piped");
        let mut folder = String::new();
        BufReader::new(stdout).read_line(&mut folder).expect("the watchdog's output can be read");
        let folder = folder.trim_end();
        assert!(!folder.is_empty(), "PostgreSQL was found in {} but did not start", binaries.display());
        Self {
            base: ("postgresql:///".to_owned(), format!("?host={folder}&user=yingshang")),
            _watchdog: Some(watchdog),
        }
    }

    /// The address of a database on this server.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.base.0, self.base.1)
    }

    /// Runs a statement outside the test databases.
    pub(crate) fn execute(&self, sql: &str) -> Result<String, String> {
        psql(&self.url("postgres"), sql)
    }
}

/// Runs SQL and returns the bare rows.
pub(crate) fn psql(url: &str, sql: &str) -> Result<String, String> {
    let program = find_binaries().map_or_else(|| PathBuf::from("psql"), |folder| folder.join("psql"));
    let output = Command::new(program)
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql])
        .output()
        .map_err(|error| format!("psql: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// `postgres://u:p@host:5432/name?x=y` -> everything before and after `name`.
fn split_url(url: &str) -> (String, String) {
    let (path, query) = url.split_once('?').map_or((url, String::new()), |(path, query)| (path, format!("?{query}")));
    let authority = path.find("://").map_or(0, |at| at + 3);
    let base = match path[authority..].find('/') {
        Some(slash) => path[..=authority + slash].to_owned(),
        None => format!("{path}/"),
    };
    (base, query)
}

/// The folder that holds `initdb`, `postgres` and `psql`: the newest one.
fn find_binaries() -> Option<PathBuf> {
    let complete = |folder: &Path| ["initdb", "postgres", "psql"].iter().all(|name| folder.join(name).is_file());
    let path = std::env::var_os("PATH").unwrap_or_default();
    if let Some(folder) = std::env::split_paths(&path).find(|folder| complete(folder)) {
        return Some(folder);
    }
    let mut installed: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| complete(folder))
        .collect();
    installed.sort();
    installed.pop()
}

/// PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody` where there is no such user.
fn as_server_user() -> Command {
    let id = |arguments: &[&str]| Command::new("id").args(arguments).output().ok().filter(|out| out.status.success());
    if id(&["-u"]).is_none_or(|out| out.stdout.trim_ascii() != b"0") {
        return Command::new("env");
    }
    let user = if id(&["-u", "postgres"]).is_some() { "postgres" } else { "nobody" };
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--"]);
    command
}

#[cfg(test)]
mod tests {
    use super::split_url;

    #[test]
    fn the_database_name_is_found_in_an_address() {
        let parts = |url| split_url(url);
        assert_eq!(parts("postgres://u:p@h:5432/db"), ("postgres://u:p@h:5432/".into(), String::new()));
        assert_eq!(parts("postgres://u@h"), ("postgres://u@h/".into(), String::new()));
        assert_eq!(parts("postgresql:///db?host=/run"), ("postgresql:///".into(), "?host=/run".into()));
    }
}
