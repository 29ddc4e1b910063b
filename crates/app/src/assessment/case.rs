//! An assessment on its way between the store and the rules.

use yingshang_rules::assessment::codes::TargetKind;
use yingshang_rules::assessment::consequences::StaffMember;
use yingshang_rules::assessment::{self as rules, Assessment, AssessmentPlan, AssessmentStatus, Command, Facts};
use yingshang_store::assessment::TargetOf;
use yingshang_store::assessment_plan;
use yingshang_store::staff::{self, StaffFilter};
use yingshang_store::window;

use super::view::{AssessmentView, build};
use super::{KIND, evidence, satisfaction};
use crate::assessment_plan::plan_of;
use crate::document::Source;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{self, Columns, ServiceCase, Stored, load};
use crate::tx::{Expected, Reader, Tx};

impl ServiceCase for Assessment {
    const KIND: &'static str = KIND;
    const PREFIX: &'static str = "KH";
    const PATH: &'static str = "/v1/assessments";

    fn columns(&self) -> Columns {
        Columns {
            id: self.id.clone(),
            number: self.number.clone(),
            category: Some(self.target_kind.code()),
            outcome: self.grade.map(|grade| grade.code()),
            item_id: None,
            item_version: None,
            application_id: None,
            window_id: self.window_id.clone(),
            handler_id: None,
            received_at: self.opened_at,
            accepted_at: None,
            source_system: None,
            external_ref: None,
            text: format!("{}年度 {}", self.year, self.target_name),
        }
    }

    fn is_over(&self) -> bool {
        self.status == AssessmentStatus::Closed
    }

    fn source(&self) -> Source<'_> {
        Source::Assessment(self)
    }
}

/// The version of the plan an assessment was opened under.
pub(super) fn plan_under(read: &mut Reader<'_>, plan_id: &str) -> Result<AssessmentPlan, AppError> {
    let row = assessment_plan::get(read.conn, plan_id)?;
    plan_of(&row.ok_or_else(|| AppError::internal("an assessment without its plan"))?)
}

/// What every step must know beside the file.
pub(super) fn facts_of<'a>(
    read: &mut Reader<'_>,
    file: &Assessment,
    plan: &'a AssessmentPlan,
) -> Result<Facts<'a>, AppError> {
    let actor_belongs_to_target = belongs(read, file)?;
    Ok(Facts { actor_belongs_to_target, ..Facts::under(&plan.content) })
}

/// Whether the staff register says that the caller works for the unit of the target or at one of its windows.
fn belongs(read: &mut Reader<'_>, file: &Assessment) -> Result<bool, AppError> {
    let staff_id = read.caller.principal().and_then(|principal| principal.staff.staff_id.clone());
    let Some(person) = staff_id.map(|id| staff::get(read.conn, &id)).transpose()?.flatten() else { return Ok(false) };
    if person.unit_id == file.unit_id {
        return Ok(true);
    }
    let window = person.window_id.map(|id| window::get(read.conn, &id)).transpose()?.flatten();
    Ok(window.is_some_and(|window| window.unit_id == file.unit_id))
}

/// Whom it is about, as queries ask for it.
pub(super) fn target_of(file: &Assessment) -> TargetOf<'_> {
    file.window_id.as_deref().map_or(TargetOf::Unit(&file.unit_id), TargetOf::Window)
}

/// Id of the unit or window it is about.
pub(super) fn target_id(file: &Assessment) -> &str {
    file.window_id.as_deref().unwrap_or(&file.unit_id)
}

/// Takes one step for the caller and shows the case afterwards.
///
/// # Errors
/// Not found where the caller may not know of the case; stale version; a refusal with its articles.
pub fn step(tx: &mut Tx<'_>, id: &str, expected: Expected, command: Command) -> Result<AssessmentView, AppError> {
    let case = load::<Assessment>(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    let case = take(tx, case, command)?;
    build(&mut tx.reader(), case, false)
}

/// Looks through the records of the year for what speaks against the target (GZ-3.3), and shows the case afterwards.
///
/// # Errors
/// As [`step`].
pub fn collect(tx: &mut Tx<'_>, id: &str, expected: Expected) -> Result<AssessmentView, AppError> {
    let case = load::<Assessment>(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    let candidates = evidence::candidates(&mut tx.reader(), &case.file)?;
    let case = take(tx, case, Command::CollectEvidence(candidates))?;
    build(&mut tx.reader(), case, false)
}

fn take(tx: &mut Tx<'_>, case: Stored<Assessment>, command: Command) -> Result<Stored<Assessment>, AppError> {
    let plan = plan_under(&mut tx.reader(), &case.file.plan_id)?;
    let mut facts = facts_of(&mut tx.reader(), &case.file, &plan)?;
    match command {
        Command::MeasureSatisfaction => {
            let counts = satisfaction::counts(tx, &case.file)?;
            (facts.satisfaction, facts.other_targets) = (counts.own, counts.others);
        }
        Command::Deliberate(_) => facts.staff = staff_of(tx, &case.file)?,
        _ => {}
    }
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(tx.new_id(), facts);
    let decision = rules::decide(&case.file, command, &context)?;
    service_case::persist(tx, Some(case.row), decision, None)
}

/// Who works for the target.
fn staff_of(tx: &mut Tx<'_>, file: &Assessment) -> Result<Vec<StaffMember>, AppError> {
    let filter = match file.target_kind {
        TargetKind::Unit => StaffFilter { unit_id: Some(file.unit_id.clone()), ..StaffFilter::default() },
        TargetKind::Window => StaffFilter { window_id: file.window_id.clone(), ..StaffFilter::default() },
    };
    let filter = StaffFilter { active: Some(true), ..filter };
    let people = staff::list(tx.conn, &filter, None, i64::MAX)?;
    let member = |row: staff::StaffRow| {
        let post_kind = row.post_kind.parse().map_err(AppError::internal)?;
        Ok(StaffMember { staff_id: row.id, post_kind })
    };
    people.into_iter().map(member).collect()
}
