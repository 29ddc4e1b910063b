//! The stage: an installation of the demo with a database of its own, and looks at what is on it.

use std::sync::Arc;

use yingshang_app::account::{UserQuery, UserView, list_users};
use yingshang_app::app::Parts;
use yingshang_app::application::{self, ApplicationView};
use yingshang_app::clock::Clock;
use yingshang_app::commitment::{self, CommitmentView};
use yingshang_app::complaint::{self, ComplaintQuery, ComplaintView};
use yingshang_app::deadline::DeadlineView;
use yingshang_app::demo::{Seeded, seed};
use yingshang_app::keys::{Keys, KeysConfig};
use yingshang_app::notice::{self, NoticeView};
use yingshang_app::refusal_filing::{self, RefusalFilingView};
use yingshang_app::service_case::CaseQuery;
use yingshang_app::{App, AppError, Caller, Reader, Settings};
use yingshang_calendar::Instant;
use yingshang_rules::rulebook::Rulebook;
use yingshang_store::seek::{Page, SortKey};
use yingshang_store::{Store, StoreConfig};

pub const PASSWORD: &str = "Ying-Shang-2026";
pub const A_TUESDAY: &str = "2026-11-24T15:00:00+08:00";

struct Fixed(Instant);

impl Clock for Fixed {
    fn now(&self) -> Instant {
        self.0
    }
}

/// Every case of a kind of the counter, by number.
macro_rules! every {
    ($read:expr, $kind:ident) => {{
        let page = Page::first(SortKey::Number, false, 200);
        let listed = $kind::list($read, &CaseQuery::default(), &page)?;
        let shown = listed.items.iter().map(|item| $kind::get($read, &item.summary.id, false));
        shown.collect::<Result<Vec<_>, AppError>>()?
    }};
}

/// Cases as lines that two installations can be compared by.
macro_rules! shapes {
    ($cases:expr) => {
        $cases.iter().map(|case| {
            let (file, clocks) = (&case.file, clocks(&case.deadlines));
            format!("{} {:?} {} {clocks}", file.number, file.status, case.version)
        })
    };
}

/// The cases of the counter, each kind by number.
pub struct Counter {
    pub applications: Vec<ApplicationView>,
    pub notices: Vec<NoticeView>,
    pub commitments: Vec<CommitmentView>,
    pub refusals: Vec<RefusalFilingView>,
}

/// An installation of the demo with a database of its own.
pub struct Demo {
    pub app: App,
    pub now: Instant,
    _folder: tempfile::TempDir,
}

impl Demo {
    pub async fn empty(now: &str) -> Self {
        let now = now.parse().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("demo.db").display());
        Store::migrate(&url).unwrap();
        let app = App::start(Parts {
            store: Store::open(&StoreConfig { url, read_threads: 1, queue: 64 }).unwrap(),
            clock: Arc::new(Fixed(now)),
            keys: Keys::load_or_create(folder.path(), &KeysConfig::default()).unwrap(),
            settings: Settings::default(),
            rulebook: Rulebook::embedded(),
            material_dir: folder.path().join("materials"),
        })
        .await
        .unwrap();
        Self { app, now, _folder: folder }
    }

    pub async fn seeded(now: &str) -> (Self, Seeded) {
        let demo = Self::empty(now).await;
        let seeded = demo.seed().await.unwrap().expect("the database was empty");
        (demo, seeded)
    }

    pub async fn seed(&self) -> Result<Option<Seeded>, AppError> {
        seed(&self.app, self.now, PASSWORD).await
    }

    pub async fn read<T: Send + 'static>(
        &self,
        caller: Caller,
        work: impl FnOnce(&mut Reader<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> T {
        self.app.read(caller, work).await.unwrap()
    }

    pub async fn users(&self) -> Vec<UserView> {
        let query = UserQuery { limit: 100, ..UserQuery::default() };
        self.read(Caller::System, move |read| list_users(read, &query)).await.items
    }

    /// Every complaint, by number.
    pub async fn complaints(&self) -> Vec<ComplaintView> {
        self.read(Caller::System, |read| {
            let listed = complaint::list(read, &ComplaintQuery::default(), SortKey::Number, false, None, 200)?;
            listed.items.into_iter().map(|item| complaint::get(read, &item.summary.id, false)).collect()
        })
        .await
    }

    /// Every case of the counter.
    pub async fn counter(&self) -> Counter {
        self.read(Caller::System, |read| {
            Ok(Counter {
                applications: every!(read, application),
                notices: every!(read, notice),
                commitments: every!(read, commitment),
                refusals: every!(read, refusal_filing),
            })
        })
        .await
    }

    /// What a visitor sees, without ids, which are random.
    pub async fn shape(&self) -> Vec<String> {
        let complaints = self.complaints().await;
        let counter = self.counter().await;
        let mut shape: Vec<String> = shapes!(complaints).collect();
        shape.extend(shapes!(counter.applications));
        shape.extend(shapes!(counter.notices));
        shape.extend(shapes!(counter.commitments));
        shape.extend(shapes!(counter.refusals));
        shape
    }
}

fn clocks(deadlines: &[DeadlineView]) -> String {
    let shape = |d: &DeadlineView| format!("{} {:?} {} {}", d.kind, d.due_on, d.state, d.provisional);
    deadlines.iter().map(shape).collect::<Vec<_>>().join(", ")
}
