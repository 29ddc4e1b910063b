//! `cargo xtask openapi [--check]`: `openapi.yaml` is what the service prints of itself.

use crate::{Outcome, workspace};
use std::path::Path;

const CONTRACT: &str = "openapi.yaml";

/// Writes the contract that the service prints.
pub(crate) fn write() -> Outcome {
    let printed = printed()?;
    std::fs::write(workspace::root().join(CONTRACT), &printed).map_err(|error| vec![format!("{CONTRACT}: {error}")])?;
    Ok(format!("openapi: wrote {CONTRACT}, {} lines", printed.lines().count()))
}

/// Fails when the committed contract is not the one that the service prints.
pub(crate) fn check() -> Outcome {
    let committed = workspace::text_of(CONTRACT)?.unwrap_or_default();
    match first_difference(&committed, &printed()?) {
        None => Ok(format!("openapi: {CONTRACT} is up to date")),
        Some(difference) => {
            Err(vec![format!("{CONTRACT} is not what the code says ({difference}); run `cargo xtask openapi`")])
        }
    }
}

fn printed() -> Result<String, Vec<String>> {
    // Selecting the whole workspace keeps the features, and so the compiled dependencies, of `cargo test --workspace`.
    workspace::output_of(&workspace::cargo(), &["build", "--quiet", "--workspace", "--bin", "yingshang"])?;
    let metadata = workspace::metadata()?;
    let target = metadata["target_directory"].as_str().unwrap_or("target");
    let contract = workspace::output_of(&Path::new(target).join("debug/yingshang"), &["openapi"])?;
    String::from_utf8(contract).map_err(|_| vec!["the printed contract is not UTF-8".to_owned()])
}

fn first_difference(committed: &str, printed: &str) -> Option<String> {
    if committed == printed {
        return None;
    }
    let lines = committed.lines().zip(printed.lines()).enumerate();
    let differing = lines.into_iter().find(|(_, (old, new))| old != new);
    Some(match differing {
        Some((index, (old, new))) => {
            format!("line {}: committed `{old}`, printed `{new}`", index + 1)
        }
        None => format!("{} lines committed, {} printed", committed.lines().count(), printed.lines().count()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drift_names_the_first_line_that_differs() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n").as_deref(), Some("line 2: committed `b`, printed `c`"));
        assert_eq!(first_difference("a\n", "a\nb\n").as_deref(), Some("1 lines committed, 2 printed"));
        assert!(first_difference("a", "a\n").is_some());
    }
}
