//! Issued papers and the forms they are drawn up with.

use crate::bed::Bed;
use crate::rows::{at, on, service_item, unit};
use yingshang_store::document::{self, DocumentRow};
use yingshang_store::document_template::{self as templates, DocumentTemplateFilter, DocumentTemplateRow};
use yingshang_store::{StoreError, service_item as items, unit as units};

on_both_engines!(papers_are_kept_as_they_were_issued, the_form_in_use_is_active_and_filed_last, forms_are_a_register);

fn paper(id: &str, subject_id: &str, kind: &str, number: Option<&str>) -> DocumentRow {
    DocumentRow {
        id: id.to_owned(),
        subject_kind: "application".to_owned(),
        subject_id: subject_id.to_owned(),
        kind: kind.to_owned(),
        item_id: None,
        number: number.map(str::to_owned),
        issued_on: on(3),
        issued_by: Some("clerk".to_owned()),
        content: "{\"b\":1,  \"a\": \"甲\"}".to_owned(),
        created_at: at(0),
    }
}

async fn papers_are_kept_as_they_were_issued(bed: Bed) {
    let rows = [
        paper("p1", "a1", "acceptance", Some("〔2026〕1号")),
        paper("p2", "a1", "correction", None),
        DocumentRow { item_id: Some("s2".to_owned()), issued_by: None, ..paper("p3", "a1", "correction", None) },
        paper("p4", "a2", "correction", Some("〔2026〕2号")),
    ];
    let written = rows.clone();
    bed.write(move |conn| written.iter().rev().try_for_each(|row| document::insert(conn, row))).await.unwrap();

    assert_eq!(bed.read(|conn| document::of(conn, "application", "a1")).await, rows[..3]);
    assert_eq!(bed.read(|conn| document::of(conn, "notice", "a1")).await, []);
    let latest = |kind: &'static str| bed.read(move |conn| document::latest(conn, "application", "a1", kind));
    assert_eq!(latest("correction").await, Some(rows[2].clone()));
    assert_eq!(latest("acceptance").await, Some(rows[0].clone()));
    assert_eq!(latest("refusal").await, None);
    assert_eq!(bed.read(|conn| document::by_number(conn, "〔2026〕2号")).await, Some(rows[3].clone()));
    assert_eq!(bed.read(|conn| document::by_number(conn, "〔2026〕3号")).await, None);

    let again = bed.write(|conn| document::insert(conn, &paper("p5", "a3", "acceptance", Some("〔2026〕1号")))).await;
    assert!(matches!(&again, Err(StoreError::Duplicate { constraint }) if constraint == "documents_number_key"));
    assert!(!format!("{:?}", rows[0]).contains('甲'));
}

fn form(id: &str, kind: &str, filed: Option<i64>) -> DocumentTemplateRow {
    DocumentTemplateRow {
        id: id.to_owned(),
        service_item_id: "i1".to_owned(),
        kind: kind.to_owned(),
        title: "告知承诺书".to_owned(),
        body: "本人承诺……".to_owned(),
        unit_id: "hall".to_owned(),
        filed_at: filed.map(at),
        filed_by: filed.map(|_| "approval".to_owned()),
        filing_number: filed.map(|minutes| format!("备{minutes}")),
        active: true,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

async fn fill(bed: &Bed, rows: Vec<DocumentTemplateRow>) {
    bed.write(move |conn| {
        units::insert(conn, &unit("hall"))?;
        items::insert(conn, &service_item("i1"))?;
        items::insert(conn, &service_item("i2"))?;
        rows.iter().try_for_each(|row| templates::insert(conn, row))
    })
    .await
    .unwrap();
}

async fn the_form_in_use_is_active_and_filed_last(bed: Bed) {
    let newest = form("t1", "commitment", Some(30));
    let rows = vec![
        newest.clone(),
        form("t2", "commitment", Some(20)),
        DocumentTemplateRow { active: false, ..form("t3", "commitment", Some(40)) },
        form("t4", "commitment", None),
        form("t5", "notice", Some(50)),
        form("t6", "receipt", None),
        DocumentTemplateRow { service_item_id: "i2".to_owned(), ..form("t7", "commitment", Some(60)) },
    ];
    fill(&bed, rows).await;
    let in_use = |kind: &'static str| bed.read(move |conn| templates::in_use(conn, "i1", kind));
    assert_eq!(in_use("commitment").await, Some(newest.clone()));
    assert_eq!(in_use("receipt").await, None);
    assert_eq!(in_use("refusal").await, None);

    // Once it is no longer active, the one filed before it is in use again.
    let closed = DocumentTemplateRow { active: false, ..newest };
    assert_eq!(bed.write(move |conn| templates::update(conn, &closed, 1)).await.unwrap(), 2);
    assert_eq!(in_use("commitment").await.map(|row| row.id), Some("t2".to_owned()));
}

async fn forms_are_a_register(bed: Bed) {
    let rows = vec![
        form("t1", "commitment", None),
        DocumentTemplateRow { active: false, updated_at: at(900), ..form("t2", "notice", Some(1)) },
        DocumentTemplateRow { service_item_id: "i2".to_owned(), ..form("t3", "notice", None) },
    ];
    fill(&bed, rows.clone()).await;
    assert_eq!(bed.read(|conn| templates::get(conn, "t2")).await, Some(rows[1].clone()));

    let f = DocumentTemplateFilter::default;
    let some = |text: &str| Some(text.to_owned());
    let cases: Vec<(DocumentTemplateFilter, &[&str])> = vec![
        (f(), &["t1", "t2", "t3"]),
        (DocumentTemplateFilter { service_item_id: some("i1"), ..f() }, &["t1", "t2"]),
        (DocumentTemplateFilter { kind: some("notice"), ..f() }, &["t2", "t3"]),
        (DocumentTemplateFilter { unit_id: some("labour"), ..f() }, &[]),
        (DocumentTemplateFilter { active: Some(false), ..f() }, &["t2"]),
        (DocumentTemplateFilter { updated_since: Some(at(900)), ..f() }, &["t2"]),
    ];
    for (filter, expected) in cases {
        let asked = filter.clone();
        let listed = bed.read(move |conn| templates::list(conn, &asked, None, 10)).await;
        assert_eq!(listed.into_iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{filter:?}");
    }
    let rest = bed.read(move |conn| templates::list(conn, &f(), Some("t1"), 1)).await;
    assert_eq!(rest, [rows[1].clone()]);
}
