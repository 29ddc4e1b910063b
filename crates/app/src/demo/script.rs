//! The cases as data: who did what, how many working days ago, at what time.

use chrono::NaiveTime;
use serde::Deserialize;
use serde_json::Value;

use super::act::Kind;
use crate::error::AppError;

/// Complaints, grouped by how far they have come; then the counter: applications with what belongs to them, and enquiries.
const FILES: [&str; 9] = [
    include_str!("data/intake.toml"),
    include_str!("data/handling.toml"),
    include_str!("data/results.toml"),
    include_str!("data/ended.toml"),
    include_str!("data/archived.toml"),
    include_str!("data/applications.toml"),
    include_str!("data/commitments.toml"),
    include_str!("data/refusals.toml"),
    include_str!("data/enquiries.toml"),
];

/// Whoever acts under this name has no account: a complainant.
pub(super) const COMPLAINANT: &str = "complainant";

/// One complaint, application or enquiry, with everything that comes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// Names the case in the data.
    pub(super) key: String,
    /// Working days before today; 0 is today.
    pub(super) ago: usize,
    /// Time of day.
    pub(super) at: NaiveTime,
    /// Who takes it in: a login name or [`COMPLAINANT`].
    pub(super) by: String,
    pub(super) opens: Opening,
    pub(super) steps: Vec<Step>,
}

/// What a case begins with: the request body of its registration.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Opening {
    Complaint(Value),
    Application(Value),
    Notice(Value),
}

impl Opening {
    /// Kind and body.
    pub(super) fn parts(&self) -> (Kind, &Value) {
        match self {
            Self::Complaint(body) => (Kind::Complaint, body),
            Self::Application(body) => (Kind::Application, body),
            Self::Notice(body) => (Kind::Notice, body),
        }
    }
}

/// One step on a case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    /// Working days before today.
    pub(super) ago: usize,
    /// Time of day.
    pub(super) at: NaiveTime,
    /// A login name or [`COMPLAINANT`].
    pub(super) by: String,
    /// Not on the case itself, but on the newest of this kind that belongs to the application.
    #[serde(default)]
    pub(super) on: Option<Kind>,
    /// Code of the step, or [`OPEN`](super::act::OPEN).
    #[serde(rename = "do")]
    pub(super) action: String,
    /// The request body of the step.
    #[serde(default = "empty")]
    pub(super) body: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cases: Vec<Case>,
}

fn empty() -> Value {
    Value::Object(serde_json::Map::new())
}

/// Every case of the demo.
pub(super) fn cases() -> Result<Vec<Case>, AppError> {
    let mut cases = Vec::new();
    for text in FILES {
        let file: File = toml::from_str(text).map_err(AppError::internal)?;
        cases.extend(file.cases);
    }
    Ok(cases)
}
