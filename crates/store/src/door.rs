//! The two doors to the database.
//!
//! Behind each door stand threads that own their connection and take work from one bounded queue: no pool to wait for,
//! statement caches that live as long as the process, and a full queue that answers at once.

mod reader;
mod task;
mod writer;

use crate::connection::{Address, Purpose};
use crate::{Conn, Engine, StoreError, migration};
use crossbeam_channel::{Sender, TrySendError};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use task::{ReadTask, WriteTask};
use tokio::sync::oneshot;

/// How to open a [`Store`].
#[derive(Clone)]
pub struct StoreConfig {
    /// `sqlite:PATH` or `postgres://…`. May hold a password.
    pub url: String,
    /// Connections that only read, each with its thread. At least 1.
    pub read_threads: usize,
    /// Units that may wait at each door before callers are told [`StoreError::Busy`]. At least 1.
    pub queue: usize,
}

/// What a write closure wants to happen to its writes.
#[derive(Debug)]
pub enum Unit<T> {
    /// Keep them; the answer is given after the commit.
    Commit(T),
    /// Undo them and answer all the same: a dry run.
    RollBack(T),
}

impl<T> Unit<T> {
    /// The answer, whatever happens to the writes.
    pub fn into_inner(self) -> T {
        match self {
            Self::Commit(value) | Self::RollBack(value) => value,
        }
    }
}

/// The database, shared by cloning.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("engine", &self.inner.engine).finish_non_exhaustive()
    }
}

struct Inner {
    engine: Engine,
    closed: AtomicBool,
    writes: Sender<Option<WriteTask>>,
    reads: Sender<Option<ReadTask>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    readers: usize,
}

impl Store {
    /// Opens the connections and starts their threads. Does not migrate.
    ///
    /// There is one writing connection. Every number comes from a counter row that is locked until its transaction
    /// ends, so a second writer would only wait for the first. Several instances on one PostgreSQL do just that; where
    /// they lock each other out, the loser is told [`StoreError::Busy`].
    ///
    /// # Errors
    /// [`StoreError::Address`] for an unusable `url`, [`StoreError::Unavailable`] when the database does not answer.
    pub fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let address = Address::parse(&config.url)?;
        let readers = config.read_threads.max(1);
        let (writes, write_queue) = crossbeam_channel::bounded(config.queue.max(1));
        let (reads, read_queue) = crossbeam_channel::bounded(config.queue.max(1));

        // The writer comes first: a SQLite reader needs the file and its write-ahead log to exist.
        let mut threads = vec![writer::spawn(Connection::open(&address, Purpose::Write)?, write_queue)?];
        for _ in 0..readers {
            threads.push(reader::spawn(Connection::open(&address, Purpose::Read)?, read_queue.clone())?);
        }
        let inner = Inner {
            engine: address.engine(),
            closed: AtomicBool::new(false),
            writes,
            reads,
            threads: Mutex::new(threads),
            readers,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Brings the database at `url` to the newest schema; creates the SQLite file when there is none.
    /// Returns the versions that ran.
    ///
    /// # Errors
    /// [`StoreError::Migration`], or as for [`Store::open`].
    pub fn migrate(url: &str) -> Result<Vec<String>, StoreError> {
        migration::run(url)
    }

    /// The names of the migrations that [`Store::migrate`] would run.
    ///
    /// # Errors
    /// As for [`Store::migrate`].
    pub fn pending_migrations(url: &str) -> Result<Vec<String>, StoreError> {
        migration::pending(url)
    }

    /// Takes every migration back, and all data with it. For the test that down undoes up.
    ///
    /// # Errors
    /// As for [`Store::migrate`].
    pub fn revert_all(url: &str) -> Result<Vec<String>, StoreError> {
        migration::revert_all(url)
    }

    /// The engine behind this store.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Units waiting at the write door.
    #[must_use]
    pub fn queue_depth(&self) -> usize {
        self.inner.writes.len()
    }

    /// Runs `f` on a connection that cannot write. Each statement in it sees its own snapshot.
    ///
    /// # Errors
    /// What `f` returns; [`StoreError::Busy`], [`StoreError::Closed`], [`StoreError::Unavailable`] or
    /// [`StoreError::Panicked`] from the store itself.
    pub async fn read<T, E>(&self, f: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.enter(&self.inner.reads, task::read(f, answer))?;
        answered.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// Runs `f` as one unit: all its writes stay or none does. The answer comes after the commit.
    ///
    /// An `Err` or a panic undoes the writes of this unit only. A closure must hand on every database error it meets:
    /// PostgreSQL refuses to commit a unit that swallowed one. When the caller stops waiting (its future is dropped)
    /// before the unit started, the unit does not run.
    ///
    /// # Errors
    /// As for [`Store::read`].
    pub async fn write<T, E>(&self, f: impl FnOnce(&mut Conn) -> Result<Unit<T>, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.enter(&self.inner.writes, task::write(f, answer))?;
        answered.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// Whether the database answers, for the readiness probe.
    ///
    /// # Errors
    /// As for [`Store::read`].
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read(|conn| Ok(conn.execute_batch("SELECT 1")?)).await
    }

    /// Takes no more work, finishes what is waiting, closes the connections and returns when all threads have ended.
    /// Blocks; later calls return at once.
    pub fn close(&self) {
        if self.inner.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        // The queues are first in, first out: everything accepted before these markers is still done.
        for _ in 0..self.inner.readers {
            let _ = self.inner.reads.send(None);
        }
        let mut threads = std::mem::take(&mut *self.inner.threads.lock().unwrap_or_else(PoisonError::into_inner));
        // The writer (the first thread) goes last: SQLite folds its log into the file when the last connection closes, and a
        // connection that only reads cannot.
        for thread in threads.drain(1..) {
            let _ = thread.join();
        }
        let _ = self.inner.writes.send(None);
        for thread in threads {
            let _ = thread.join();
        }
    }

    fn enter<Task>(&self, queue: &Sender<Option<Task>>, task: Task) -> Result<(), StoreError> {
        if self.inner.closed.load(Ordering::Acquire) {
            return Err(StoreError::Closed);
        }
        queue.try_send(Some(task)).map_err(|refused| match refused {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Disconnected(_) => StoreError::Closed,
        })
    }
}

/// A connection that is opened again after it was lost.
struct Connection {
    address: Address,
    purpose: Purpose,
    conn: Option<Conn>,
}

impl Connection {
    fn open(address: &Address, purpose: Purpose) -> Result<Self, StoreError> {
        let conn = address.connect(purpose)?;
        Ok(Self { address: address.clone(), purpose, conn: Some(conn) })
    }

    fn get(&mut self) -> Result<&mut Conn, StoreError> {
        let conn = match self.conn.take() {
            Some(conn) => conn,
            None => self.address.connect(self.purpose).inspect_err(|error| log::warn!("cannot reconnect: {error}"))?,
        };
        Ok(self.conn.insert(conn))
    }

    /// After a failure: keeps the connection only if it still answers.
    fn check(&mut self) {
        if self.conn.as_mut().is_some_and(|conn| conn.execute_batch("SELECT 1").is_err()) {
            self.conn = None;
        }
    }
}
