//! Lists of cases: the orders they have, and how one page follows another.
//!
//! A list seeks: the next page starts behind the last row of this one, however deep it is.

#[macro_use]
mod walk;

pub(crate) use walk::{no_index_for, none_or_mismatch};

use crate::Ts;
use chrono::NaiveDate;

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

/// The form in which text is stored in `search_text` and looked for: case does not count.
#[must_use]
pub fn searchable(text: &str) -> String {
    text.to_lowercase()
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
