//! The cases of `tests/cases/*.json`, each computed and compared.

use std::{fs, path::Path};

use chrono::NaiveDate;
use serde::Deserialize;
use yingshang_calendar::{
    Direction, Due, Instant, Limit, NotPublished, Outcome, Start, Stop, Terms, TraceDay, Unit, WorkCalendar, calculate,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    title: String,
    because: String,
    start: Start,
    n: u32,
    unit: Unit,
    #[serde(default)]
    direction: Direction,
    #[serde(default)]
    extensions: Vec<u32>,
    #[serde(default)]
    stops: Vec<Stop>,
    due_on: Option<NaiveDate>,
    due_at: Option<Instant>,
    #[serde(default)]
    rolled: bool,
    #[serde(default)]
    provisional: bool,
    remaining: Option<u32>,
    since: Option<NaiveDate>,
    not_published: Option<NaiveDate>,
}

impl Case {
    fn expected(&self) -> Result<Outcome, NotPublished> {
        match (self.due_on, self.remaining, self.since, self.not_published) {
            (Some(on), None, None, None) => Ok(Outcome::Due(Due {
                on,
                at: self.due_at.unwrap_or_else(|| Instant::end_of(on)),
                provisional: self.provisional,
                rolled: self.rolled,
            })),
            (None, Some(remaining), Some(since), None) => Ok(Outcome::Stopped { remaining, since }),
            (None, None, None, Some(first_missing_day)) => Err(NotPublished { first_missing_day }),
            _ => panic!("{}: a case has one kind of result", self.title),
        }
    }

    fn actual(&self, calendar: &WorkCalendar) -> (Result<Outcome, NotPublished>, Option<Vec<TraceDay>>) {
        let limit = Limit::new(self.n, self.unit);
        match self.direction {
            Direction::After => {
                let terms =
                    Terms { start: self.start, limit, extensions: self.extensions.clone(), stops: self.stops.clone() };
                let outcome = terms.due(calendar);
                let trace = terms.trace(calendar);
                assert_eq!(outcome.err(), trace.as_ref().err().copied(), "{}: due and trace disagree", self.title);
                (outcome, trace.ok())
            }
            Direction::Before => {
                assert!(self.extensions.is_empty() && self.stops.is_empty(), "{}: counts forward only", self.title);
                let calculation = calculate(calendar, self.start, limit, Direction::Before, true);
                let trace = calculation.as_ref().ok().and_then(|found| found.trace.clone());
                (calculation.map(|found| Outcome::Due(found.due)), trace)
            }
        }
    }
}

#[test]
fn every_case_comes_out_as_written() {
    let calendar = WorkCalendar::embedded();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut wrong = Vec::new();
    let mut checked = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let cases: Vec<Case> = serde_json::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in cases {
            checked += 1;
            let (actual, trace) = case.actual(&calendar);
            if actual != case.expected() {
                wrong.push(format!("{} ({}): {actual:?}", case.title, case.because));
            }
            if let (Ok(Outcome::Due(due)), Some(trace)) = (actual, trace) {
                assert_eq!(
                    trace.last().map(|line| line.date),
                    Some(due.on),
                    "{}: the trace ends elsewhere",
                    case.title
                );
            }
        }
    }
    assert!(checked >= 50, "only {checked} cases found");
    assert!(wrong.is_empty(), "{} of {checked} cases:\n{}", wrong.len(), wrong.join("\n"));
}
