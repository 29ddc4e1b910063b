//! The binary itself: first start, commands, wrong configuration, a clean stop.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The binary with nothing of the caller's environment that could change it.
fn yingshang(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yingshang"));
    command
        .env_clear()
        .current_dir(folder)
        .env("YINGSHANG_LISTEN", "127.0.0.1:0")
        .env("YINGSHANG_ARGON2_MEMORY_KIB", "8");
    command
}

/// Reads its output up to the line with the address of the documentation.
fn lines_until_ready(child: &mut Child) -> Vec<String> {
    let mut lines = Vec::new();
    for line in BufReader::new(child.stdout.as_mut().expect("a pipe")).lines() {
        lines.push(line.expect("text"));
        if lines.last().is_some_and(|line| line.starts_with("Documentation:")) {
            break;
        }
    }
    lines
}

fn stop(mut child: Child) {
    let killed = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status().expect("kill runs");
    assert!(killed.success());
    assert!(child.wait().expect("it ends").success(), "a stop is no failure");
}

#[test]
fn the_first_start_makes_everything_and_tells_the_password_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = yingshang(folder.path()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts");
    let lines = lines_until_ready(&mut first);
    let told = lines.iter().filter(|line| line.starts_with("One-time password")).count();
    assert_eq!(told, 1, "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("listens on http://127.0.0.1:")), "{lines:?}");
    stop(first);
    assert!(folder.path().join("data/yingshang.db").is_file());
    let mut second = yingshang(folder.path()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts");
    let lines = lines_until_ready(&mut second);
    assert!(!lines.iter().any(|line| line.contains("password")), "{lines:?}");
    stop(second);
}

#[test]
fn a_wrong_configuration_stops_the_start_and_names_every_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let output =
        yingshang(folder.path()).env("YINGSHANG_QUEUE", "none").env("YINGSHANG_TYPO", "1").output().expect("runs");
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(complaint.contains("YINGSHANG_QUEUE") && complaint.contains("YINGSHANG_TYPO"), "{complaint}");
    assert!(!folder.path().join("data").exists(), "nothing was begun");
}

#[test]
fn accounts_can_be_made_on_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let migrated = yingshang(folder.path()).arg("migrate").output().expect("runs");
    assert!(migrated.status.success(), "{}", String::from_utf8_lossy(&migrated.stderr));
    let create = ["user", "create", "auditor01", "--role", "auditor"];
    let made = yingshang(folder.path()).args(create).output().expect("runs");
    assert!(String::from_utf8_lossy(&made.stdout).contains("One-time password"), "{made:?}");
    let again = yingshang(folder.path()).args(create).output().expect("runs");
    assert!(!again.status.success());
    let both =
        yingshang(folder.path()).args(["user", "create", "both", "--role", "auditor", "--role", "handler"]).output();
    assert!(!both.expect("runs").status.success(), "an auditor handles no cases");
}

#[test]
fn the_contract_is_printed_without_a_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let printed = yingshang(folder.path()).arg("openapi").output().expect("runs");
    assert!(printed.stdout.starts_with(b"openapi: 3.1.0"));
    assert!(!folder.path().join("data").exists());
}
