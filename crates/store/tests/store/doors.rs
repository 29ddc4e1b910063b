//! The doors: group commit, undo, refusal.

use crate::bed::Bed;
use crate::rows::{complaint, unit};
use std::sync::mpsc;
use std::time::Duration;
use yingshang_store::{Store, StoreConfig, StoreError, Unit as Fate, counter, unit as units};

on_both_engines!(
    a_unit_that_fails_panics_or_swallows_an_error_takes_no_neighbour_along,
    a_dry_run_answers_and_leaves_nothing,
    numbers_have_no_gaps_when_units_fail,
    of_two_writers_on_one_version_exactly_one_wins,
    a_full_queue_answers_busy,
    a_unit_whose_caller_left_does_not_run,
    closing_finishes_what_is_waiting_and_refuses_the_rest,
    the_read_door_does_not_write,
    a_taken_key_is_named_alike_on_both_engines,
);

/// Holds the writer until told, so that what comes next forms one batch.
async fn hold_writer(store: &Store) -> mpsc::Sender<()> {
    let (release, held) = mpsc::channel::<()>();
    let (started, has_started) = tokio::sync::oneshot::channel();
    let store = store.clone();
    tokio::spawn(async move {
        store
            .write(move |_| {
                let _ = started.send(());
                let _ = held.recv();
                Ok::<_, StoreError>(Fate::Commit(()))
            })
            .await
    });
    has_started.await.unwrap();
    release
}

async fn until_waiting(store: &Store, units: usize) {
    while store.queue_depth() < units {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

async fn a_unit_that_fails_panics_or_swallows_an_error_takes_no_neighbour_along(bed: Bed) {
    let release = hold_writer(&bed.store).await;
    let mut tasks = Vec::new();
    for index in 0..20 {
        let store = bed.store.clone();
        tasks.push(tokio::spawn(async move {
            store
                .write(move |conn| {
                    units::insert(conn, &unit(&format!("u{index:02}")))?;
                    match index % 5 {
                        1 => return Err(StoreError::VersionConflict { current: None }),
                        2 => panic!("on purpose"),
                        // A second row under the same key; the error is not handed on.
                        3 => assert!(units::insert(conn, &unit(&format!("u{index:02}"))).is_err()),
                        _ => {}
                    }
                    Ok(Fate::Commit(index))
                })
                .await
        }));
    }
    until_waiting(&bed.store, 20).await;
    release.send(()).unwrap();

    let mut expected = Vec::new();
    for (index, task) in tasks.into_iter().enumerate() {
        let answer: Result<usize, StoreError> = task.await.unwrap();
        let kept = match (index % 5, bed.store.engine()) {
            (1, _) => {
                assert!(matches!(answer, Err(StoreError::VersionConflict { .. })));
                false
            }
            (2, _) => {
                assert!(matches!(answer, Err(StoreError::Panicked)));
                false
            }
            // SQLite undoes the failed statement only; PostgreSQL commits nothing after an error.
            (3, yingshang_store::Engine::Postgres) => {
                assert!(matches!(answer, Err(StoreError::Unavailable(_))));
                false
            }
            _ => {
                assert_eq!(answer.unwrap(), index);
                true
            }
        };
        if kept {
            expected.push(format!("u{index:02}"));
        }
    }
    let rows = bed.read(|conn| units::list(conn, &units::UnitFilter::default(), None, 100)).await;
    assert_eq!(rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), expected);
}

async fn a_dry_run_answers_and_leaves_nothing(bed: Bed) {
    let number = bed
        .store
        .write(|conn| {
            units::insert(conn, &unit("u1"))?;
            assert!(units::get(conn, "u1")?.is_some());
            Ok::<_, StoreError>(Fate::RollBack(counter::next(conn, "complaint", "2026")?))
        })
        .await
        .unwrap();
    assert_eq!(number, 1);
    assert_eq!(bed.read(|conn| units::get(conn, "u1")).await, None);
    assert_eq!(bed.read(|conn| counter::last(conn, "complaint", "2026")).await, 0);
}

async fn numbers_have_no_gaps_when_units_fail(bed: Bed) {
    let mut tasks = Vec::new();
    for index in 0..64 {
        let store = bed.store.clone();
        tasks.push(tokio::spawn(async move {
            store
                .write(move |conn| {
                    let number = counter::next(conn, "complaint", "2026")?;
                    if index % 7 == 3 {
                        return Err(StoreError::Busy);
                    }
                    Ok(Fate::Commit(number))
                })
                .await
        }));
    }
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.extend(task.await.unwrap().ok());
    }
    numbers.sort_unstable();
    assert_eq!(numbers.len(), 55);
    assert_eq!(numbers, (1..=55).collect::<Vec<i64>>());
    assert_eq!(bed.write(|conn| counter::next(conn, "complaint", "2027")).await.unwrap(), 1);
}

