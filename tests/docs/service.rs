//! The program as a reader starts it: a demo on a database of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// The password that the pages start the demo with.
const PASSWORD: &str = "Yingshang-2026";

/// The address in the pages.
const ADDRESS: &str = "http://127.0.0.1:8080";

/// A running demo, stopped with this value.
pub(super) struct Service {
    process: Child,
    base: String,
    folder: TempDir,
}

impl Service {
    /// Starts the demo on a free port and waits until it listens.
    pub(super) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut process = Command::new(env!("CARGO_BIN_EXE_yingshang"))
            .args(["serve", "--demo"])
            .current_dir(&folder)
            .env_remove("DATABASE_URL")
            .env("YINGSHANG_LISTEN", "127.0.0.1:0")
            .env("YINGSHANG_DEMO_PASSWORD", PASSWORD)
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let printed = BufReader::new(process.stdout.take().expect("its output is ours"));
        let base = printed
            .lines()
            .map_while(Result::ok)
            // The last line it prints: nobody reads on after it.
            .find_map(|line| line.strip_prefix("Documentation: ")?.strip_suffix("/docs/").map(str::to_owned))
            .expect("it says where it listens");
        Self { process, base, folder }
    }

    /// Runs `script` in the folder in which the service was started; what it prints.
    pub(super) fn run(&self, script: &str) -> String {
        let output = Command::new("bash")
            .args(["-euo", "pipefail", "-c", &script.replace(ADDRESS, &self.base)])
            .current_dir(&self.folder)
            .output()
            .expect("the commands of the documentation need bash, curl and python3");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "a command failed ({}):\n{printed}\n{complaints}", output.status);
        printed
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // The folder goes with it; there is nothing to shut down in order.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
