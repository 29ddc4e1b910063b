//! Taking a complaint in: registration, amendment, acceptance, refusal, answer on the spot, the complainant's statements.

use serde_json::json;

use super::case_file::{Complaint, Respondent};
use super::codes::*;
use super::command::*;
use super::decide::{Context, Decision, NewCase, close, moved};
use super::event::{Event, EventKind};
use super::gate::ACTIVE;
use crate::actor::{Actor, Role};
use crate::deadline::DeadlineKind;
use crate::document::DocumentKind;
use crate::refusal::Refusal;

/// Staff who may take a complaint in: 信访室 and 行政审批室 by the text, windows and duty leaders because they meet the people.
const RECEIVING_ROLES: &[Role] =
    &[Role::AcceptanceOfficer, Role::ApprovalOffice, Role::WindowClerk, Role::DutyLeader, Role::Integration];

pub(super) fn register(new: NewCase, body: Registration, context: &Context<'_>) -> Result<Decision, Refusal> {
    may_register(&body, context.actor)?;
    context.not_ahead(body.received_at, "received_at", "TS-11.1")?;
    context.day_not_ahead(body.occurred_on, "occurred_on", "TS-11.1")?;
    if body.channel.is_transfer() && (body.transferring_body.is_none() || body.transfer_number.is_none()) {
        return Err(Refusal::rule(
            "transfer_source_missing",
            &["TS-4.1", "TS-11.1"],
            "转批件须写明转批机关及其文号或编号。",
        ));
    }
    let respondents = named_respondents(&context.facts.respondents)?;
    let received_at = body.received_at.unwrap_or(context.now);
    let (source_system, external_ref) = new.external.unzip();
    let next = Complaint {
        id: new.id,
        number: new.number,
        status: ComplaintStatus::Registered,
        channel: body.channel,
        category: body.category,
        title: body.title,
        content: body.content,
        occurred_on: body.occurred_on,
        received_at,
        registered_at: context.now,
        registered_by: context.actor.user_id().map(str::to_owned),
        anonymous: body.anonymous,
        consent_to_disclose: body.consent_to_disclose,
        respondents,
        transferring_body: body.transferring_body,
        transfer_number: body.transfer_number,
        source_system,
        external_ref,
        possible_repeats: new.possible_repeats,
        rights_notices: Vec::new(),
        acceptance: None,
        rejection: None,
        on_the_spot_answer: None,
        assignment: None,
        receipt: None,
        handling_received_on: None,
        investigation_approvals: Vec::new(),
        investigations: Vec::new(),
        extension_requests: Vec::new(),
        results: Vec::new(),
        verifications: Vec::new(),
        reworks: Vec::new(),
        conclusion: None,
        termination: None,
        withdrawal: None,
        archiving: None,
        follow_ups: Vec::new(),
        reminders: Vec::new(),
        supervision_orders: Vec::new(),
        escalations: Vec::new(),
        clue_transfers: Vec::new(),
        emergency_reports: Vec::new(),
        obstructions: Vec::new(),
        statements: Vec::new(),
    };
    if next.is_against(context.actor) {
        return Err(Refusal::actor(
            "respondent_may_not_act",
            &["TS-13.2", "TS-22.1"],
            "被投诉的单位或者人员不得登记对自己的投诉，请交信访室登记。",
        ));
    }
    let received_on = received_at.date();
    let event = Event::new(EventKind::Registered, &["TS-11.1", "TS-4.1"])
        .with("channel", json!(next.channel))
        .with("received_at", json!(received_at))
        .with("anonymous", next.anonymous)
        .with("possible_repeats", next.possible_repeats.len());
    Ok(Decision::new(next, event).clocks([
        context.open_from(
            DeadlineKind::AcceptanceDecision,
            received_on,
            "complaint.acceptance_decision",
            &["TS-11.2a"],
        ),
        context.open_from(DeadlineKind::ReplyPledge, received_on, "complaint.reply_pledge", &["GZ-4.2"]),
    ]))
}

fn may_register(body: &Registration, actor: &Actor) -> Result<(), Refusal> {
    match actor {
        Actor::Complainant if body.channel == ComplaintChannel::Online => Ok(()),
        Actor::Staff(staff) if staff.roles.iter().any(|r| RECEIVING_ROLES.contains(r)) => Ok(()),
        _ => Err(Refusal::actor("not_entrusted", &["TS-3.1", "GZ-4.1"], "按照职责分工，您不能登记投诉举报。")),
    }
}

fn named_respondents(respondents: &[Respondent]) -> Result<Vec<Respondent>, Refusal> {
    let unnamed = |r: &Respondent| r.unit_id.is_none() && r.staff_id.is_none() && r.description.is_none();
    if respondents.iter().any(unnamed) {
        return Err(Refusal::rule("respondent_not_named", &["TS-11.1"], "被投诉人须写明单位、人员或者描述之一。"));
    }
    Ok(respondents.to_vec())
}