async fn of_two_writers_on_one_version_exactly_one_wins(bed: Bed) {
    bed.write(|conn| yingshang_store::complaint::insert(conn, &complaint(1))).await.unwrap();
    let race = |status: &'static str| {
        bed.write(move |conn| {
            let mut row = complaint(1);
            row.status = status.to_owned();
            yingshang_store::complaint::update(conn, &row, 1)
        })
    };
    let (one, two) = tokio::join!(race("accepted"), race("rejected"));
    let (won, lost) = if one.is_ok() { (one, two) } else { (two, one) };
    assert_eq!(won.unwrap(), 2);
    assert!(matches!(lost, Err(StoreError::VersionConflict { current: Some(2) })), "{lost:?}");

    let missing = bed.write(|conn| yingshang_store::complaint::update(conn, &complaint(9), 1)).await;
    assert!(matches!(missing, Err(StoreError::VersionConflict { current: None })), "{missing:?}");
}

async fn a_full_queue_answers_busy(bed: Bed) {
    let small = Store::open(&StoreConfig { url: bed.url.clone(), read_threads: 1, queue: 2 }).unwrap();
    let release = hold_writer(&small).await;
    let mut waiting = Vec::new();
    for _ in 0..2 {
        let store = small.clone();
        waiting.push(tokio::spawn(async move { store.write(|_| Ok::<_, StoreError>(Fate::Commit(()))).await }));
    }
    until_waiting(&small, 2).await;
    let refused = small.write(|_| Ok::<_, StoreError>(Fate::Commit(()))).await;
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");
    release.send(()).unwrap();
    for task in waiting {
        task.await.unwrap().unwrap();
    }
    small.close();
}

async fn a_unit_whose_caller_left_does_not_run(bed: Bed) {
    let release = hold_writer(&bed.store).await;
    let store = bed.store.clone();
    let gone = tokio::spawn(async move {
        store
            .write(|conn| {
                units::insert(conn, &unit("gone"))?;
                Ok::<_, StoreError>(Fate::Commit(()))
            })
            .await
    });
    until_waiting(&bed.store, 1).await;
    gone.abort();
    assert!(gone.await.unwrap_err().is_cancelled());
    release.send(()).unwrap();
    bed.write(|conn| units::insert(conn, &unit("here"))).await.unwrap();
    let rows = bed.read(|conn| units::list(conn, &units::UnitFilter::default(), None, 10)).await;
    assert_eq!(rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), ["here"]);
}

async fn closing_finishes_what_is_waiting_and_refuses_the_rest(bed: Bed) {
    let release = hold_writer(&bed.store).await;
    let store = bed.store.clone();
    let waiting = tokio::spawn(async move {
        store
            .write(|conn| {
                units::insert(conn, &unit("last"))?;
                Ok::<_, StoreError>(Fate::Commit(()))
            })
            .await
    });
    until_waiting(&bed.store, 1).await;
    let store = bed.store.clone();
    let closing = std::thread::spawn(move || store.close());
    release.send(()).unwrap();
    waiting.await.unwrap().unwrap();
    closing.join().unwrap();

    assert!(matches!(bed.store.ping().await, Err(StoreError::Closed)));
    let refused = bed.write(|conn| units::insert(conn, &unit("late"))).await;
    assert!(matches!(refused, Err(StoreError::Closed)), "{refused:?}");

    let again = Store::open(&StoreConfig { url: bed.url.clone(), read_threads: 1, queue: 2 }).unwrap();
    assert!(again.read(|conn| units::get(conn, "last")).await.unwrap().is_some());
    again.close();
}

async fn the_read_door_does_not_write(bed: Bed) {
    let refused = bed.store.read(|conn| units::insert(conn, &unit("u1"))).await;
    assert!(matches!(refused, Err(StoreError::Query(_))), "{refused:?}");
    bed.store.ping().await.unwrap();
    assert_eq!(bed.read(|conn| units::get(conn, "u1")).await, None);
}

async fn a_taken_key_is_named_alike_on_both_engines(bed: Bed) {
    let mut row = unit("u1");
    row.source_system = Some("oa".to_owned());
    row.external_ref = Some("7".to_owned());
    let first = row.clone();
    bed.write(move |conn| units::insert(conn, &first)).await.unwrap();
    for (id, code, external_ref, expected) in [
        ("u1", "x", None, "units_id_key"),
        ("u2", "code-u1", None, "units_code_key"),
        ("u2", "x", Some("7"), "units_source_system_external_ref_key"),
    ] {
        let taken = yingshang_store::unit::UnitRow {
            id: id.to_owned(),
            code: code.to_owned(),
            external_ref: external_ref.map(str::to_owned),
            ..row.clone()
        };
        let refused = bed.write(move |conn| units::insert(conn, &taken)).await;
        assert!(matches!(&refused, Err(StoreError::Duplicate { constraint }) if constraint == expected), "{refused:?}");
    }
}
