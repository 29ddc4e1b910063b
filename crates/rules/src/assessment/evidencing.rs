//! Additions and deductions, each piece once and with its evidence (KH-7.2); then the satisfaction of the year (KH-7.3).

use chrono::{Datelike, NaiveDate};
use serde_json::json;

use super::case_file::{Assessment, ScoreChange};
use super::codes::*;
use super::command::{AddEvidence, DecideEvidence};
use super::decide::{Context, Decision};
use super::event::{AssessmentEventKind, Event};
use super::evidence::{Candidate, Evidence, EvidenceDecision, new_candidates, normalised};
use super::points::Points;
use super::satisfaction;
use crate::refusal::Refusal;

/// A piece proposed now, under the rule of the plan that its source falls under; `place` tells apart the pieces of one step.
pub(super) fn proposal(
    source: EvidenceSource,
    occurred_on: NaiveDate,
    title: &str,
    place: usize,
    context: &Context<'_>,
) -> Evidence {
    let rule = context.facts.plan.adjustment_for(source);
    Evidence {
        id: format!("{}-{}", context.new_id, place + 1),
        source,
        source_id: String::new(),
        direction: source.direction(),
        occurred_on,
        title: title.to_owned(),
        document: None,
        href: None,
        proposed_rule: rule.map(|rule| rule.code.clone()),
        proposed_points: rule.map_or(Points::ZERO, |rule| rule.points_each),
        proposed_at: context.now,
        proposed_by: context.actor.user_id().map(str::to_owned),
        decision: None,
    }
}

/// What the records hold and the file does not; nothing new leaves only a line in the log.
pub(super) fn collect(mut next: Assessment, candidates: Vec<Candidate>, context: &Context<'_>) -> Decision {
    let found = new_candidates(&next.evidence, candidates, next.year);
    let event = Event::new(AssessmentEventKind::EvidenceCollected, &["GZ-3.3", "KH-7.2"]).with("added", found.len());
    for (place, candidate) in found.into_iter().enumerate() {
        let (source, source_id) = candidate.failing.key();
        let mut evidence = proposal(source, candidate.occurred_on, &candidate.title(), place, context);
        evidence.source_id = source_id;
        evidence.href = Some(candidate.href);
        // Found by the service, whoever asked it to look.
        evidence.proposed_by = None;
        next.evidence.push(evidence);
    }
    Decision::new(next, event)
}

pub(super) fn add(mut next: Assessment, body: AddEvidence, context: &Context<'_>) -> Result<Decision, Refusal> {
    if body.source.is_collected() {
        let detail = format!("「{}」由系统从已有记录中归集，不得人工提出。", body.source.label());
        return Err(Refusal::rule("collected_only", &["KH-7.2"], detail).with("field", "source"));
    }
    context.day_not_ahead(Some(body.occurred_on), "occurred_on", "KH-7.2")?;
    if body.occurred_on.year() != next.year {
        let detail = format!("加减分依据须发生在考核年度（{}年）内。", next.year);
        return Err(Refusal::rule("outside_year", &["KH-5", "KH-7.2"], detail).with("field", "occurred_on"));
    }
    let source_id = normalised(&body.source_id);
    if next.evidence.iter().any(|each| each.key() == (body.source, source_id.as_str())) {
        let detail = "这件依据已经提出过，同一件事不重复计分。";
        return Err(Refusal::rule("already_evidence", &["KH-7.2"], detail).with("field", "source_id"));
    }
    let mut evidence = proposal(body.source, body.occurred_on, &body.title, 0, context);
    evidence.source_id = source_id;
    evidence.document = Some(body.document);
    let event = Event::new(AssessmentEventKind::EvidenceAdded, &["KH-7.2"])
        .with("evidence_id", evidence.id.as_str())
        .with("source", json!(evidence.source));
    next.evidence.push(evidence);
    Ok(Decision::new(next, event))
}

