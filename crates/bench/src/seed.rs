//! A database as a bureau would have it after years: made by the use cases themselves, straight on the store.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chrono::Duration;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use yingshang_app::account::{CreateUserRequest, NewPassword, create_user};
use yingshang_app::app::Parts;
use yingshang_app::clock::SystemClock;
use yingshang_app::complaint::{self, RegisterComplaint};
use yingshang_app::keys::Keys;
use yingshang_app::organisation::{CreateUnitRequest, UnitKind, create_unit};
use yingshang_app::{App, AppError, Caller, Expected, Principal, Settings, job};
use yingshang_rules::Role;
use yingshang_rules::actor::StaffActor;
use yingshang_rules::complaint::Command;
use yingshang_rules::rulebook::Rulebook;
use yingshang_store::{Store, StoreConfig};

use crate::error::BenchError;
use crate::request;

/// Login name of the account that everything is measured with.
pub(crate) const USERNAME: &str = "acceptance_officer";
/// Its password.
pub(crate) const PASSWORD: &str = "Sesame-4711-open";

/// Units that complaints are about.
const UNITS: usize = 12;
/// Complaints registered at the same time.
const AT_ONCE: usize = 256;
/// Every so many complaints, one id is kept to be asked for.
const KEPT_EACH: usize = 50;

/// What was seeded.
#[derive(Debug, Default)]
pub(crate) struct Seeded {
    officer: Option<Principal>,
    /// Units to complain about.
    pub(crate) units: Arc<[String]>,
    /// Ids of some complaints, old and new.
    pub(crate) ids: Vec<String>,
    complaints: usize,
}

impl Seeded {
    /// Adds complaints until there are `complaints`; returns how many a second were written.
    pub(crate) async fn fill(&mut self, url: &str, data_dir: &Path, complaints: usize) -> Result<f64, BenchError> {
        let app = open(url, data_dir).await?;
        if self.officer.is_none() {
            self.found(&app).await?;
        }
        let officer = self.officer.clone().ok_or_else(|| BenchError::new("no officer"))?;
        let (first, started) = (self.complaints, Instant::now());
        let mut tasks = JoinSet::new();
        for n in first..complaints {
            let (app, officer, units) = (app.clone(), officer.clone(), self.units.clone());
            tasks.spawn(async move { add(&app, Caller::Staff(officer), &units, n).await });
            if tasks.len() >= AT_ONCE {
                self.keep(tasks.join_next().await)?;
            }
        }
        while let Some(done) = tasks.join_next().await {
            self.keep(Some(done))?;
        }
        let rate = (complaints - first) as f64 / started.elapsed().as_secs_f64();
        // What the service would otherwise catch up with while it is measured.
        job::run_due(&app, "bench").await?;
        app.close();
        Ok(rate)
    }

    fn keep(
        &mut self,
        done: Option<Result<Result<String, AppError>, tokio::task::JoinError>>,
    ) -> Result<(), BenchError> {
        let Some(done) = done else { return Ok(()) };
        let id = done.map_err(|error| BenchError::new(error.to_string()))??;
        if self.complaints.is_multiple_of(KEPT_EACH) {
            self.ids.push(id);
        }
        self.complaints += 1;
        Ok(())
    }

    async fn found(&mut self, app: &App) -> Result<(), BenchError> {
        let mut units = Vec::new();
        for n in 0..UNITS {
            let body = CreateUnitRequest {
                code: format!("unit_{n}"),
                name: format!("业务股室{n}"),
                kind: if n == 0 { UnitKind::AcceptanceBody } else { UnitKind::Section },
                parent_id: None,
                phone: None,
                leader_in_charge_id: None,
                source_system: None,
                external_ref: None,
            };
            units.push(app.write_as(Caller::System, "bench", move |tx| create_unit(tx, body)).await?.id);
        }
        let password = NewPassword::chosen(app, USERNAME, PASSWORD).await?;
        let body = CreateUserRequest {
            username: USERNAME.to_owned(),
            display_name: "受理人员".to_owned(),
            staff_id: None,
            unit_id: Some(units[0].clone()),
            roles: vec![Role::AcceptanceOfficer],
        };
        let user = app.write_as(Caller::System, "bench", move |tx| create_user(tx, body, &password)).await?.user;
        self.officer = Some(Principal {
            session_id: "bench".to_owned(),
            username: user.username,
            staff: StaffActor { user_id: user.id, staff_id: None, unit_id: user.unit_id, roles: user.roles },
            must_change_password: false,
        });
        // The first unit is the officer's own.
        self.units = units.split_off(1).into();
        Ok(())
    }
}

async fn open(url: &str, data_dir: &Path) -> Result<App, BenchError> {
    Store::migrate(url)?;
    let parts = Parts {
        store: Store::open(&StoreConfig { url: url.to_owned(), read_threads: 1, queue: 2 * AT_ONCE })?,
        clock: Arc::new(SystemClock),
        keys: Keys::load_or_create(data_dir, &Default::default())
            .map_err(|error| BenchError::new(error.to_string()))?,
        settings: Settings::default(),
        rulebook: Rulebook::embedded(),
        material_dir: data_dir.join("materials"),
    };
    Ok(App::start(parts).await?)
}

/// Registers complaint number `n` and takes it as far as most get: of ten, six are refused, two accepted, two still wait.
async fn add(app: &App, caller: Caller, units: &[String], n: usize) -> Result<String, AppError> {
    let mut body = request::complaint(n as u64, units);
    // Yesterday's and today's: nothing is overdue, and there is more than one due date to filter by.
    let received_at = app.now().plus(-Duration::days((n % 2) as i64));
    body["received_at"] = json!(received_at);
    let body: RegisterComplaint = serde_json::from_value(body).map_err(AppError::internal)?;
    let registered = app.write_as(caller.clone(), "bench", move |tx| complaint::register(tx, body)).await?;
    let id = registered.complaint.file.id;
    let Some(command) = step(n)? else { return Ok(id) };
    let of = id.clone();
    app.write_as(caller, "bench", move |tx| complaint::step(tx, &of, Expected::Any, command)).await?;
    Ok(id)
}

fn step(n: usize) -> Result<Option<Command>, AppError> {
    fn read<T: serde::de::DeserializeOwned>(body: Value) -> Result<T, AppError> {
        serde_json::from_value(body).map_err(AppError::internal)
    }
    Ok(match n % 10 {
        0..6 => Some(Command::Reject(read(json!({
            "ground": "civil_dispute",
            "reasons": "所反映的是两家企业之间的合同纠纷，请向人民法院起诉或者申请仲裁。"
        }))?)),
        6..8 => Some(Command::Accept(read(json!({"repeat_note": "已与在先投诉核对，事项不同。"}))?)),
        _ => None,
    })
}
