//! The writes. Only 考评专责小组 makes the plan; what is published is never changed again.

use chrono::Datelike;
use serde_json::json;
use yingshang_rules::assessment::AssessmentPlan;
use yingshang_rules::assessment::plan::{NewPlan, NotPublished};
use yingshang_store::Ts;
use yingshang_store::assessment_plan::{self as rows, AssessmentPlanRow};
use yingshang_store::counter;

use super::KIND;
use super::view::{AssessmentPlanView, WriteAssessmentPlan, plan_of, shown};
use crate::error::{AppError, FieldError};
use crate::event_log::facts;
use crate::tx::{Expected, Subject, Tx};

/// What plans rest on.
const BASIS: &[&str] = &["KH-5"];

/// Begins a version of the plan of a year.
///
/// # Errors
/// `not_plan_maker` (403), `reason_missing` (422).
pub fn draft(tx: &mut Tx<'_>, body: WriteAssessmentPlan) -> Result<AssessmentPlanView, AppError> {
    let newest = rows::newest_version(tx.conn, body.content.year)?;
    let year = tx.now.date().year();
    let number = counter::next(tx.conn, KIND, &year.to_string())?;
    let new = NewPlan {
        id: tx.new_id(),
        number: format!("KF-{year}-{number:06}"),
        version: u32::try_from(newest + 1).map_err(AppError::internal)?,
    };
    let plan = AssessmentPlan::draft(new, body.content, body.reason, &tx.caller.actor(), tx.now)?;
    let row = project(&plan, None, Ts(tx.now))?;
    rows::insert(tx.conn, &row)?;
    log(tx, &plan, "drafted")?;
    shown(&tx.reader(), &row)
}

/// Rewrites a draft.
///
/// # Errors
/// `not_plan_maker` (403), `plan_frozen` (409), `year_fixed`, `reason_missing` (422); [`AppError::Stale`].
pub fn rewrite(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: WriteAssessmentPlan,
) -> Result<AssessmentPlanView, AppError> {
    let row = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    expected.check(row.version)?;
    let plan = plan_of(&row)?.rewrite(body.content, body.reason, &tx.caller.actor())?;
    let row = write(tx, &plan, row)?;
    log(tx, &plan, "rewritten")?;
    shown(&tx.reader(), &row)
}

/// Publishes a draft in place of the version now in force.
///
/// # Errors
/// `not_plan_maker` (403), `plan_frozen`, `plan_overtaken` (409), every fault of the content (422); [`AppError::Stale`].
pub fn publish(tx: &mut Tx<'_>, id: &str, expected: Expected) -> Result<AssessmentPlanView, AppError> {
    let row = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    expected.check(row.version)?;
    let in_force = rows::in_force(tx.conn, row.year)?;
    let current = in_force.as_ref().map(plan_of).transpose()?;
    let published = plan_of(&row)?.publish(current.as_ref(), &tx.caller.actor(), tx.now).map_err(not_published)?;
    // The old one first: of a year one version is in force.
    if let Some((old, row)) = published.superseded.zip(in_force) {
        write(tx, &old, row)?;
        log(tx, &old, "superseded")?;
    }
    let row = write(tx, &published.plan, row)?;
    log(tx, &published.plan, "published")?;
    shown(&tx.reader(), &row)
}

fn not_published(why: NotPublished) -> AppError {
    let fault = |fault: yingshang_rules::assessment::PlanFault| {
        FieldError::new(format!("/content{}", fault.pointer), fault.code, fault.message).resting_on(fault.basis)
    };
    match why {
        NotPublished::Refused(refusal) => refusal.into(),
        NotPublished::Faulty(faults) => AppError::Invalid(faults.into_iter().map(fault).collect()),
    }
}

fn write(tx: &mut Tx<'_>, plan: &AssessmentPlan, before: AssessmentPlanRow) -> Result<AssessmentPlanRow, AppError> {
    let expected = before.version;
    let mut row = project(plan, Some(before), Ts(tx.now))?;
    row.version = rows::update(tx.conn, &row, expected)?;
    Ok(row)
}

fn project(plan: &AssessmentPlan, before: Option<AssessmentPlanRow>, now: Ts) -> Result<AssessmentPlanRow, AppError> {
    Ok(AssessmentPlanRow {
        id: plan.id.clone(),
        number: plan.number.clone(),
        year: plan.content.year,
        plan_version: i32::try_from(plan.version).map_err(AppError::internal)?,
        status: plan.status.code().to_owned(),
        title: plan.content.title.clone(),
        document: serde_json::to_string(plan).map_err(AppError::internal)?,
        version: 1,
        created_at: before.map_or(now, |row| row.created_at),
        updated_at: now,
    })
}

fn log(tx: &mut Tx<'_>, plan: &AssessmentPlan, kind: &str) -> Result<(), AppError> {
    let payload = facts([
        ("year", json!(plan.content.year)),
        ("plan_version", json!(plan.version)),
        ("document_number", json!(plan.content.document_number)),
    ]);
    tx.log(Subject { kind: KIND, id: &plan.id }, kind, &payload, BASIS)
}
