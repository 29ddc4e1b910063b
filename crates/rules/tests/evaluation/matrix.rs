//! Who may do what in which state, on a page that a person can check against the text.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use yingshang_rules::code_list::Code;
use yingshang_rules::procedure::counter::{Procedure, pass};
use yingshang_rules::rectification::{
    NewRectification, OrderFacts, RectificationStatus, RectificationTarget, command::OrderRectification, order,
};

use super::cast::{NAMES, UNIT, actor};
use super::setting::*;

const LEGEND: &str = "\
Who may take which step in which state. Written by the test `evaluation::matrix`; UPDATE_GOLDEN=1 writes it anew.

  +  open
  .  out of order: another state is needed
  -  not entrusted to this actor

";

fn cell<P: Procedure>(file: &P, action: P::Action, name: &str) -> char {
    match pass(file, action, &actor(name)).map_err(|refusal| refusal.code) {
        Ok(()) => '+',
        Err("wrong_state") => '.',
        Err("not_entrusted") => '-',
        Err(other) => panic!("{other} has no letter in the matrix"),
    }
}

fn page<P: Procedure>(files: &[P]) -> String {
    let mut page = LEGEND.to_owned();
    for (place, action) in P::Action::ALL.iter().enumerate() {
        writeln!(page, "  {:>2}  {:<24}{}", place + 1, action.code(), action.label()).unwrap();
    }
    let heading: String = (1..=P::Action::ALL.len()).map(|n| format!(" {n:>2}")).collect();
    let mut blocks: Vec<(Vec<&str>, String)> = Vec::new();
    for name in NAMES {
        let mut rows = String::new();
        for file in files {
            let cells = P::Action::ALL.iter().map(|action| format!("  {}", cell(file, *action, name)));
            writeln!(rows, "  {:<19}{}", file.status().code(), cells.collect::<String>()).unwrap();
        }
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

fn check<P: Procedure>(name: &str, files: &[P]) {
    let matrix = page(files);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}_matrix.txt"));
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &matrix).unwrap();
    }
    let agreed = fs::read_to_string(&golden).unwrap_or_default();
    let differing: Vec<_> = matrix.lines().zip(agreed.lines()).filter(|(now, then)| now != then).take(5).collect();
    assert!(matrix == agreed, "{name} differs (UPDATE_GOLDEN=1 accepts it); first differences: {differing:#?}");
}

/// HP-4.3, HP-7.1.
#[test]
fn the_table_of_evaluations_is_as_agreed() {
    let world = World::new();
    let file = to_verify(&world);
    let files = yingshang_rules::evaluation::EvaluationStatus::ALL.iter().map(|status| {
        let mut file = file.clone();
        file.status = *status;
        file
    });
    check("evaluation", &files.collect::<Vec<_>>());
}

/// HP-7.1.
#[test]
fn the_table_of_rectifications_is_as_agreed() {
    let world = World::new();
    let office = actor("行政审批室");
    let body = OrderRectification {
        target: RectificationTarget::Window,
        target_id: "window".to_owned(),
        from: "2026-10-01".parse().unwrap(),
        to: "2026-10-31".parse().unwrap(),
        due_on: "2026-12-01".parse().unwrap(),
        requirement: "改进".to_owned(),
    };
    let facts = OrderFacts { unit_id: UNIT.to_owned(), user_id: None, positive: 1, rated: 2, ordered_before: false };
    let new = NewRectification { id: "rectification".to_owned(), number: "ZG-2026-000001".to_owned() };
    let file = order(new, body, facts, &world.context(&office, NOW)).unwrap().next;
    let files = RectificationStatus::ALL.iter().map(|status| {
        let mut file = file.clone();
        file.status = *status;
        file
    });
    check("rectification", &files.collect::<Vec<_>>());
}
