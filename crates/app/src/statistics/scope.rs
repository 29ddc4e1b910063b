//! What is counted for whom: from an indicator of the catalogue to counts.

use chrono::{Days, NaiveDate};
use yingshang_calendar::Instant;
use yingshang_rules::Role;
use yingshang_rules::deadline::DeadlineKind;
use yingshang_rules::statistics::codes::CountedRecord;
use yingshang_rules::statistics::{Dimension, Indicator, Measure, Period, Share, check_figures};
use yingshang_store::complaint::Visibility;
use yingshang_store::service_case::ServiceVisibility;
use yingshang_store::statistics::{self as rows, Cohort, ComplaintCohort, Counted, FigureFilter, Grouping};
use yingshang_store::{Conn, Ts};

use crate::caller::Caller;
use crate::error::AppError;
use crate::{complaint, service_case};

/// The records that a figure is about: a period, and what it is narrowed to. `none` as an id means: not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Days, half-open, at +08:00.
    pub period: Period,
    /// One unit.
    pub unit_id: Option<String>,
    /// One window.
    pub window_id: Option<String>,
    /// One account that served.
    pub handler_id: Option<String>,
    /// One service item.
    pub item_id: Option<String>,
    /// Code of one channel, in the list of the records counted.
    pub channel: Option<String>,
}

impl Scope {
    /// The whole bureau.
    pub fn of(period: Period) -> Self {
        Self { period, unit_id: None, window_id: None, handler_id: None, item_id: None, channel: None }
    }

    /// What it is narrowed to, as the parameters of a query.
    pub(super) fn conditions(&self) -> [(&'static str, Dimension, &Option<String>); 5] {
        [
            ("unit_id", Dimension::Unit, &self.unit_id),
            ("window_id", Dimension::Window, &self.window_id),
            ("handler_id", Dimension::Handler, &self.handler_id),
            ("item_id", Dimension::Item, &self.item_id),
            ("channel", Dimension::Channel, &self.channel),
        ]
    }

    /// The same, narrowed to one value of a dimension; `None` for the records without one.
    pub(super) fn narrowed(&self, by: Dimension, key: Option<&str>) -> Self {
        let mut scope = self.clone();
        let value = Some(key.unwrap_or(rows::NOT_RECORDED).to_owned());
        match by {
            Dimension::Unit => scope.unit_id = value,
            Dimension::Window => scope.window_id = value,
            Dimension::Handler => scope.handler_id = value,
            Dimension::Item => scope.item_id = value,
            Dimension::Channel => scope.channel = value,
            Dimension::Bureau | Dimension::Day | Dimension::Month | Dimension::Quarter | Dimension::Year => {}
        }
        scope
    }

    /// Refuses conditions that the records of the indicator do not carry.
    pub(super) fn check(&self, indicator: Indicator) -> Result<(), AppError> {
        for (_, dimension, value) in self.conditions() {
            if value.is_some() {
                check_figures(indicator, dimension)?;
            }
        }
        Ok(())
    }
}

/// Whose eyes the figures are for: the row filters of the lists.
pub(super) struct Viewer {
    complaints: Visibility,
    cases: ServiceVisibility,
}

/// Roles that may know of complaints.
const COMPLAINT_READERS: &[Role] = &[
    Role::AcceptanceOfficer,
    Role::ApprovalOffice,
    Role::Handler,
    Role::UnitLeader,
    Role::BureauLeader,
    Role::LeadingGroupOffice,
    Role::DisciplineOfficer,
    Role::WindowClerk,
];

impl Viewer {
    /// The service itself, which sees everything.
    fn system() -> Self {
        Self { complaints: Visibility::system(), cases: ServiceVisibility::system() }
    }

    /// A caller who asks for this indicator. One who may not know of complaints at all is refused, not shown a zero.
    pub(super) fn of(caller: &Caller, indicator: Indicator) -> Result<Self, AppError> {
        let knows = caller.principal().is_none_or(|principal| principal.has_any(COMPLAINT_READERS));
        if is_of_complaints(indicator) && !knows {
            return Err(AppError::Forbidden {
                code: "complaints_not_visible",
                detail: "您无权知悉投诉举报，不能查看有关统计。".to_owned(),
            });
        }
        Ok(Self { complaints: complaint::visibility(caller), cases: service_case::visibility(caller) })
    }

