//! Counting a cohort, and listing it. Both ask the database by one condition, so that a figure and its records cannot differ.

use super::cohort::{Cohort, ComplaintCohort, FigureFilter, Grouping, NOT_RECORDED};
use super::sql::{When, how_many, in_file};
use crate::complaint;
use crate::schema::{
    complaints, deadlines, evaluation_invitations as requests, service_cases, survey_responses as responses,
};
use crate::service_case;
use crate::{Conn, Engine, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use yingshang_calendar::Instant;

/// Counts of one value of a grouping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The value; `None` for records without one, and where nothing is split.
    pub key: Option<String>,
    /// Days since 1970-01-01 (+08:00) when split by day, else 0.
    pub day: i64,
    /// How many records.
    pub of: i64,
    /// How many of them are in the numerator.
    pub hits: i64,
}

/// A record that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedRow {
    /// Its id.
    pub id: String,
    /// Kind of the case it belongs to, or is.
    pub subject_kind: String,
    /// Id of that case.
    pub subject_id: String,
    /// The day that put it into the period, counted from 1970-01-01 (+08:00).
    pub day: i64,
    /// Whether it is in the numerator.
    pub hit: bool,
}

/// A condition on rows of a table.
macro_rules! condition {
    ($table:ident: $first:expr) => {{
        let first: Box<dyn BoxableExpression<$table::table, Db, SqlType = Nullable<Bool>>> =
            Box::new($first.nullable());
        first
    }};
}

/// Adds a condition on one column, if its value is asked for.
macro_rules! narrow {
    ($condition:ident: $($column:expr => $value:expr),+) => {
        $(match $value.as_deref() {
            None => {}
            Some(NOT_RECORDED) => $condition = Box::new($condition.and($column.is_null().nullable())),
            Some(value) => $condition = Box::new($condition.and($column.eq(value.to_owned()).nullable())),
        })+
    };
}

/// An instant within the days of the filter.
macro_rules! within {
    ($column:expr, $filter:expr) => {
        $column.ge(Ts(Instant::start_of($filter.from_on))).and($column.lt(Ts(Instant::start_of($filter.to_on))))
    };
}

macro_rules! services {
    ($filter:ident, $kind:literal, $date:expr) => {{
        let mut wanted = condition!(service_cases: service_cases::kind.eq($kind).and(within!($date, $filter)));
        narrow!(wanted:
            service_cases::unit_id => $filter.unit_id,
            service_cases::window_id => $filter.window_id,
            service_cases::handler_id => $filter.handler_id,
            service_cases::item_id => $filter.item_id,
            service_cases::category => $filter.channel
        );
        if !$filter.service_visibility.all {
            wanted = Box::new(wanted.and(service_case::visible(&$filter.service_visibility).nullable()));
        }
        wanted
    }};
}

macro_rules! requests {
    ($filter:ident) => {{
        let mut wanted = condition!(requests: within!(requests::invited_at, $filter));
        narrow!(wanted:
            requests::unit_id => $filter.unit_id,
            requests::window_id => $filter.window_id,
            requests::handler_id => $filter.handler_id,
            requests::item_id => $filter.item_id,
            requests::service_channel => $filter.channel
        );
        if !$filter.service_visibility.all {
            let of_visible_case = exists(
                service_cases::table
                    .filter(service_cases::id.eq(requests::subject_id))
                    .filter(service_case::visible(&$filter.service_visibility)),
            );
            wanted = Box::new(wanted.and(of_visible_case.nullable()));
        }
        wanted
    }};
}

macro_rules! complaints {
    ($filter:ident, $engine:ident, $when:expr) => {{
        let mut wanted = condition!(complaints: complaint::visible(&$filter.visibility));
        match $when {
            When::InFile(_) => {
                let day = $when.day($engine);
                let (from, to) = (days($filter.from_on), days($filter.to_on));
                wanted = Box::new(wanted.and(sql::<BigInt>(&day).ge(from).and(sql::<BigInt>(&day).lt(to)).nullable()));
            }
            _ => wanted = Box::new(wanted.and(within!(complaints::received_at, $filter).nullable())),
        }
        narrow!(wanted:
            complaints::handling_unit_id => $filter.unit_id,
            complaints::channel => $filter.channel
        );
        wanted
    }};
}

