//! The thread behind the write door: group commit.
//!
//! What is waiting becomes one transaction, each unit in a savepoint of its own, and nobody hears of success before the
//! commit. One `fsync` then serves fifty callers, and a unit that fails takes none of its neighbours along.

use super::Connection;
use super::task::{Fate, WriteTask};
use crate::{Conn, Engine, StoreError};
use crossbeam_channel::Receiver;
use std::thread::JoinHandle;

/// Bounds how long the first caller of a batch waits for the last.
const LARGEST_BATCH: usize = 128;

pub(super) fn spawn(
    mut connection: Connection,
    queue: Receiver<Option<WriteTask>>,
) -> Result<JoinHandle<()>, StoreError> {
    std::thread::Builder::new()
        .name("store-write".to_owned())
        .spawn(move || while serve(&mut connection, &queue) {})
        .map_err(|error| StoreError::Unavailable(error.to_string()))
}

/// Commits one batch. Returns false when the store was closed.
fn serve(connection: &mut Connection, queue: &Receiver<Option<WriteTask>>) -> bool {
    let Ok(Some(first)) = queue.recv() else {
        return false;
    };
    let mut open = true;
    let mut batch = vec![first];
    while batch.len() < LARGEST_BATCH {
        match queue.try_recv() {
            Ok(Some(task)) => batch.push(task),
            Ok(None) => {
                open = false;
                break;
            }
            Err(_) => break,
        }
    }
    batch.retain(|task| !task.is_abandoned());
    if !batch.is_empty() {
        commit(connection, batch);
    }
    open
}

fn commit(connection: &mut Connection, mut batch: Vec<WriteTask>) {
    let mut lost = vec![false; batch.len()];
    let outcome = connection.get().and_then(|conn| {
        run_batch(conn, &mut batch, &mut lost).map_err(|error| {
            let _ = conn.execute_batch("ROLLBACK");
            log::error!("a batch of {} units could not be committed: {error}", batch.len());
            match error.into() {
                StoreError::Busy => StoreError::Busy,
                _ => StoreError::Unavailable("the commit failed".to_owned()),
            }
        })
    });
    if outcome.is_err() {
        connection.check();
    }
    for (task, lost) in batch.into_iter().zip(lost) {
        task.answer(match &outcome {
            Ok(()) if lost => Some(StoreError::Unavailable("the unit went on after a database error".to_owned())),
            Ok(()) => None,
            Err(StoreError::Busy) => Some(StoreError::Busy),
            Err(error) => Some(StoreError::Unavailable(error.to_string())),
        });
    }
}

/// Runs and commits a batch; an error means that nothing of it was kept. `lost` marks units that alone were not.
///
/// The statement that settles a unit travels with the one that opens the next, which saves PostgreSQL a round trip.
fn run_batch(conn: &mut Conn, batch: &mut [WriteTask], lost: &mut [bool]) -> diesel::QueryResult<()> {
    conn.execute_batch(match conn.engine() {
        // A deferred transaction fails when it first writes while another process does; this one waits its turn.
        Engine::Sqlite => "BEGIN IMMEDIATE; SAVEPOINT unit",
        Engine::Postgres => "BEGIN; SAVEPOINT unit",
    })?;
    let last = batch.len() - 1;
    for (index, task) in batch.iter_mut().enumerate() {
        let fate = task.run(conn);
        let settled = conn.execute_batch(match (fate, index == last) {
            (Fate::Keep, false) => "RELEASE SAVEPOINT unit; SAVEPOINT unit",
            (Fate::Undo, false) => "ROLLBACK TO SAVEPOINT unit",
            (Fate::Keep, true) => "RELEASE SAVEPOINT unit; COMMIT",
            (Fate::Undo, true) => "ROLLBACK TO SAVEPOINT unit; COMMIT",
        });
        if let Err(error) = settled {
            if fate == Fate::Undo {
                return Err(error);
            }
            // PostgreSQL releases no savepoint after an error the unit swallowed. The savepoint is then still there to
            // go back to; after any other failure (a commit that failed, a transaction the engine gave up) it is not.
            conn.execute_batch(match index == last {
                false => "ROLLBACK TO SAVEPOINT unit",
                true => "ROLLBACK TO SAVEPOINT unit; COMMIT",
            })
            .map_err(|_| error)?;
            lost[index] = true;
        }
    }
    Ok(())
}