pub(super) fn decide(
    mut next: Assessment,
    id: String,
    body: DecideEvidence,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let Some(evidence) = next.evidence.iter_mut().find(|each| each.id == id) else {
        return Err(Refusal::rule("unknown_evidence", &["KH-7.2"], "案卷中没有这件加减分依据。"));
    };
    let points = points_of(&body, evidence.source, context)?;
    let decision = EvidenceDecision {
        outcome: body.outcome,
        rule: body.rule,
        points,
        reason: body.reason,
        decided_at: context.now,
        decided_by: context.actor.user_id().map(str::to_owned),
    };
    let event = Event::new(AssessmentEventKind::EvidenceDecided, &["KH-7.2"])
        .with("evidence_id", evidence.id.as_str())
        .with("outcome", json!(decision.outcome))
        .with("points", json!(points));
    let before = evidence.decision.replace(decision.clone());
    let Some(before) = before else { return Ok(Decision::new(next, event)) };
    let changed = Event::new(AssessmentEventKind::ScoreChanged, &["KH-14"])
        .with("evidence_id", id.as_str())
        .with("from_points", json!(before.points))
        .with("to_points", json!(points));
    next.changes.push(ScoreChange {
        id: context.new_id.clone(),
        indicator: None,
        evidence_id: Some(id),
        from: before.points,
        to: points,
        from_outcome: Some(before.outcome),
        to_outcome: Some(decision.outcome),
        reason: decision.reason,
        changed_at: context.now,
        changed_by: decision.decided_by,
    });
    Ok(Decision::new(next, event).event(changed))
}

/// The points of a decision: by a rule of the plan for this source, and no more than it gives for one piece.
fn points_of(body: &DecideEvidence, source: EvidenceSource, context: &Context<'_>) -> Result<Points, Refusal> {
    let points = body.points.unwrap_or_default();
    if body.outcome == EvidenceOutcome::Dismissed {
        if body.rule.is_some() || points != Points::ZERO {
            let detail = "不采纳的依据不计分值。";
            return Err(Refusal::rule("dismissed_with_points", &["KH-7.2"], detail).with("field", "points"));
        }
        return Ok(points);
    }
    let Some(code) = &body.rule else {
        if points == Points::ZERO {
            return Ok(points);
        }
        let detail = "加减分须写明所依据的方案规则。";
        return Err(Refusal::rule("rule_missing", &["KH-5", "KH-7.2"], detail).with("field", "rule"));
    };
    let rule = context.facts.plan.adjustment(code).filter(|rule| rule.sources.contains(&source));
    let Some(rule) = rule else {
        let detail = format!("方案中没有这条规则，或者它不适用于「{}」。", source.label());
        return Err(Refusal::rule("rule_not_applicable", &["KH-5", "KH-7.2"], detail).with("field", "rule"));
    };
    if body.points.is_none() || !(Points::ZERO..=rule.points_each).contains(&points) {
        let detail = format!("这条规则每件的分值须写明，在零与{}之间。", rule.points_each);
        return Err(Refusal::rule("points_out_of_range", &["KH-5", "KH-7.2"], detail)
            .with("field", "points")
            .with("most", json!(rule.points_each)));
    }
    Ok(points)
}

pub(super) fn check_all_decided(file: &Assessment) -> Result<(), Refusal> {
    let open: Vec<&str> = file.open_evidence().map(|each| each.id.as_str()).collect();
    if open.is_empty() {
        return Ok(());
    }
    let detail = format!("还有{}件加减分依据没有核定，须先逐件采纳或者不采纳。", open.len());
    Err(Refusal::state("evidence_open", &["KH-7.2", "KH-8"], detail).with("evidence", json!(open)))
}

pub(super) fn conclude(mut next: Assessment) -> Decision {
    let kind = AssessmentEventKind::EvidenceConcluded;
    let event = Event::moved(&mut next.status, AssessmentStatus::EvidenceDecided, kind, &["KH-7.2", "KH-8"]);
    Decision::new(next, event)
}

pub(super) fn measure_satisfaction(mut next: Assessment, context: &Context<'_>) -> Decision {
    let facts = &context.facts;
    let score = satisfaction::measure(&facts.plan.satisfaction, facts.satisfaction, &facts.other_targets);
    let kind = AssessmentEventKind::SatisfactionMeasured;
    let event = match next.status {
        AssessmentStatus::EvidenceDecided => {
            Event::moved(&mut next.status, AssessmentStatus::SatisfactionMeasured, kind, &["KH-7.3", "KH-8"])
        }
        _ => Event::new(kind, &["KH-7.3"]),
    };
    let event = event
        .with("rate", json!(score.rate))
        .with("points", json!(score.points))
        .with("rank", json!(score.rank))
        .with("ranked", score.ranked);
    next.satisfaction = Some(score);
    Decision::new(next, event)
}
