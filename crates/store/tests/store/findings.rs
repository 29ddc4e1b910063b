//! Findings: of a case, and across cases for those who may see them.

use crate::bed::Bed;
use crate::rows::{at, on};
use yingshang_store::StoreError;
use yingshang_store::finding::{self, FindingFilter, FindingRow};
use yingshang_store::service_case::ServiceVisibility;

on_both_engines!(findings_are_kept_with_their_case, each_filter_narrows_the_list, a_viewer_sees_those_of_their_unit);

fn row(number: u32, kind: &str, unit_id: Option<&str>) -> FindingRow {
    FindingRow {
        id: format!("f{number}"),
        kind: kind.to_owned(),
        subject_kind: "notice".to_owned(),
        subject_id: format!("n{}", number % 2),
        unit_id: unit_id.map(str::to_owned),
        user_id: Some("clerk".to_owned()),
        found_on: on(number),
        basis: "[\"YC-6.1\"]".to_owned(),
        detail: "补正内容未一次告知".to_owned(),
        created_at: at(i64::from(number)),
    }
}

fn rows() -> Vec<FindingRow> {
    vec![
        row(1, "not_told_at_once", Some("hall")),
        row(2, "repeated_trips", Some("hall")),
        row(3, "not_told_at_once", Some("labour")),
        row(4, "late", None),
        FindingRow { subject_kind: "refusal".to_owned(), user_id: None, ..row(5, "late", Some("labour")) },
    ]
}

async fn fill(bed: &Bed) {
    bed.write(|conn| finding::insert_all(conn, &rows())).await.unwrap();
}

async fn findings_are_kept_with_their_case(bed: Bed) {
    fill(&bed).await;
    let of = bed.read(|conn| finding::of(conn, "notice", "n1")).await;
    assert_eq!(of, [rows()[0].clone(), rows()[2].clone()]);
    assert_eq!(bed.read(|conn| finding::of(conn, "refusal", "n1")).await, [rows()[4].clone()]);
    assert_eq!(bed.read(|conn| finding::of(conn, "application", "n1")).await, []);

    // None of a batch with a known id is written.
    let again = bed.write(|conn| finding::insert_all(conn, &[row(6, "late", None), row(1, "late", None)])).await;
    assert!(matches!(&again, Err(StoreError::Duplicate { constraint }) if constraint == "findings_id_key"));
    assert_eq!(bed.read(|conn| finding::of(conn, "notice", "n0")).await.len(), 2);
}

async fn ids(bed: &Bed, filter: FindingFilter) -> Vec<String> {
    bed.read(move |conn| finding::list(conn, &filter, None, 100)).await.into_iter().map(|row| row.id).collect()
}

async fn each_filter_narrows_the_list(bed: Bed) {
    fill(&bed).await;
    let f = || FindingFilter { visibility: ServiceVisibility::system(), ..FindingFilter::default() };
    let some = |text: &str| Some(text.to_owned());
    let cases: Vec<(FindingFilter, &[&str])> = vec![
        (f(), &["f1", "f2", "f3", "f4", "f5"]),
        (FindingFilter { kind: vec!["late".to_owned()], ..f() }, &["f4", "f5"]),
        (FindingFilter { kind: vec!["late".to_owned(), "repeated_trips".to_owned()], ..f() }, &["f2", "f4", "f5"]),
        (FindingFilter { subject_kind: some("refusal"), ..f() }, &["f5"]),
        (FindingFilter { subject_kind: some("notice"), subject_id: some("n0"), ..f() }, &["f2", "f4"]),
        (FindingFilter { unit_id: some("labour"), ..f() }, &["f3", "f5"]),
        (FindingFilter { found_from: Some(on(2)), found_to: Some(on(4)), ..f() }, &["f2", "f3"]),
    ];
    for (filter, expected) in cases {
        assert_eq!(ids(&bed, filter.clone()).await, expected, "{filter:?}");
    }

    let mut walked: Vec<String> = Vec::new();
    loop {
        let (filter, after) = (f(), walked.last().cloned());
        let page = bed.read(move |conn| finding::list(conn, &filter, after.as_deref(), 2)).await;
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= 2);
        walked.extend(page.into_iter().map(|row| row.id));
    }
    assert_eq!(walked, ["f1", "f2", "f3", "f4", "f5"]);
}

async fn a_viewer_sees_those_of_their_unit(bed: Bed) {
    fill(&bed).await;
    let seen = |visibility| ids(&bed, FindingFilter { visibility, ..FindingFilter::default() });
    let none = ServiceVisibility::default;
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(seen(none()).await, Vec::<String>::new());
    assert_eq!(seen(ServiceVisibility { unit_id: some("hall"), ..none() }).await, ["f1", "f2"]);
    assert_eq!(seen(ServiceVisibility { registered_by: some("clerk"), ..none() }).await, Vec::<String>::new());
    let hall = ServiceVisibility { unit_id: some("hall"), ..none() };
    let foreign = FindingFilter { visibility: hall, unit_id: some("labour"), ..FindingFilter::default() };
    assert_eq!(ids(&bed, foreign).await, Vec::<String>::new());
}
