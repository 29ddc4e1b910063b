//! Who may do what in which state, on one page, so that a person can check it against the text.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use yingshang_rules::assessment::codes::{AssessmentGrade, AssessmentStatus};
use yingshang_rules::assessment::gate::Action;
use yingshang_rules::assessment::{self, Assessment};

use super::cast::{NAMES, actor};
use super::course::case_at;
use super::procedure::{at, context};

const LEGEND: &str = "\
Who may take which step in which state; the result is 不合格. Written by the test `assessment::matrix`; UPDATE_GOLDEN=1 writes it anew.

  +  open
  .  out of order: another state is needed, or something else before it
  -  not entrusted to this actor

";

fn cell(file: &Assessment, action: Action, name: &str) -> char {
    let actor = actor(name);
    match assessment::check(file, action, &context(&actor, at("2026-03-03 09:00"), "x")).map_err(|no| no.code) {
        Ok(()) => '+',
        Err("not_entrusted") => '-',
        Err("wrong_state" | "no_objection" | "not_first_grade" | "consequence_outstanding") => '.',
        Err(other) => panic!("{other} has no letter in the matrix"),
    }
}

#[test]
fn the_state_table_is_as_agreed() {
    let mut page = LEGEND.to_owned();
    for (place, action) in Action::ALL.iter().enumerate() {
        writeln!(page, "  {:>2}  {:<22}{}", place + 1, action.code(), action.label()).unwrap();
    }
    let heading: String = (1..=Action::ALL.len()).map(|n| format!(" {n:>2}")).collect();
    let files: Vec<Assessment> =
        AssessmentStatus::ALL.iter().map(|status| case_at(*status, AssessmentGrade::NotQualified).file).collect();
    let mut blocks: Vec<(Vec<&str>, String)> = Vec::new();
    for name in NAMES {
        let mut rows = String::new();
        for file in &files {
            let cells: String = Action::ALL.iter().map(|action| format!("  {}", cell(file, *action, name))).collect();
            writeln!(rows, "  {:<22}{cells}", file.status.code()).unwrap();
        }
        match blocks.iter_mut().find(|(_, known)| *known == rows) {
            Some((names, _)) => names.push(name),
            None => blocks.push((vec![name], rows)),
        }
    }
    for (names, rows) in blocks {
        write!(page, "\n{}\n  {:<22}{heading}\n{rows}", names.join("、"), "").unwrap();
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/assessment_matrix.txt");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &page).unwrap();
    }
    let agreed = fs::read_to_string(&golden).unwrap_or_default();
    let differing: Vec<_> = page.lines().zip(agreed.lines()).filter(|(now, then)| now != then).take(5).collect();
    assert!(page == agreed, "the matrix differs (UPDATE_GOLDEN=1 accepts it); first differences: {differing:#?}");
}
