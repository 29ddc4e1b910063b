//! The unit's own report, the points for its duties, and the visit (KH-8); a change of points leaves a trace (KH-14).

use std::collections::HashSet;

use serde_json::json;

use super::case_file::{Assessment, DutyScore, ScoreChange};
use super::codes::{AssessmentStatus, EvidenceSource};
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{AssessmentEventKind, Event};
use super::evidencing;
use super::plan::PlanContent;
use super::points::Points;
use crate::refusal::Refusal;

pub(super) fn self_assess(mut next: Assessment, body: SelfAssess, context: &Context<'_>) -> Result<Decision, Refusal> {
    if !body.vouched {
        let detail = "单位须对自查报告的真实性、准确性、有效性负责。";
        return Err(Refusal::rule("not_vouched", &["KH-8"], detail).with("field", "vouched"));
    }
    check_scores(context.facts.plan, &body.scores, false)?;
    let kind = AssessmentEventKind::SelfAssessed;
    let event = Event::moved(&mut next.status, AssessmentStatus::SelfAssessed, kind, &["KH-8"]);
    next.self_assessment = Some(body.record(context));
    Ok(Decision::new(next, event))
}

pub(super) fn score_duties(
    mut next: Assessment,
    body: ScoreDuties,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let plan = context.facts.plan;
    check_scores(plan, &body.scores, true)?;
    let score = |each: IndicatorScore| DutyScore {
        indicator: each.indicator,
        points: each.points,
        reason: each.reason,
        scored_at: context.now,
        scored_by: context.actor.user_id().map(str::to_owned),
    };
    next.duty_scores = body.scores.into_iter().map(score).collect();
    // In the order of the plan, whatever the order of the request.
    next.duty_scores.sort_by_key(|score| plan.leaves().position(|(leaf, _)| leaf.code == score.indicator));
    let sum: Points = next.duty_scores.iter().map(|score| score.points).sum();
    let kind = AssessmentEventKind::DutiesScored;
    let event = Event::moved(&mut next.status, AssessmentStatus::DutiesScored, kind, &["KH-8", "KH-7.1"])
        .with("points", json!(sum));
    Ok(Decision::new(next, event))
}

pub(super) fn revise_score(
    mut next: Assessment,
    body: ReviseScore,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let asked = IndicatorScore { indicator: body.indicator, points: body.points, reason: body.reason };
    check_scores(context.facts.plan, std::slice::from_ref(&asked), false)?;
    let IndicatorScore { indicator, points, reason } = asked;
    let Some(score) = next.duty_scores.iter_mut().find(|score| score.indicator == indicator) else {
        // Every leaf was scored, so this is a leaf of another version of the plan.
        return Err(ScoreFaults { unknown: vec![&indicator], ..ScoreFaults::default() }.refusal());
    };
    if score.points == points {
        let detail = "新的分值与现行得分相同，没有改分。";
        return Err(Refusal::rule("score_unchanged", &["KH-14"], detail).with("field", "points"));
    }
    let from = std::mem::replace(&mut score.points, points);
    score.reason.clone_from(&reason);
    score.scored_at = context.now;
    score.scored_by = context.actor.user_id().map(str::to_owned);
    let event = Event::new(AssessmentEventKind::ScoreChanged, &["KH-14"])
        .with("indicator", indicator.as_str())
        .with("from_points", json!(from))
        .with("to_points", json!(points));
    next.changes.push(ScoreChange {
        id: context.new_id.clone(),
        indicator: Some(indicator),
        evidence_id: None,
        from,
        to: points,
        from_outcome: None,
        to_outcome: None,
        reason,
        changed_at: context.now,
        changed_by: context.actor.user_id().map(str::to_owned),
    });
    Ok(Decision::new(next, event))
}

/// A visit; each problem it found becomes a piece of evidence to be decided.
pub(super) fn record_check(
    mut next: Assessment,
    body: RecordCheck,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    context.day_not_ahead(Some(body.checked_on), "checked_on", "KH-8")?;
    let kind = AssessmentEventKind::SiteChecked;
    let event = match next.status {
        AssessmentStatus::DutiesScored => {
            Event::moved(&mut next.status, AssessmentStatus::SiteChecked, kind, &["KH-8"])
        }
        _ => Event::new(kind, &["KH-8"]),
    };
    let event = event
        .with("method", json!(body.method))
        .with("checked_on", json!(body.checked_on))
        .with("problems", body.problems.len());
    for (place, problem) in body.problems.iter().enumerate() {
        // The record of the visit gets the same id, so the piece names its visit.
        let mut evidence = evidencing::proposal(EvidenceSource::Inspection, body.checked_on, problem, place, context);
        evidence.source_id.clone_from(&evidence.id);
        next.evidence.push(evidence);
    }
    next.site_checks.push(body.record(context));
    Ok(Decision::new(next, event))
}

/// What is wrong with some scores: codes of indicators.
#[derive(Default)]
struct ScoreFaults<'a> {
    unknown: Vec<&'a str>,
    repeated: Vec<&'a str>,
    out_of_range: Vec<&'a str>,
    missing: Vec<&'a str>,
}

impl ScoreFaults<'_> {
    fn are_none(&self) -> bool {
        [&self.unknown, &self.repeated, &self.out_of_range, &self.missing].iter().all(|faults| faults.is_empty())
    }

    fn refusal(self) -> Refusal {
        let detail = "评分须按方案的末级指标逐项进行，不重不漏，不超过各指标的分值。";
        Refusal::rule("scores_faulty", &["KH-5", "KH-8"], detail)
            .with("field", "scores")
            .with("unknown", self.unknown)
            .with("repeated", self.repeated)
            .with("out_of_range", self.out_of_range)
            .with("missing", self.missing)
    }
}

/// Scores name leaves of the plan, each once, within its points; all of them where they have to be complete. All faults at once.
fn check_scores(plan: &PlanContent, scores: &[IndicatorScore], complete: bool) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    let mut faults = ScoreFaults::default();
    for score in scores {
        let code = score.indicator.as_str();
        if !seen.insert(code) {
            faults.repeated.push(code);
        }
        match plan.leaf_points(code) {
            None => faults.unknown.push(code),
            Some(most) if !(Points::ZERO..=most).contains(&score.points) => faults.out_of_range.push(code),
            Some(_) => {}
        }
    }
    if complete {
        let codes = plan.leaves().map(|(leaf, _)| leaf.code.as_str());
        faults.missing.extend(codes.filter(|code| !seen.contains(code)));
    }
    if faults.are_none() { Ok(()) } else { Err(faults.refusal()) }
}
