//! Items, their versions, and the list as it stands on a day.

use crate::bed::Bed;
use crate::rows::{at, item_version, on, service_item, unit};
use yingshang_store::service_item::{self, ServiceItemFilter, ServiceItemRow, ServiceItemVersionRow};
use yingshang_store::{StoreError, unit as units};

on_both_engines!(
    an_item_is_found_by_each_of_its_keys,
    a_version_holds_from_its_day_until_the_next,
    the_list_shows_the_version_of_the_day,
    each_filter_narrows_the_list,
);

async fn an_item_is_found_by_each_of_its_keys(bed: Bed) {
    let row = ServiceItemRow {
        source_system: Some("catalogue".to_owned()),
        external_ref: Some("7".to_owned()),
        ..service_item("i1")
    };
    let written = row.clone();
    bed.write(move |conn| service_item::insert(conn, &written)).await.unwrap();
    let found = bed
        .read(|conn| {
            Ok([
                service_item::get(conn, "i1")?,
                service_item::by_code(conn, "code-i1")?,
                service_item::by_external_ref(conn, "catalogue", "7")?,
                service_item::by_external_ref(conn, "catalogue", "8")?,
                service_item::by_external_ref(conn, "other", "7")?,
            ])
        })
        .await;
    assert_eq!(found, [Some(row.clone()), Some(row.clone()), Some(row.clone()), None, None]);

    let closed = ServiceItemRow { active: false, source_system: None, external_ref: None, ..row };
    let written = closed.clone();
    assert_eq!(bed.write(move |conn| service_item::update(conn, &written, 1)).await.unwrap(), 2);
    let read = bed.read(|conn| service_item::get(conn, "i1")).await;
    assert_eq!(read, Some(ServiceItemRow { version: 2, ..closed.clone() }));
    let stale = bed.write(move |conn| service_item::update(conn, &closed, 1)).await;
    assert!(matches!(stale, Err(StoreError::VersionConflict { current: Some(2) })), "{stale:?}");

    let same_code = ServiceItemRow { code: "code-i1".to_owned(), ..service_item("i2") };
    let taken = bed.write(move |conn| service_item::insert(conn, &same_code)).await;
    assert!(matches!(&taken, Err(StoreError::Duplicate { constraint }) if constraint == "service_items_code_key"));
}

/// An item with versions from the 5th and the 10th, written in the other order of their days.
async fn with_versions(bed: &Bed) {
    bed.write(|conn| {
        units::insert(conn, &unit("hall"))?;
        service_item::insert(conn, &service_item("i1"))?;
        service_item::insert_version(conn, &item_version("i1", 1, on(10)))?;
        service_item::insert_version(conn, &item_version("i1", 2, on(5)))
    })
    .await
    .unwrap();
}

async fn a_version_holds_from_its_day_until_the_next(bed: Bed) {
    with_versions(&bed).await;
    for (day, expected) in [(4, None), (5, Some(2)), (9, Some(2)), (10, Some(1)), (31, Some(1))] {
        let held = bed.read(move |conn| service_item::version_on(conn, "i1", on(day))).await;
        assert_eq!(held.map(|version| version.number), expected, "on the {day}th");
    }
    assert_eq!(bed.read(|conn| service_item::version_on(conn, "i2", on(31))).await, None);

    let first = item_version("i1", 1, on(10));
    assert_eq!(bed.read(|conn| service_item::version_number(conn, "i1", 1)).await, Some(first.clone()));
    assert_eq!(bed.read(|conn| service_item::version_number(conn, "i1", 3)).await, None);
    let all = bed.read(|conn| service_item::versions(conn, "i1")).await;
    assert_eq!(all, [item_version("i1", 2, on(5)), first]);

    for (again, key) in [
        (item_version("i1", 2, on(20)), "service_item_versions_item_id_number_key"),
        (item_version("i1", 3, on(5)), "service_item_versions_item_id_effective_from_key"),
    ] {
        let again = ServiceItemVersionRow { id: "v-again".to_owned(), ..again };
        let taken = bed.write(move |conn| service_item::insert_version(conn, &again)).await;
        assert!(matches!(&taken, Err(StoreError::Duplicate { constraint }) if constraint == key), "{taken:?}");
    }
}

