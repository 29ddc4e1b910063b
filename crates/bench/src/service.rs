//! The service under test: the release binary, started as an installation starts it, on a data folder of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::error::BenchError;
use crate::http::Connection;

/// A running service. It ends with this value.
pub(crate) struct Service {
    process: Child,
    _stdout: BufReader<ChildStdout>,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Service {
    /// Starts it and waits until it answers. One log line for every request would be measured with both sides of every ratio
    /// and make them look better: only warnings are logged.
    pub(crate) async fn start(data_dir: &Path, database_url: Option<&str>) -> Result<Self, BenchError> {
        let binary = std::env::current_exe()?.with_file_name("yingshang");
        let mut command = Command::new(&binary);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("YINGSHANG_")) {
            command.env_remove(name);
        }
        command.env_remove("DATABASE_URL");
        command.envs(database_url.map(|url| ("DATABASE_URL", url)));
        command.env("RUST_LOG", "warn").env("YINGSHANG_LISTEN", "127.0.0.1:0").env("YINGSHANG_DATA_DIR", data_dir);
        command.env("YINGSHANG_ACCESS_TOKEN_SECONDS", "3600");
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.spawn().map_err(|error| BenchError::new(format!("{}: {error}", binary.display())))?;
        let stdout = process.stdout.take().ok_or_else(|| BenchError::new("the service has no output"))?;
        let mut stdout = BufReader::new(stdout);
        let found = address(&mut stdout);
        let mut service = Self { process, _stdout: stdout, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        service.address = found?;
        Connection::open(service.address).await?.ask(b"GET /readyz HTTP/1.1\r\nhost: bench\r\n\r\n").await?;
        Ok(service)
    }

    /// Resident memory now, megabytes.
    pub(crate) fn resident_mb(&self) -> Result<f64, BenchError> {
        self.status_mb("VmRSS:")
    }

    /// The most resident memory so far, megabytes.
    pub(crate) fn peak_mb(&self) -> Result<f64, BenchError> {
        self.status_mb("VmHWM:")
    }

    fn status_mb(&self, name: &str) -> Result<f64, BenchError> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let kilobytes =
            status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB")?.parse().ok());
        kilobytes.map(|kb: f64| kb / 1024.0).ok_or_else(|| BenchError::new("memory figures need Linux"))
    }

    /// Stops it as an operator would and waits.
    pub(crate) async fn stop(mut self) -> Result<(), BenchError> {
        Command::new("kill").arg(self.process.id().to_string()).status()?;
        for _ in 0..300 {
            if self.process.try_wait()?.is_some() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(BenchError::new("the service does not stop"))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn address(stdout: &mut impl BufRead) -> Result<SocketAddr, BenchError> {
    let mut line = String::new();
    while stdout.read_line(&mut line)? > 0 {
        if let Some((_, address)) = line.trim_end().split_once("listens on http://") {
            return address.parse().map_err(|_| BenchError::new(format!("not an address: {address}")));
        }
        line.clear();
    }
    Err(BenchError::new("the service did not start; what it said stands above"))
}
