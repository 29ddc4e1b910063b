//! Deadlines across cases.

use crate::bed::Bed;
use crate::rows::{at, complaint, deadline, on, service_case, unit};
use yingshang_store::StoreError;
use yingshang_store::complaint::{self, RespondentRow, Visibility};
use yingshang_store::deadline::{self, DeadlineFilter, DeadlinePage, DeadlineRow, DeadlineState};
use yingshang_store::service_case::{self as service_cases, ServiceCaseRow, ServiceVisibility};
use yingshang_store::unit as units;

on_both_engines!(
    the_database_and_the_row_agree_on_the_state,
    deadlines_of_hidden_cases_stay_hidden,
    deadlines_of_hidden_service_cases_stay_hidden,
    marking_takes_each_alarm_once,
    pages_walk_every_deadline_once,
    a_deadline_is_written_over_at_its_version,
);

fn filter() -> DeadlineFilter {
    DeadlineFilter {
        visibility: Visibility::system(),
        service_visibility: ServiceVisibility::system(),
        now: at(150),
        state: Vec::new(),
        kind: Vec::new(),
        unit_id: None,
        subject_kind: None,
        due_from: None,
        due_to: None,
    }
}

fn closed(id: &str, closed_as: &str) -> DeadlineRow {
    DeadlineRow { closed_at: Some(at(120)), closed_as: Some(closed_as.to_owned()), ..deadline(id, "c-000001") }
}

fn rows() -> Vec<DeadlineRow> {
    let open = |id: &str, amber: Option<i64>, due: Option<i64>| DeadlineRow {
        amber_at: amber.map(at),
        due_at: due.map(at),
        due_on: due.map(|_| on(5)),
        ..deadline(id, "c-000001")
    };
    vec![
        open("d01", Some(160), Some(300)),
        open("d02", Some(150), Some(300)),
        open("d03", Some(100), Some(150)),
        open("d04", Some(100), Some(149)),
        open("d05", None, None),
        DeadlineRow { stopped_since_on: Some(on(3)), ..open("d06", Some(100), Some(149)) },
        closed("d07", "met"),
        closed("d08", "missed"),
        closed("d09", "lifted"),
        DeadlineRow { kind: "reply".to_owned(), unit_id: Some("letters".to_owned()), ..open("d10", Some(1), Some(2)) },
    ]
}

async fn fill(bed: &Bed) {
    bed.write(|conn| {
        complaint::insert(conn, &complaint(1))?;
        deadline::insert_all(conn, &rows())
    })
    .await
    .unwrap();
}

async fn ids(bed: &Bed, filter: DeadlineFilter) -> Vec<String> {
    let page = DeadlinePage { after: None, limit: 100 };
    let (mut listed, counted) =
        bed.read(move |conn| Ok((deadline::list(conn, &filter, &page)?, deadline::count(conn, &filter)?))).await;
    assert_eq!(counted, i64::try_from(listed.len()).unwrap());
    listed.sort_by(|one, two| one.id.cmp(&two.id));
    listed.into_iter().map(|row| row.id).collect()
}

async fn the_database_and_the_row_agree_on_the_state(bed: Bed) {
    use DeadlineState::{Amber, Lifted, Met, Missed, Paused, Red, Running};

    fill(&bed).await;
    for (state, expected) in [
        (Running, vec!["d01", "d05"]),
        (Amber, vec!["d02", "d03"]),
        (Red, vec!["d04", "d10"]),
        (Paused, vec!["d06"]),
        (Met, vec!["d07"]),
        (Missed, vec!["d08"]),
        (Lifted, vec!["d09"]),
    ] {
        let by_row: Vec<String> =
            rows().into_iter().filter(|row| row.state(at(150)) == state).map(|row| row.id).collect();
        assert_eq!(by_row, expected, "{state:?}");
        assert_eq!(ids(&bed, DeadlineFilter { state: vec![state], ..filter() }).await, expected, "{state:?}");
    }
    assert_eq!(ids(&bed, DeadlineFilter { state: vec![Red, Met], ..filter() }).await, ["d04", "d07", "d10"]);
    assert_eq!(ids(&bed, DeadlineFilter { kind: vec!["reply".to_owned()], ..filter() }).await, ["d10"]);
    assert_eq!(ids(&bed, DeadlineFilter { unit_id: Some("letters".to_owned()), ..filter() }).await, ["d10"]);
    assert_eq!(ids(&bed, DeadlineFilter { due_from: Some(on(5)), due_to: Some(on(6)), ..filter() }).await.len(), 9);
    assert_eq!(ids(&bed, DeadlineFilter { due_to: Some(on(5)), ..filter() }).await.len(), 0);
    assert_eq!(ids(&bed, DeadlineFilter { subject_kind: Some("clue".to_owned()), ..filter() }).await.len(), 0);
}

async fn deadlines_of_hidden_cases_stay_hidden(bed: Bed) {
    bed.write(|conn| {
        for number in 1..=2 {
            complaint::insert(conn, &complaint(number))?;
        }
        let about = RespondentRow {
            complaint_id: "c-000002".to_owned(),
            position: 0,
            unit_id: Some("permits".to_owned()),
            staff_id: None,
            staff_unit_id: None,
        };
        complaint::insert_respondents(conn, &[about])?;
        let other = DeadlineRow { subject_kind: "renewal".to_owned(), ..deadline("d3", "r1") };
        deadline::insert_all(conn, &[deadline("d1", "c-000001"), deadline("d2", "c-000002"), other])
    })
    .await
    .unwrap();
    assert_eq!(ids(&bed, filter()).await, ["d1", "d2", "d3"]);
    let respondent = Visibility { viewer_unit_id: Some("permits".to_owned()), ..Visibility::system() };
    assert_eq!(ids(&bed, DeadlineFilter { visibility: respondent, ..filter() }).await, ["d1", "d3"]);
    assert_eq!(ids(&bed, DeadlineFilter { visibility: Visibility::default(), ..filter() }).await, ["d3"]);
}

