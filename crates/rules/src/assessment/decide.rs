//! The decision: the case file as it stands, what is asked, and the facts of the moment give the next case file or a refusal.

use serde_json::json;
use yingshang_calendar::{Start, Terms};

use super::case_file::Assessment;
use super::codes::*;
use super::command::Command;
use super::consequences::StaffMember;
use super::event::{AssessmentEventKind, Event};
use super::gate::Action;
use super::plan::{AssessmentPlan, PlanContent};
use super::satisfaction::SatisfactionCounts;
use super::{concluding, evidencing, following_up, scoring};
use crate::actor::{Actor, Role};
use crate::deadline::compute;
use crate::procedure::counter::pass;
use crate::procedure::{self, Offer};
use crate::refusal::Refusal;

/// Facts about an assessment that stand outside its file.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The version of the plan the assessment was opened under.
    pub plan: &'a PlanContent,
    /// The staff register says that the actor belongs to the target: to its unit or one of the unit's windows. The unit of the account counts
    /// without it.
    pub actor_belongs_to_target: bool,
    /// Ratings and questionnaires of the target in the year; read when satisfaction is measured.
    pub satisfaction: SatisfactionCounts,
    /// The same of every other target of its kind under the plan; read when satisfaction is measured.
    pub other_targets: Vec<SatisfactionCounts>,
    /// Who works for the target at the end of the year; read when the leading group approves.
    pub staff: Vec<StaffMember>,
}

impl<'a> Facts<'a> {
    /// The facts of a step that reads nothing but the plan.
    pub fn under(plan: &'a PlanContent) -> Self {
        Self {
            plan,
            actor_belongs_to_target: false,
            satisfaction: SatisfactionCounts::default(),
            other_targets: Vec::new(),
            staff: Vec::new(),
        }
    }
}

/// The moment of a step and the facts around the assessment.
pub type Context<'a> = procedure::Context<'a, Facts<'a>>;

/// The answer "yes" to a step on an assessment.
pub type Decision = procedure::Decision<Assessment, AssessmentEventKind>;

/// Whom an assessment is about (KH-2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The unit; for a window the one it belongs to.
    pub unit_id: String,
    /// The window, where one is assessed.
    pub window_id: Option<String>,
    /// What people call it.
    pub name: String,
    /// An assessment of it under the plan of that year is there already, whichever version.
    pub already_assessed: bool,
}

/// What an assessment needs beside its target.
#[derive(Debug, Clone)]
pub struct NewAssessment {
    /// Id of the case.
    pub id: String,
    /// Number people quote.
    pub number: String,
}

/// Opens the assessment of a target under the plan in force, once a year (KH-5).
///
/// # Errors
/// `not_entrusted`, `plan_not_in_force`, `already_assessed`.
pub fn open(
    new: NewAssessment,
    target: Target,
    plan: &AssessmentPlan,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let entrusted = match context.actor {
        Actor::System => true,
        Actor::Staff(staff) => staff.roles.contains(&Role::AssessmentTeam),
        Actor::Complainant => false,
    };
    if !entrusted {
        return Err(Refusal::actor("not_entrusted", &["KH-5"], "考核由考评专责小组启动。"));
    }
    if plan.status != PlanStatus::Published {
        let detail = "考核只能依据已印发且未被代替的年度方案启动。";
        return Err(Refusal::state("plan_not_in_force", &["KH-5"], detail).with("status", plan.status.code()));
    }
    if target.already_assessed {
        let detail = format!("「{}」{}年度的考核已经启动；每年考评一次。", target.name, plan.content.year);
        return Err(Refusal::state("already_assessed", &["KH-5"], detail));
    }
    let target_kind = if target.window_id.is_some() { TargetKind::Window } else { TargetKind::Unit };
    let file = Assessment {
        id: new.id,
        number: new.number,
        status: AssessmentStatus::Opened,
        plan_id: plan.id.clone(),
        plan_version: plan.version,
        year: plan.content.year,
        target_kind,
        unit_id: target.unit_id,
        window_id: target.window_id,
        target_name: target.name,
        opened_at: context.now,
        registered_by: context.actor.user_id().map(str::to_owned),
        self_assessment: None,
        duty_scores: Vec::new(),
        site_checks: Vec::new(),
        evidence: Vec::new(),
        satisfaction: None,
        summaries: Vec::new(),
        deliberations: Vec::new(),
        final_on: None,
        grade: None,
        staff_consequences: Vec::new(),
        commendations: Vec::new(),
        talks: Vec::new(),
        rectification_reports: Vec::new(),
        objections: Vec::new(),
        falsifications: Vec::new(),
        changes: Vec::new(),
        closing: None,
    };
    let event = Event::new(AssessmentEventKind::Opened, &["KH-5", "KH-2"])
        .with("plan_id", file.plan_id.as_str())
        .with("year", file.year)
        .with("target_kind", json!(file.target_kind))
        .with("unit_id", file.unit_id.as_str())
        .with("window_id", json!(file.window_id));
    Ok(Decision::new(file, event))
}

