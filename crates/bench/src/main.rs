//! Measures the service as an installation runs it: the release binary in a process of its own, 64 connections, real accounts,
//! permits, validation, audit and outbox. Figures of one run are set against each other, because only ratios hold from one
//! machine to the next.
//!
//! `cargo xtask bench [--quick] [--engine sqlite|postgres] [--strict]`; what it found on one machine is in docs/BENCHMARKS.md.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line program prints its answer")]

mod baseline;
mod calendar_cost;
mod engine_run;
mod error;
mod http;
mod load;
mod plan;
mod report;
mod request;
mod seed;
mod service;

use std::process::ExitCode;

use clap::Parser;
use yingshang_store::Engine;

use crate::error::BenchError;
use crate::plan::{CommandLine, Plan};
use crate::report::Report;

/// As in the service: seeding runs the same use cases.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command = CommandLine::parse();
    let mut report = Report::default();
    let outcome = run(&command.plan(), &mut report);
    // What was measured is told even when the run ended early.
    print!("{report}");
    match outcome {
        Ok(()) if command.strict && report.is_below_target() => ExitCode::FAILURE,
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(plan: &Plan, report: &mut Report) -> Result<(), BenchError> {
    calendar_cost::measure(report);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for engine in plan.engines() {
        match engine {
            Engine::Sqlite => runtime.block_on(engine_run::sqlite(plan, report))?,
            Engine::Postgres => runtime.block_on(engine_run::postgres(plan, report))?,
        }
    }
    Ok(())
}
