//! What holds for every case file and its clocks, however the cases came here.

use serde::Serialize;
use serde::de::DeserializeOwned;
use yingshang_rules::application::{Application, ApplicationStatus as A};
use yingshang_rules::code_list::Code;
use yingshang_rules::commitment::CommitmentStatus as C;
use yingshang_rules::complaint::codes::Approval;
use yingshang_rules::deadline::{ClosedAs, DeadlineChange, DeadlineKind as K};
use yingshang_rules::finding::FindingKind;
use yingshang_rules::notice::{Notice, NoticeKind, NoticeStatus as N};
use yingshang_rules::procedure::Decision;
use yingshang_rules::refusal_filing::{RefusalFiling, RefusalStatus as R};
use yingshang_rules::service_item::DeferralMeasure;

use super::bodies::MARK;
use super::procedure::{Case, Counter, RULEBOOK};

/// What a decision says of itself: everything rests on an article, and nothing a person wrote is repeated.
pub fn check_decision<File, Kind: Code>(decision: &Decision<File, Kind>) {
    assert!(!decision.events.is_empty(), "every step is on record (FW-5.5)");
    for event in &decision.events {
        assert!(!event.basis.is_empty(), "{} rests on nothing", event.kind.label());
        check_ids(&event.basis);
        let payload = serde_json::to_string(&event.payload).unwrap();
        assert!(!payload.contains(MARK), "{} carries what a person wrote: {payload}", event.kind.label());
        assert_eq!(event.payload.contains_key("from"), event.payload.contains_key("to"), "{payload}");
    }
    for finding in &decision.findings {
        assert!(!finding.basis.is_empty() && finding.unit_id.is_some(), "{} is against nobody", finding.kind);
        check_ids(&finding.basis);
        assert!(!finding.detail.contains(MARK), "{} repeats what a person wrote", finding.kind);
    }
    for change in &decision.deadlines {
        if let DeadlineChange::Open { basis, .. } = change {
            check_ids(basis);
        }
    }
}

pub fn check_ids(ids: &[&str]) {
    for id in ids {
        assert!(RULEBOOK.obligation(id).is_some(), "{id} is not in the rulebook");
    }
}

pub fn check_counter(counter: &Counter) {
    if let Some(case) = &counter.application {
        reads_back(&case.file);
        records_of_application(&case.file);
        a_refusal_stands_behind(counter);
        clocks_of_application(counter, case);
    }
    for case in &counter.notices {
        reads_back(&case.file);
        check_notice(case);
    }
    if let Some(case) = &counter.commitment {
        reads_back(&case.file);
        check_commitment(counter);
    }
    if let Some(case) = &counter.refusal {
        reads_back(&case.file);
        check_refusal(counter, case);
    }
}

fn reads_back<File: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(file: &File) {
    let read: File = serde_json::from_str(&serde_json::to_string(file).unwrap()).unwrap();
    assert_eq!(&read, file, "the file survives being written down");
}

/// The state the work is in; a refusal under way does not change it.
fn stage(file: &Application) -> A {
    match (&file.refusal, file.status) {
        (Some(refusal), A::RefusalPending) => refusal.status_before,
        (_, status) => status,
    }
}

