//! The table of refusals is complete: it has every code the sources can give.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::course::{Case, table};

#[test]
fn every_code_of_refusal_is_in_the_table() {
    let cases = table(include_str!("../cases/counter_refusals.json"));
    let tested: BTreeSet<String> = cases.iter().filter_map(Case::refusal_code).map(str::to_owned).collect();
    let known = codes_in_sources();
    assert!(known.len() > 40, "the sources were read: {known:?}");
    assert_eq!(tested, known);
}

/// Every word in snake case between quotes that stands first in a `Refusal::state(`, `actor(` or `rule(`.
fn codes_in_sources() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        for call in ["Refusal::state(", "Refusal::actor(", "Refusal::rule("] {
            for (place, _) in text.match_indices(call) {
                let rest = text[place + call.len()..].trim_start();
                let code = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
                codes
                    .insert(code.unwrap_or_else(|| panic!("{}: a code is not written out", file.display())).to_owned());
            }
        }
    }
    codes
}

fn sources() -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![src.join("procedure.rs")];
    for folder in ["procedure", "application", "notice", "commitment", "refusal_filing"] {
        files.extend(fs::read_dir(src.join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    files
}
