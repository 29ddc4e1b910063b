//! Who may do what in which state, one page for each procedure, so that a person can check it against the text.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use yingshang_rules::code_list::Code;
use yingshang_rules::procedure::counter::{Procedure, pass};

use super::cast::{NAMES, actor};
use super::course::counter_at;
use super::procedure::Counter;

const LEGEND: &str = "\
Who may take which step in which state. Written by the test `counter::matrix`; UPDATE_GOLDEN=1 writes it anew.

  +  open
  .  out of order: another state is needed
  -  not entrusted to this actor

";

/// One letter for the answer of the state table.
fn cell<P: Procedure>(file: &P, action: P::Action, name: &str) -> char {
    match pass(file, action, &actor(name)).map_err(|refusal| refusal.code) {
        Ok(()) => '+',
        Err("wrong_state") => '.',
        Err("not_entrusted") => '-',
        Err(other) => panic!("{other} has no letter in the matrix"),
    }
}

/// The rows of one actor; the states are those of the usual histories.
fn block<P: Procedure>(files: &[P], name: &str) -> String {
    let mut rows = String::new();
    for file in files {
        let cells = P::Action::ALL.iter().map(|action| format!("  {}", cell(file, *action, name)));
        writeln!(rows, "  {:<19}{}", file.status().code(), cells.collect::<String>()).unwrap();
    }
    rows
}

fn page<P: Procedure>(files: &[P]) -> String {
    let mut page = LEGEND.to_owned();
    for (place, action) in P::Action::ALL.iter().enumerate() {
        writeln!(page, "  {:>2}  {:<22}{}", place + 1, action.code(), action.label()).unwrap();
    }
    let heading: String = (1..=P::Action::ALL.len()).map(|n| format!(" {n:>2}")).collect();
    // Actors with the same rows share a block.
    let mut blocks: Vec<(Vec<&str>, String)> = Vec::new();
    for name in NAMES {
        let rows = block(files, name);
        match blocks.iter_mut().find(|(_, known)| *known == rows) {
            Some((names, _)) => names.push(name),
            None => blocks.push((vec![name], rows)),
        }
    }
    for (names, rows) in blocks {
        write!(page, "\n{}\n  {:<19}{heading}\n{rows}", names.join("、"), "").unwrap();
    }
    page
}

/// Compares with the page that was agreed on; the file of each state comes from its usual history.
fn check<P: Procedure>(name: &str, title: &str, file: impl Fn(&Counter) -> P) {
    let files: Vec<P> =
        P::Status::ALL.iter().map(|status| file(&counter_at(&format!("{title}：{}", status.label())))).collect();
    let matrix = page(&files);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/counter_matrix_{name}.txt"));
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &matrix).unwrap();
    }
    let agreed = fs::read_to_string(&golden).unwrap_or_default();
    let differing: Vec<_> = matrix.lines().zip(agreed.lines()).filter(|(now, then)| now != then).take(5).collect();
    assert!(matrix == agreed, "{name} differs (UPDATE_GOLDEN=1 accepts it); first differences: {differing:#?}");
}

#[test]
fn the_table_of_applications_is_as_agreed() {
    check("application", "办件", |counter| counter.application().clone());
}

#[test]
fn the_table_of_notices_is_as_agreed() {
    check("notice", "告知", |counter| counter.notice().clone());
}

#[test]
fn the_table_of_commitments_is_as_agreed() {
    check("commitment", "容缺", |counter| counter.commitment().clone());
}

#[test]
fn the_table_of_refusals_is_as_agreed() {
    check("refusal", "否定", |counter| counter.refusal().clone());
}