fn records_of_application(file: &Application) {
    let accepted = matches!(stage(file), A::Accepted | A::FirstReviewed | A::Reviewed | A::Approved | A::Delivered);
    let open = matches!(stage(file), A::Registered | A::AwaitingCorrection | A::NotRequired);
    assert!(!accepted || file.acceptance.is_some(), "FD-5.1: {} without acceptance", file.status);
    assert!(!open || file.acceptance.is_none(), "FD-5.1: {} with acceptance", file.status);
    if matches!(file.status, A::Approved | A::Delivered) {
        assert!(file.approval.is_some() && file.outstanding.is_empty(), "RQ-3.4: granted with everything on file");
        assert!(file.open_suspension().is_none());
        let conform = [file.first_review.as_ref().map(|r| r.conforms), file.review.as_ref().map(|r| r.conforms)];
        assert!(!conform.contains(&Some(false)), "FW-5.5: granted against a review");
        let reviewers = [
            file.first_review.as_ref().map(|r| r.recorded_by.clone()),
            file.review.as_ref().map(|r| r.recorded_by.clone()),
        ];
        assert!(reviewers[1].is_none() || reviewers[0] != reviewers[1], "FW-5.5: reviewed by another");
    }
    assert_eq!(file.delivery.is_some(), file.status == A::Delivered);
    let withdrawn = file.status == A::Withdrawn;
    assert!(file.withdrawal.is_none() || withdrawn, "a withdrawal ends the application");
    assert!(
        !withdrawn || file.withdrawal.is_some() || file.broken_commitment_id.is_some(),
        "RQ-3.2a: withdrawn by whom"
    );
    assert!(file.extensions.len() <= 1, "FW-5.4: extended once");
    assert!(file.extensions.iter().all(|e| e.working_days <= 10), "FW-5.4: ten working days at most");
    assert_eq!(file.outcome().is_some(), {
        matches!(file.status, A::Approved | A::Delivered | A::NotRequired | A::Refused | A::Withdrawn)
    });
}

/// FD-2.1: no refusal of an application without consent and service.
fn a_refusal_stands_behind(counter: &Counter) {
    let file = counter.application();
    if file.status == A::Refused {
        let refusal = counter.refusal();
        assert!(consent(refusal) && refusal.service.is_some(), "FD-2.1, FD-2.2: refused without consent or service");
        assert!(file.refusal.as_ref().is_some_and(|link| link.decided_at.is_some()));
    }
    if file.status == A::RefusalPending {
        let expected = if file.refusal.as_ref().unwrap().decided_at.is_some() { R::Approved } else { R::Drafted };
        assert_eq!(counter.refusal().status, expected);
    }
}

/// Exactly the clocks of the state run, and they stand still together.
fn clocks_of_application(counter: &Counter, case: &Case<Application>) {
    let (file, item) = (&case.file, &counter.item);
    let decided = file.refusal.as_ref().is_some_and(|refusal| refusal.decided_at.is_some());
    let stages = item.stage_limits;
    let mut expected = match stage(file) {
        _ if decided => vec![],
        A::Registered => vec![K::Examination],
        A::Accepted => stages.first_review.map(|_| K::FirstReview).into_iter().collect(),
        A::FirstReviewed => stages.review.map(|_| K::Review).into_iter().collect(),
        A::Reviewed => stages.decision.map(|_| K::DecisionMaking).into_iter().collect(),
        A::Approved => vec![K::Delivery],
        _ => vec![],
    };
    let in_handling = !decided && matches!(stage(file), A::Accepted | A::FirstReviewed | A::Reviewed);
    if in_handling {
        expected.extend(file.promise_lifted.is_none().then_some(K::PromisedHandling));
        expected.extend(item.statutory_limit.map(|_| K::StatutoryHandling));
    }
    expected.sort();
    assert_eq!(case.ledger.open_kinds(), expected, "{}", file.status);
    let stands = file.open_suspension().is_some();
    for clock in case.ledger.clocks.iter().filter(|clock| clock.closed.is_none()) {
        assert_eq!(clock.is_stopped(), stands && in_handling, "FW-5.4: {} while {}", clock.kind, file.status);
    }
    for clock in &case.ledger.clocks {
        let lifted = clock.kind == K::StatutoryHandling && clock.closed == Some(ClosedAs::Lifted);
        assert!(!lifted || file.status == A::Withdrawn, "RQ-3.2c: the statutory limit binds whoever handles");
    }
}

fn check_notice(case: &Case<Notice>) {
    let file = &case.file;
    let expected = match file.status {
        N::PassedOn => vec![K::PassingOn],
        N::WithHead => vec![K::HeadDecision],
        _ => vec![],
    };
    assert_eq!(case.ledger.open_kinds(), expected, "YC-5.1: {}", file.status);
    assert_eq!(file.telling.is_some(), file.status == N::Told, "{}", file.status);
    if let Some(telling) = &file.telling {
        let whole = telling.conformity.is_some() && !telling.formalities.is_empty();
        assert!(whole && telling.path.is_some() && telling.time_limit.is_some(), "FW-5.2: four tellings");
        assert!(!telling.policy_unclear || !file.consultations.is_empty(), "YC-6.2: the leader first");
    }
    assert_eq!(file.service.is_some(), file.status == N::Served);
    assert_eq!(file.shortcomings.is_empty(), file.kind == NoticeKind::Enquiry);
}

