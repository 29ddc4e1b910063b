//! Cases of the counter: who sees which, filters, what belongs to an application.

use crate::bed::Bed;
use crate::rows::{at, item_version, on, service_case, service_item, unit};
use yingshang_store::seek::{Alarm, Page, SortKey, searchable};
use yingshang_store::service_case::{
    self, ServiceCaseFilter, ServiceCaseRow, ServiceCaseSummaryRow, ServiceVisibility,
};
use yingshang_store::{StoreError, service_item as items, unit as units};

on_both_engines!(
    a_row_reads_back_as_it_was_written,
    each_kind_has_its_own_keys,
    one_filter_guards_the_case_the_list_and_the_count,
    each_filter_narrows_the_list,
    what_belongs_to_an_application_is_found_oldest_first,
);

async fn a_row_reads_back_as_it_was_written(bed: Bed) {
    let row = ServiceCaseRow {
        unit_id: Some("hall".to_owned()),
        item_id: Some("i1".to_owned()),
        item_version: Some(1),
        next_due_on: Some(on(9)),
        next_due_at: Some(at(5)),
        document: "{\"b\":1,  \"a\": \"甲\"}".to_owned(),
        ..service_case("application", 1)
    };
    let written = row.clone();
    bed.write(move |conn| {
        units::insert(conn, &unit("hall"))?;
        items::insert(conn, &service_item("i1"))?;
        items::insert_version(conn, &item_version("i1", 1, on(1)))?;
        service_case::insert(conn, &written)
    })
    .await
    .unwrap();
    assert_eq!(bed.read(|conn| service_case::get(conn, "application", "application-000001")).await, Some(row.clone()));
    assert_eq!(bed.read(|conn| service_case::get(conn, "notice", "application-000001")).await, None);
    assert!(!format!("{row:?}").contains('甲') && !format!("{row:?}").contains("社保"));

    // Cleared is written too.
    let cleared = ServiceCaseRow { next_due_on: None, next_due_at: None, ended_at: Some(at(7)), ..row };
    let written = cleared.clone();
    assert_eq!(bed.write(move |conn| service_case::update(conn, &written, 1)).await.unwrap(), 2);
    let current = ServiceCaseRow { version: 2, ..cleared.clone() };
    let read = bed.read(|conn| service_case::get(conn, "application", "application-000001")).await;
    assert_eq!(read, Some(current.clone()));
    let stale = bed.write(move |conn| service_case::update(conn, &cleared, 1)).await;
    assert!(matches!(stale, Err(StoreError::VersionConflict { current: Some(2) })), "{stale:?}");

    let filter = ServiceCaseFilter {
        visibility: ServiceVisibility::system(),
        kind: "application".to_owned(),
        ..ServiceCaseFilter::default()
    };
    let listed = bed.read(move |conn| service_case::list(conn, &filter, &Page::first(SortKey::Number, false, 9))).await;
    assert_eq!(listed, [ServiceCaseSummaryRow::from(current)]);
}

async fn each_kind_has_its_own_keys(bed: Bed) {
    let imported = |kind: &str, number| ServiceCaseRow {
        source_system: Some("portal".to_owned()),
        external_ref: Some("7".to_owned()),
        ..service_case(kind, number)
    };
    bed.write(move |conn| {
        service_case::insert(conn, &imported("application", 1))?;
        service_case::insert(conn, &imported("notice", 1))
    })
    .await
    .unwrap();
    let found = bed.read(|conn| service_case::by_external_ref(conn, "notice", "portal", "7")).await;
    assert_eq!(found, Some(imported("notice", 1)));
    assert_eq!(bed.read(|conn| service_case::by_external_ref(conn, "refusal", "portal", "7")).await, None);

    let same_key = bed.write(move |conn| service_case::insert(conn, &imported("notice", 2))).await;
    let key = "service_cases_kind_source_system_external_ref_key";
    assert!(matches!(&same_key, Err(StoreError::Duplicate { constraint }) if constraint == key), "{same_key:?}");
    let same_number = ServiceCaseRow { number: service_case("notice", 1).number, ..service_case("refusal", 1) };
    let same_number = bed.write(move |conn| service_case::insert(conn, &same_number)).await;
    let key = "service_cases_number_key";
    assert!(matches!(&same_number, Err(StoreError::Duplicate { constraint }) if constraint == key), "{same_number:?}");
}

