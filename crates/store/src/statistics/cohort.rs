//! Which records a figure counts.

use crate::Ts;
use crate::complaint::Visibility;
use crate::service_case::ServiceVisibility;
use chrono::NaiveDate;

/// The records a figure counts, and which of them are in its numerator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cohort {
    /// Accepted applications, by acceptance; those with a request to rate them.
    Services,
    /// Requests to rate a service, by request; those without a rating.
    Requests,
    /// Requests with a rating that counts, by request; those with a positive one.
    Ratings,
    /// Questionnaires, by the day they were taken; those with a positive grade.
    Responses,
    /// Complaints.
    Complaints(ComplaintCohort),
    /// Deadlines of these kinds that ended by being met or missed, by due date; those met.
    Clocks(Vec<String>),
    /// Commitments with an outcome, by their end; those fulfilled.
    Commitments,
}

/// Which complaints, and which of them are in the numerator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComplaintCohort {
    /// By receipt; all.
    Received,
    /// Those whose acceptance was decided, by receipt; those accepted.
    Decided,
    /// Concluded, by conclusion; all.
    Concluded,
    /// Concluded with a result, by conclusion; those found to be right, wholly or partly.
    Judged,
    /// Terminated, by termination; all.
    Terminated,
    /// Those whose last follow-up says how satisfied the complainant is, by that follow-up; those satisfied.
    FollowedUp,
}

/// As the value of a condition: records without a value in the column. No id is this word.
pub const NOT_RECORDED: &str = "none";

/// Which records of a cohort. What is `None` is not asked; a cohort without the column of a condition is refused by the rules before.
#[derive(Clone, Debug)]
pub struct FigureFilter {
    /// Who asks, where complaints are counted.
    pub visibility: Visibility,
    /// Who asks, where cases of the counter and what belongs to them are counted.
    pub service_visibility: ServiceVisibility,
    /// The instant at which an open deadline is late or not.
    pub now: Ts,
    /// First day (+08:00).
    pub from_on: NaiveDate,
    /// The day after the last.
    pub to_on: NaiveDate,
    /// Of this unit.
    pub unit_id: Option<String>,
    /// At this window.
    pub window_id: Option<String>,
    /// Served by this account.
    pub handler_id: Option<String>,
    /// About this service item.
    pub item_id: Option<String>,
    /// Through this channel.
    pub channel: Option<String>,
}

/// What counts are split by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Nothing: one count.
    Whole,
    /// The unit.
    Unit,
    /// The window.
    Window,
    /// The account that served.
    Handler,
    /// The service item.
    Item,
    /// The channel.
    Channel,
    /// The day (+08:00).
    Day,
}
