//! The demo: a bureau and its cases, all made through the use cases.

#[path = "demo/counter.rs"]
mod counter;
#[path = "demo/stage.rs"]
mod stage;

use std::collections::{BTreeMap, BTreeSet};

use stage::{A_TUESDAY, Demo, PASSWORD};
use yingshang_app::account::{LoginRequest, UserView, authenticate, login};
use yingshang_app::complaint;
use yingshang_app::demo::seed;
use yingshang_app::organisation::get_unit;
use yingshang_app::service_item::{self, ServiceItemQuery};
use yingshang_app::{AppError, Caller};
use yingshang_rules::Role;
use yingshang_rules::commitment::CommitmentStatus;
use yingshang_rules::complaint::codes::Approval;
use yingshang_rules::complaint::{Complaint, ComplaintCategory, ComplaintChannel, ComplaintStatus};
use yingshang_rules::deadline::DeadlineState;
use yingshang_rules::service_item::{DeferralMeasure, ServiceItemKind};

#[tokio::test]
async fn the_catalogue_has_items_of_each_kind_and_one_with_a_new_version() {
    let (demo, _) = Demo::seeded(A_TUESDAY).await;
    let query = ServiceItemQuery { active: Some(true), limit: 100, ..ServiceItemQuery::default() };
    let items = demo.read(Caller::System, move |read| service_item::list(read, &query)).await.items;
    let seen: BTreeMap<&str, _> =
        items.iter().map(|item| (item.code.as_str(), (item.kind, item.deferral_measure, item.number))).collect();
    assert_eq!(
        seen,
        BTreeMap::from([
            ("hardship-recognition", (ServiceItemKind::PublicService, DeferralMeasure::None, 2)),
            ("hr-service-licence", (ServiceItemKind::Permit, DeferralMeasure::Commitment, 1)),
            ("social-insurance-record", (ServiceItemKind::PublicService, DeferralMeasure::None, 1)),
            ("special-working-hours", (ServiceItemKind::OtherApproval, DeferralMeasure::Direct, 1)),
        ])
    );
    for item in items {
        let unit = demo.read(Caller::System, move |read| get_unit(read, &item.unit_id)).await;
        assert!(unit.leader_in_charge_id.is_some(), "{} is decided by the leader in charge", unit.name);
    }
}

#[tokio::test]
async fn every_state_channel_and_category_is_there_and_every_timeline_is_intact() {
    let (demo, seeded) = Demo::seeded(A_TUESDAY).await;
    let cases = demo.complaints().await;
    assert_eq!(i64::try_from(cases.len()).unwrap(), seeded.cases.complaints);
    assert!(cases.len() >= 40, "{}", cases.len());

    let statuses: BTreeSet<_> = cases.iter().map(|case| case.file.status).collect();
    assert_eq!(statuses.len(), ComplaintStatus::ALL.len(), "{statuses:?}");
    let channels: BTreeSet<_> = cases.iter().map(|case| case.file.channel).collect();
    assert_eq!(channels.len(), ComplaintChannel::ALL.len(), "{channels:?}");
    let categories: BTreeSet<_> = cases.iter().filter_map(|case| case.file.category).collect();
    assert_eq!(categories.len(), ComplaintCategory::ALL.len(), "{categories:?}");

    for case in cases {
        let id = case.file.id.clone();
        let verified = demo.read(Caller::System, move |read| complaint::verify_timeline(read, &id)).await;
        assert!(verified.intact && verified.checked > 0, "{}: {verified:?}", case.file.number);
    }
}

#[tokio::test]
async fn every_turn_a_case_can_take_is_shown() {
    let (demo, _) = Demo::seeded(A_TUESDAY).await;
    let cases = demo.complaints().await;
    let shown = |what: &str, holds: &dyn Fn(&Complaint) -> bool| {
        assert!(cases.iter().any(|case| holds(&case.file)), "no case shows: {what}");
    };
    let extension = |file: &Complaint, approval: Approval| {
        file.extension_requests.iter().any(|e| e.decision.as_ref().is_some_and(|d| d.decision == approval))
    };
    shown("anonymous", &|file| file.anonymous);
    shown("transferred with the superior's number", &|file| {
        file.transfer_number.is_some() && file.external_ref.is_some()
    });
    shown("several respondents", &|file| file.respondents.len() > 1);
    shown("a repeat refused", &|file| !file.possible_repeats.is_empty() && file.rejection.is_some());
    shown("a repeat accepted on new evidence", &|file| !file.possible_repeats.is_empty() && file.acceptance.is_some());
    shown("extension granted", &|file| extension(file, Approval::Granted));
    shown("extension refused", &|file| extension(file, Approval::Refused));
    shown("extension to be decided", &|file| file.pending_extension().is_some());
    shown("receipt deemed signed", &|file| file.receipt.is_none() && file.handling_received_on.is_some());
    shown("in-depth investigation", &|file| !file.investigations.is_empty());
    shown("rework", &|file| !file.reworks.is_empty() && file.status == ComplaintStatus::Archived);
    shown("clue to be transferred", &|file| file.clue_transfers.iter().any(|c| c.dispatch.is_none()));
    shown("clue transferred", &|file| file.clue_transfers.iter().any(|c| c.dispatch.is_some()));
    shown("supervision in force", &|file| file.supervision_orders.iter().any(|s| s.lifting.is_none()));
    shown("supervision lifted", &|file| file.supervision_orders.iter().any(|s| s.lifting.is_some()));
    shown("reminder by a person", &|file| file.reminders.iter().any(|r| r.overdue.is_none()));
    shown("reminder by the sweep", &|file| file.reminders.iter().any(|r| r.overdue.is_some()));
    shown("escalation", &|file| !file.escalations.is_empty());
    shown("emergency report", &|file| !file.emergency_reports.is_empty());
    shown("obstruction", &|file| !file.obstructions.is_empty());
    shown("the complainant's own statement", &|file| file.statements.iter().any(|s| s.recorded_by.is_none()));
    shown("withdrawal", &|file| file.withdrawal.is_some());
    shown("follow-up", &|file| file.follow_ups.iter().any(|f| f.satisfaction.is_some()));

    let mut states: BTreeMap<DeadlineState, usize> = BTreeMap::new();
    for clock in cases.iter().flat_map(|case| &case.deadlines) {
        *states.entry(clock.state).or_default() += 1;
    }
    // No rule stops a complaint's clock, so none is paused.
    for state in DeadlineState::ALL.iter().filter(|state| **state != DeadlineState::Paused) {
        assert!(states.contains_key(state), "no deadline is {state}: {states:?}");
    }
}

