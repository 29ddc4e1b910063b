//! What commitments and refusals do to the application they belong to.

use serde_json::json;

use super::case_file::{Application, PromiseLifted, RefusalLink};
use super::clock::PAUSED;
use super::codes::ApplicationStatus;
use super::command::HandedInInput;
use super::decide::{Context, Decision, hand_in, suspended};
use super::event::{ApplicationEventKind, Event};
use super::examination::satisfies;
use super::gate::BEFORE_ACCEPTANCE;
use super::handling::withdrawn;
use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::procedure::close;
use crate::refusal::Refusal;
use crate::refusal_filing::RefusalKind;

pub(super) fn receive_outstanding(
    mut next: Application,
    materials: Vec<HandedInInput>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let codes: Vec<String> = materials.iter().map(|m| m.code.clone()).collect();
    in_legal_form(&materials, context)?;
    hand_in(&mut next, materials, context.now, context)?;
    next.outstanding.retain(|code| !codes.contains(code));
    let event = Event::new(ApplicationEventKind::OutstandingReceived, &["RQ-3.3"])
        .with("codes", json!(codes))
        .with("still_outstanding", next.outstanding.len());
    Ok(Decision::new(next, event))
}

/// No examination follows, so what comes late must be right at once.
fn in_legal_form(materials: &[HandedInInput], context: &Context<'_>) -> Result<(), Refusal> {
    let wanted = |given: &HandedInInput| context.facts.item.material(&given.code).map(|m| m.legal_form);
    let wrong: Vec<&str> = materials
        .iter()
        .filter(|given| wanted(given).is_some_and(|form| !satisfies(given.form, form)))
        .map(|given| given.code.as_str())
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Refusal::rule("wrong_form", &["RQ-1.1", "RQ-3.3"], format!("补齐的材料不符合法定形式：{}。", wrong.join("、")))
        .with("codes", json!(wrong)))
}

/// The promise no longer binds; the statutory limit runs on (RQ-3.2c).
pub(super) fn lift_promise(mut next: Application, commitment_id: String, context: &Context<'_>) -> Decision {
    let event = Event::new(ApplicationEventKind::PromiseLifted, &["RQ-3.2c"])
        .with("commitment_id", commitment_id.as_str())
        .with("latest_on", json!(context.facts.statutory_due_on));
    next.promise_lifted = Some(PromiseLifted { at: context.now, commitment_id });
    Decision::new(next, event).clocks([DeadlineChange::Lift { kind: DeadlineKind::PromisedHandling }])
}

pub(super) fn commitment_broken(
    mut next: Application,
    commitment_id: String,
    counts_as_withdrawn: bool,
    context: &Context<'_>,
) -> Decision {
    let event = Event::new(ApplicationEventKind::CommitmentBroken, &["RQ-3.2a", "RQ-3.2c"])
        .with("commitment_id", commitment_id.as_str())
        .with("on", json!(context.today()));
    next.broken_commitment_id = Some(commitment_id);
    // A refusal under way is decided on its own; withdrawing beneath it would leave it without an application.
    if !counts_as_withdrawn || next.status == ApplicationStatus::RefusalPending {
        return Decision::new(next, event);
    }
    let mut decision = withdrawn(next, &["RQ-3.2a"]);
    decision.events.insert(0, event);
    decision
}

/// A refusal is drafted. Non-acceptance belongs before acceptance, non-permission after it.
pub(super) fn propose_refusal(
    mut next: Application,
    refusal_id: String,
    kind: RefusalKind,
) -> Result<Decision, Refusal> {
    let before = BEFORE_ACCEPTANCE.contains(&next.status);
    if before != (kind == RefusalKind::NonAcceptance) {
        return Err(Refusal::rule(
            "wrong_refusal_kind",
            &["FD-5.1", "FD-2.1"],
            "受理之前只能不予受理，受理之后只能不予许可。",
        )
        .with("status", next.status.code()));
    }
    if next.open_suspension().is_some() {
        return Err(suspended());
    }
    let status_before = next.status;
    let event = Event::moved(
        &mut next.status,
        ApplicationStatus::RefusalPending,
        ApplicationEventKind::RefusalProposed,
        &["FD-2.1"],
    )
    .with("refusal_id", refusal_id.as_str())
    .with("kind", json!(kind));
    next.refusal = Some(RefusalLink { refusal_id, kind, status_before, decided_at: None });
    Ok(Decision::new(next, event))
}

pub(super) fn is_refusal_decided(file: &Application) -> bool {
    file.refusal.as_ref().is_some_and(|refusal| refusal.decided_at.is_some())
}

pub(super) fn drop_refusal(mut next: Application) -> Decision {
    let back = next.refusal.take().map_or(ApplicationStatus::Registered, |refusal| refusal.status_before);
    let event = Event::moved(&mut next.status, back, ApplicationEventKind::RefusalDropped, &["FD-2.1"]);
    Decision::new(next, event)
}

/// The decision is made: the clocks of examination and handling end; service has its own in the refusal.
pub(super) fn decide_refusal(mut next: Application, context: &Context<'_>) -> Decision {
    if let Some(refusal) = &mut next.refusal {
        refusal.decided_at = Some(context.now);
    }
    let event = Event::new(ApplicationEventKind::RefusalDecided, &["FD-2.1"]).with("on", json!(context.today()));
    Decision::new(next, event).clocks(PAUSED.map(close)).clocks([close(DeadlineKind::Examination)])
}

/// Served on the applicant; only now is the application closed as refused (FD-2.2).
pub(super) fn serve_refusal(mut next: Application) -> Result<Decision, Refusal> {
    if !is_refusal_decided(&next) {
        return Err(Refusal::state("refusal_not_approved", &["FD-2.1"], "否定的决定尚未经批准，不能送达。"));
    }
    let event = Event::moved(&mut next.status, ApplicationStatus::Refused, ApplicationEventKind::Refused, &["FD-2.2"]);
    Ok(Decision::new(next, event).clocks([DeadlineChange::LiftCase]))
}
