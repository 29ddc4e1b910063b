//! Where the project lies, which files it has, and the programs that tell.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that holds the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let manifest_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest_dir.ancestors().nth(2).expect("this crate lies two folders below the root").to_path_buf()
}

/// What `program` printed, run in the root; `Err` carries what it complained about.
pub(crate) fn output_of(program: &Path, arguments: &[&str]) -> Result<Vec<u8>, Vec<String>> {
    let name = format!("{} {}", program.display(), arguments.join(" "));
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .output()
        .map_err(|error| vec![format!("{name}: {error}")])?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(vec![format!("{name}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr))])
    }
}

/// What `cargo metadata --no-deps` says of the workspace.
pub(crate) fn metadata() -> Result<serde_json::Value, Vec<String>> {
    let json = output_of(&cargo(), &["metadata", "--no-deps", "--format-version", "1", "--locked"])?;
    serde_json::from_slice(&json).map_err(|error| vec![format!("cargo metadata: {error}")])
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Every file of the project, relative to the root: what git tracks and what it would track.
pub(crate) fn files() -> Result<Vec<String>, Vec<String>> {
    let listing = output_of(Path::new("git"), &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    let listing = String::from_utf8_lossy(&listing);
    let files: Vec<String> =
        listing.split('\0').filter(|path| !path.is_empty() && root().join(path).is_file()).map(str::to_owned).collect();
    if files.is_empty() { Err(vec!["git lists no file: not a clone?".to_owned()]) } else { Ok(files) }
}

/// The text of a project file, or `None` when it is not text.
pub(crate) fn text_of(path: &str) -> Result<Option<String>, Vec<String>> {
    let bytes = std::fs::read(root().join(path)).map_err(|error| vec![format!("{path}: {error}")])?;
    Ok(String::from_utf8(bytes).ok())
}
