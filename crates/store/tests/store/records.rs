//! The log, the feed, stored answers, jobs, sessions, calendar years.

use crate::bed::Bed;
use crate::rows::{at, event, message};
use yingshang_store::calendar::{self, CalendarYearRow};
use yingshang_store::idempotency::{self, IdempotencyRow};
use yingshang_store::renewal::{self, RenewalRow};
use yingshang_store::{StoreError, event as events, job, outbox};

on_both_engines!(
    the_log_keeps_exact_bytes_and_refuses_a_second_entry_at_one_place,
    the_feed_is_numbered_densely_when_published,
    a_stored_answer_is_found_until_it_expires,
    a_job_has_one_holder_at_a_time,
    a_calendar_year_is_written_over_at_its_version,
    a_renewal_replaces_the_one_before,
);

async fn the_log_keeps_exact_bytes_and_refuses_a_second_entry_at_one_place(bed: Bed) {
    bed.write(|conn| (1..=5).try_for_each(|seq| events::append(conn, &event("s1", seq)))).await.unwrap();
    bed.write(|conn| events::append(conn, &event("s2", 1))).await.unwrap();
    let last = bed.read(|conn| events::last(conn, "complaint", "s1")).await;
    assert_eq!(last, Some((5, "h5".to_owned())));
    assert_eq!(bed.read(|conn| events::last(conn, "complaint", "s3")).await, None);
    let listed = bed.read(|conn| events::list(conn, "complaint", "s1", 2, 2)).await;
    assert_eq!(listed, [event("s1", 3), event("s1", 4)]);

    let taken = bed
        .write(|conn| {
            let mut second = event("s1", 5);
            second.id = "another".to_owned();
            events::append(conn, &second)
        })
        .await;
    let expected = "events_subject_kind_subject_id_seq_key";
    assert!(matches!(&taken, Err(StoreError::Duplicate { constraint }) if constraint == expected), "{taken:?}");
}

async fn the_feed_is_numbered_densely_when_published(bed: Bed) {
    bed.write(|conn| {
        events::append(conn, &event("s1", 1))?;
        // Written in another order than their ids.
        for id in [5, 1, 4, 2] {
            outbox::insert(conn, &message(id, &event("s1", 1)))?;
        }
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(bed.read(|conn| outbox::list_feed(conn, 0, 10)).await, []);
    assert_eq!(bed.write(|conn| outbox::publish(conn, 3)).await.unwrap(), 3);
    // This one commits late, under an id that is already passed.
    bed.write(|conn| outbox::insert(conn, &message(3, &event("s1", 1)))).await.unwrap();
    assert_eq!(bed.write(|conn| outbox::publish(conn, 100)).await.unwrap(), 2);
    assert_eq!(bed.write(|conn| outbox::publish(conn, 100)).await.unwrap(), 0);

    let feed = bed.read(|conn| outbox::list_feed(conn, 0, 10)).await;
    let feed: Vec<_> = feed.into_iter().map(|row| (row.feed_position.unwrap(), row.id)).collect();
    let expected = [(1, "o-000001"), (2, "o-000002"), (3, "o-000004"), (4, "o-000003"), (5, "o-000005")];
    assert_eq!(feed, expected.map(|(position, id)| (position, id.to_owned())));
    assert_eq!(bed.read(|conn| outbox::list_feed(conn, 3, 1)).await[0].id, "o-000003");
}

async fn a_stored_answer_is_found_until_it_expires(bed: Bed) {
    let answer = |from: i64, body: &str| IdempotencyRow {
        scope_hash: "scope".to_owned(),
        body_hash: "hash".to_owned(),
        status: 201,
        key_id: "key".to_owned(),
        nonce: vec![0; 12],
        answer: body.as_bytes().to_vec(),
        created_at: at(from),
        expires_at: at(from + 100),
    };
    let store = |row: IdempotencyRow| bed.write(move |conn| idempotency::insert(conn, &row));
    store(answer(0, "one")).await.unwrap();
    assert!(matches!(store(answer(99, "two")).await, Err(StoreError::Duplicate { .. })));
    let found = |now| bed.read(move |conn| idempotency::find(conn, "scope", at(now)));
    assert_eq!(found(99).await, Some(answer(0, "one")));
    assert_eq!(found(100).await, None);
    store(answer(100, "three")).await.unwrap();
    assert_eq!(found(100).await, Some(answer(100, "three")));
    assert_eq!(bed.write(|conn| idempotency::forget_expired(conn, at(199))).await.unwrap(), 0);
    assert_eq!(bed.write(|conn| idempotency::forget_expired(conn, at(200))).await.unwrap(), 1);
}

async fn a_job_has_one_holder_at_a_time(bed: Bed) {
    bed.write(|conn| job::ensure(conn, "sweep", at(10))).await.unwrap();
    bed.write(|conn| job::ensure(conn, "sweep", at(99))).await.unwrap();
    let claim = |now, who: &'static str| bed.write(move |conn| job::claim(conn, "sweep", at(now), at(now + 5), who));
    assert!(!claim(9, "a").await.unwrap());
    assert!(claim(10, "a").await.unwrap());
    assert!(!claim(14, "b").await.unwrap());
    assert!(claim(15, "b").await.unwrap());
    let finish = |who: &'static str| bed.write(move |conn| job::finish(conn, "sweep", who, at(16), at(30), "done"));
    assert!(!finish("a").await.unwrap());
    assert!(finish("b").await.unwrap());
    assert!(!claim(29, "a").await.unwrap());
    let row = bed.read(job::list).await.remove(0);
    assert_eq!((row.run_at, row.claimed_by, row.last_finished_at), (at(30), None, Some(at(16))));
}

async fn a_calendar_year_is_written_over_at_its_version(bed: Bed) {
    let row = |facts: &str| CalendarYearRow {
        year: 2027,
        facts: facts.to_owned(),
        version: 0,
        set_by: "admin".to_owned(),
        set_at: at(0),
    };
    let put = |facts: &str, expected| {
        let row = row(facts);
        bed.write(move |conn| calendar::put_year(conn, &row, expected))
    };
    assert!(matches!(put("{}", Some(1)).await, Err(StoreError::VersionConflict { current: None })));
    assert_eq!(put("{1}", None).await.unwrap(), 1);
    assert!(matches!(put("{2}", None).await, Err(StoreError::VersionConflict { current: Some(1) })));
    assert_eq!(put("{2}", Some(1)).await.unwrap(), 2);
    let years = bed.read(calendar::years).await;
    assert_eq!(years, [CalendarYearRow { version: 2, ..row("{2}") }]);
}

async fn a_renewal_replaces_the_one_before(bed: Bed) {
    let row = |number: &str, until| RenewalRow {
        instrument_id: "complaint-measure".to_owned(),
        renewed_until_on: until,
        successor: None,
        document_number: number.to_owned(),
        recorded_by: "admin".to_owned(),
        recorded_at: at(0),
    };
    let record = |row: RenewalRow| bed.write(move |conn| renewal::record(conn, &row));
    record(row("1", Some(crate::rows::on(1)))).await.unwrap();
    record(row("2", None)).await.unwrap();
    assert_eq!(bed.read(renewal::list).await, [row("2", None)]);
}
