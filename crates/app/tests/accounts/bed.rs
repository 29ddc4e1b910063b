//! An application with a database of its own and a clock the test moves.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use yingshang_app::account::{
    CreateUserRequest, LoginRequest, NewPassword, RefreshRequest, TokenView, UserView, authenticate, create_user,
    login, refresh,
};
use yingshang_app::app::Parts;
use yingshang_app::clock::Clock;
use yingshang_app::keys::{Keys, KeysConfig};
use yingshang_app::settings::SecuritySettings;
use yingshang_app::{App, AppError, Caller, Principal, Reader, Settings, Tx};
use yingshang_calendar::Instant;
use yingshang_rules::Role;
use yingshang_rules::rulebook::Rulebook;
use yingshang_store::event::EventRow;
use yingshang_store::{Engine, Store, StoreConfig, event};

/// The password of every account a test makes.
pub const PASSWORD: &str = "Correct-horse-1";

pub struct Bed {
    pub app: App,
    pub clock: Arc<TestClock>,
    _folder: tempfile::TempDir,
    _database: Option<yingshang_pgtemp::Database>,
}

pub struct TestClock(Mutex<Instant>);

impl Clock for TestClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap()
    }
}

impl TestClock {
    pub fn pass(&self, time: Duration) {
        let mut now = self.0.lock().unwrap();
        *now = now.plus(time);
    }
}

impl Bed {
    async fn new(engine: Engine) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let migrate = |url: &str| {
            Store::migrate(url).unwrap();
        };
        let (url, database) = match engine {
            Engine::Sqlite => {
                let url = format!("sqlite:{}", folder.path().join("test.db").display());
                migrate(&url);
                (url, None)
            }
            Engine::Postgres => {
                let database = yingshang_pgtemp::database_from_template("accounts", migrate)?;
                (database.url().to_owned(), Some(database))
            }
        };
        let clock = Arc::new(TestClock(Mutex::new("2026-02-10T09:30:00+08:00".parse().unwrap())));
        let security = SecuritySettings { argon2_memory_kib: 64, argon2_passes: 1, ..SecuritySettings::default() };
        let app = App::start(Parts {
            store: Store::open(&StoreConfig { url, read_threads: 2, queue: 256 }).unwrap(),
            clock: clock.clone(),
            keys: Keys::load_or_create(folder.path(), &KeysConfig::default()).unwrap(),
            settings: Settings { security, ..Settings::default() },
            rulebook: Rulebook::embedded(),
            material_dir: folder.path().join("materials"),
        })
        .await
        .unwrap();
        Some(Self { app, clock, _folder: folder, _database: database })
    }

    pub async fn write<T: Send + 'static>(
        &self,
        caller: &Caller,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.app.write_as(caller.clone(), "test", work).await
    }

    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Reader<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.app.read(Caller::System, work).await
    }

    /// An account with [`PASSWORD`].
    pub async fn user(&self, username: &str, roles: &[Role]) -> UserView {
        let password = NewPassword::chosen(&self.app, username, PASSWORD).await.unwrap();
        let body = account(username, roles);
        self.write(&Caller::System, move |tx| create_user(tx, body, &password)).await.unwrap().user
    }

    /// An account with [`PASSWORD`], logged in.
    pub async fn caller(&self, username: &str, roles: &[Role]) -> Caller {
        self.user(username, roles).await;
        let tokens = self.login(username, PASSWORD).await.unwrap();
        Caller::Staff(self.authenticate(&tokens).await.unwrap())
    }

    pub async fn login(&self, username: &str, password: &str) -> Result<TokenView, AppError> {
        let request = LoginRequest { username: username.to_owned(), password: password.to_owned() };
        login(&self.app, request, Some("10.0.0.7"), "test").await
    }

    pub async fn refresh(&self, tokens: &TokenView) -> Result<TokenView, AppError> {
        refresh(&self.app, RefreshRequest { refresh_token: tokens.refresh_token.clone() }, "test").await
    }

    pub async fn authenticate(&self, tokens: &TokenView) -> Result<Principal, AppError> {
        authenticate(&self.app, &tokens.access_token).await
    }

    /// The log of a subject.
    pub async fn events(&self, kind: &'static str, id: &str) -> Vec<EventRow> {
        let id = id.to_owned();
        self.read(move |read| Ok(event::list(read.conn, kind, &id, 0, 500)?)).await.unwrap()
    }

    /// What happened to a subject, oldest first.
    pub async fn kinds(&self, kind: &'static str, id: &str) -> Vec<String> {
        self.events(kind, id).await.into_iter().map(|event| event.kind).collect()
    }
}

pub fn account(username: &str, roles: &[Role]) -> CreateUserRequest {
    CreateUserRequest {
        username: username.to_owned(),
        display_name: "测试账号".to_owned(),
        staff_id: None,
        unit_id: None,
        roles: roles.to_vec(),
    }
}

/// The stable code of a failure.
pub fn code<T>(result: Result<T, AppError>) -> String {
    match result.err().expect("a failure") {
        AppError::Unauthenticated { code, .. } | AppError::Forbidden { code, .. } | AppError::Conflict { code, .. } => {
            code.to_owned()
        }
        AppError::Invalid(faults) => {
            faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect::<Vec<_>>().join(", ")
        }
        AppError::Stale { current } => format!("stale, now {current}"),
        AppError::NotFound => "not_found".to_owned(),
        other => panic!("unexpected: {other}"),
    }
}

pub fn run<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(Arc<Bed>) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let Some(bed) = Bed::new(engine).await else {
            eprintln!("skipped: no PostgreSQL");
            return;
        };
        let bed = Arc::new(bed);
        test(bed.clone()).await;
        bed.app.store.close();
    });
}

/// Declares each named `async fn(Arc<Bed>)` as a test on each engine.
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