macro_rules! clocks {
    ($filter:ident, $kinds:expr) => {{
        let kinds: &[String] = $kinds;
        let of_visible_complaint = exists(
            complaints::table
                .filter(complaints::id.eq(deadlines::subject_id))
                .filter(complaint::visible(&$filter.visibility)),
        );
        let of_visible_case = exists(
            service_cases::table
                .filter(service_cases::id.eq(deadlines::subject_id))
                .filter(service_cases::kind.eq(deadlines::subject_kind))
                .filter(service_case::visible(&$filter.service_visibility)),
        );
        let ended = deadlines::closed_as
            .eq("met")
            .or(deadlines::closed_as.eq("missed"))
            .or(deadlines::closed_at
                .is_null()
                .and(deadlines::stopped_since_on.is_null())
                .and(deadlines::due_at.lt($filter.now)));
        let mut wanted = condition!(deadlines: deadlines::due_on
            .ge($filter.from_on)
            .and(deadlines::due_on.lt($filter.to_on))
            .and(ended)
            .and(of_visible_complaint.or(of_visible_case)));
        let mut of_kind = condition!(deadlines: deadlines::kind.eq(String::new()));
        for kind in kinds {
            of_kind = Box::new(of_kind.or(deadlines::kind.eq(kind.clone())));
        }
        wanted = Box::new(wanted.and(of_kind));
        narrow!(wanted: deadlines::unit_id => $filter.unit_id);
        wanted
    }};
}

macro_rules! responses {
    ($filter:ident) => {{
        let taken = responses::taken_on.ge($filter.from_on).and(responses::taken_on.lt($filter.to_on));
        let mut wanted = condition!(responses: taken);
        narrow!(wanted:
            responses::unit_id => $filter.unit_id,
            responses::window_id => $filter.window_id,
            responses::kind => $filter.channel
        );
        if !$filter.service_visibility.all {
            // Bound to NULL for a viewer without a unit, which matches nothing.
            let own: Option<String> = $filter.service_visibility.unit_id.clone();
            wanted = Box::new(wanted.and(responses::unit_id.nullable().eq(own)));
        }
        wanted
    }};
}

/// What a table calls the columns that counts are split by; a table without one has no such records.
struct Columns {
    /// Kind of the case a record belongs to, or is.
    subject_kind: &'static str,
    subject_id: &'static str,
    unit: &'static str,
    window: &'static str,
    handler: &'static str,
    item: &'static str,
    channel: &'static str,
}

const NONE: &str = "CAST(NULL AS TEXT)";

const CASE: Columns = Columns {
    subject_kind: "service_cases.kind",
    subject_id: "service_cases.id",
    unit: "service_cases.unit_id",
    window: "service_cases.window_id",
    handler: "service_cases.handler_id",
    item: "service_cases.item_id",
    channel: "service_cases.category",
};

const REQUEST: Columns = Columns {
    subject_kind: "evaluation_invitations.subject_kind",
    subject_id: "evaluation_invitations.subject_id",
    unit: "evaluation_invitations.unit_id",
    window: "evaluation_invitations.window_id",
    handler: "evaluation_invitations.handler_id",
    item: "evaluation_invitations.item_id",
    channel: "evaluation_invitations.service_channel",
};

const RESPONSE: Columns = Columns {
    subject_kind: "'survey'",
    subject_id: "survey_responses.survey_id",
    unit: "survey_responses.unit_id",
    window: "survey_responses.window_id",
    handler: NONE,
    item: NONE,
    channel: "survey_responses.kind",
};

const COMPLAINT: Columns = Columns {
    subject_kind: "'complaint'",
    subject_id: "complaints.id",
    unit: "complaints.handling_unit_id",
    window: NONE,
    handler: NONE,
    item: NONE,
    channel: "complaints.channel",
};

