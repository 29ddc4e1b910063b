//! What is measured and for how long.

use std::time::Duration;

use clap::{Parser, ValueEnum};
use yingshang_store::Engine;

/// Connections that are busy at the same time, everywhere: service, raw loop and pgbench.
pub(crate) const CONNECTIONS: usize = 64;

/// Measures the release binary; see docs/BENCHMARKS.md.
#[derive(Debug, Parser)]
pub(crate) struct CommandLine {
    /// A tenth of the complaints, one short round: to see that everything runs, not for figures to keep.
    #[arg(long)]
    quick: bool,
    /// Only this engine.
    #[arg(long)]
    engine: Option<EngineName>,
    /// Complaints in the full database; the growth figures compare it with a tenth of it.
    #[arg(long)]
    complaints: Option<usize>,
    /// Seconds each figure is measured in each round.
    #[arg(long)]
    seconds: Option<f64>,
    /// Fail when a figure is below its target.
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EngineName {
    Sqlite,
    Postgres,
}

/// The measure of everything.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    only: Option<EngineName>,
    /// Complaints in the full database.
    pub(crate) complaints: usize,
    /// How long each figure is measured in each round.
    pub(crate) time: Duration,
    /// Rounds; figures are medians over them.
    pub(crate) rounds: usize,
}

impl CommandLine {
    /// The plan the arguments make.
    pub(crate) fn plan(&self) -> Plan {
        let (complaints, seconds, rounds) = if self.quick { (10_000, 1.0, 1) } else { (100_000, 3.0, 3) };
        Plan {
            only: self.engine,
            complaints: self.complaints.unwrap_or(complaints).max(1000),
            time: Duration::from_secs_f64(self.seconds.unwrap_or(seconds).clamp(0.1, 60.0)),
            rounds,
        }
    }
}

impl Plan {
    /// The engines, in the order they are measured.
    pub(crate) fn engines(&self) -> Vec<Engine> {
        match self.only {
            Some(EngineName::Sqlite) => vec![Engine::Sqlite],
            Some(EngineName::Postgres) => vec![Engine::Postgres],
            None => vec![Engine::Sqlite, Engine::Postgres],
        }
    }

    /// Complaints in the small database that growth is measured from.
    pub(crate) fn few(&self) -> usize {
        self.complaints / 10
    }
}