fn filter(day: u32) -> ServiceItemFilter {
    ServiceItemFilter { on: on(day), kind: None, unit_id: None, code: None, active: None, updated_since: None, q: None }
}

async fn listed(bed: &Bed, filter: ServiceItemFilter) -> Vec<(String, i32)> {
    let rows = bed.read(move |conn| service_item::list(conn, &filter, None, 100)).await;
    rows.into_iter()
        .map(|(item, version)| {
            assert_eq!(version.item_id, item.id);
            (item.id, version.number)
        })
        .collect()
}

fn items<const N: usize>(expected: [(&str, i32); N]) -> Vec<(String, i32)> {
    expected.into_iter().map(|(id, number)| (id.to_owned(), number)).collect()
}

async fn the_list_shows_the_version_of_the_day(bed: Bed) {
    with_versions(&bed).await;
    bed.write(|conn| {
        for id in ["i0", "i2", "i3"] {
            service_item::insert(conn, &service_item(id))?;
        }
        service_item::insert_version(conn, &item_version("i2", 1, on(1)))?;
        service_item::insert_version(conn, &item_version("i3", 1, on(9)))
    })
    .await
    .unwrap();
    assert_eq!(listed(&bed, filter(4)).await, items([("i2", 1)]));
    assert_eq!(listed(&bed, filter(9)).await, items([("i1", 2), ("i2", 1), ("i3", 1)]));
    assert_eq!(listed(&bed, filter(10)).await, items([("i1", 1), ("i2", 1), ("i3", 1)]));

    let mut walked = Vec::new();
    loop {
        let after = walked.last().cloned();
        let page = bed.read(move |conn| service_item::list(conn, &filter(10), after.as_deref(), 2)).await;
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= 2);
        walked.extend(page.into_iter().map(|(item, _)| item.id));
    }
    assert_eq!(walked, ["i1", "i2", "i3"]);
}

async fn each_filter_narrows_the_list(bed: Bed) {
    with_versions(&bed).await;
    bed.write(|conn| {
        units::insert(conn, &unit("labour"))?;
        service_item::insert(conn, &ServiceItemRow { active: false, updated_at: at(900), ..service_item("i2") })?;
        let version = ServiceItemVersionRow {
            kind: "public_service".to_owned(),
            unit_id: "labour".to_owned(),
            search_text: "劳动用工备案_abc".to_owned(),
            ..item_version("i2", 1, on(1))
        };
        service_item::insert_version(conn, &version)
    })
    .await
    .unwrap();
    let some = |text: &str| Some(text.to_owned());
    let (one, two) = (("i1", 1), ("i2", 1));
    let cases: Vec<(ServiceItemFilter, Vec<(&str, i32)>)> = vec![
        (filter(20), vec![one, two]),
        (ServiceItemFilter { kind: some("public_service"), ..filter(20) }, vec![two]),
        (ServiceItemFilter { unit_id: some("hall"), ..filter(20) }, vec![one]),
        (ServiceItemFilter { code: some("code-i2"), ..filter(20) }, vec![two]),
        (ServiceItemFilter { active: Some(true), ..filter(20) }, vec![one]),
        (ServiceItemFilter { updated_since: Some(at(900)), ..filter(20) }, vec![two]),
        (ServiceItemFilter { updated_since: Some(at(901)), ..filter(20) }, vec![]),
        (ServiceItemFilter { q: some("备案_A"), ..filter(20) }, vec![two]),
        // Only what holds on the day is searched.
        (ServiceItemFilter { q: some("第2版"), ..filter(20) }, vec![]),
        (ServiceItemFilter { q: some("第2版"), ..filter(9) }, vec![("i1", 2)]),
        (ServiceItemFilter { q: some("%"), ..filter(20) }, vec![]),
    ];
    for (filter, expected) in cases {
        let expected: Vec<_> = expected.into_iter().map(|(id, number)| (id.to_owned(), number)).collect();
        assert_eq!(listed(&bed, filter.clone()).await, expected, "{filter:?}");
    }
}
