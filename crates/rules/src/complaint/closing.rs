//! The way out: verification, rework, conclusion, termination, archive, follow-up.

use serde_json::json;

use super::case_file::Complaint;
use super::codes::*;
use super::command::*;
use super::decide::{Context, Decision, close, moved};
use super::event::{Event, EventKind};
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::refusal::Refusal;

pub(super) fn verify(mut next: Complaint, body: Verify, context: &Context<'_>) -> Result<Decision, Refusal> {
    context.not_ahead(body.heard_at, "heard_at", "TS-11.1")?;
    let heard = body.complainant_opinion != ComplainantOpinion::NotReached;
    if heard && (body.heard_at.is_none() || body.method.is_none()) {
        return Err(Refusal::rule("hearing_not_recorded", &["TS-15.1"], "听取投诉人意见的，须写明时间和方式。"));
    }
    let event = moved(&mut next, ComplaintStatus::Verified, EventKind::Verified, &["TS-15.1"])
        .with("complainant_opinion", json!(body.complainant_opinion));
    next.verifications.push(body.record(context));
    let mut clocks = vec![close(DeadlineKind::Verification)];
    if heard {
        clocks.push(close(DeadlineKind::ReplyPledge));
    }
    Ok(Decision::new(next, event).clocks(clocks))
}

pub(super) fn rework(mut next: Complaint, body: OrderRework, context: &Context<'_>) -> Result<Decision, Refusal> {
    let given = |text: &Option<String>| text.as_deref().is_some_and(|t| !t.trim().is_empty());
    if !given(&body.new_evidence) || !given(&body.reasons) {
        return Err(Refusal::rule(
            "rework_without_new_evidence",
            &["TS-16.1"],
            "发回重新办理须有投诉人提供的新的证据和理由。",
        ));
    }
    let event = moved(&mut next, ComplaintStatus::Reworking, EventKind::ReworkOrdered, &["TS-16.1"]);
    next.reworks.push(body.record(context));
    Ok(Decision::new(next, event).clocks([context.open(DeadlineKind::Rework, "complaint.rework", &["TS-16.1"])]))
}

pub(super) fn conclude(mut next: Complaint, body: Conclude, context: &Context<'_>) -> Result<Decision, Refusal> {
    let opinion = next.last_opinion();
    let holds = match body.ground {
        ConclusionGround::ResultAccepted => opinion == Some(ComplainantOpinion::Accepts),
        ConclusionGround::NoNewEvidence => {
            opinion != Some(ComplainantOpinion::Accepts) && !next.new_evidence_since_result()
        }
        ConclusionGround::Unsubstantiated => next.outcome() == Some(ResultOutcome::Unsubstantiated),
    };
    if !holds {
        return Err(Refusal::rule(
            "conclusion_ground_not_met",
            &["TS-19.1"],
            format!("案卷记载的情况不符合「{}」。", body.ground.label()),
        )
        .with("ground", body.ground.code())
        .with("complainant_opinion", json!(opinion))
        .with("outcome", json!(next.outcome())));
    }
    let event = moved(&mut next, ComplaintStatus::Concluded, EventKind::Concluded, &["TS-19.1", "TS-15.2"])
        .with("ground", json!(body.ground));
    next.conclusion = Some(body.record(context));
    Ok(Decision::new(next, event).clocks([close(DeadlineKind::ReplyPledge), archive_today(context)]))
}

fn archive_today(context: &Context<'_>) -> DeadlineChange {
    context.open(DeadlineKind::Archiving, "complaint.archiving", &["TS-21.1"])
}

pub(super) fn terminate(mut next: Complaint, body: Terminate, context: &Context<'_>) -> Decision {
    let event = moved(&mut next, ComplaintStatus::Terminated, EventKind::Terminated, &["TS-18.1"])
        .with("ground", json!(body.ground));
    next.termination = Some(body.record(context));
    Decision::new(next, event).clocks([DeadlineChange::LiftCase, archive_today(context)])
}

/// The complainant's own withdrawal ends the procedure at once (TS-18.1, first ground).
pub(super) fn withdraw(mut next: Complaint, body: Withdraw, context: &Context<'_>) -> Decision {
    next.withdrawal = Some(body.record(context));
    let ground = TerminationGround::Withdrawn;
    let ended = Terminate { ground, explanation: "投诉举报人撤回投诉举报。".to_owned() };
    let mut decision = terminate(next, ended, context);
    decision.events.insert(0, Event::new(EventKind::Withdrawn, &["TS-18.1"]));
    decision
}

pub(super) fn archive(mut next: Complaint, body: Archive, context: &Context<'_>) -> Decision {
    let event = moved(&mut next, ComplaintStatus::Archived, EventKind::Archived, &["TS-15.2", "TS-20.1", "TS-21.1"])
        .with("nature", json!(body.nature))
        .with("dossier_number", body.dossier_number.as_str());
    next.archiving = Some(body.record(context));
    Decision::new(next, event).clocks([close(DeadlineKind::Archiving)])
}

pub(super) fn follow_up(mut next: Complaint, body: RecordFollowUp, context: &Context<'_>) -> Decision {
    let event = Event::new(EventKind::FollowedUp, &["TS-21.2"]).with("satisfaction", json!(body.satisfaction));
    next.follow_ups.push(body.record(context));
    Decision::new(next, event)
}
