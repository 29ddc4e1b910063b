//! Opening assessments under the plan in force: of one target, or of all at once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_rules::assessment::codes::TargetKind;
use yingshang_rules::assessment::{self as rules, Assessment, AssessmentPlan, Facts, NewAssessment, Target};
use yingshang_store::assessment::{self as targets, AssessmentTargetRow};
use yingshang_store::assessment_plan;
use yingshang_store::unit::{self, UnitFilter, UnitRow};
use yingshang_store::window::{self, WindowFilter, WindowRow};

use super::KIND;
use super::case::target_id;
use super::view::{AssessmentView, build};
use crate::assessment_plan::plan_of;
use crate::error::{AppError, FieldError};
use crate::moment::Moment;
use crate::organisation::UnitKind;
use crate::service_case::{self, ServiceCase, Stored, business_number};
use crate::tx::Tx;

/// 启动对一个股室（部）或者窗口的考核；二者只写其一。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OpenAssessmentRequest)]
pub struct OpenAssessment {
    /// 已印发的年度方案。
    #[schema(min_length = 1, max_length = 36)]
    pub plan_id: String,
    /// 被考核的股室（部）。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 36)]
    pub unit_id: Option<String>,
    /// 被考核的窗口。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 36)]
    pub window_id: Option<String>,
}

/// 一次启动的考核。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenedAssessments {
    /// 新启动的考核的标识，先股室（部）后窗口；已经启动的不在其内。
    pub opened: Vec<String>,
    /// 本年度已经启动而略过的数量。
    pub skipped: usize,
}

/// Opens the assessment of one target.
///
/// # Errors
/// Unknown plan, unit or window (422); `not_entrusted` (403); `plan_not_in_force`, `already_assessed` (409).
pub fn open(tx: &mut Tx<'_>, body: OpenAssessment) -> Result<AssessmentView, AppError> {
    let plan = assessment_plan::get(tx.conn, &body.plan_id)?;
    let Some(plan) = plan else {
        return Err(invalid("/plan_id", "unknown_plan", "没有这个年度方案"));
    };
    let plan = plan_of(&plan)?;
    let target = match (body.unit_id, body.window_id) {
        (Some(id), None) => match unit::get(tx.conn, &id)?.filter(|unit| unit.active) {
            Some(unit) => of_unit(tx, unit, &plan)?,
            None => return Err(invalid("/unit_id", "unknown_unit", "没有这个在用的单位")),
        },
        (None, Some(id)) => match window::get(tx.conn, &id)?.filter(|window| window.active) {
            Some(window) => of_window(tx, window, &plan)?,
            None => return Err(invalid("/window_id", "unknown_window", "没有这个在用的窗口")),
        },
        _ => return Err(invalid("/unit_id", "one_target", "被考核的股室（部）和窗口只写其一")),
    };
    let case = open_one(tx, &plan, target)?;
    build(&mut tx.reader(), case, false)
}

/// Opens the assessments of every unit and window in use that has none for the year yet. The leadership and the discipline group are not
/// assessed by the bureau's own team.
///
/// # Errors
/// Not found; `not_entrusted` (403); `plan_not_in_force` (409).
pub fn open_all(tx: &mut Tx<'_>, plan_id: &str) -> Result<OpenedAssessments, AppError> {
    let plan = plan_of(&assessment_plan::get(tx.conn, plan_id)?.ok_or(AppError::NotFound)?)?;
    let mut all = Vec::new();
    let filter = UnitFilter { active: Some(true), ..UnitFilter::default() };
    for unit in unit::list(tx.conn, &filter, None, i64::MAX)? {
        let kind: UnitKind = unit.kind.parse().map_err(AppError::internal)?;
        if !matches!(kind, UnitKind::Leadership | UnitKind::DisciplineGroup) {
            all.push(of_unit(tx, unit, &plan)?);
        }
    }
    let filter = WindowFilter { active: Some(true), ..WindowFilter::default() };
    for window in window::list(tx.conn, &filter, None, i64::MAX)? {
        all.push(of_window(tx, window, &plan)?);
    }
    let (known, new): (Vec<Target>, Vec<Target>) = all.into_iter().partition(|target| target.already_assessed);
    let mut opened = Vec::new();
    for target in new {
        opened.push(open_one(tx, &plan, target)?.file.id);
    }
    Ok(OpenedAssessments { opened, skipped: known.len() })
}

fn open_one(tx: &mut Tx<'_>, plan: &AssessmentPlan, target: Target) -> Result<Stored<Assessment>, AppError> {
    let new = NewAssessment { id: tx.new_id(), number: business_number(tx, KIND, Assessment::PREFIX)? };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let decision = rules::open(new, target, plan, &moment.context(String::new(), Facts::under(&plan.content)))?;
    let case = service_case::persist(tx, None, decision, None)?;
    let row = AssessmentTargetRow {
        assessment_id: case.file.id.clone(),
        plan_id: plan.id.clone(),
        year: plan.content.year,
        target_kind: case.file.target_kind.code().to_owned(),
        target_id: target_id(&case.file).to_owned(),
    };
    targets::insert(tx.conn, &row)?;
    Ok(case)
}

fn of_unit(tx: &mut Tx<'_>, unit: UnitRow, plan: &AssessmentPlan) -> Result<Target, AppError> {
    let already_assessed = is_assessed(tx, plan.content.year, TargetKind::Unit, &unit.id)?;
    Ok(Target { unit_id: unit.id, window_id: None, name: unit.name, already_assessed })
}

fn of_window(tx: &mut Tx<'_>, window: WindowRow, plan: &AssessmentPlan) -> Result<Target, AppError> {
    let already_assessed = is_assessed(tx, plan.content.year, TargetKind::Window, &window.id)?;
    Ok(Target { unit_id: window.unit_id, window_id: Some(window.id), name: window.name, already_assessed })
}

fn is_assessed(tx: &mut Tx<'_>, year: i32, kind: TargetKind, id: &str) -> Result<bool, AppError> {
    Ok(targets::is_assessed(tx.conn, year, kind.code(), id)?)
}

fn invalid(pointer: &str, code: &'static str, message: &str) -> AppError {
    AppError::Invalid(vec![FieldError::new(pointer, code, message)])
}
