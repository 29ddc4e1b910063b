//! The application: the store, the clock, the law in force, the keys. Cheap to clone.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use uuid::{ContextV7, Timestamp, Uuid};
use yingshang_calendar::{Instant, WorkCalendar};
use yingshang_rules::rulebook::Rulebook;
use yingshang_store::{Store, Unit};

use crate::account::PrincipalCache;
use crate::caller::Caller;
use crate::clock::Clock;
use crate::error::AppError;
use crate::keys::Keys;
use crate::settings::Settings;
use crate::storage::{FileStorage, MaterialStorage};
use crate::tx::{Reader, Tx};

/// Handle to the application.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What the application holds.
pub struct Inner {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Keys for identities, hashes and tokens.
    pub keys: Arc<Keys>,
    /// Settings of the installation.
    pub settings: Settings,
    /// Where material files are kept.
    pub storage: Arc<dyn MaterialStorage>,
    /// Principals of live sessions.
    pub principals: PrincipalCache,
    calendar: RwLock<Arc<WorkCalendar>>,
    rulebook: RwLock<Arc<Rulebook>>,
    /// Counts the ids of one millisecond.
    ids: Mutex<ContextV7>,
}

/// What an application is made of.
pub struct Parts {
    /// The database, migrated.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Keys.
    pub keys: Keys,
    /// Settings.
    pub settings: Settings,
    /// The law.
    pub rulebook: Rulebook,
    /// Folder for material files.
    pub material_dir: PathBuf,
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Puts the parts together and loads the calendar years and renewals recorded in the database.
    pub async fn start(parts: Parts) -> Result<Self, AppError> {
        let app = Self(Arc::new(Inner {
            principals: PrincipalCache::for_engine(parts.store.engine()),
            store: parts.store,
            clock: parts.clock,
            keys: Arc::new(parts.keys),
            settings: parts.settings,
            storage: Arc::new(FileStorage::new(parts.material_dir)),
            calendar: RwLock::new(Arc::new(WorkCalendar::embedded())),
            rulebook: RwLock::new(Arc::new(parts.rulebook)),
            ids: Mutex::default(),
        }));
        crate::calendar::reload(&app).await?;
        crate::rulebook::reload(&app).await?;
        Ok(app)
    }

    /// The same application under another clock: one database, one set of keys and files, one law.
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner {
            principals: PrincipalCache::for_engine(self.store.engine()),
            store: self.store.clone(),
            clock,
            keys: self.keys.clone(),
            settings: self.settings.clone(),
            storage: self.storage.clone(),
            calendar: RwLock::new(self.calendar()),
            rulebook: RwLock::new(self.rulebook()),
            ids: Mutex::default(),
        }))
    }

    /// The moment.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// A new id ordered by `now`, the time of the unit it is made in, and within a unit in the order they are made.
    pub fn new_id(&self, now: Instant) -> String {
        let micros = now.micros().max(0) as u64;
        let (seconds, nanos) = (micros / 1_000_000, (micros % 1_000_000) as u32 * 1000);
        Uuid::new_v7(Timestamp::from_unix(&self.ids, seconds, nanos)).to_string()
    }

    /// Working days as they are known now.
    pub fn calendar(&self) -> Arc<WorkCalendar> {
        self.calendar.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The law as it is known now.
    pub fn rulebook(&self) -> Arc<Rulebook> {
        self.rulebook.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_calendar(&self, calendar: WorkCalendar) {
        *self.calendar.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(calendar);
    }

    pub(crate) fn set_rulebook(&self, rulebook: Rulebook) {
        *self.rulebook.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rulebook);
    }

    /// Runs a read use case.
    pub async fn read<T, F>(&self, caller: Caller, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Reader<'_>) -> Result<T, AppError> + Send + 'static,
    {
        let app = self.clone();
        let now = self.now();
        self.store.read(move |conn| work(&mut Reader { conn, app: &app, now, caller: &caller })).await
    }

    /// Runs a write use case of the service itself (jobs, start-up, the command line): no idempotency, no dry run.
    pub async fn write_as<T, F>(&self, caller: Caller, request_id: &str, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, AppError> + Send + 'static,
    {
        let app = self.clone();
        let now = self.now();
        let request_id = request_id.to_owned();
        self.store
            .write(move |conn| {
                let mut tx = Tx { conn, app: &app, now, caller: &caller, request_id: &request_id };
                work(&mut tx).map(Unit::Commit)
            })
            .await
    }

    /// Finishes queued writes and closes the store.
    pub fn close(&self) {
        self.store.close();
    }
}
