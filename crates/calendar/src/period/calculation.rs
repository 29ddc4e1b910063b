//! A bare limit, forward or back, with or without its explanation.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Due, Limit, Outcome, Start, Terms, TraceDay, backward, trace};
use crate::day::NotPublished;
use crate::work_calendar::WorkCalendar;

/// Which way to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(description = "计算方向：after 自起算日向后；before 自事件之日向前（“N日前”）")]
pub enum Direction {
    /// From a start to the end of the period.
    #[default]
    After,
    /// From an event back to the last day that is still the limit before it.
    Before,
}

impl Direction {
    /// Both directions, in the order in which people expect them listed.
    pub const ALL: [Self; 2] = [Self::After, Self::Before];

    /// The Chinese name of the direction.
    pub const fn label(self) -> &'static str {
        match self {
            Self::After => "向后计算",
            Self::Before => "向前计算",
        }
    }
}

/// The end of a period and, when asked for, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(description = "期限计算结果")]
pub struct Calculation {
    /// 届满
    #[serde(flatten)]
    pub due: Due,
    /// 逐日计算过程；未要求时为空
    #[schema(required = true)]
    pub trace: Option<Vec<TraceDay>>,
}

/// The end of a limit that is neither extended nor stopped.
///
/// Counting back ("七日前"), the event day is not counted, and a day off moves back to a working day, never forward.
///
/// # Errors
/// [`NotPublished`] as for [`Terms::due`].
pub fn calculate(
    calendar: &WorkCalendar,
    start: Start,
    limit: Limit,
    direction: Direction,
    want_trace: bool,
) -> Result<Calculation, NotPublished> {
    let (due, trace) = match (direction, want_trace) {
        (Direction::After, false) => (end_of(Terms::new(start, limit).due(calendar)?), None),
        (Direction::After, true) => {
            let (outcome, lines) = trace::forward(&Terms::new(start, limit), calendar)?;
            (end_of(outcome), Some(lines))
        }
        (Direction::Before, false) => (backward::count(start, limit, calendar)?.0, None),
        (Direction::Before, true) => {
            let (due, lines) = trace::backward(start, limit, calendar)?;
            (due, Some(lines))
        }
    };
    Ok(Calculation { due, trace })
}

fn end_of(outcome: Outcome) -> Due {
    match outcome {
        Outcome::Due(due) => due,
        Outcome::Stopped { .. } => unreachable!("terms without stops do not stop"),
    }
}
