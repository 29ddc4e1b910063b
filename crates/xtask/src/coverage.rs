//! `cargo xtask coverage`: every obligation of the institutions built so far is named by at least one test.

use crate::{Outcome, verdict, workspace};
use std::collections::BTreeSet;

const RULEBOOK: &str = "crates/rules/data/rulebook.toml";

/// Obligations by the start of their id. A new institution adds its own here with its first tests.
const PREFIXES: [&str; 11] =
    ["TS-", "GZ-4.", "GZ-1.2.1", "GZ-3.2", "GZ-3.3", "RQ-", "YC-", "FD-", "FW-5", "HP-", "KH-"];

/// Reads the rulebook and the tests and lists the obligations that no test names.
pub(crate) fn run() -> Outcome {
    let rulebook = workspace::text_of(RULEBOOK)?.unwrap_or_default();
    let obligations = obligations(&rulebook);
    if obligations.is_empty() {
        return Err(vec![format!("{RULEBOOK} lists no obligation that starts with {}", PREFIXES.join(" or "))]);
    }
    let mut named = BTreeSet::new();
    for path in workspace::files()? {
        if let Some(text) = workspace::text_of(&path)?.and_then(|text| test_text(&path, &text)) {
            named.extend(ids_in(&text));
        }
    }
    let findings = obligations.difference(&named).map(|id| format!("no test names obligation {id}")).collect();
    verdict(findings, format!("coverage: all {} obligations are named by a test", obligations.len()))
}

/// The obligation ids that the rulebook defines: its lines `id = "…"`.
fn obligations(rulebook: &str) -> BTreeSet<String> {
    rulebook
        .lines()
        .filter_map(|line| line.trim().strip_prefix("id")?.trim_start().strip_prefix('=')?.trim().strip_prefix('"'))
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| PREFIXES.iter().any(|prefix| id.starts_with(prefix)))
        .map(str::to_owned)
        .collect()
}

/// What of a file is test: all of it in a `tests` folder, in Rust sources what follows `#[cfg(test)]`, elsewhere nothing.
fn test_text(path: &str, text: &str) -> Option<String> {
    let in_tests = path.starts_with("tests/") || path.contains("/tests/");
    if path.starts_with("crates/xtask/") || path.starts_with(".ci/") {
        None
    } else if in_tests && ["rs", "json", "toml", "tsv", "csv"].iter().any(|kind| path.ends_with(&format!(".{kind}"))) {
        Some(text.to_owned())
    } else if path.ends_with(".rs") {
        text.find("#[cfg(test)]").map(|start| text[start..].to_owned())
    } else {
        None
    }
}

/// Every obligation id in `text`, taken whole: `TS-11.2a` does not name `TS-11.2`, and `ts_11_2a` (as test functions are
/// called) names `TS-11.2a`.
fn ids_in(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let mut ids = BTreeSet::new();
    for word in text.split(|c| !is_part(c)) {
        if let Some(id) = written_id(word) {
            ids.insert(id);
        }
        ids.extend(id_in_name(word));
    }
    ids
}

fn written_id(word: &str) -> Option<String> {
    let id = word.trim_end_matches(['.', '-', '_']);
    let (series, number) = id.split_once('-')?;
    let upper = !series.is_empty() && series.chars().all(|c| c.is_ascii_uppercase());
    let numbered = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '.');
    (upper && numbered).then(|| id.to_owned())
}

/// `ts_14_3_an_extension_is_asked_in_time` names `TS-14.3`.
fn id_in_name(word: &str) -> Option<String> {
    let mut parts =
        word.split('_').skip_while(|part| !matches!(*part, "ts" | "gz" | "rq" | "yc" | "fd" | "fw" | "hp" | "kh"));
    let series = parts.next()?.to_ascii_uppercase();
    let numbers: Vec<&str> = parts.take_while(|part| part.starts_with(|c: char| c.is_ascii_digit())).collect();
    (!numbers.is_empty()).then(|| format!("{series}-{}", numbers.join(".")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rulebook_lists_its_obligations() {
        let rulebook =
            "[[instrument]]\nid = \"TS\"\n[[obligation]]\nid = \"TS-2.1\"\nid=\"GZ-4.1\"\nid = \"GZ-40.1\"\n";
        assert_eq!(obligations(rulebook), BTreeSet::from(["TS-2.1".to_owned(), "GZ-4.1".to_owned()]));
    }

    #[test]
    fn an_id_is_read_whole_in_text_and_in_names() {
        let found = ids_in("// proves TS-11.2a, TS-2.1.\nfn rq_3_2c_is_never_exceeded() { cite(\"GZ-1.2.1\") }");
        assert_eq!(found, ["GZ-1.2.1", "RQ-3.2c", "TS-11.2a", "TS-2.1"].map(str::to_owned).into());
        assert!(!ids_in("TS-11.2a").contains("TS-11.2"));
    }

    #[test]
    fn only_tests_count() {
        assert_eq!(test_text("crates/rules/src/a.rs", "cite(TS-2.1)"), None);
        assert_eq!(test_text("crates/rules/data/rulebook.toml", "id = \"TS-2.1\""), None);
        assert!(test_text("crates/rules/src/a.rs", "x\n#[cfg(test)]\nmod tests { /* TS-2.1 */ }").is_some());
        assert!(test_text("tests/complaints.rs", "TS-2.1").is_some());
        assert!(test_text("crates/rules/tests/cases/a.json", "TS-2.1").is_some());
        assert_eq!(test_text("tests/README.md", "TS-2.1"), None);
    }
}
