//! Figures: how many records of a cohort there are, and how many of these satisfy what the figure asks.
//!
//! Nothing is kept up beside the records: a figure is counted from them, along the index that its date has, and the very records counted can
//! be listed by the same condition.

mod cohort;
mod count;
mod sql;

pub use cohort::{Cohort, ComplaintCohort, FigureFilter, Grouping, NOT_RECORDED};
pub use count::{Counted, CountedRow, count, records};
