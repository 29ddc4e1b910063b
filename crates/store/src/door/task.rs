//! A closure in the queue, with its caller's ear. The types of its answer are forgotten here and remembered inside.

use super::Unit;
use crate::{Conn, StoreError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::sync::oneshot::Sender;

/// Runs on a connection, or answers that there is none. Returns whether the closure succeeded.
pub(super) type ReadTask = Box<dyn FnOnce(Result<&mut Conn, StoreError>) -> bool + Send>;

pub(super) fn read<T, E>(
    f: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    answer: Sender<Result<T, E>>,
) -> ReadTask
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    Box::new(move |conn| {
        if answer.is_closed() {
            return true;
        }
        let result = conn.map_err(E::from).and_then(|conn| caught(|| f(conn)));
        let succeeded = result.is_ok();
        let _ = answer.send(result);
        succeeded
    })
}

/// What becomes of the writes of a unit that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Keep,
    Undo,
}

/// A unit of work waiting for its turn, then for its commit.
pub(super) type WriteTask = Box<dyn WriteUnit>;

pub(super) trait WriteUnit: Send {
    /// The caller has gone: nobody would hear the answer.
    fn is_abandoned(&self) -> bool;
    /// Runs the closure once.
    fn run(&mut self, conn: &mut Conn) -> Fate;
    /// Answers the caller. With `failure` set, the writes that were to be kept are lost.
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

struct TypedUnit<F, T, E> {
    closure: Option<F>,
    result: Option<Result<Unit<T>, E>>,
    answer: Sender<Result<T, E>>,
}

pub(super) fn write<T, E>(
    f: impl FnOnce(&mut Conn) -> Result<Unit<T>, E> + Send + 'static,
    answer: Sender<Result<T, E>>,
) -> WriteTask
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    Box::new(TypedUnit { closure: Some(f), result: None, answer })
}

impl<F, T, E> WriteUnit for TypedUnit<F, T, E>
where
    F: FnOnce(&mut Conn) -> Result<Unit<T>, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn is_abandoned(&self) -> bool {
        self.answer.is_closed()
    }

    fn run(&mut self, conn: &mut Conn) -> Fate {
        let Some(closure) = self.closure.take() else {
            return Fate::Undo;
        };
        let result = caught(|| closure(conn));
        let fate = if matches!(result, Ok(Unit::Commit(_))) { Fate::Keep } else { Fate::Undo };
        self.result = Some(result);
        fate
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let result = match (self.result, failure) {
            // A refusal or a dry run stands whether or not the neighbours could be committed.
            (Some(Err(error)), _) => Err(error),
            (Some(Ok(Unit::RollBack(value))), _) => Ok(value),
            (Some(Ok(Unit::Commit(value))), None) => Ok(value),
            (_, Some(failure)) => Err(failure.into()),
            (None, None) => Err(StoreError::Closed.into()),
        };
        let _ = self.answer.send(result);
    }
}

/// A panic in a closure is that unit's failure, not the thread's end.
fn caught<T, E: From<StoreError>>(f: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|_| Err(StoreError::Panicked.into()))
}
