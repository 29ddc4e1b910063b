//! Who sees which case, filters, settlement, repeats.

use crate::bed::Bed;
use crate::rows::{at, complaint, on, unit, user};
use yingshang_store::complaint::{
    self, Alarm, ComplaintFilter, ComplaintRow, Page, RespondentRow, SortKey, Visibility,
};
use yingshang_store::identity::{self, IdentityRow};
use yingshang_store::user as users;
use yingshang_store::{StoreError, unit as units};

on_both_engines!(
    a_row_reads_back_as_it_was_written,
    one_filter_guards_the_case_the_list_and_the_count,
    each_filter_narrows_the_list,
    settlement_lists_what_was_open_at_the_end_of_the_day,
    repeats_are_found_by_respondent_and_by_complainant,
);

fn respondent(complaint_id: &str, unit_id: Option<&str>, staff: Option<(&str, &str)>) -> RespondentRow {
    RespondentRow {
        complaint_id: complaint_id.to_owned(),
        position: 0,
        unit_id: unit_id.map(str::to_owned),
        staff_id: staff.map(|(id, _)| id.to_owned()),
        staff_unit_id: staff.map(|(_, unit_id)| unit_id.to_owned()),
    }
}

async fn a_row_reads_back_as_it_was_written(bed: Bed) {
    let row = ComplaintRow {
        next_due_on: Some(on(9)),
        next_due_at: Some(at(5)),
        document: "{\"b\":1,  \"a\": \"甲\"}".to_owned(),
        ..complaint(1)
    };
    let written = row.clone();
    bed.write(move |conn| complaint::insert(conn, &written)).await.unwrap();
    assert_eq!(bed.read(|conn| complaint::get(conn, "c-000001")).await, Some(row.clone()));
    assert_eq!(bed.read(|conn| complaint::by_number(conn, "TS-2026-000001")).await, Some(row.clone()));

    // Cleared is written too.
    let cleared = ComplaintRow { next_due_on: None, next_due_at: None, ..row };
    let written = cleared.clone();
    assert_eq!(bed.write(move |conn| complaint::update(conn, &written, 1)).await.unwrap(), 2);
    let read = bed.read(|conn| complaint::get(conn, "c-000001")).await;
    assert_eq!(read, Some(ComplaintRow { version: 2, ..cleared }));
}

/// Five cases: 1 assigned to `letters`, 2 registered by `clerk`, 3 investigated by `clerk`, 4 against the unit `permits`,
/// 5 against the member of staff `wang` of `permits` (whose colleagues may see it), both assigned to `letters`.
async fn five_cases(bed: &Bed) {
    bed.write(|conn| {
        for id in ["letters", "permits"] {
            units::insert(conn, &unit(id))?;
        }
        users::insert(conn, &user("clerk"))?;
        for number in 1..=5 {
            let handling_unit_id = matches!(number, 1 | 4 | 5).then(|| "letters".to_owned());
            let registered_by = (number == 2).then(|| "clerk".to_owned());
            complaint::insert(conn, &ComplaintRow { handling_unit_id, registered_by, ..complaint(number) })?;
        }
        complaint::add_investigator(conn, "c-000003", "clerk")?;
        complaint::add_investigator(conn, "c-000003", "clerk")?;
        complaint::insert_respondents(
            conn,
            &[respondent("c-000004", Some("permits"), None), respondent("c-000005", None, Some(("wang", "permits")))],
        )
    })
    .await
    .unwrap();
}

