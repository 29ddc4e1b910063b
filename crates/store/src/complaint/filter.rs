//! Which cases, in which order.

use super::Visibility;
use crate::Ts;
use crate::seek::Alarm;
use chrono::NaiveDate;

/// Which cases; what is `None` or empty is not asked.
#[derive(Clone, Debug, Default)]
pub struct ComplaintFilter {
    /// Who asks. The default sees nothing.
    pub visibility: Visibility,
    /// One of these states.
    pub status: Vec<String>,
    /// Came in through one of these channels.
    pub channel: Vec<String>,
    /// In one of these categories.
    pub category: Vec<String>,
    /// Assigned to one of these units.
    pub handling_unit_id: Vec<String>,
    /// Ended in one of these ways.
    pub outcome: Vec<String>,
    /// Received at or after.
    pub received_from: Option<Ts>,
    /// Received before.
    pub received_to: Option<Ts>,
    /// Nearest due date on or after.
    pub due_from: Option<NaiveDate>,
    /// Nearest due date before.
    pub due_to: Option<NaiveDate>,
    /// Changed at or after.
    pub updated_since: Option<Ts>,
    /// The nearest deadline is in this alarm at this instant.
    pub deadline_state: Option<(Alarm, Ts)>,
    /// The search text contains this, whatever the case.
    pub q: Option<String>,
    /// Exactly this number.
    pub number: Option<String>,
    /// From this system.
    pub source_system: Option<String>,
    /// Under this key.
    pub external_ref: Option<String>,
}
