//! `cargo xtask bench [ARGS]`: builds the service and the measuring program in release, then measures.

use std::path::Path;
use std::process::Command;

use crate::{Outcome, workspace};

/// Runs the measuring program with `arguments`; its table goes to the terminal as it is.
pub(crate) fn run(arguments: &[&str]) -> Outcome {
    // Both in one call: cargo then builds what they share once, with the features of both.
    let programs = ["-p", "yingshang-api", "-p", "yingshang-bench", "--bin", "yingshang", "--bin", "yingshang-bench"];
    call(&workspace::cargo(), &[&["build", "--release", "--locked"], &programs[..]].concat())?;
    let metadata = workspace::metadata()?;
    let target = metadata["target_directory"].as_str().unwrap_or("target");
    call(&Path::new(target).join("release/yingshang-bench"), arguments)?;
    Ok("bench: done".to_owned())
}

fn call(program: &Path, arguments: &[&str]) -> Result<(), Vec<String>> {
    let name = format!("{} {}", program.display(), arguments.join(" "));
    match Command::new(program).args(arguments).current_dir(workspace::root()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(vec![format!("{name}: {status}")]),
        Err(error) => Err(vec![format!("{name}: {error}")]),
    }
}
