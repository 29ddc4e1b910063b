//! Which cases, in which order.

use super::Visibility;
use crate::Ts;
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

/// How late it is for a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// At most one working day is left.
    Amber,
    /// The last instant has passed.
    Red,
}

/// What a list is ordered by; ties are ordered by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// When it was received.
    ReceivedAt,
    /// The number people quote.
    Number,
    /// The nearest due date. Cases without one come last, or first when descending.
    NextDueOn,
    /// When it was last changed.
    UpdatedAt,
}

/// The value of the sort key in the last row of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortValue {
    /// Of [`SortKey::ReceivedAt`] and [`SortKey::UpdatedAt`].
    At(Ts),
    /// Of [`SortKey::Number`].
    Text(String),
    /// Of [`SortKey::NextDueOn`].
    On(Option<NaiveDate>),
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The order.
    pub sort: SortKey,
    /// Largest first.
    pub descending: bool,
    /// Sort value and id of the last row of the page before. Its kind must be that of `sort`.
    pub after: Option<(SortValue, String)>,
    /// At most so many rows.
    pub limit: i64,
}

impl Page {
    /// The first page in an order.
    #[must_use]
    pub fn first(sort: SortKey, descending: bool, limit: i64) -> Self {
        Self { sort, descending, after: None, limit }
    }
}

impl super::ComplaintSummaryRow {
    /// Where the page after this row starts, for [`Page::after`].
    #[must_use]
    pub fn position(&self, sort: SortKey) -> (SortValue, String) {
        let value = match sort {
            SortKey::ReceivedAt => SortValue::At(self.received_at),
            SortKey::Number => SortValue::Text(self.number.clone()),
            SortKey::NextDueOn => SortValue::On(self.next_due_on),
            SortKey::UpdatedAt => SortValue::At(self.updated_at),
        };
        (value, self.id.clone())
    }
}

/// A LIKE pattern for "contains", with `\` as the escape character.
pub(crate) fn contains(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