    /// Whether nothing but complaints against the viewer and the viewer's unit is left out.
    pub(super) fn sees_all(&self, indicator: Indicator) -> bool {
        if is_of_complaints(indicator) { self.complaints.all } else { self.cases.all }
    }
}

/// Whether the records are complaints or their clocks.
fn is_of_complaints(indicator: Indicator) -> bool {
    use DeadlineKind::{Handling, ReplyPledge, Rework};
    let definition = indicator.definition();
    definition.counted == CountedRecord::Complaint
        || definition.clocks.iter().any(|kind| matches!(kind, ReplyPledge | Handling | Rework))
}

fn cohort(indicator: Indicator) -> Cohort {
    match indicator {
        Indicator::RequestRate => Cohort::Services,
        Indicator::DefaultRate => Cohort::Requests,
        Indicator::PositiveRate => Cohort::Ratings,
        Indicator::SurveySatisfaction => Cohort::Responses,
        Indicator::ComplaintsReceived => Cohort::Complaints(ComplaintCohort::Received),
        Indicator::ComplaintsAccepted => Cohort::Complaints(ComplaintCohort::Decided),
        Indicator::ComplaintsSubstantiated => Cohort::Complaints(ComplaintCohort::Judged),
        Indicator::ComplaintsResolved => Cohort::Complaints(ComplaintCohort::Concluded),
        Indicator::ComplaintsTerminated => Cohort::Complaints(ComplaintCohort::Terminated),
        Indicator::ComplaintsSatisfaction => Cohort::Complaints(ComplaintCohort::FollowedUp),
        Indicator::CommitmentsKept => Cohort::Commitments,
        Indicator::ComplaintsRepliedOnTime
        | Indicator::ComplaintsHandledOnTime
        | Indicator::RefusalsFiledInTime
        | Indicator::PromiseKept
        | Indicator::StatutoryKept => {
            Cohort::Clocks(indicator.definition().clocks.iter().map(|kind| kind.code().to_owned()).collect())
        }
    }
}

/// The question as the store takes it.
pub(super) fn asked(indicator: Indicator, scope: &Scope, viewer: &Viewer, now: Instant) -> (Cohort, FigureFilter) {
    let filter = FigureFilter {
        visibility: viewer.complaints.clone(),
        service_visibility: viewer.cases.clone(),
        now: Ts(now),
        from_on: scope.period.from_on(),
        to_on: scope.period.to_on(),
        unit_id: scope.unit_id.clone(),
        window_id: scope.window_id.clone(),
        handler_id: scope.handler_id.clone(),
        item_id: scope.item_id.clone(),
        channel: scope.channel.clone(),
    };
    (cohort(indicator), filter)
}

/// Counts by the values of a dimension; by time, by day.
pub(super) fn counted(
    conn: &mut Conn,
    indicator: Indicator,
    by: Dimension,
    scope: &Scope,
    viewer: &Viewer,
    now: Instant,
) -> Result<Vec<Counted>, AppError> {
    let grouping = match by {
        Dimension::Bureau => Grouping::Whole,
        Dimension::Unit => Grouping::Unit,
        Dimension::Window => Grouping::Window,
        Dimension::Handler => Grouping::Handler,
        Dimension::Item => Grouping::Item,
        Dimension::Channel => Grouping::Channel,
        Dimension::Day | Dimension::Month | Dimension::Quarter | Dimension::Year => Grouping::Day,
    };
    let (cohort, filter) = asked(indicator, scope, viewer, now);
    Ok(rows::count(conn, &cohort, &filter, grouping)?)
}

/// What was counted, as the rules take it: for a plain count, the records themselves.
pub(super) fn share_of(indicator: Indicator, counted: &Counted) -> Share {
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    match indicator.definition().measure() {
        Measure::Count => Share::new(number(counted.of), number(counted.of)),
        Measure::Share => Share::new(number(counted.hits), number(counted.of)),
    }
}

/// The day that a number of days since 1970-01-01 means.
pub(super) fn day(days: i64) -> NaiveDate {
    NaiveDate::default() + Days::new(u64::try_from(days).unwrap_or(0))
}

/// The counts of an indicator, for the service's own work: nothing is hidden.
pub(crate) fn share(conn: &mut Conn, indicator: Indicator, scope: &Scope, now: Instant) -> Result<Share, AppError> {
    scope.check(indicator)?;
    let found = counted(conn, indicator, Dimension::Bureau, scope, &Viewer::system(), now)?;
    Ok(found.iter().map(|counted| share_of(indicator, counted)).sum())
}
