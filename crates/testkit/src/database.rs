//! A database for one test: a copy of one that was migrated and seeded once.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tempfile::TempDir;
use yingshang_app::App;
use yingshang_app::app::Parts;
use yingshang_app::keys::Keys;
use yingshang_app::settings::{SecuritySettings, Settings};
use yingshang_app::sms::SmsProviders;
use yingshang_rules::rulebook::Rulebook;
use yingshang_store::{Engine, Store, StoreConfig};

use crate::{ManualClock, PASSWORD, SMS_SECRET};

/// When the template was seeded.
const SEEDED: &str = "2026-03-02T08:00:00+08:00";

/// A database, gone with this value.
pub(crate) struct Database {
    /// Its address.
    pub(crate) url: String,
    _postgres: Option<yingshang_pgtemp::Database>,
}

impl Database {
    /// A copy of the template; `None` where there is no PostgreSQL.
    pub(crate) fn copy(engine: Engine, folder: &Path) -> Option<Self> {
        match engine {
            Engine::Sqlite => {
                let file = folder.join("yingshang.db");
                // What was committed last may still be in the write-ahead log beside the file.
                for suffix in ["", "-wal"] {
                    let from = format!("{}{suffix}", sqlite_template().display());
                    if Path::new(&from).exists() {
                        std::fs::copy(from, format!("{}{suffix}", file.display())).expect("the template can be copied");
                    }
                }
                Some(Self { url: format!("sqlite:{}", file.display()), _postgres: None })
            }
            Engine::Postgres => {
                let database = yingshang_pgtemp::database_from_template("blackbox", seed)?;
                Some(Self { url: database.url().to_owned(), _postgres: Some(database) })
            }
        }
    }
}

fn sqlite_template() -> PathBuf {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        seed(&format!("sqlite:{}", folder.path().join("template.db").display()));
        folder
    });
    folder.path().join("template.db")
}

/// Hashing that takes no time: what it protects in a test is nothing.
pub(crate) fn cheap_settings() -> Settings {
    let security = SecuritySettings { argon2_memory_kib: 8, argon2_passes: 1, ..SecuritySettings::default() };
    let sms_providers = SmsProviders::read(&format!("testing={SMS_SECRET}")).expect("a good secret");
    Settings { security, sms_providers, complaint_hotline: Some("12333".to_owned()), ..Settings::default() }
}

/// Migrates and seeds the database at `url`, on a thread with a runtime of its own: the caller is inside one already.
fn seed(url: &str) {
    let url = url.to_owned();
    let work = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let folder = tempfile::tempdir().expect("a temporary folder");
            Store::migrate(&url).expect("migrates");
            let app = application(&url, folder.path(), Arc::new(ManualClock::at(SEEDED)), cheap_settings()).await;
            crate::seed::seed(&app, PASSWORD).await.expect("seeds");
            app.close();
        });
    };
    std::thread::spawn(work).join().expect("the template is made");
}

/// An application on a migrated database.
pub(crate) async fn application(url: &str, folder: &Path, clock: Arc<ManualClock>, settings: Settings) -> App {
    let store = StoreConfig { url: url.to_owned(), read_threads: 1, queue: 256 };
    let parts = Parts {
        store: Store::open(&store).expect("opens"),
        clock,
        keys: Keys::load_or_create(folder, &Default::default()).expect("keys"),
        settings,
        rulebook: Rulebook::embedded(),
        material_dir: folder.join("materials"),
    };
    App::start(parts).await.expect("starts")
}
