//! A migrated database of its own for each test.

use yingshang_store::{Conn, Engine, Store, StoreConfig, StoreError, Unit};

pub struct Bed {
    pub store: Store,
    pub url: String,
    _database: Guard,
}

#[allow(dead_code, reason = "held until the test ends")]
enum Guard {
    Folder(tempfile::TempDir),
    Database(yingshang_pgtemp::Database),
}

impl Bed {
    /// `None` where the engine is not to be had.
    pub fn new(engine: Engine, queue: usize) -> Option<Self> {
        let (url, database) = match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let url = format!("sqlite:{}", folder.path().join("data/store #1.db").display());
                Store::migrate(&url).unwrap();
                (url, Guard::Folder(folder))
            }
            Engine::Postgres => {
                let migrate = |url: &str| {
                    Store::migrate(url).unwrap();
                };
                let database = yingshang_pgtemp::database_from_template("store", migrate)?;
                (database.url().to_owned(), Guard::Database(database))
            }
        };
        let store = Store::open(&StoreConfig { url: url.clone(), read_threads: 2, queue }).unwrap();
        assert_eq!(store.engine(), engine);
        Some(Self { store, url, _database: database })
    }

    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Conn) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.store.write(|conn| f(conn).map(Unit::Commit)).await
    }

    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Conn) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.store.read(f).await.unwrap()
    }
}

impl Drop for Bed {
    fn drop(&mut self) {
        self.store.close();
    }
}

pub fn run<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(Bed) -> F) {
    let Some(bed) = Bed::new(engine, 1024) else {
        eprintln!("skipped: no PostgreSQL");
        return;
    };
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(test(bed));
}

/// Declares each named `async fn(Bed)` as a test on each engine.
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $test() { crate::bed::run(yingshang_store::Engine::Sqlite, super::$test); })+
        }
        mod postgres {
            $(#[test] fn $test() { crate::bed::run(yingshang_store::Engine::Postgres, super::$test); })+
        }
    };
}