pub(super) fn amend(mut next: Complaint, body: Amend, context: &Context<'_>) -> Result<Decision, Refusal> {
    let mut changed = Vec::new();
    if let Some(category) = body.category {
        next.category = Some(category);
        changed.push("category");
    }
    if let Some(title) = body.title {
        next.title = title;
        changed.push("title");
    }
    if let Some(content) = body.content {
        next.content = content;
        changed.push("content");
    }
    if let Some(occurred_on) = body.occurred_on {
        context.day_not_ahead(occurred_on, "occurred_on", "TS-11.1")?;
        next.occurred_on = occurred_on;
        changed.push("occurred_on");
    }
    if let Some(consent) = body.consent_to_disclose {
        next.consent_to_disclose = consent;
        changed.push("consent_to_disclose");
    }
    if body.respondents.is_some() {
        next.respondents = named_respondents(&context.facts.respondents)?;
        changed.push("respondents");
        let handled_by_respondent = next.assignment.as_ref().is_some_and(|a| next.is_against_unit(&a.unit_id));
        if handled_by_respondent {
            return Err(respondent_may_not_handle());
        }
    }
    let event = Event::new(EventKind::Amended, &["TS-11.1", "TS-8.1"]).with("fields", changed);
    Ok(Decision::new(next, event))
}

pub(super) fn respondent_may_not_handle() -> Refusal {
    Refusal::rule(
        "respondent_may_not_handle",
        &["TS-13.2", "TS-22.1"],
        "被投诉的单位不得承办对自己的投诉，请交其他单位办理。",
    )
}

pub(super) fn tell_rights(mut next: Complaint, body: TellRights, context: &Context<'_>) -> Result<Decision, Refusal> {
    context.not_ahead(body.told_at, "told_at", "TS-11.1")?;
    let mut record = body.record(context);
    let told_at = *record.told_at.get_or_insert(context.now);
    next.rights_notices.push(record);
    Ok(Decision::new(next, Event::new(EventKind::RightsTold, &["TS-7.6"]).with("told_at", json!(told_at))))
}

pub(super) fn accept(mut next: Complaint, body: Accept, context: &Context<'_>) -> Result<Decision, Refusal> {
    if body.triage.is_some_and(|t| t != TriageOutcome::DeliberateViolation) {
        return Err(Refusal::rule(
            "triage_not_for_acceptance",
            &["TS-7.5a"],
            "属于误解的予以政策解释，属于矛盾纠纷的予以调和化解，均当场答复；故意违章的才予以受理。",
        ));
    }
    if !next.possible_repeats.is_empty() && body.repeat_note.is_none() {
        return Err(Refusal::rule(
            "possible_repeat_not_considered",
            &["TS-6.4"],
            "系统提示有疑似重复的在先投诉，受理前须写明核对情况。",
        )
        .with("earlier", next.possible_repeats.iter().map(|r| r.number.clone()).collect::<Vec<_>>()));
    }
    next.category = body.category.or(next.category);
    let event = moved(&mut next, ComplaintStatus::Accepted, EventKind::Accepted, &["TS-11.2a", "TS-11.2b"])
        .with("category", json!(next.category));
    next.acceptance = Some(body.record(context));
    Ok(Decision::new(next, event)
        .clocks([
            close(DeadlineKind::AcceptanceDecision),
            context.open(DeadlineKind::Assignment, "complaint.assignment", &["TS-11.3a"]),
        ])
        .issue(DocumentKind::ComplaintAcceptance))
}

pub(super) fn reject(mut next: Complaint, body: Reject, context: &Context<'_>) -> Result<Decision, Refusal> {
    if body.ground == RejectionGround::RepeatedWithoutNewEvidence && body.earlier_complaint_id.is_none() {
        return Err(Refusal::rule(
            "earlier_complaint_missing",
            &["TS-6.4"],
            "以重复投诉为由不予受理的，须写明已办结的在先投诉。",
        ));
    }
    let event = moved(&mut next, ComplaintStatus::Rejected, EventKind::Rejected, &["TS-6.1", "TS-11.2b"])
        .with("ground", json!(body.ground));
    next.rejection = Some(body.record(context));
    Ok(Decision::new(next, event).clocks(settled_at_intake(context)).issue(DocumentKind::ComplaintRejection))
}

pub(super) fn answer_on_the_spot(
    mut next: Complaint,
    body: AnswerOnTheSpot,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    if body.triage == Some(TriageOutcome::DeliberateViolation) {
        return Err(Refusal::rule(
            "violation_must_be_accepted",
            &["TS-7.5a"],
            "故意违章的应当予以受理，不得当场答复了结。",
        ));
    }
    let event = moved(&mut next, ComplaintStatus::Answered, EventKind::AnsweredOnTheSpot, &["TS-7.5a", "TS-7.5b"])
        .with("triage", json!(body.triage));
    next.on_the_spot_answer = Some(body.record(context));
    Ok(Decision::new(next, event).clocks(settled_at_intake(context)))
}

/// Both a refusal and an answer on the spot decide on acceptance, answer the complainant, and are due for the archive that day.
fn settled_at_intake(context: &Context<'_>) -> [crate::deadline::DeadlineChange; 3] {
    [
        close(DeadlineKind::AcceptanceDecision),
        close(DeadlineKind::ReplyPledge),
        context.open(DeadlineKind::Archiving, "complaint.archiving", &["TS-21.1"]),
    ]
}

pub(super) fn state(mut next: Complaint, body: MakeStatement, context: &Context<'_>) -> Result<Decision, Refusal> {
    let ended = !ACTIVE.contains(&next.status);
    if (body.opinion.is_some() || body.satisfaction.is_some()) && next.results.is_empty() && !ended {
        return Err(Refusal::state("no_result_yet", &["TS-15.1"], "尚未反馈办理结果，不能对结果表示意见。"));
    }
    let event = Event::new(EventKind::StatementMade, &["TS-11.2c", "TS-16.1"])
        .with("opinion", json!(body.opinion))
        .with("satisfaction", json!(body.satisfaction))
        .with("new_evidence", body.new_evidence);
    next.statements.push(body.record(context));
    Ok(Decision::new(next, event))
}
