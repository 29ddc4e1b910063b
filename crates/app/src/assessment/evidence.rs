//! What the records of the year hold against a target: each record once, with the path where it can be read.

use chrono::NaiveDate;
use yingshang_calendar::Instant;
use yingshang_rules::assessment::Assessment;
use yingshang_rules::assessment::evidence::{Candidate, Failing};
use yingshang_rules::statistics::{Indicator, Period};
use yingshang_store::assessment::TargetOf;
use yingshang_store::{Ts, assessment as records, complaint, service_case};

use super::case::target_of;
use crate::complaint as complaints;
use crate::error::AppError;
use crate::statistics::{self, Scope};
use crate::tx::Reader;

/// First day of a year and of the next.
pub(super) fn year_of(year: i32) -> Result<(NaiveDate, NaiveDate), AppError> {
    let first = |year| NaiveDate::from_ymd_opt(year, 1, 1);
    first(year).zip(first(year + 1)).ok_or_else(|| AppError::internal("a plan of a year that there is not"))
}

/// Everything of the year; what is in the file already is left out by the rules.
pub(super) fn candidates(read: &mut Reader<'_>, file: &Assessment) -> Result<Vec<Candidate>, AppError> {
    let (from, to) = year_of(file.year)?;
    let target = target_of(file);
    let (from_at, to_at) = (Ts(Instant::start_of(from)), Ts(Instant::start_of(to)));
    let mut found = Vec::new();
    for row in records::substantiated_complaints(read.conn, target, from_at, to_at)? {
        let Some(concluded_at) = row.concluded_at else { continue };
        found.push(Candidate {
            failing: Failing::Complaint { number: row.number.clone() },
            occurred_on: concluded_at.0.date(),
            label: row.number,
            href: format!("/v1/complaints/{}", row.id),
        });
    }
    for row in records::missed_deadlines(read.conn, target, from, to, Ts(read.now))? {
        let Some(due_on) = row.due_on else { continue };
        let (label, href) = record(read, &row.subject_kind, &row.subject_id)?;
        let kind = row.kind.parse().map_err(AppError::internal)?;
        let failing = Failing::MissedDeadline { deadline_id: row.id, kind, subject_id: row.subject_id };
        found.push(Candidate { failing, occurred_on: due_on, label, href });
    }
    for row in records::findings(read.conn, target, from, to)? {
        let (label, href) = record(read, &row.subject_kind, &row.subject_id)?;
        let kind = row.kind.parse().map_err(AppError::internal)?;
        let failing = Failing::Finding { finding_id: row.id, kind, subject_id: row.subject_id };
        found.push(Candidate { failing, occurred_on: row.found_on, label, href });
    }
    found.extend(low_rates(read, file, Period::new(from, to).map_err(AppError::internal)?)?);
    Ok(found)
}

/// Rates of the year that miss the line the text draws; in a year that is not over yet, as they stand today.
fn low_rates(read: &mut Reader<'_>, file: &Assessment, year: Period) -> Result<Vec<Candidate>, AppError> {
    let rulebook = read.app.rulebook();
    let (key, id) = match target_of(file) {
        TargetOf::Unit(id) => ("unit_id", id),
        TargetOf::Window(id) => ("window_id", id),
    };
    let mut scope = Scope::of(year);
    match target_of(file) {
        TargetOf::Unit(id) => scope.unit_id = Some(id.to_owned()),
        TargetOf::Window(id) => scope.window_id = Some(id.to_owned()),
    }
    let occurred_on = year.last_on().min(read.now.date());
    let mut found = Vec::new();
    for indicator in [Indicator::RequestRate, Indicator::DefaultRate, Indicator::PositiveRate] {
        let share = statistics::share(read.conn, indicator, &scope, read.now)?;
        let holds = indicator.definition().threshold(&rulebook).and_then(|threshold| threshold.holds(share));
        let Some((false, percent)) = holds.zip(share.percent()) else { continue };
        found.push(Candidate {
            failing: Failing::LowRating { indicator: indicator.code().to_owned() },
            occurred_on,
            label: format!("{}{percent}%，截至{occurred_on}", indicator.label()),
            href: format!("/v1/statistics/records?indicator={}&period={}&{key}={id}", indicator.code(), file.year),
        });
    }
    Ok(found)
}

/// Number and path of the case that a record belongs to.
fn record(read: &mut Reader<'_>, kind: &str, id: &str) -> Result<(String, String), AppError> {
    let number = if kind == complaints::KIND {
        complaint::get(read.conn, id)?.map(|row| row.number)
    } else {
        service_case::get(read.conn, kind, id)?.map(|row| row.number)
    };
    let path = format!("/v1/{}", kind_path(kind));
    Ok((number.unwrap_or_else(|| id.to_owned()), format!("{path}/{id}")))
}

/// Where cases of a kind are read.
fn kind_path(kind: &str) -> &str {
    match kind {
        complaints::KIND => "complaints",
        "application" => "applications",
        "notice" => "notices",
        "commitment" => "commitments",
        "refusal" => "refusals",
        "evaluation" => "evaluations",
        "rectification" => "rectifications",
        "assessment" => "assessments",
        other => other,
    }
}
