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
    /// Complaints in the full database, 100000 unless told; the growth figures compare it with a tenth of it. Where it is not
    /// told, PostgreSQL gets a fifth: seeding all would take longer than measuring.
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
    on_sqlite: usize,
    on_postgres: usize,
    /// How long each figure is measured in each round.
    pub(crate) time: Duration,
    /// Rounds; figures are medians over them.
    pub(crate) rounds: usize,
}

impl CommandLine {
    /// The plan the arguments make.
    pub(crate) fn plan(&self) -> Plan {
        let (on_sqlite, on_postgres, seconds, rounds) =
            if self.quick { (10_000, 10_000, 1.0, 1) } else { (100_000, 20_000, 2.0, 3) };
        Plan {
            only: self.engine,
            on_sqlite: self.complaints.unwrap_or(on_sqlite).max(1000),
            on_postgres: self.complaints.unwrap_or(on_postgres).max(1000),
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

    /// Complaints in the full database. Growth is measured from a tenth of it.
    pub(crate) fn complaints(&self, engine: Engine) -> usize {
        match engine {
            Engine::Sqlite => self.on_sqlite,
            Engine::Postgres => self.on_postgres,
        }
    }
}
