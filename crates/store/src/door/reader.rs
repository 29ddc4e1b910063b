//! A thread behind the read door.

use super::Connection;
use super::task::ReadTask;
use crate::StoreError;
use crossbeam_channel::Receiver;
use std::thread::JoinHandle;

pub(super) fn spawn(
    mut connection: Connection,
    queue: Receiver<Option<ReadTask>>,
) -> Result<JoinHandle<()>, StoreError> {
    std::thread::Builder::new()
        .name("store-read".to_owned())
        .spawn(move || {
            while let Ok(Some(task)) = queue.recv() {
                if !task(connection.get()) {
                    connection.check();
                }
            }
        })
        .map_err(|error| StoreError::Unavailable(error.to_string()))
}