#[tokio::test]
async fn every_role_has_an_account_that_can_log_in() {
    let (demo, seeded) = Demo::seeded(A_TUESDAY).await;
    let users: BTreeMap<String, UserView> =
        demo.users().await.into_iter().map(|user| (user.username.clone(), user)).collect();
    assert_eq!(users.keys().cloned().collect::<BTreeSet<_>>(), seeded.users.iter().cloned().collect());
    for role in Role::ALL {
        let user = &users[role.code()];
        assert_eq!((user.roles.as_slice(), user.must_change_password), ([*role].as_slice(), false));
        let request = LoginRequest { username: user.username.clone(), password: PASSWORD.to_owned() };
        let tokens = login(&demo.app, request, None, "test").await.unwrap();
        assert_eq!(authenticate(&demo.app, &tokens.access_token).await.unwrap().staff.roles, [*role]);
    }
    assert_eq!(users["handler"].unit_id, users["unit_leader"].unit_id);
    assert_ne!(users["handler"].unit_id, users["handler2"].unit_id);
    assert_eq!(users["handler2"].roles, [Role::Handler]);
}

#[tokio::test]
async fn number_and_code_open_what_was_handed_in_online() {
    let (demo, seeded) = Demo::seeded(A_TUESDAY).await;
    assert!(!seeded.online.is_empty());
    for handed_in in seeded.online {
        let caller = Caller::Complainant { complaint_id: None };
        let (number, code) = (handed_in.number.clone(), handed_in.query_code.clone());
        let id = demo.read(caller, move |read| complaint::open_with_code(read, &number, &code)).await;
        let own = Caller::Complainant { complaint_id: Some(id.clone()) };
        let progress = demo.read(own, move |read| complaint::progress(read, &id)).await;
        assert_eq!(progress.number, handed_in.number);
        assert!(!format!("{handed_in:?}").contains(&handed_in.query_code));
    }
}

#[tokio::test]
async fn seeding_twice_changes_nothing() {
    let (demo, _) = Demo::seeded(A_TUESDAY).await;
    let before = (demo.users().await, demo.shape().await);
    assert_eq!(demo.seed().await.unwrap(), None);
    assert_eq!((demo.users().await, demo.shape().await), before);
}

#[tokio::test]
async fn the_same_moment_gives_the_same_demo() {
    let (one, _) = Demo::seeded(A_TUESDAY).await;
    let (other, _) = Demo::seeded(A_TUESDAY).await;
    assert_eq!(one.shape().await, other.shape().await);
}

#[tokio::test]
async fn any_moment_will_do() {
    let moments = [
        // Just after midnight, on a rest day: nothing may lie ahead of it.
        "2026-11-22T00:03:00+08:00",
        // In the National Day holidays.
        "2026-10-03T12:00:00+08:00",
        // Limits that end beyond the published calendar.
        "2026-12-31T09:00:00+08:00",
        // Half the past, then all of it, beyond the calendar.
        "2027-01-20T09:00:00+08:00",
        "2031-08-01T18:00:00+08:00",
    ];
    let (_, usual) = Demo::seeded(A_TUESDAY).await;
    for now in moments {
        let (demo, seeded) = Demo::seeded(now).await;
        assert_eq!(seeded.cases, usual.cases, "{now}");
        let cases = demo.complaints().await;
        let statuses: BTreeSet<_> = cases.iter().map(|case| case.file.status).collect();
        assert_eq!(statuses.len(), ComplaintStatus::ALL.len(), "{now}");
        assert!(cases.iter().all(|case| case.updated_at <= demo.now), "{now}");
        let counter = demo.counter().await;
        assert!(counter.applications.iter().all(|case| case.updated_at <= demo.now), "{now}");
        let reached: BTreeSet<_> = counter.commitments.iter().map(|case| case.file.status).collect();
        // Where the calendar is not published, no clock ends: nothing becomes overdue, and nothing is broken for it.
        let by_the_sweep = [CommitmentStatus::Overdue, CommitmentStatus::Broken];
        for status in CommitmentStatus::ALL.iter().filter(|status| !by_the_sweep.contains(status)) {
            assert!(reached.contains(status), "{now}: no commitment is {status}");
        }
    }
}

#[tokio::test]
async fn a_password_against_the_rules_is_refused_before_anything_is_made() {
    let demo = Demo::empty(A_TUESDAY).await;
    let refused = seed(&demo.app, demo.now, "short").await;
    assert!(matches!(&refused, Err(AppError::Invalid(faults)) if faults[0].pointer == "/password"), "{refused:?}");
    assert!(demo.users().await.is_empty());
}
