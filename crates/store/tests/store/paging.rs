//! Seek pagination walks every row once, in order, over ties and missing values.

use crate::bed::Bed;
use crate::rows::{at, complaint, on, service_case};
use chrono::NaiveDate;
use std::cmp::Ordering;
use yingshang_store::complaint::{self, ComplaintFilter, ComplaintRow, Visibility};
use yingshang_store::seek::{Page, SortKey, SortValue};
use yingshang_store::service_case::{self, ServiceCaseFilter, ServiceCaseRow, ServiceVisibility};
use yingshang_store::{Conn, StoreError, Ts};

on_both_engines!(
    pages_of_complaints_walk_every_row_once_in_order,
    pages_of_service_cases_walk_every_row_of_their_kind_once_in_order,
    a_page_of_another_order_is_refused
);

/// What a row is ordered by.
struct Keys {
    id: String,
    number: u32,
    received_at: Ts,
    updated_at: Ts,
    next_due_on: Option<NaiveDate>,
}

fn keys(id: String, index: u32) -> Keys {
    Keys {
        id,
        // Numbers run against the ids, so that no order is the other by chance.
        number: (index * 37) % 50,
        received_at: at(i64::from(index % 4)),
        updated_at: at(i64::from(index % 3)),
        next_due_on: (!index.is_multiple_of(3)).then(|| on(1 + index % 5)),
    }
}

fn compare(sort: SortKey, one: &Keys, two: &Keys) -> Ordering {
    match sort {
        SortKey::ReceivedAt => one.received_at.cmp(&two.received_at),
        SortKey::UpdatedAt => one.updated_at.cmp(&two.updated_at),
        SortKey::Number => one.number.cmp(&two.number),
        SortKey::NextDueOn => {
            (one.next_due_on.is_none(), one.next_due_on).cmp(&(two.next_due_on.is_none(), two.next_due_on))
        }
    }
    .then_with(|| one.id.cmp(&two.id))
}

/// The positions that the rows of a page stand for.
type ListPage = fn(&mut Conn, &Page) -> Result<Vec<(SortValue, String)>, StoreError>;

async fn walks_in_order(bed: &Bed, mut expected: Vec<Keys>, list: ListPage) {
    for sort in [SortKey::ReceivedAt, SortKey::Number, SortKey::NextDueOn, SortKey::UpdatedAt] {
        for descending in [false, true] {
            expected.sort_by(|one, two| compare(sort, one, two));
            if descending {
                expected.reverse();
            }
            for limit in [1, 7, 50, 200] {
                let mut page = Page::first(sort, descending, limit);
                let mut walked = Vec::new();
                loop {
                    let asked = page.clone();
                    let rows = bed.read(move |conn| list(conn, &asked)).await;
                    let Some(last) = rows.last() else { break };
                    assert!(rows.len() <= usize::try_from(limit).unwrap());
                    page.after = Some(last.clone());
                    walked.extend(rows.into_iter().map(|(_, id)| id));
                }
                let expected: Vec<_> = expected.iter().map(|keys| keys.id.clone()).collect();
                assert_eq!(walked, expected, "{sort:?} descending={descending} limit={limit}");
            }
        }
    }
}

async fn pages_of_complaints_walk_every_row_once_in_order(bed: Bed) {
    let all = || (0..50).map(|index| keys(complaint(index).id, index));
    bed.write(move |conn| {
        all().zip(0..).try_for_each(|(keys, index)| {
            let row = ComplaintRow {
                number: format!("TS-2026-{:06}", keys.number),
                received_at: keys.received_at,
                updated_at: keys.updated_at,
                next_due_on: keys.next_due_on,
                ..complaint(index)
            };
            complaint::insert(conn, &row)
        })
    })
    .await
    .unwrap();
    walks_in_order(&bed, all().collect(), |conn, page| {
        let filter = ComplaintFilter { visibility: Visibility::system(), ..ComplaintFilter::default() };
        Ok(complaint::list(conn, &filter, page)?.iter().map(|row| row.position(page.sort)).collect())
    })
    .await;
}

async fn pages_of_service_cases_walk_every_row_of_their_kind_once_in_order(bed: Bed) {
    let all = |kind: &'static str| (0..50).map(move |index| keys(service_case(kind, index).id, index));
    bed.write(move |conn| {
        // The other kind shares every key but id and number.
        ["notice", "refusal"].into_iter().try_for_each(|kind| {
            all(kind).zip(0..).try_for_each(|(keys, index)| {
                let row = ServiceCaseRow {
                    number: format!("{kind}-2026-{:06}", keys.number),
                    received_at: keys.received_at,
                    updated_at: keys.updated_at,
                    next_due_on: keys.next_due_on,
                    ..service_case(kind, index)
                };
                service_case::insert(conn, &row)
            })
        })
    })
    .await
    .unwrap();
    walks_in_order(&bed, all("notice").collect(), |conn, page| {
        let filter = ServiceCaseFilter {
            visibility: ServiceVisibility::system(),
            kind: "notice".to_owned(),
            ..ServiceCaseFilter::default()
        };
        Ok(service_case::list(conn, &filter, page)?.iter().map(|row| row.position(page.sort)).collect())
    })
    .await;
}

async fn a_page_of_another_order_is_refused(bed: Bed) {
    let page = Page { after: Some((SortValue::At(at(0)), "c".to_owned())), ..Page::first(SortKey::Number, false, 10) };
    let (complaints, cases) = bed
        .read(move |conn| {
            let complaints = complaint::list(conn, &ComplaintFilter::default(), &page);
            Ok((complaints.map(|_| ()), service_case::list(conn, &ServiceCaseFilter::default(), &page).map(|_| ())))
        })
        .await;
    for refused in [complaints, cases] {
        assert!(matches!(refused, Err(StoreError::Query(_))), "{refused:?}");
    }
}