/// Takes one step, or says why not.
///
/// # Errors
/// What [`check`] says, or what is wrong with the content of the step.
pub fn decide(file: &Assessment, command: Command, context: &Context<'_>) -> Result<Decision, Refusal> {
    check(file, command.action(), context)?;
    let next = file.clone();
    match command {
        Command::SelfAssess(body) => scoring::self_assess(next, body, context),
        Command::ScoreDuties(body) => scoring::score_duties(next, body, context),
        Command::ReviseScore(body) => scoring::revise_score(next, body, context),
        Command::RecordCheck(body) => scoring::record_check(next, body, context),
        Command::CollectEvidence(candidates) => Ok(evidencing::collect(next, candidates, context)),
        Command::AddEvidence(body) => evidencing::add(next, body, context),
        Command::DecideEvidence(id, body) => evidencing::decide(next, id, body, context),
        Command::ConcludeEvidence => Ok(evidencing::conclude(next)),
        Command::MeasureSatisfaction => Ok(evidencing::measure_satisfaction(next, context)),
        Command::Summarise => Ok(concluding::summarise(next, context)),
        Command::Deliberate(body) => concluding::deliberate(next, body, context),
        Command::Object(body) => Ok(concluding::object(next, body, context)),
        Command::DecideObjection(body) => Ok(concluding::decide_objection(next, body, context)),
        Command::RecordFalsification(body) => concluding::record_falsification(next, body, context),
        Command::Commend(body) => following_up::commend(next, body, context),
        Command::Talk(body) => following_up::talk(next, body, context),
        Command::SubmitReport(body) => following_up::submit_report(next, body, context),
        Command::Close(body) => Ok(following_up::close_case(next, body, context)),
    }
}

/// Whether the step is open at all: actor, state, and what must be there before it; not what it contains.
///
/// # Errors
/// `not_entrusted`, `wrong_state`, `own_unit`, or what is missing or in the way.
pub fn check(file: &Assessment, action: Action, context: &Context<'_>) -> Result<(), Refusal> {
    pass(file, action, context.actor)?;
    if action.judges() && belongs_to_target(file, context) {
        let detail = "不得给本单位评分、核定或者审议；请由其他单位的人员办理。";
        return Err(Refusal::actor("own_unit", &["KH-14"], detail));
    }
    match action {
        Action::ConcludeEvidence | Action::Summarise => evidencing::check_all_decided(file),
        Action::Commend | Action::Talk | Action::Close => following_up::check(file, action),
        Action::Object => check_objection(file, context),
        Action::DecideObjection if file.open_objection().is_none() => {
            Err(Refusal::state("no_objection", &["KH-5"], "没有尚未处理的异议。"))
        }
        _ => Ok(()),
    }
}

/// One objection to each result, within the limit from the day of the approval.
fn check_objection(file: &Assessment, context: &Context<'_>) -> Result<(), Refusal> {
    let stands = file.deliberations.last().map(|deliberation| deliberation.id.as_str());
    if file.objections.iter().any(|objection| Some(objection.deliberation_id.as_str()) == stands) {
        return Err(Refusal::state("already_objected", &["KH-8"], "对这一结果已经提出过异议。"));
    }
    let Some(final_on) = file.final_on else { return Ok(()) };
    let terms = Terms::new(Start::Date(final_on), context.limit("assessment.objection"));
    let due = compute(&terms, context.calendar, 0).due_on;
    if due.is_some_and(|due_on| context.today() > due_on) {
        let detail = "提出异议的期限已过。";
        return Err(Refusal::state("objection_late", &["KH-8"], detail).with("due_on", json!(due)));
    }
    Ok(())
}

fn belongs_to_target(file: &Assessment, context: &Context<'_>) -> bool {
    let account_unit = match context.actor {
        Actor::Staff(staff) => staff.unit_id.as_deref(),
        Actor::Complainant | Actor::System => None,
    };
    context.facts.actor_belongs_to_target || account_unit == Some(file.unit_id.as_str())
}

/// Every step of people with its answer for this actor, in the order of the procedure.
pub fn offers(file: &Assessment, context: &Context<'_>) -> Vec<Offer<Action>> {
    procedure::offers(
        Action::ALL.iter().copied(),
        |action| check(file, action, context),
        |action| match action {
            Action::DecideEvidence => Some(file.open_evidence().map(|each| each.id.clone()).collect()),
            _ => None,
        },
    )
}

impl Command {
    /// The row of the state table this command falls under.
    pub fn action(&self) -> Action {
        match self {
            Command::SelfAssess(_) => Action::SelfAssess,
            Command::ScoreDuties(_) => Action::ScoreDuties,
            Command::ReviseScore(_) => Action::ReviseScore,
            Command::RecordCheck(_) => Action::RecordCheck,
            Command::CollectEvidence(_) => Action::CollectEvidence,
            Command::AddEvidence(_) => Action::AddEvidence,
            Command::DecideEvidence(..) => Action::DecideEvidence,
            Command::ConcludeEvidence => Action::ConcludeEvidence,
            Command::MeasureSatisfaction => Action::MeasureSatisfaction,
            Command::Summarise => Action::Summarise,
            Command::Deliberate(_) => Action::Deliberate,
            Command::Commend(_) => Action::Commend,
            Command::Talk(_) => Action::Talk,
            Command::SubmitReport(_) => Action::SubmitReport,
            Command::Object(_) => Action::Object,
            Command::DecideObjection(_) => Action::DecideObjection,
            Command::RecordFalsification(_) => Action::RecordFalsification,
            Command::Close(_) => Action::Close,
        }
    }
}