const CLOCK: Columns = Columns {
    subject_kind: "deadlines.subject_kind",
    subject_id: "deadlines.subject_id",
    unit: "deadlines.unit_id",
    window: NONE,
    handler: NONE,
    item: NONE,
    channel: NONE,
};

impl Columns {
    fn key(&self, grouping: Grouping) -> &'static str {
        match grouping {
            Grouping::Whole | Grouping::Day => NONE,
            Grouping::Unit => self.unit,
            Grouping::Window => self.window,
            Grouping::Handler => self.handler,
            Grouping::Item => self.item,
            Grouping::Channel => self.channel,
        }
    }
}

/// Runs `$use!` on the table, condition, numerator, day and columns of the cohort.
macro_rules! with_cohort {
    ($conn:ident, $engine:ident, $cohort:expr, $filter:ident, $use:ident) => {
        match $cohort {
            Cohort::Services => {
                let hit = "EXISTS (SELECT 1 FROM evaluation_invitations i WHERE i.subject_kind = service_cases.kind \
                           AND i.subject_id = service_cases.id)";
                let when = When::At("service_cases.accepted_at");
                let wanted = services!($filter, "application", service_cases::accepted_at);
                $use!($conn, service_cases, wanted, hit, when.day($engine), CASE)
            }
            Cohort::Commitments => {
                let when = When::At("service_cases.ended_at");
                let wanted = services!($filter, "commitment", service_cases::ended_at);
                let over = service_cases::status.eq("fulfilled").or(service_cases::status.eq("broken"));
                let wanted = condition!(service_cases: wanted.and(over.nullable()));
                let hit = "service_cases.status = 'fulfilled'";
                $use!($conn, service_cases, wanted, hit, when.day($engine), CASE)
            }
            Cohort::Requests | Cohort::Ratings => {
                let when = When::At("evaluation_invitations.invited_at");
                let mut wanted = requests!($filter);
                let mut hit = "evaluation_invitations.answered_at IS NULL";
                if $cohort == &Cohort::Ratings {
                    let counts = requests::answered_at.is_not_null().and(requests::set_aside.eq(false));
                    wanted = Box::new(wanted.and(counts.nullable()));
                    hit = "evaluation_invitations.positive";
                }
                $use!($conn, requests, wanted, hit, when.day($engine), REQUEST)
            }
            Cohort::Clocks(kinds) => {
                let when = When::On("deadlines.due_on");
                let wanted = clocks!($filter, kinds);
                $use!($conn, deadlines, wanted, "deadlines.closed_as = 'met'", when.day($engine), CLOCK)
            }
            Cohort::Responses => {
                let when = When::On("survey_responses.taken_on");
                let wanted = responses!($filter);
                $use!($conn, responses, wanted, "survey_responses.positive", when.day($engine), RESPONSE)
            }
            Cohort::Complaints(cohort) => {
                let (when, also, hit) = of_complaints(*cohort, $engine);
                let wanted = complaints!($filter, $engine, when);
                let wanted = condition!(complaints: wanted.and(sql::<Bool>(&also).nullable()));
                $use!($conn, complaints, wanted, &hit, when.day($engine), COMPLAINT)
            }
        }
    };
}