async fn one_filter_guards_the_case_the_list_and_the_count(bed: Bed) {
    five_cases(&bed).await;
    let none = Visibility::default;
    let some = |text: &str| Some(text.to_owned());
    let viewers: [(Visibility, &[u32]); 9] = [
        (none(), &[]),
        (Visibility::system(), &[1, 2, 3, 4, 5]),
        (Visibility { handling_unit_id: some("letters"), ..none() }, &[1, 4, 5]),
        (Visibility { registered_by: some("clerk"), ..none() }, &[2]),
        (Visibility { investigator: some("clerk"), ..none() }, &[3]),
        (Visibility { registered_by: some("clerk"), investigator: some("clerk"), ..none() }, &[2, 3]),
        (Visibility { viewer_unit_id: some("permits"), ..Visibility::system() }, &[1, 2, 3, 5]),
        (Visibility { viewer_staff_id: some("wang"), ..Visibility::system() }, &[1, 2, 3, 4]),
        (Visibility { handling_unit_id: some("letters"), viewer_unit_id: some("permits"), ..none() }, &[1, 5]),
    ];
    for (viewer, expected) in viewers {
        let expected: Vec<String> = expected.iter().map(|number| complaint(*number).id).collect();
        for number in 1..=5 {
            let id = complaint(number).id;
            let (asked, as_seen_by) = (id.clone(), viewer.clone());
            let seen = bed.read(move |conn| complaint::get_visible(conn, &asked, &as_seen_by)).await;
            assert_eq!(seen.is_some(), expected.contains(&id), "{viewer:?} {id}");
        }
        let filter = ComplaintFilter { visibility: viewer.clone(), ..ComplaintFilter::default() };
        let (listed, counted) = bed
            .read(move |conn| {
                let page = Page::first(SortKey::Number, false, 10);
                Ok((complaint::list(conn, &filter, &page)?, complaint::count(conn, &filter)?))
            })
            .await;
        assert_eq!(listed.into_iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{viewer:?}");
        assert_eq!(counted, i64::try_from(expected.len()).unwrap());
    }
}

async fn each_filter_narrows_the_list(bed: Bed) {
    bed.write(|conn| {
        units::insert(conn, &unit("letters"))?;
        let rows = [
            ComplaintRow { status: "accepted".to_owned(), category: Some("fees".to_owned()), ..complaint(1) },
            ComplaintRow { status: "archived".to_owned(), outcome: Some("unsubstantiated".to_owned()), ..complaint(2) },
            ComplaintRow {
                channel: "visit".to_owned(),
                handling_unit_id: Some("letters".to_owned()),
                search_text: complaint::searchable("收费100%_ABC\\"),
                ..complaint(3)
            },
            ComplaintRow {
                next_due_on: Some(on(5)),
                next_due_at: Some(at(200)),
                next_amber_at: Some(at(100)),
                source_system: Some("oa".to_owned()),
                external_ref: Some("7".to_owned()),
                updated_at: at(900),
                ..complaint(4)
            },
        ];
        rows.iter().try_for_each(|row| complaint::insert(conn, row))
    })
    .await
    .unwrap();

    let f = || ComplaintFilter { visibility: Visibility::system(), ..ComplaintFilter::default() };
    let list = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let q = |text: &str| Some(text.to_owned());
    let cases: Vec<(ComplaintFilter, &[u32])> = vec![
        (f(), &[1, 2, 3, 4]),
        (ComplaintFilter { status: list(&["accepted"]), ..f() }, &[1]),
        (ComplaintFilter { status: list(&["accepted", "archived", "x"]), ..f() }, &[1, 2]),
        (ComplaintFilter { channel: list(&["visit"]), ..f() }, &[3]),
        (ComplaintFilter { category: list(&["fees"]), ..f() }, &[1]),
        (ComplaintFilter { outcome: list(&["unsubstantiated"]), ..f() }, &[2]),
        (ComplaintFilter { handling_unit_id: list(&["letters"]), ..f() }, &[3]),
        (ComplaintFilter { received_from: Some(at(2)), received_to: Some(at(4)), ..f() }, &[2, 3]),
        (ComplaintFilter { due_from: Some(on(5)), due_to: Some(on(6)), ..f() }, &[4]),
        (ComplaintFilter { due_from: Some(on(4)), due_to: Some(on(5)), ..f() }, &[]),
        (ComplaintFilter { updated_since: Some(at(900)), ..f() }, &[4]),
        (ComplaintFilter { deadline_state: Some((Alarm::Amber, at(99))), ..f() }, &[]),
        (ComplaintFilter { deadline_state: Some((Alarm::Amber, at(200))), ..f() }, &[4]),
        (ComplaintFilter { deadline_state: Some((Alarm::Red, at(200))), ..f() }, &[]),
        (ComplaintFilter { deadline_state: Some((Alarm::Red, at(201))), ..f() }, &[4]),
        (ComplaintFilter { q: q("办事"), ..f() }, &[1, 2, 4]),
        (ComplaintFilter { q: q("100%_a"), ..f() }, &[3]),
        (ComplaintFilter { q: q("%"), ..f() }, &[3]),
        (ComplaintFilter { q: q("\\"), ..f() }, &[3]),
        (ComplaintFilter { q: q("1_0"), ..f() }, &[]),
        (ComplaintFilter { number: q("TS-2026-000002"), ..f() }, &[2]),
        (ComplaintFilter { source_system: q("oa"), external_ref: q("7"), ..f() }, &[4]),
        (ComplaintFilter { status: list(&["registered"]), channel: list(&["visit"]), ..f() }, &[3]),
    ];
    for (filter, expected) in cases {
        let asked = filter.clone();
        let listed =
            bed.read(move |conn| complaint::list(conn, &asked, &Page::first(SortKey::Number, false, 10))).await;
        let expected: Vec<String> = expected.iter().map(|number| complaint(*number).id).collect();
        assert_eq!(listed.into_iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{filter:?}");
    }
}

async fn settlement_lists_what_was_open_at_the_end_of_the_day(bed: Bed) {
    let end = at(1000);
    let row = |number, concluded: Option<i64>, archived: Option<i64>| ComplaintRow {
        concluded_at: concluded.map(at),
        archived_at: archived.map(at),
        ..complaint(number)
    };
    bed.write(move |conn| {
        let rows = [
            row(1, None, None),
            row(2, Some(900), None),
            row(3, Some(500), Some(999)),
            row(4, Some(800), Some(1000)),
            row(5, Some(1000), None),
        ];
        rows.iter().try_for_each(|row| complaint::insert(conn, row))
    })
    .await
    .unwrap();
    let open = bed.read(move |conn| complaint::settlement(conn, end, &Visibility::system(), 10)).await;
    assert_eq!(open.into_iter().map(|row| row.id).collect::<Vec<_>>(), ["c-000004", "c-000002"]);
}

async fn repeats_are_found_by_respondent_and_by_complainant(bed: Bed) {
    five_cases(&bed).await;
    let identity = |complaint_id: &str, revision, phone_hash: &str| IdentityRow {
        id: format!("i-{complaint_id}-{revision}"),
        subject_kind: "complaint".to_owned(),
        subject_id: complaint_id.to_owned(),
        revision,
        key_id: "k1".to_owned(),
        nonce: vec![1, 2, 3],
        sealed: vec![0, 255, 7],
        phone_hash: Some(phone_hash.to_owned()),
        id_number_hash: None,
        created_at: at(revision),
    };
    let rows = [identity("c-000001", 1, "old"), identity("c-000001", 2, "phone"), identity("c-000002", 1, "phone")];
    assert!(!format!("{:?}", rows[0]).contains("old"));
    assert!(!format!("{:?}", user("clerk")).contains("argon2"));
    let newest = rows[1].clone();
    bed.write(move |conn| rows.iter().try_for_each(|row| identity::insert(conn, row))).await.unwrap();

    assert_eq!(bed.read(|conn| identity::current(conn, "complaint", "c-000001")).await, Some(newest));
    let by_phone = |hash: &'static str| {
        bed.read(move |conn| identity::find_subjects_by_hash(conn, "complaint", Some(hash), None, 10))
    };
    assert_eq!(by_phone("phone").await, ["c-000002", "c-000001"]);
    assert_eq!(by_phone("old").await, Vec::<String>::new());

    let found = |units: &[&str], staff: &[&str], phone: Option<&'static str>| {
        let own = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let (units, staff) = (own(units), own(staff));
        let read = bed.read(move |conn| complaint::repeat_candidates(conn, &units, &staff, phone, None, 10));
        async { read.await.into_iter().map(|row| row.id).collect::<Vec<_>>() }
    };
    assert_eq!(found(&[], &[], None).await, Vec::<String>::new());
    assert_eq!(found(&["permits"], &[], None).await, ["c-000004"]);
    assert_eq!(found(&[], &["wang"], Some("phone")).await, ["c-000005", "c-000002", "c-000001"]);

    let conflict: Result<(), StoreError> =
        bed.write(|conn| complaint::insert_respondents(conn, &[respondent("c-000004", None, None)])).await;
    assert!(matches!(conflict, Err(StoreError::Duplicate { .. })));
}
