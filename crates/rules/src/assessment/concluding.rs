//! Summary, deliberation, and what may undo a result: an objection, or falsification that came to light (KH-8, KH-14).

use serde_json::json;

use super::case_file::{Assessment, Objection, SummaryRecord};
use super::codes::*;
use super::command::*;
use super::consequences::staff_consequences;
use super::decide::{Context, Decision};
use super::event::{AssessmentEventKind, Event};
use super::summary;
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::document::DocumentKind;
use crate::finding::{Finding, FindingKind};
use crate::procedure::{Issue, close};
use crate::refusal::Refusal;

pub(super) fn summarise(mut next: Assessment, context: &Context<'_>) -> Decision {
    let veto_cases = usize::try_from(context.rulebook.number("assessment.veto_cases")).unwrap_or(usize::MAX);
    let duties = next.duties();
    let summary = summary::summarise(context.facts.plan, &next.record(&duties), veto_cases);
    let kind = AssessmentEventKind::Summarised;
    let basis: &[&str] = if summary.vetoes.is_empty() { &["KH-8", "KH-9.1"] } else { &["KH-8", "KH-9.1", "KH-9.2"] };
    let vetoes: Vec<VetoGround> = summary.vetoes.iter().map(|veto| veto.ground).collect();
    let event = Event::moved(&mut next.status, AssessmentStatus::Summarised, kind, basis)
        .with("total", json!(summary.total))
        .with("grade", json!(summary.grade))
        .with("vetoes", json!(vetoes));
    next.summaries.push(SummaryRecord {
        id: context.new_id.clone(),
        recorded_at: context.now,
        recorded_by: context.actor.user_id().map(str::to_owned),
        summary,
    });
    Decision::new(next, event)
}

pub(super) fn deliberate(mut next: Assessment, body: Deliberate, context: &Context<'_>) -> Result<Decision, Refusal> {
    context.day_not_ahead(Some(body.held_on), "held_on", "KH-8")?;
    if next.summaries.last().is_some_and(|record| body.held_on < record.recorded_at.date()) {
        let detail = "审议的日期不能早于汇总的日期。";
        return Err(Refusal::rule("before_summary", &["KH-8"], detail).with("field", "held_on"));
    }
    let held_on = body.held_on;
    if body.result == Deliberation::Returned {
        let kind = AssessmentEventKind::Returned;
        let event = Event::moved(&mut next.status, AssessmentStatus::SatisfactionMeasured, kind, &["KH-8"])
            .with("held_on", json!(held_on));
        next.deliberations.push(body.record(context));
        return Ok(Decision::new(next, event));
    }
    let grade = next.summary().map(|summary| summary.grade);
    next.grade = grade;
    // A result stands from the day it is put on record, so that the time to object is never shortened by a late entry.
    next.final_on = Some(context.today());
    next.staff_consequences = grade.map_or_else(Vec::new, |grade| staff_consequences(grade, &context.facts.staff));
    let event = Event::moved(&mut next.status, AssessmentStatus::Final, AssessmentEventKind::Approved, &["KH-8"])
        .with("held_on", json!(held_on))
        .with("grade", json!(grade))
        .with("staff_consequences", next.staff_consequences.len());
    let deliberation = body.record(context);
    let document = Issue { kind: DocumentKind::AssessmentResult, item_id: Some(deliberation.id.clone()) };
    next.deliberations.push(deliberation);
    let mut decision = Decision::new(next, event);
    decision.documents.push(document);
    Ok(decision)
}

pub(super) fn object(mut next: Assessment, body: Object, context: &Context<'_>) -> Decision {
    let deliberation_id = next.deliberations.last().map(|each| each.id.clone()).unwrap_or_default();
    let event = Event::new(AssessmentEventKind::Objected, &["KH-8"]).with("deliberation_id", deliberation_id.as_str());
    next.objections.push(Objection { filed: body.record(context), deliberation_id, decision: None });
    let clock = context.open(DeadlineKind::ObjectionDecision, "assessment.objection_decision", &["KH-5"]);
    Decision::new(next, event).clocks([clock])
}

pub(super) fn decide_objection(mut next: Assessment, body: DecideObjection, context: &Context<'_>) -> Decision {
    let outcome = body.outcome;
    if let Some(objection) = next.objections.last_mut() {
        objection.decision = Some(body.record(context));
    }
    let kind = AssessmentEventKind::ObjectionDecided;
    let answered = close(DeadlineKind::ObjectionDecision);
    match outcome {
        ObjectionOutcome::Dismissed => {
            let event = Event::new(kind, &["KH-5"]).with("outcome", json!(outcome));
            Decision::new(next, event).clocks([answered])
        }
        ObjectionOutcome::Upheld => reopen(next, kind, &["KH-5"], json!(outcome)).clocks([answered]),
    }
}

pub(super) fn record_falsification(
    mut next: Assessment,
    body: RecordFalsification,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let reopens = body.reopens;
    if reopens && next.status < AssessmentStatus::Summarised {
        let detail = "考核尚未汇总，没有可以撤销的结果；直接改分或者重新核定即可。";
        return Err(Refusal::rule("nothing_to_reopen", &["KH-14"], detail).with("field", "reopens"));
    }
    if reopens && next.open_objection().is_some() {
        return Err(Refusal::state("objection_open", &["KH-14"], "单位的异议尚未处理，请先处理异议。"));
    }
    let finding = Finding::against(Some(&next.unit_id), FindingKind::ScoresFalsified, "年度考核中弄虚作假，经查实。")
        .by(body.user_id.as_deref());
    next.falsifications.push(body.record(context));
    let kind = AssessmentEventKind::FalsificationRecorded;
    let decision = if reopens {
        reopen(next, kind, &["KH-14"], json!("reopened"))
    } else {
        Decision::new(next, Event::new(kind, &["KH-14"]).with("outcome", "recorded"))
    };
    Ok(decision.found([finding]))
}

/// The result is undone; scores and evidence can be changed again, with trace, and everything after the summary has to be done anew. What was
/// put on record stays there.
fn reopen(
    mut next: Assessment,
    kind: AssessmentEventKind,
    basis: &[&'static str],
    outcome: serde_json::Value,
) -> Decision {
    // The duty to report falls away with the result it followed from.
    let report = (next.status == AssessmentStatus::TalkHeld)
        .then_some(DeadlineChange::Lift { kind: DeadlineKind::RectificationReport });
    next.grade = None;
    next.final_on = None;
    next.staff_consequences = Vec::new();
    next.closing = None;
    let event =
        Event::moved(&mut next.status, AssessmentStatus::SatisfactionMeasured, kind, basis).with("outcome", outcome);
    Decision::new(next, event).clocks(report)
}