fn check_commitment(counter: &Counter) {
    let case = counter.commitment.as_ref().unwrap();
    let (file, application) = (&case.file, counter.application());
    let replies = file.complaints.iter().filter(|entry| entry.reply.is_none()).map(|_| K::DutyComplaintReply);
    let mut expected: Vec<K> = replies.collect();
    match file.status {
        C::Accepted => expected.push(K::Supply),
        C::Overdue if case.ledger.open_kinds().contains(&K::SupplyGrace) => expected.push(K::SupplyGrace),
        _ => {}
    }
    expected.sort();
    assert_eq!(case.ledger.open_kinds(), expected, "RQ-3.3: {}", file.status);
    if counter.awaits_supply() {
        assert!(!file.outstanding().is_empty());
        assert_eq!(application.outstanding, file.outstanding(), "RQ-3.3: both wait for the same");
        let statutory = counter.application.as_ref().and_then(|case| case.ledger.due_on(K::StatutoryHandling));
        for kind in [K::Supply, K::SupplyGrace] {
            let late = statutory.zip(case.ledger.due_on(kind)).is_some_and(|(end, supply)| supply > end);
            assert!(!late, "RQ-3.2c: {kind} ends after the statutory limit");
        }
    }
    if file.status == C::Fulfilled {
        assert!(file.outstanding().is_empty() && application.outstanding.is_empty());
    }
    if file.measure == DeferralMeasure::Commitment && file.acceptance.is_some() {
        assert!(file.notice.is_some() && file.letter.is_some(), "RQ-3.3: no acceptance without letter");
    }
    if application.promise_lifted.is_some() {
        assert!(file.overdue.as_ref().is_some_and(|overdue| overdue.applicants_own_reasons), "RQ-4.1");
    }
}

fn consent(file: &RefusalFiling) -> bool {
    let granted = Some(Approval::Granted);
    file.approval.as_ref().map(|a| a.decision) == granted || file.discussion.as_ref().map(|d| d.decision) == granted
}

fn check_refusal(counter: &Counter, case: &Case<RefusalFiling>) {
    let file = &case.file;
    let expected = match file.status {
        R::Approved => vec![K::RefusalDelivery],
        R::Served => vec![K::RefusalFiling],
        _ => vec![],
    };
    assert_eq!(case.ledger.open_kinds(), expected, "FD-2.3: {}", file.status);
    assert!(!file.draft.provisions.is_empty(), "FD-4.2: a refusal names what is not met");
    assert_eq!(consent(file), !matches!(file.status, R::Drafted | R::Dropped), "FD-2.1: {}", file.status);
    let filed = matches!(file.status, R::Filed | R::Archived);
    assert_eq!(file.service.is_some(), filed || file.status == R::Served);
    assert_eq!((file.filing.is_some(), file.archiving.is_some()), (filed, file.status == R::Archived), "FD-4.4");
    if let Some(service) = &file.service {
        assert!(service.reasons_told && service.remedies_told, "FD-2.2");
        let decided = file.decided_at().expect("served after the decision");
        assert!(service.served_at.unwrap_or(service.recorded_at) >= decided, "FD-2.1: consent comes first");
    }
    let noted = counter.log.findings.iter().filter(|kind| **kind == FindingKind::RefusalNotFiled).count();
    assert!(!file.noted_not_filed || noted > 0, "FD-7.1: what was not filed in time is found");
}

/// A change of state is on record.
pub fn check_change(before: &Counter, after: &Counter) {
    for ((case, from), (_, to)) in before.statuses().into_iter().zip(after.statuses()) {
        assert!(from == to || !after.log.events.is_empty(), "{case}: {from} became {to} and no event says so");
    }
    assert!(after.log.findings.starts_with(&before.log.findings), "findings are only added");
    assert!(after.log.documents.starts_with(&before.log.documents), "documents are only added");
}
