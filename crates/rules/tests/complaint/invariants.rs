//! What holds for every case file and its clocks, however the case came here.

use yingshang_rules::complaint::ComplaintStatus::{self, *};
use yingshang_rules::complaint::codes::{Approval, ComplainantOpinion, ResultOutcome, TerminationGround};
use yingshang_rules::complaint::gate::{Action, pass};
use yingshang_rules::complaint::{Complaint, Decision};
use yingshang_rules::deadline::{DeadlineChange, DeadlineKind};

use super::cast::actor;
use super::procedure::{Procedure, RULEBOOK};
use super::steps::MARK;

pub fn check_case(procedure: &Procedure) {
    let case = procedure.case();
    let read_back: Complaint = serde_json::from_str(&serde_json::to_string(case).unwrap()).unwrap();
    assert_eq!(&read_back, case, "the file survives being written down");
    records_fit_the_state(case);
    results_are_paired(case);
    permissions_were_given(case);
    clocks_fit_the_state(procedure);
    respondents_are_shut_out(case);
}

fn ended(status: ComplaintStatus) -> bool {
    matches!(status, Rejected | Answered | Concluded | Terminated | Archived)
}

fn records_fit_the_state(case: &Complaint) {
    let status = case.status;
    let ends = [
        case.rejection.is_some(),
        case.on_the_spot_answer.is_some(),
        case.conclusion.is_some(),
        case.termination.is_some(),
    ];
    assert_eq!(ends.iter().filter(|there| **there).count(), usize::from(ended(status)), "{status}: one end or none");
    match status {
        Rejected => assert!(ends[0]),
        Answered => assert!(ends[1]),
        Concluded => assert!(ends[2]),
        Terminated => assert!(ends[3]),
        _ => {}
    }
    assert_eq!(case.archiving.is_some(), status == Archived, "{status}");
    let withdrawn = case.termination.as_ref().is_some_and(|t| t.ground == TerminationGround::Withdrawn);
    assert!(case.withdrawal.is_none() || withdrawn, "a withdrawal ends the case on that ground");
    if ended(status) {
        return;
    }
    assert_eq!(case.acceptance.is_some(), status != Registered, "{status}");
    assert_eq!(case.assignment.is_some(), !matches!(status, Registered | Accepted), "{status}");
    let received = matches!(status, Handling | Reported | Verified | Reworking);
    assert_eq!(case.handling_received_on.is_some(), received, "{status}");
}

/// Every result is verified before the next step; every rework follows a verification.
fn results_are_paired(case: &Complaint) {
    let (results, verifications, reworks) = (case.results.len(), case.verifications.len(), case.reworks.len());
    match case.status {
        Registered | Accepted | Rejected | Answered | Assigned | Handling => {
            assert_eq!((results, verifications, reworks), (0, 0, 0))
        }
        Reported => assert_eq!((results, verifications), (reworks + 1, reworks)),
        Verified | Concluded => assert_eq!((results, verifications), (reworks + 1, reworks + 1)),
        Reworking => assert_eq!((results, verifications), (reworks, reworks)),
        Terminated | Archived => {}
    }
    for result in &case.results {
        let explained = !result.accountability.is_empty() || result.no_accountability_reason.is_some();
        assert!(explained || result.outcome == ResultOutcome::Unsubstantiated, "TS-12.5");
    }
}

fn permissions_were_given(case: &Complaint) {
    let consent = case.investigation_approvals.iter().any(|a| a.decision == Approval::Granted);
    assert!(case.investigations.is_empty() || consent, "TS-12.2: no investigation without consent");
    assert!(case.granted_extensions() <= 1, "TS-14.3: extended once at most");
    let pending = case.extension_requests.iter().filter(|e| e.decision.is_none()).count();
    assert!(pending <= 1, "TS-14.3: one request at a time");
    let days = case.extension_requests.iter().filter_map(|e| e.decision.as_ref()?.working_days);
    assert!(days.into_iter().all(|n| n <= 5), "TS-14.3: five working days at most");
    if let Some(assignment) = &case.assignment {
        assert!(case.category.is_some(), "TS-8.1: classified before it is assigned");
        assert!(!case.is_against_unit(&assignment.unit_id), "TS-13.2: nobody handles their own case");
    }
}

/// Exactly the clocks of the state run, the reply pledge until the first answer, and one for each clue not yet sent.
fn clocks_fit_the_state(procedure: &Procedure) {
    let case = procedure.case();
    let replied = case.results.iter().any(|r| r.reply.is_some())
        || case.verifications.iter().any(|v| v.complainant_opinion != ComplainantOpinion::NotReached);
    let mut expected: Vec<DeadlineKind> = match case.status {
        Registered => vec![DeadlineKind::AcceptanceDecision],
        Accepted => vec![DeadlineKind::Assignment],
        Assigned => vec![DeadlineKind::ReceiptSigning],
        Handling => vec![DeadlineKind::Handling],
        Reported => vec![DeadlineKind::Verification],
        Reworking => vec![DeadlineKind::Rework],
        Rejected | Answered | Concluded | Terminated => vec![DeadlineKind::Archiving],
        Verified | Archived => vec![],
    };
    if !ended(case.status) && !replied {
        expected.push(DeadlineKind::ReplyPledge);
    }
    let clues = case.clue_transfers.iter().filter(|c| c.dispatch.is_none());
    expected.extend(clues.map(|_| DeadlineKind::ClueTransfer));
    expected.sort();
    assert_eq!(procedure.ledger.open_kinds(), expected, "{}", case.status);
    let pledges = procedure.ledger.clocks.iter().filter(|c| c.kind == DeadlineKind::ReplyPledge).count();
    assert_eq!(pledges, 1, "GZ-4.2: one pledge for one complaint");
}

fn respondents_are_shut_out(case: &Complaint) {
    for name in ["被投诉单位人员", "被投诉人"] {
        for action in Action::ALL {
            let refusal = pass(case, *action, &actor(name)).expect_err("closed to whoever is complained about");
            assert_eq!(refusal.code, "respondent_may_not_act", "{name} {action}");
        }
    }
}

/// What a decision says of itself: everything rests on an article, and nothing a person wrote is repeated (TS-13.2).
pub fn check_decision(decision: &Decision) {
    assert!(!decision.events.is_empty(), "every step is on record");
    for event in &decision.events {
        assert!(!event.basis.is_empty(), "{} rests on nothing", event.kind);
        check_ids(&event.basis);
        let payload = serde_json::to_string(&event.payload).unwrap();
        assert!(!payload.contains(MARK), "{} carries what a person wrote: {payload}", event.kind);
    }
    for change in &decision.deadlines {
        if let DeadlineChange::Open { basis, .. } = change {
            check_ids(basis);
        }
    }
}

/// A change of state is on record, and what the clocks and the references count on stays as it was.
pub fn check_change(before: &Complaint, decision: &Decision) {
    let (from, to) = (before.status, decision.next.status);
    let moved = [("from", from), ("to", to)];
    let told =
        decision.events.iter().any(|e| moved.iter().all(|(key, s)| e.payload.get(*key) == Some(&s.code().into())));
    assert!(from == to || told, "{from} became {to} and no event says so");
    assert_eq!((&before.id, &before.number), (&decision.next.id, &decision.next.number));
    assert_eq!(before.received_at, decision.next.received_at);
}

pub fn check_ids(ids: &[&str]) {
    for id in ids {
        assert!(RULEBOOK.obligation(id).is_some(), "{id} is not in the rulebook");
    }
}
