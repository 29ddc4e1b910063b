//! `pgbench` with the statements of the service, prepared, on the same socket and with as many clients.

use std::io::Write;
use std::process::Command;
use std::time::Duration;

use crate::error::BenchError;
use crate::load::Sample;
use crate::plan::CONNECTIONS;

/// The statements of one registration; `:n` is drawn at random by pgbench.
const CREATE: &str = include_str!("../../sql/postgres/create.sql");
/// The statements of one look at a complaint, `{id}`.
const GET: &str = include_str!("../../sql/postgres/get.sql");
/// The list, from `{due_from}` on.
const LIST: &str = include_str!("../../sql/postgres/list.sql");

/// Complaints that are looked at in turn, each by a script of its own.
const LOOKED_AT: usize = 8;

/// Registrations a second, one transaction each.
pub(crate) fn create(url: &str, time: Duration) -> Result<Sample, BenchError> {
    run(url, &[CREATE.to_owned()], time)
}

/// Looks at a complaint a second.
pub(crate) fn get(url: &str, ids: &[String], time: Duration) -> Result<Sample, BenchError> {
    let step = (ids.len() / LOOKED_AT).max(1);
    let scripts: Vec<String> = ids.iter().step_by(step).take(LOOKED_AT).map(|id| GET.replace("{id}", id)).collect();
    run(url, &scripts, time)
}

/// Lists a second.
pub(crate) fn list(url: &str, due_from: &str, time: Duration) -> Result<Sample, BenchError> {
    run(url, &[LIST.replace("{due_from}", due_from)], time)
}

/// What autovacuum would have done by now after so many inserts.
pub(crate) fn analyze(url: &str) -> Result<(), BenchError> {
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(b"VACUUM ANALYZE;\n")?;
    tell(Command::new("pgbench").args(["-n", "-t", "1", "-f"]).arg(file.path()).arg(url)).map(drop)
}

fn run(url: &str, scripts: &[String], time: Duration) -> Result<Sample, BenchError> {
    let mut command = Command::new("pgbench");
    command.args(["-n", "-M", "prepared", "-j", "2", "-c", &CONNECTIONS.to_string()]);
    command.args(["-T", &time.as_secs().max(1).to_string()]);
    let mut files = Vec::new();
    for script in scripts {
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(script.as_bytes())?;
        command.arg("-f").arg(file.path());
        files.push(file);
    }
    let told = tell(command.arg(url))?;
    let rate = told.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    let failed = told.lines().find(|line| line.starts_with("number of failed transactions: "));
    match (rate, failed) {
        (Some(per_second), Some(line)) if line.contains(": 0 ") => {
            Ok(Sample { per_second, p50: 0.0, p99: 0.0, bytes: 0 })
        }
        _ => Err(BenchError::new(format!("pgbench: {told}"))),
    }
}

fn tell(command: &mut Command) -> Result<String, BenchError> {
    let output = command.output().map_err(|error| BenchError::new(format!("pgbench: {error}")))?;
    if !output.status.success() {
        return Err(BenchError::new(format!("pgbench: {}", String::from_utf8_lossy(&output.stderr))));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
