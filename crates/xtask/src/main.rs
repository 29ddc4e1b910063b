//! The project's own commands: `cargo xtask <command>`. Each is one file; a new one is a module and a line in [`run`].

#![expect(clippy::print_stdout, reason = "a command line program prints its answer")]

mod bench;
mod coverage;
mod layers;
mod openapi;
mod wording;
mod workspace;

use std::process::ExitCode;

/// What a command answers: one line for the person who ran it, or everything that it found wrong.
pub(crate) type Outcome = Result<String, Vec<String>>;

const USAGE: &str = "\
cargo xtask <command>

  layers             every crate depends only on crates below it
  openapi [--check]  write openapi.yaml from the service's own contract, or fail when the two differ
  bench [ARGS]       measures the release build against its targets; docs/BENCHMARKS.md
  coverage           every obligation of the rulebook is named by a test
  wording            no path of a machine and no valid identity number in the tree";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(findings) => {
            for finding in findings {
                eprintln!("error: {finding}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["layers"] => layers::run(),
        ["openapi"] => openapi::write(),
        ["openapi", "--check"] => openapi::check(),
        ["bench", arguments @ ..] => bench::run(arguments),
        ["coverage"] => coverage::run(),
        ["wording"] => wording::run(),
        [] | ["help" | "--help" | "-h"] => Ok(USAGE.to_owned()),
        _ => Err(vec![format!("unknown command `{}`\n\n{USAGE}", words.join(" "))]),
    }
}

/// The answer of a check: `answer` when it found nothing.
pub(crate) fn verdict(findings: Vec<String>, answer: String) -> Outcome {
    if findings.is_empty() { Ok(answer) } else { Err(findings) }
}
