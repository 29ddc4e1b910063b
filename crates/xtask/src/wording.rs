//! `cargo xtask wording`: nothing in the tree says on which machine it was made, and no identity number in it could be a
//! person's.

use crate::{Outcome, verdict, workspace};

/// Where valid identity numbers are the point: cases for the validator, all invented.
const NUMBER_CASES: [&str; 2] = ["crates/rules/tests/cases/", "crates/rules/tests/identifiers.rs"];

/// Starts of paths that exist on one machine only. Written in two halves so that this file passes its own check.
const MACHINE_PATHS: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];

/// Reads every text file of the project.
pub(crate) fn run() -> Outcome {
    let mut findings = Vec::new();
    let files = workspace::files()?;
    for path in &files {
        if let Some(text) = workspace::text_of(path)? {
            findings.extend(findings_in(path, &text));
        }
    }
    verdict(findings, format!("wording: {} files read", files.len()))
}

fn findings_in(path: &str, text: &str) -> Vec<String> {
    let numbers_allowed = NUMBER_CASES.iter().any(|place| path.starts_with(place));
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let place = format!("{path}:{}", index + 1);
        if let Some(machine_path) = MACHINE_PATHS.iter().find(|machine_path| names_path(line, machine_path)) {
            findings.push(format!("{place} names a path of a machine ({machine_path}…)"));
        }
        if !numbers_allowed && holds_identity_number(line) {
            // The number itself stays out of the message: it may be real.
            findings.push(format!("{place} holds a valid resident identity number"));
        }
    }
    findings
}

/// Whether `line` holds an absolute path that starts with `start`; a folder of that name inside another path is not one.
fn names_path(line: &str, start: &str) -> bool {
    line.match_indices(start).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '~'))
    })
}

fn holds_identity_number(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric()).any(is_identity_number)
}

/// A resident identity number as GB 11643 defines it: region, date of birth, sequence, check character.
fn is_identity_number(word: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    if word.len() != 18 || !word.is_ascii() {
        return false;
    }
    let Some(digits) = word[..17].chars().map(|c| c.to_digit(10)).collect::<Option<Vec<u32>>>() else {
        return false;
    };
    let (region, year, month, day) = (&word[..2], &word[6..10], &word[10..12], &word[12..14]);
    let plausible = ("11"..="83").contains(&region)
        && ("1900"..="2099").contains(&year)
        && ("01"..="12").contains(&month)
        && ("01"..="31").contains(&day);
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    plausible && word.ends_with([CHECKS[sum as usize % 11], CHECKS[sum as usize % 11].to_ascii_lowercase()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published example of the standard, put together here so that the tree does not hold it.
    fn example() -> String {
        ["110105", "19491231", "002X"].concat()
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        for path in MACHINE_PATHS {
            assert_eq!(findings_in("a.md", &format!("see {path}thing")).len(), 1, "{path}");
            assert_eq!(findings_in("a.md", &format!("net{path}thing")).len(), 0, "{path}");
        }
        assert!(findings_in("a.rs", "/v1/complaints and /tmp/x").is_empty());
    }

    #[test]
    fn identity_numbers_are_found_outside_the_case_folders() {
        let line = format!("{{\"id_number\": \"{}\"}}", example());
        let found = findings_in("api/src/a.rs", &line);
        assert_eq!(found, ["api/src/a.rs:1 holds a valid resident identity number"]);
        assert!(!found[0].contains(&example()));
        assert!(findings_in("crates/rules/tests/cases/resident.json", &line).is_empty());
        assert_eq!(findings_in("a.md", &line.to_lowercase()).len(), 1);
    }

    #[test]
    fn numbers_that_are_nobodys_pass() {
        let wrong_check = example().replace('X', "1");
        let wrong_date = ["110105", "19491331", "0021"].concat();
        for number in [wrong_check, wrong_date, "0".repeat(18), "1".repeat(18)] {
            assert!(findings_in("a.md", &number).is_empty(), "{number}");
        }
    }
}
