//! Every code of refusal that evaluations, rectifications and surveys can give is named by a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// First text in quotes after each call that makes a refusal.
fn codes() -> BTreeSet<String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut codes = BTreeSet::new();
    for file in ["evaluation", "rectification", "survey"].iter().flat_map(|folder| files(&src.join(folder))) {
        let text = fs::read_to_string(&file).unwrap();
        for call in ["Refusal::state(", "Refusal::actor(", "Refusal::rule("] {
            for (place, _) in text.match_indices(call) {
                let rest = text[place + call.len()..].trim_start();
                let code = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
                let code = code.unwrap_or_else(|| panic!("{}: a code is not written out", file.display()));
                codes.insert(code.to_owned());
            }
        }
    }
    codes
}

#[test]
fn every_refusal_is_tested() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let tested: String = ["evaluation", "survey"]
        .iter()
        .flat_map(|folder| files(&tests.join(folder)))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let known = codes();
    assert!(known.len() > 30, "the sources were read: {known:?}");
    // Written as `kind code obligations` by `refused`.
    let forgotten: Vec<_> = known.iter().filter(|code| !tested.contains(&format!(" {code} "))).collect();
    assert_eq!(forgotten, Vec::<&String>::new());
}