/// Applications: 1 of the unit `hall`, 2 of `labour`, 3 of no unit but registered by `portal`, 4 both of `hall` and registered
/// by `portal`. A notice of `hall` stands beside them.
async fn four_applications(bed: &Bed) {
    bed.write(|conn| {
        for id in ["hall", "labour"] {
            units::insert(conn, &unit(id))?;
        }
        for number in 1..=4 {
            let unit_id = [Some("hall"), Some("labour"), None, Some("hall")][number - 1].map(str::to_owned);
            let registered_by = (number >= 3).then(|| "portal".to_owned());
            let row = service_case("application", u32::try_from(number).unwrap());
            service_case::insert(conn, &ServiceCaseRow { unit_id, registered_by, ..row })?;
        }
        service_case::insert(conn, &ServiceCaseRow { unit_id: Some("hall".to_owned()), ..service_case("notice", 1) })
    })
    .await
    .unwrap();
}

fn application_ids(numbers: &[u32]) -> Vec<String> {
    numbers.iter().map(|number| service_case("application", *number).id).collect()
}

async fn one_filter_guards_the_case_the_list_and_the_count(bed: Bed) {
    four_applications(&bed).await;
    let none = ServiceVisibility::default;
    let some = |text: &str| Some(text.to_owned());
    let viewers: [(ServiceVisibility, &[u32]); 6] = [
        (none(), &[]),
        (ServiceVisibility::system(), &[1, 2, 3, 4]),
        (ServiceVisibility { unit_id: some("hall"), ..none() }, &[1, 4]),
        (ServiceVisibility { registered_by: some("portal"), ..none() }, &[3, 4]),
        (ServiceVisibility { unit_id: some("labour"), registered_by: some("portal"), ..none() }, &[2, 3, 4]),
        (ServiceVisibility { unit_id: some("letters"), ..none() }, &[]),
    ];
    for (viewer, expected) in viewers {
        let expected = application_ids(expected);
        for id in application_ids(&[1, 2, 3, 4]) {
            let (asked, as_seen_by) = (id.clone(), viewer.clone());
            let seen = bed.read(move |conn| service_case::get_visible(conn, "application", &asked, &as_seen_by)).await;
            assert_eq!(seen.is_some(), expected.contains(&id), "{viewer:?} {id}");
        }
        let filter = ServiceCaseFilter {
            visibility: viewer.clone(),
            kind: "application".to_owned(),
            ..ServiceCaseFilter::default()
        };
        let (listed, counted) = bed
            .read(move |conn| {
                let page = Page::first(SortKey::Number, false, 10);
                Ok((service_case::list(conn, &filter, &page)?, service_case::count(conn, &filter)?))
            })
            .await;
        assert_eq!(listed.into_iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{viewer:?}");
        assert_eq!(counted, i64::try_from(expected.len()).unwrap());
    }
}

async fn each_filter_narrows_the_list(bed: Bed) {
    let application = |number| service_case("application", number);
    bed.write(move |conn| {
        units::insert(conn, &unit("hall"))?;
        items::insert(conn, &service_item("i1"))?;
        let rows = [
            ServiceCaseRow { status: "accepted".to_owned(), category: Some("online".to_owned()), ..application(1) },
            ServiceCaseRow {
                outcome: Some("approved".to_owned()),
                application_id: Some(application(1).id),
                item_id: Some("i1".to_owned()),
                ..application(2)
            },
            ServiceCaseRow {
                unit_id: Some("hall".to_owned()),
                search_text: searchable("退休100%_ABC\\"),
                ..application(3)
            },
            ServiceCaseRow {
                next_due_on: Some(on(5)),
                next_due_at: Some(at(200)),
                next_amber_at: Some(at(100)),
                source_system: Some("portal".to_owned()),
                external_ref: Some("7".to_owned()),
                updated_at: at(900),
                ..application(4)
            },
        ];
        rows.iter().try_for_each(|row| service_case::insert(conn, row))?;
        service_case::insert(conn, &service_case("refusal", 1))
    })
    .await
    .unwrap();

    let f = || ServiceCaseFilter {
        visibility: ServiceVisibility::system(),
        kind: "application".to_owned(),
        ..ServiceCaseFilter::default()
    };
    let list = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let one = |text: &str| Some(text.to_owned());
    let cases: Vec<(ServiceCaseFilter, &[u32])> = vec![
        (f(), &[1, 2, 3, 4]),
        (ServiceCaseFilter { kind: "commitment".to_owned(), ..f() }, &[]),
        (ServiceCaseFilter { status: list(&["accepted"]), ..f() }, &[1]),
        (ServiceCaseFilter { status: list(&["registered", "x"]), ..f() }, &[2, 3, 4]),
        (ServiceCaseFilter { category: list(&["online"]), ..f() }, &[1]),
        (ServiceCaseFilter { outcome: list(&["approved", "refused"]), ..f() }, &[2]),
        (ServiceCaseFilter { unit_id: list(&["hall"]), ..f() }, &[3]),
        (ServiceCaseFilter { item_id: list(&["i1"]), ..f() }, &[2]),
        (ServiceCaseFilter { application_id: Some(application(1).id), ..f() }, &[2]),
        (ServiceCaseFilter { received_from: Some(at(2)), received_to: Some(at(4)), ..f() }, &[2, 3]),
        (ServiceCaseFilter { due_from: Some(on(5)), due_to: Some(on(6)), ..f() }, &[4]),
        (ServiceCaseFilter { due_from: Some(on(4)), due_to: Some(on(5)), ..f() }, &[]),
        (ServiceCaseFilter { updated_since: Some(at(900)), ..f() }, &[4]),
        (ServiceCaseFilter { deadline_state: Some((Alarm::Amber, at(99))), ..f() }, &[]),
        (ServiceCaseFilter { deadline_state: Some((Alarm::Amber, at(200))), ..f() }, &[4]),
        (ServiceCaseFilter { deadline_state: Some((Alarm::Red, at(200))), ..f() }, &[]),
        (ServiceCaseFilter { deadline_state: Some((Alarm::Red, at(201))), ..f() }, &[4]),
        (ServiceCaseFilter { q: one("社保"), ..f() }, &[1, 2, 4]),
        (ServiceCaseFilter { q: one("100%_a"), ..f() }, &[3]),
        (ServiceCaseFilter { q: one("1_0"), ..f() }, &[]),
        (ServiceCaseFilter { number: Some(application(2).number), ..f() }, &[2]),
        (ServiceCaseFilter { source_system: one("portal"), external_ref: one("7"), ..f() }, &[4]),
        (ServiceCaseFilter { status: list(&["registered"]), unit_id: list(&["hall"]), ..f() }, &[3]),
    ];
    for (filter, expected) in cases {
        for sort in [SortKey::Number, SortKey::ReceivedAt, SortKey::NextDueOn] {
            let asked = filter.clone();
            let (listed, counted) = bed
                .read(move |conn| {
                    let page = Page::first(sort, false, 10);
                    Ok((service_case::list(conn, &asked, &page)?, service_case::count(conn, &asked)?))
                })
                .await;
            let mut listed: Vec<_> = listed.into_iter().map(|row| row.id).collect();
            listed.sort();
            assert_eq!(listed, application_ids(expected), "{sort:?} {filter:?}");
            assert_eq!(counted, i64::try_from(expected.len()).unwrap(), "{filter:?}");
        }
    }
}

async fn what_belongs_to_an_application_is_found_oldest_first(bed: Bed) {
    bed.write(|conn| {
        for number in 1..=2 {
            service_case::insert(conn, &service_case("application", number))?;
        }
        let of = |kind: &str, number, application: u32| ServiceCaseRow {
            application_id: Some(service_case("application", application).id),
            ..service_case(kind, number)
        };
        let rows = [
            of("notice", 3, 1),
            of("notice", 1, 1),
            of("notice", 2, 2),
            of("refusal", 1, 1),
            service_case("notice", 4),
        ];
        rows.iter().try_for_each(|row| service_case::insert(conn, row))
    })
    .await
    .unwrap();
    let found = |kind: &'static str, id: &'static str| {
        let read = bed.read(move |conn| service_case::of_application(conn, kind, id));
        async { read.await.into_iter().map(|row| row.id).collect::<Vec<_>>() }
    };
    assert_eq!(found("notice", "application-000001").await, ["notice-000001", "notice-000003"]);
    assert_eq!(found("refusal", "application-000001").await, ["refusal-000001"]);
    assert_eq!(found("commitment", "application-000001").await, Vec::<String>::new());

    let lost = ServiceCaseRow { application_id: Some("nowhere".to_owned()), ..service_case("refusal", 9) };
    assert!(matches!(bed.write(move |conn| service_case::insert(conn, &lost)).await, Err(StoreError::Query(_))));
}
