//! What the demo shows of the counter: every state, every way, every text.

use std::collections::BTreeSet;

use yingshang_app::document::{self, Shelf};
use yingshang_app::document_template::{self, DocumentTemplateQuery};
use yingshang_app::{Caller, Tx, application, commitment, finding, notice, refusal_filing};
use yingshang_rules::application::codes::AcceptanceManner;
use yingshang_rules::application::{Application, ApplicationChannel, ApplicationOutcome, ApplicationStatus};
use yingshang_rules::code_list::Code;
use yingshang_rules::commitment::{Commitment, CommitmentStatus};
use yingshang_rules::deadline::DeadlineState;
use yingshang_rules::document::DocumentKind;
use yingshang_rules::finding::FindingKind;
use yingshang_rules::notice::codes::Competence;
use yingshang_rules::notice::{Notice, NoticeStatus};
use yingshang_rules::refusal_filing::codes::AuthorityReview;
use yingshang_rules::refusal_filing::{RefusalFiling, RefusalStatus};
use yingshang_rules::service_item::DeferralMeasure;

use crate::stage::{A_TUESDAY, Demo};

fn all_of<C: Code + std::fmt::Debug>(what: &str, seen: impl IntoIterator<Item = C>) {
    let seen: BTreeSet<&str> = seen.into_iter().map(Code::code).collect();
    let unseen: Vec<_> = C::ALL.iter().filter(|code| !seen.contains(code.code())).collect();
    assert!(unseen.is_empty(), "no {what} is {unseen:?}");
}

#[tokio::test]
async fn every_state_of_the_counter_is_there() {
    let (demo, seeded) = Demo::seeded(A_TUESDAY).await;
    let counter = demo.counter().await;
    let counted = [
        (seeded.cases.applications, counter.applications.len()),
        (seeded.cases.notices, counter.notices.len()),
        (seeded.cases.commitments, counter.commitments.len()),
        (seeded.cases.refusals, counter.refusals.len()),
    ];
    for (said, is) in counted {
        assert_eq!(said, i64::try_from(is).unwrap());
    }
    all_of::<ApplicationStatus>("application", counter.applications.iter().map(|case| case.file.status));
    all_of::<ApplicationOutcome>("outcome", counter.applications.iter().filter_map(|case| case.file.outcome()));
    all_of::<NoticeStatus>("notice", counter.notices.iter().map(|case| case.file.status));
    all_of::<CommitmentStatus>("commitment", counter.commitments.iter().map(|case| case.file.status));
    all_of::<RefusalStatus>("refusal", counter.refusals.iter().map(|case| case.file.status));
    let hand_overs = counter.notices.iter().flat_map(|case| &case.file.hand_overs);
    all_of::<Competence>("enquiry", hand_overs.map(|entry| entry.route.competence));

    let clocks = counter.applications.iter().flat_map(|case| &case.deadlines);
    all_of::<DeadlineState>("clock of an application", clocks.map(|clock| clock.state));
}

#[tokio::test]
async fn every_text_is_issued_and_the_filed_template_is_in_use() {
    let (demo, _) = Demo::seeded(A_TUESDAY).await;
    let counter = demo.counter().await;
    let told = counter.commitments.iter().find(|case| case.file.notice.is_some()).expect("a commitment with a notice");
    let id = told.file.id.clone();
    let mut issued: Vec<_> = demo.complaints().await.into_iter().flat_map(|case| case.documents).collect();
    issued.extend(counter.applications.into_iter().flat_map(|case| case.documents));
    issued.extend(counter.notices.into_iter().flat_map(|case| case.documents));
    issued.extend(counter.commitments.into_iter().flat_map(|case| case.documents));
    issued.extend(counter.refusals.into_iter().flat_map(|case| case.documents));
    // The demo assesses nobody.
    let assessed = [DocumentKind::AssessmentResult, DocumentKind::AssessmentReport];
    all_of::<DocumentKind>("text", issued.iter().map(|text| text.kind).chain(assessed));

    let query = DocumentTemplateQuery { limit: 10, ..DocumentTemplateQuery::default() };
    let templates = demo.read(Caller::System, move |read| document_template::list(read, &query)).await.items;
    assert!(templates.iter().any(|template| template.in_use && template.filing_number.is_some()));
    let notice =
        move |tx: &mut Tx<'_>| document::get(tx, Shelf::Commitments, &id, DocumentKind::CommitmentNotice, None);
    let text = demo.app.write_as(Caller::System, "test", notice).await.unwrap();
    let text = serde_json::to_string(&text.document.blocks).unwrap();
    assert!(text.contains("可以先行受理"), "not from the filed template: {text}");
}

