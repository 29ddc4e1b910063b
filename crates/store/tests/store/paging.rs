//! Seek pagination walks every row once, in order, over ties and missing values.

use crate::bed::Bed;
use crate::rows::{at, complaint, on};
use std::cmp::Ordering;
use yingshang_store::complaint::{self, ComplaintFilter, ComplaintRow, Page, SortKey, Visibility};

on_both_engines!(pages_walk_every_row_once_in_order, a_page_of_another_order_is_refused);

fn rows() -> Vec<ComplaintRow> {
    (0..50_u32)
        .map(|index| ComplaintRow {
            // Numbers run against the ids, so that no order is the other by chance.
            number: format!("TS-2026-{:06}", (index * 37) % 50),
            received_at: at(i64::from(index % 4)),
            updated_at: at(i64::from(index % 3)),
            next_due_on: (index % 3 != 0).then(|| on(1 + index % 5)),
            ..complaint(index)
        })
        .collect()
}

fn compare(sort: SortKey, one: &ComplaintRow, two: &ComplaintRow) -> Ordering {
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

async fn pages_walk_every_row_once_in_order(bed: Bed) {
    bed.write(|conn| rows().iter().try_for_each(|row| complaint::insert(conn, row))).await.unwrap();
    for sort in [SortKey::ReceivedAt, SortKey::Number, SortKey::NextDueOn, SortKey::UpdatedAt] {
        for descending in [false, true] {
            let mut expected = rows();
            expected.sort_by(|one, two| compare(sort, one, two));
            if descending {
                expected.reverse();
            }
            for limit in [1, 7, 50, 200] {
                let mut page = Page::first(sort, descending, limit);
                let mut walked = Vec::new();
                loop {
                    let asked = page.clone();
                    let filter = ComplaintFilter { visibility: Visibility::system(), ..ComplaintFilter::default() };
                    let rows = bed.read(move |conn| complaint::list(conn, &filter, &asked)).await;
                    let Some(last) = rows.last() else { break };
                    assert!(rows.len() <= usize::try_from(limit).unwrap());
                    page.after = Some(last.position(sort));
                    walked.extend(rows.into_iter().map(|row| row.id));
                }
                let expected: Vec<_> = expected.iter().map(|row| row.id.clone()).collect();
                assert_eq!(walked, expected, "{sort:?} descending={descending} limit={limit}");
            }
        }
    }
}

async fn a_page_of_another_order_is_refused(bed: Bed) {
    let page = Page {
        after: Some((complaint::SortValue::At(at(0)), "c".to_owned())),
        ..Page::first(SortKey::Number, false, 10)
    };
    let refused = bed.store.read(move |conn| complaint::list(conn, &ComplaintFilter::default(), &page)).await;
    assert!(matches!(refused, Err(yingshang_store::StoreError::Query(_))), "{refused:?}");
}
