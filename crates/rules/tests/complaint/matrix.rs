//! Who may do what in which state, as one page that a person can check against the text (TS-3.1).

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use yingshang_rules::complaint::ComplaintStatus;
use yingshang_rules::complaint::gate::{Action, pass};

use super::cast::{NAMES, actor};
use super::procedure::Procedure;
use super::tables::procedure_at;

const GOLDEN: &str = "tests/golden/complaint_matrix.txt";

const LEGEND: &str = "\
Who may take which step in which state. Written by the test `complaint::matrix`; UPDATE_GOLDEN=1 writes it anew.

  +  open
  .  out of order: another state is needed
  -  not entrusted to this actor
  T  onward transfer by the handling unit (TS-11.3b)
  E  extension decided by the handling unit (TS-14.3)
  A  archiving before conclusion (TS-15.2)
  R  closed to whoever is complained about (TS-13.2)

";

/// One letter for the answer of the state table.
fn cell(procedure: &Procedure, action: Action, name: &str) -> char {
    match pass(procedure.case(), action, &actor(name)).map_err(|refusal| refusal.code) {
        Ok(()) => '+',
        Err("wrong_state") => '.',
        Err("not_entrusted") => '-',
        Err("onward_transfer_forbidden") => 'T',
        Err("extension_by_handler") => 'E',
        Err("archiving_before_conclusion") => 'A',
        Err("respondent_may_not_act") => 'R',
        Err(other) => panic!("{other} has no letter in the matrix"),
    }
}

/// The rows of one actor; the states are those of the usual histories.
fn block(cases: &[Procedure], name: &str) -> String {
    let mut rows = String::new();
    for procedure in cases {
        let status = procedure.case().status;
        let cells = Action::ALL.iter().map(|action| format!("  {}", cell(procedure, *action, name)));
        writeln!(rows, "  {:<11}{}", status.code(), cells.collect::<String>()).unwrap();
    }
    rows
}

fn matrix() -> String {
    let cases: Vec<Procedure> = ComplaintStatus::ALL.iter().map(|s| procedure_at(s.label())).collect();
    let mut page = LEGEND.to_owned();
    for (place, action) in Action::ALL.iter().enumerate() {
        writeln!(page, "  {:>2}  {:<22}{}", place + 1, action.code(), action.label()).unwrap();
    }
    let heading: String = (1..=Action::ALL.len()).map(|n| format!(" {n:>2}")).collect();
    // Actors with the same rows share a block.
    let mut blocks: Vec<(Vec<&str>, String)> = Vec::new();
    for name in NAMES {
        let rows = block(&cases, name);
        match blocks.iter_mut().find(|(_, known)| *known == rows) {
            Some((names, _)) => names.push(name),
            None => blocks.push((vec![name], rows)),
        }
    }
    for (names, rows) in blocks {
        write!(page, "\n{}\n  {:<11}{heading}\n{rows}", names.join("、"), "").unwrap();
    }
    page
}

#[test]
fn the_state_table_is_as_agreed() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
    let matrix = matrix();
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &matrix).unwrap();
    }
    let agreed = fs::read_to_string(&golden).unwrap_or_default();
    let differing: Vec<_> = matrix.lines().zip(agreed.lines()).filter(|(now, then)| now != then).take(5).collect();
    assert!(matrix == agreed, "{GOLDEN} differs (UPDATE_GOLDEN=1 accepts it); first differences: {differing:#?}");
}