#[tokio::test]
async fn breaches_by_the_office_are_found() {
    let (demo, _) = Demo::seeded(A_TUESDAY).await;
    let found = demo.read(Caller::System, |read| finding::list(read, &Default::default(), None, 100)).await.items;
    let found: BTreeSet<&str> = found.iter().map(|finding| finding.kind.code()).collect();
    let shown = [
        FindingKind::NotToldAtOnce,
        FindingKind::RepeatedTrips,
        FindingKind::DeemedAccepted,
        FindingKind::NotificationUnclear,
        FindingKind::RefusalNotFiled,
        FindingKind::ReasonsNotTold,
    ];
    assert_eq!(found, shown.into_iter().map(FindingKind::code).collect());
}

#[tokio::test]
async fn every_turn_at_the_counter_is_shown() {
    let (demo, _) = Demo::seeded(A_TUESDAY).await;
    let counter = demo.counter().await;
    let application = |what: &str, holds: &dyn Fn(&Application) -> bool| {
        assert!(counter.applications.iter().any(|case| holds(&case.file)), "no application shows: {what}");
    };
    all_of::<AcceptanceManner>(
        "acceptance",
        counter.applications.iter().filter_map(|case| case.file.acceptance.as_ref()).map(|record| record.manner),
    );
    application("from another system", &|file| {
        file.channel == ApplicationChannel::Online && file.external_ref.is_some()
    });
    application("two correction notices", &|file| file.examinations.len() == 2);
    application("suspension resumed", &|file| file.suspensions.iter().any(|entry| entry.closed.is_some()));
    application("extension", &|file| !file.extensions.is_empty());
    application("green channel", &|file| file.green_channel.is_some());
    application("error corrected", &|file| !file.corrections.is_empty());
    application("promise lifted", &|file| file.promise_lifted.is_some());
    application("withdrawn by the applicant", &|file| file.withdrawal.is_some());
    application("withdrawn by a broken commitment", &|file| {
        file.status == ApplicationStatus::Withdrawn && file.broken_commitment_id.is_some()
    });

    let notice = |what: &str, holds: &dyn Fn(&Notice) -> bool| {
        assert!(counter.notices.iter().any(|case| holds(&case.file)), "no notice shows: {what}");
    };
    notice("taken over and told", &|file| file.take_over.is_some() && file.telling.is_some());
    notice("leader consulted", &|file| !file.consultations.is_empty() && file.telling.is_some());
    notice("complaint linked", &|file| !file.complaints.is_empty());
    notice("deferral told", &|file| file.deferral_told);

    let commitment = |what: &str, holds: &dyn Fn(&Commitment) -> bool| {
        assert!(counter.commitments.iter().any(|case| holds(&case.file)), "no commitment shows: {what}");
    };
    commitment("accepted without a letter", &|file| {
        file.measure == DeferralMeasure::Direct && file.acceptance.is_some()
    });
    commitment("supplied in two parts", &|file| file.supplies.len() == 2);
    commitment("reminder", &|file| !file.reminded_at.is_empty());
    commitment("complaint to be answered", &|file| file.complaints.iter().any(|entry| entry.reply.is_none()));
    commitment("an earlier one broken", &|file| file.earlier_broken == 1);

    let refusal = |what: &str, holds: &dyn Fn(&RefusalFiling) -> bool| {
        assert!(counter.refusals.iter().any(|case| holds(&case.file)), "no refusal shows: {what}");
    };
    refusal("consent of the leader", &|file| file.approval.is_some() && file.service.is_some());
    refusal("collective discussion", &|file| file.discussion.is_some());
    refusal("not filed in time", &|file| file.noted_not_filed && file.status == RefusalStatus::Served);
    refusal("upheld", &|file| file.reviews.iter().any(|review| review.result == AuthorityReview::Upheld));
    refusal("breach", &|file| !file.breaches.is_empty());
}

#[tokio::test]
async fn every_timeline_of_the_counter_is_intact() {
    let (demo, _) = Demo::seeded(A_TUESDAY).await;
    let counter = demo.counter().await;
    macro_rules! intact {
        ($cases:expr, $kind:ident) => {
            for case in $cases {
                let id = case.file.id.clone();
                let verified = demo.read(Caller::System, move |read| $kind::verify_timeline(read, &id)).await;
                assert!(verified.intact && verified.checked > 0, "{}: {verified:?}", case.file.number);
            }
        };
    }
    intact!(counter.applications, application);
    intact!(counter.notices, notice);
    intact!(counter.commitments, commitment);
    intact!(counter.refusals, refusal_filing);
}
