//! A refusal is data: what was refused, why, and on which article.

use serde_json::{Map, Value};

/// What kind of "no" it is; the API maps it to a status code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// The case is not in a state that allows the step.
    WrongState,
    /// The step is open, but not to this actor.
    NotThisActor,
    /// The facts given break a rule.
    AgainstRule,
}

/// The answer "no" of the rule layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Stable ASCII code for programs.
    pub code: &'static str,
    /// What kind of "no".
    pub kind: RefusalKind,
    /// Obligation ids it rests on.
    pub basis: Vec<&'static str>,
    /// Chinese sentence for the person at the counter; never personal data.
    pub detail: String,
    /// Facts of the refusal, such as a date or a number.
    pub params: Map<String, Value>,
}

impl Refusal {
    /// A step out of order.
    pub fn state(code: &'static str, basis: &[&'static str], detail: impl Into<String>) -> Self {
        Self::new(RefusalKind::WrongState, code, basis, detail)
    }

    /// A step by someone the text does not entrust with it.
    pub fn actor(code: &'static str, basis: &[&'static str], detail: impl Into<String>) -> Self {
        Self::new(RefusalKind::NotThisActor, code, basis, detail)
    }

    /// Facts that break a rule.
    pub fn rule(code: &'static str, basis: &[&'static str], detail: impl Into<String>) -> Self {
        Self::new(RefusalKind::AgainstRule, code, basis, detail)
    }

    /// Adds a fact.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    fn new(kind: RefusalKind, code: &'static str, basis: &[&'static str], detail: impl Into<String>) -> Self {
        Self { code, kind, basis: basis.to_vec(), detail: detail.into(), params: Map::new() }
    }
}
