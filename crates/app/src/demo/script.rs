//! The complaints as data: who did what, how many working days ago, at what time.

use chrono::NaiveTime;
use serde::Deserialize;
use serde_json::Value;
use yingshang_rules::complaint::gate::Action;

use crate::error::AppError;

/// Grouped by how far the cases have come.
const FILES: [&str; 5] = [
    include_str!("data/intake.toml"),
    include_str!("data/handling.toml"),
    include_str!("data/results.toml"),
    include_str!("data/ended.toml"),
    include_str!("data/archived.toml"),
];

/// Whoever acts under this name has no account: a complainant.
pub(super) const COMPLAINANT: &str = "complainant";

/// One complaint.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// Names the case in the data.
    pub(super) key: String,
    /// Working days before today; 0 is today.
    pub(super) ago: usize,
    /// Time of day.
    pub(super) at: NaiveTime,
    /// Who registers it: a login name or [`COMPLAINANT`].
    pub(super) by: String,
    /// The request body of the registration.
    pub(super) complaint: Value,
    pub(super) steps: Vec<Step>,
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
    #[serde(rename = "do")]
    pub(super) action: Action,
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

/// Every complaint of the demo.
pub(super) fn cases() -> Result<Vec<Case>, AppError> {
    let mut cases = Vec::new();
    for text in FILES {
        let file: File = toml::from_str(text).map_err(AppError::internal)?;
        cases.extend(file.cases);
    }
    Ok(cases)
}
