//! The check of a rulebook as a whole. An operator who edits the file sees every fault at once.

use std::collections::HashSet;

use thiserror::Error;
use yingshang_calendar::Limit;

use super::parameter::REQUIRED;
use super::{Document, Instrument, Parameter, ParameterValue, Rulebook};

/// A rulebook was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RulebookError {
    /// Not the TOML that is expected; the text names line and column.
    #[error("the rulebook cannot be read: {0}")]
    Syntax(String),
    /// Readable, but it contradicts itself.
    #[error("the rulebook is faulty:{}", .0.iter().map(|fault| format!("\n- {fault}")).collect::<String>())]
    Content(Vec<RulebookFault>),
}

/// One fault of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{subject}: {problem}")]
pub struct RulebookFault {
    /// Id or key of what is wrong.
    pub subject: String,
    /// What is wrong with it.
    pub problem: String,
}

impl RulebookFault {
    fn new(subject: &str, problem: impl Into<String>) -> Self {
        Self { subject: subject.to_owned(), problem: problem.into() }
    }
}

/// Everything wrong with the document, in the order of the document.
pub(super) fn faults(document: &Document) -> Vec<RulebookFault> {
    let mut faults = Vec::new();
    let instruments = distinct(document.instruments.iter().map(|item| &item.id), &mut faults);
    let obligations = distinct(document.obligations.iter().map(|item| &item.id), &mut faults);
    distinct(document.parameters.iter().map(|item| &item.key), &mut faults);

    for instrument in &document.instruments {
        check_instrument(instrument, &mut faults);
    }
    for obligation in &document.obligations {
        if !instruments.contains(obligation.instrument.as_str()) {
            faults.push(RulebookFault::new(&obligation.id, format!("unknown instrument {}", obligation.instrument)));
        }
        if !obligation.id.starts_with(&obligation.instrument) {
            faults.push(RulebookFault::new(&obligation.id, "the id does not start with that of its instrument"));
        }
        if obligation.article.is_empty() || obligation.summary.is_empty() {
            faults.push(RulebookFault::new(&obligation.id, "article and summary must not be empty"));
        }
    }
    for parameter in &document.parameters {
        check_parameter(parameter, &obligations, &mut faults);
    }
    check_required(document, &obligations, &mut faults);
    faults
}

/// The keys as a set; a key that occurs twice is a fault.
fn distinct<'a>(keys: impl Iterator<Item = &'a String>, faults: &mut Vec<RulebookFault>) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    for key in keys {
        if !seen.insert(key.as_str()) {
            faults.push(RulebookFault::new(key, "occurs more than once"));
        }
    }
    seen
}

fn check_instrument(instrument: &Instrument, faults: &mut Vec<RulebookFault>) {
    let Instrument { id, issued_on, effective_from, valid_until, renewed_until, renewal_document, .. } = instrument;
    let mut refuse = |wrong: bool, problem: &str| {
        if wrong {
            faults.push(RulebookFault::new(id, problem));
        }
    };
    refuse(effective_from < issued_on, "effective_from is before issued_on");
    refuse(valid_until.is_some_and(|last| last < *effective_from), "valid_until is before effective_from");
    refuse(instrument.trial && valid_until.is_none(), "a trial needs valid_until");
    if let Some(renewed_until) = renewed_until {
        refuse(valid_until.is_none_or(|last| *renewed_until <= last), "renewed_until must be after valid_until");
    }
    refuse(renewed_until.is_some() != renewal_document.is_some(), "renewed_until and renewal_document go together");
}

fn check_parameter(parameter: &Parameter, obligations: &HashSet<&str>, faults: &mut Vec<RulebookFault>) {
    let mut refuse = |problem: String| faults.push(RulebookFault::new(&parameter.key, problem));
    if parameter.basis.is_empty() {
        refuse("basis must not be empty".to_owned());
    }
    for id in parameter.basis.iter().filter(|id| !obligations.contains(id.as_str())) {
        refuse(format!("unknown obligation {id} in basis"));
    }
    match parameter.value {
        ParameterValue::Limit(limit) if limit.n > Limit::MAX_N => refuse(format!("n is above {}", Limit::MAX_N)),
        ParameterValue::Number(number) if number < 0 => refuse("a number must not be negative".to_owned()),
        ParameterValue::Ratio(ratio) if !(0.0..=1.0).contains(&ratio) => {
            refuse("a ratio lies between 0 and 1".to_owned());
        }
        _ => {}
    }
}

/// What the program reads must be there: the parameters of the decisions and the obligations of the code lists and of the
/// embedded rulebook, whose ids the code cites.
fn check_required(document: &Document, obligations: &HashSet<&str>, faults: &mut Vec<RulebookFault>) {
    for (key, kind) in REQUIRED {
        match document.parameters.iter().find(|parameter| parameter.key == *key) {
            None => faults.push(RulebookFault::new(key, format!("missing; a {kind} is needed"))),
            Some(parameter) if parameter.value.kind() != *kind => {
                faults.push(RulebookFault::new(key, format!("must be a {kind}, not a {}", parameter.value.kind())));
            }
            Some(_) => {}
        }
    }
    let embedded: Document = toml::from_str(Rulebook::EMBEDDED).expect("the embedded rulebook is checked by a test");
    for obligation in embedded.obligations.iter().filter(|item| !obligations.contains(item.id.as_str())) {
        faults.push(RulebookFault::new(&obligation.id, "missing; the program cites it"));
    }
}