async fn deadlines_of_hidden_service_cases_stay_hidden(bed: Bed) {
    const KINDS: [&str; 4] = ["application", "notice", "commitment", "refusal"];
    bed.write(|conn| {
        units::insert(conn, &unit("hall"))?;
        complaint::insert(conn, &complaint(1))?;
        deadline::insert_all(conn, &[deadline("d-complaint", "c-000001")])?;
        for kind in KINDS {
            // One of a unit, one that an account registered, and a deadline that names a case of another kind.
            let of_unit = ServiceCaseRow { unit_id: Some("hall".to_owned()), ..service_case(kind, 1) };
            let registered = ServiceCaseRow { registered_by: Some("portal".to_owned()), ..service_case(kind, 2) };
            let of = |id: &str, subject_id: &str| DeadlineRow {
                subject_kind: kind.to_owned(),
                ..deadline(&format!("d-{kind}-{id}"), subject_id)
            };
            service_cases::insert(conn, &of_unit)?;
            service_cases::insert(conn, &registered)?;
            deadline::insert_all(conn, &[of("1", &of_unit.id), of("2", &registered.id), of("3", "c-000001")])?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let seen = |service_visibility: ServiceVisibility| ids(&bed, DeadlineFilter { service_visibility, ..filter() });
    let expected = |numbers: &[u32]| {
        let mut all = vec!["d-complaint".to_owned()];
        all.extend(KINDS.iter().flat_map(|kind| numbers.iter().map(move |number| format!("d-{kind}-{number}"))));
        all.sort();
        all
    };
    let hall = || Some("hall".to_owned());
    assert_eq!(seen(ServiceVisibility::default()).await, expected(&[]));
    assert_eq!(seen(ServiceVisibility::system()).await, expected(&[1, 2]));
    assert_eq!(seen(ServiceVisibility { unit_id: hall(), ..ServiceVisibility::default() }).await, expected(&[1]));
    let portal = ServiceVisibility { registered_by: Some("portal".to_owned()), ..ServiceVisibility::default() };
    assert_eq!(seen(portal).await, expected(&[2]));
    // Neither side opens the other.
    let no_complaints = DeadlineFilter { visibility: Visibility::default(), ..filter() };
    assert!(!ids(&bed, no_complaints).await.contains(&"d-complaint".to_owned()));
}

async fn marking_takes_each_alarm_once(bed: Bed) {
    fill(&bed).await;
    let due = |limit| async move {
        let rows = bed.read(move |conn| deadline::due_for_marking(conn, at(150), limit)).await;
        (bed, rows)
    };
    let (bed, rows) = due(100).await;
    assert_eq!(rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["d10", "d04", "d03", "d02"]);

    bed.write(move |conn| {
        for row in rows {
            let marked = if row.state(at(150)) == DeadlineState::Red { "red" } else { "amber" };
            deadline::update(conn, &DeadlineRow { marked: marked.to_owned(), ..row.clone() }, row.version)?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let due = |now| bed.read(move |conn| deadline::due_for_marking(conn, now, 1));
    assert_eq!(due(at(150)).await, []);
    // What was amber becomes red later, and is taken again for that.
    assert_eq!(due(at(151)).await[0].id, "d03");
}

async fn pages_walk_every_deadline_once(bed: Bed) {
    fill(&bed).await;
    let mut page = DeadlinePage { after: None, limit: 3 };
    let mut walked = Vec::new();
    loop {
        let asked = page.clone();
        let rows = bed.read(move |conn| deadline::list(conn, &filter(), &asked)).await;
        let Some(last) = rows.last() else { break };
        page.after = Some((last.due_at, last.id.clone()));
        walked.extend(rows.into_iter().map(|row| row.id));
    }
    assert_eq!(walked, ["d10", "d04", "d06", "d03", "d07", "d08", "d09", "d01", "d02", "d05"]);
}

async fn a_deadline_is_written_over_at_its_version(bed: Bed) {
    fill(&bed).await;
    let moved = DeadlineRow { due_on: Some(on(9)), trace: "[1]".to_owned(), ..rows()[0].clone() };
    let written = moved.clone();
    assert_eq!(bed.write(move |conn| deadline::update(conn, &written, 1)).await.unwrap(), 2);
    let read = bed.read(|conn| deadline::get(conn, "d01")).await;
    assert_eq!(read, Some(DeadlineRow { version: 2, ..moved.clone() }));
    let stale = bed.write(move |conn| deadline::update(conn, &moved, 1)).await;
    assert!(matches!(stale, Err(StoreError::VersionConflict { current: Some(2) })), "{stale:?}");

    let of_case = bed.read(|conn| deadline::all_for(conn, "complaint", "c-000001")).await;
    assert_eq!(of_case.len(), 10);
    let open = bed.read(|conn| deadline::open_for(conn, "complaint", "c-000001")).await;
    assert_eq!(
        open.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
        ["d01", "d02", "d03", "d04", "d05", "d06", "d10"]
    );
    let rest = bed.read(|conn| deadline::open_all(conn, Some("d04"), 2)).await;
    assert_eq!(rest.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["d05", "d06"]);
}