/// The date of a cohort of complaints, the condition it has beside the date, and its numerator.
fn of_complaints(cohort: ComplaintCohort, engine: Engine) -> (When, String, String) {
    const RECEIVED: When = When::At("complaints.received_at");
    const CONCLUDED: When = When::InFile(&["conclusion", "recorded_at"]);
    const TERMINATED: When = When::InFile(&["termination", "recorded_at"]);
    const LAST_FOLLOW_UP: When = When::InFile(&["follow_ups", "-1", "recorded_at"]);
    let at = |path: &[&str]| in_file(engine, path);
    let every = || "1 = 1".to_owned();
    match cohort {
        ComplaintCohort::Received => (RECEIVED, every(), every()),
        ComplaintCohort::Decided => {
            let accepted = format!("{} IS NOT NULL", at(&["acceptance", "recorded_at"]));
            let rejected = format!("{} IS NOT NULL", at(&["rejection", "recorded_at"]));
            (RECEIVED, format!("({accepted} OR {rejected})"), accepted)
        }
        ComplaintCohort::Concluded => (CONCLUDED, every(), every()),
        ComplaintCohort::Judged => (
            CONCLUDED,
            "complaints.outcome IS NOT NULL".to_owned(),
            "complaints.outcome IN ('substantiated', 'partly_substantiated')".to_owned(),
        ),
        ComplaintCohort::Terminated => (TERMINATED, every(), every()),
        ComplaintCohort::FollowedUp => {
            let satisfaction = at(&["follow_ups", "-1", "satisfaction"]);
            let satisfied = format!("{satisfaction} IN ('satisfied', 'basically_satisfied')");
            (LAST_FOLLOW_UP, format!("{satisfaction} IS NOT NULL"), satisfied)
        }
    }
}

/// Days since 1970-01-01.
fn days(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

/// Counts a cohort, split by `grouping`; values that nothing was counted for have no row.
///
/// # Errors
/// A failed query.
pub fn count(
    conn: &mut Conn,
    cohort: &Cohort,
    filter: &FigureFilter,
    grouping: Grouping,
) -> Result<Vec<Counted>, StoreError> {
    macro_rules! counted {
        ($conn:ident, $table:ident, $wanted:expr, $hit:expr, $day:expr, $columns:ident) => {{
            let day = if grouping == Grouping::Day { $day } else { "CAST(0 AS BIGINT)".to_owned() };
            $table::table
                .filter($wanted)
                .group_by(sql::<Text>("1, 2"))
                .select((
                    sql::<Nullable<Text>>($columns.key(grouping)),
                    sql::<BigInt>(&day),
                    sql::<BigInt>("COUNT(*)"),
                    sql::<BigInt>(&how_many($hit)),
                ))
                .load::<(Option<String>, i64, i64, i64)>($conn)?
        }};
    }
    let engine = conn.engine();
    let rows: Vec<(Option<String>, i64, i64, i64)> =
        on_engine!(conn, with_cohort!(conn, engine, cohort, filter, counted));
    Ok(rows.into_iter().map(|(key, day, of, hits)| Counted { key, day, of, hits }).collect())
}

/// The records of a cohort in the order of their ids, after `after_id`; with `hits_only` those in the numerator.
///
/// # Errors
/// A failed query.
pub fn records(
    conn: &mut Conn,
    cohort: &Cohort,
    filter: &FigureFilter,
    hits_only: bool,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<CountedRow>, StoreError> {
    let after_id = after_id.unwrap_or_default();
    macro_rules! listed {
        ($conn:ident, $table:ident, $wanted:expr, $hit:expr, $day:expr, $columns:ident) => {{
            let hit = format!("CASE WHEN {} THEN 1 ELSE 0 END", $hit);
            $table::table
                .filter($wanted)
                .filter($table::id.gt(after_id))
                .filter(sql::<BigInt>(&hit).ge(i64::from(hits_only)))
                .order($table::id.asc())
                .limit(limit)
                .select((
                    $table::id,
                    sql::<Text>($columns.subject_kind),
                    sql::<Text>($columns.subject_id),
                    sql::<BigInt>(&$day),
                    sql::<BigInt>(&format!("CAST({hit} AS BIGINT)")),
                ))
                .load::<(String, String, String, i64, i64)>($conn)?
        }};
    }
    let engine = conn.engine();
    let rows: Vec<(String, String, String, i64, i64)> =
        on_engine!(conn, with_cohort!(conn, engine, cohort, filter, listed));
    let row = |(id, subject_kind, subject_id, day, hit): (String, String, String, i64, i64)| CountedRow {
        id,
        subject_kind,
        subject_id,
        day,
        hit: hit == 1,
    };
    Ok(rows.into_iter().map(row).collect())
}
