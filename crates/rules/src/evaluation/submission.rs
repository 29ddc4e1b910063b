//! A rating comes in: by the person with the invitation, or on paper by someone other than the clerk who served (HP-4.3).

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::anomaly::{Around, anomalies};
use super::case_file::Evaluation;
use super::codes::{EvaluationChannel, EvaluationStatus};
use super::decide::{Context, Decision};
use super::event::{EvaluationEventKind, Event};
use super::rating::{Rating, ReasonRule};
use crate::actor::{Actor, Role};
use crate::deadline::DeadlineKind;
use crate::refusal::Refusal;

/// Names of the file to be opened.
#[derive(Debug, Clone)]
pub struct NewEvaluation {
    /// Id of the case.
    pub id: String,
    /// Number people quote.
    pub number: String,
}

/// The invitation that is answered, with the service it is for.
#[derive(Debug, Clone)]
pub struct InvitationFacts {
    /// The invitation.
    pub id: String,
    /// The application that was accepted.
    pub application_id: String,
    /// Its number.
    pub application_number: String,
    /// Its service item.
    pub item_id: String,
    /// Name of the item.
    pub item_name: String,
    /// Unit that served.
    pub unit_id: String,
    /// Window that served, if it was at one.
    pub window_id: Option<String>,
    /// Accounts that served the person, the one the figures count first.
    pub served_by: Vec<String>,
    /// When the rating was asked for.
    pub invited_at: Instant,
    /// Last moment to answer.
    pub expires_at: Instant,
    /// It was answered before.
    pub answered: bool,
}

/// A rating on its way in.
#[derive(Debug, Clone)]
pub struct Submission {
    /// How it came; may differ from the channel of the invitation.
    pub via: EvaluationChannel,
    /// What was chosen.
    pub rating: Rating,
    /// Counts around it.
    pub around: Around,
}

/// 书面问卷的一条。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperEntry {
    /// 办件编号。
    #[schema(min_length = 1, max_length = 50, example = "BJ-2026-000123")]
    pub application_number: String,
    /// 评价。
    pub rating: Rating,
}

/// One fault of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchFault {
    /// Place of the entry in the batch, from 0.
    pub index: usize,
    /// What is wrong with it.
    pub refusal: Refusal,
}

/// Takes a rating in, or says why not. A negative one has to be verified (HP-7.1).
pub fn submit(
    new: NewEvaluation,
    submission: Submission,
    invitation: InvitationFacts,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let Submission { via, rating, around } = submission;
    may_submit(via, &invitation, context.actor)?;
    if invitation.answered {
        return Err(Refusal::state("already_rated", &["HP-2.1", "HP-4.3"], "一次服务只评价一次，这次服务已经评价过。"));
    }
    if context.now > invitation.expires_at {
        return Err(Refusal::state("invitation_expired", &["HP-4.3"], "评价邀请已经过期，不能再评价。"));
    }
    rating.check(if via == EvaluationChannel::Sms { ReasonRule::Nothing } else { ReasonRule::ReasonOrText })?;
    let rating = rating.tidied();
    let overall = rating.overall();
    let anomalies = anomalies(via, invitation.invited_at, around, context);
    let status = if overall.is_positive() { EvaluationStatus::Recorded } else { EvaluationStatus::ToVerify };
    let event = Event::new(EvaluationEventKind::Recorded, &["HP-1.1", "HP-2.1", "HP-2.2", "HP-3.1"])
        .with("application_id", invitation.application_id.as_str())
        .with("via", json!(via))
        .with("overall", json!(overall))
        .with("anomalies", json!(anomalies));
    let clock = (!overall.is_positive())
        .then(|| context.open(DeadlineKind::EvaluationVerification, "evaluation.verification", &["HP-7.1"]));
    let file = Evaluation {
        id: new.id,
        number: new.number,
        status,
        invitation_id: invitation.id,
        application_id: invitation.application_id,
        application_number: invitation.application_number,
        item_id: invitation.item_id,
        item_name: invitation.item_name,
        unit_id: invitation.unit_id,
        window_id: invitation.window_id,
        served_by: invitation.served_by,
        via,
        invited_at: invitation.invited_at,
        rated_at: context.now,
        entered_by: context.actor.user_id().map(str::to_owned),
        rating,
        overall,
        anomalies,
        verification: None,
        rectification: None,
        rectified: None,
        telling: None,
        appeal: None,
        appeal_decision: None,
    };
    Ok(Decision::new(file, event).clocks(clock))
}

/// Whether this actor may enter ratings that others gave on paper: people with casework, never who served.
pub fn may_enter(actor: &Actor, served_by: &[String]) -> Result<(), Refusal> {
    let Actor::Staff(staff) = actor else { return Err(not_entrusted()) };
    let enters = |role: &Role| {
        matches!(
            role,
            Role::WindowClerk
                | Role::Handler
                | Role::UnitLeader
                | Role::ApprovalOffice
                | Role::LeadingGroupOffice
                | Role::AssessmentTeam
        )
    };
    if served_by.contains(&staff.user_id) {
        return Err(clerk_may_not_rate());
    }
    if staff.roles.iter().any(enters) { Ok(()) } else { Err(not_entrusted()) }
}

/// Everything that is wrong with a batch of paper by itself: each rating, and services that occur twice (HP-2.1).
pub fn check_batch(entries: &[PaperEntry]) -> Vec<BatchFault> {
    let mut seen = HashSet::new();
    let mut faults = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        if let Err(refusal) = entry.rating.check(ReasonRule::ReasonOrText) {
            faults.push(BatchFault { index, refusal });
        }
        if !seen.insert(entry.application_number.trim()) {
            let refusal = Refusal::rule(
                "rated_twice_in_batch",
                &["HP-2.1", "HP-4.3"],
                "一次服务只评价一次，同一办件在本批中出现多次。",
            )
            .with("field", "application_number");
            faults.push(BatchFault { index, refusal });
        }
    }
    faults
}

/// The person served rates with the invitation; the system passes a text message on; a device may be signed in.
fn may_submit(via: EvaluationChannel, invitation: &InvitationFacts, actor: &Actor) -> Result<(), Refusal> {
    match (via, actor) {
        (EvaluationChannel::Paper, actor) => may_enter(actor, &invitation.served_by),
        (_, Actor::Staff(staff)) if invitation.served_by.contains(&staff.user_id) => Err(clerk_may_not_rate()),
        (_, Actor::Staff(staff)) if !staff.roles.contains(&Role::Integration) => Err(not_entrusted()),
        (EvaluationChannel::Counter, Actor::System) => Err(not_entrusted()),
        _ => Ok(()),
    }
}

fn clerk_may_not_rate() -> Refusal {
    Refusal::actor("clerk_may_not_rate", &["HP-4.3"], "为其办理业务的工作人员不得代为评价。")
}

fn not_entrusted() -> Refusal {
    Refusal::actor("not_entrusted", &["HP-4.3", "HP-3.1"], "评价由办事群众作出；书面问卷由经办人以外的工作人员录入。")
}
