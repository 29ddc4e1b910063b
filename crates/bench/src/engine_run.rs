//! Everything that is measured on one engine, in one go.

use std::path::Path;
use std::sync::Arc;

use yingshang_pgtemp::DurableServer;
use yingshang_store::Engine;

use crate::baseline::{pgbench, sqlite as raw};
use crate::error::BenchError;
use crate::load::{Question, Sample, measure};
use crate::plan::{CONNECTIONS, Plan};
use crate::report::{Report, Target};
use crate::request::{Questions, static_like};
use crate::seed::Seeded;
use crate::service::Service;

/// Measures on SQLite.
pub(crate) async fn sqlite(plan: &Plan, report: &mut Report) -> Result<(), BenchError> {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("yingshang.db");
    let url = format!("sqlite:{}", database.display());
    let mut run = Run { plan, report, engine: Engine::Sqlite, data_dir: folder.path(), url: &url };
    let measured = run.service(None).await?;

    let create = raw::create(&database, plan.time)?;
    let list = raw::list(&database, &measured.due_from, plan.time)?;
    let note = format!("raw SQLite loop, {CONNECTIONS} a commit");
    run.ratio("create", measured.create, &note, create, Target::None);
    run.ratio("list of 50", measured.list, "raw SQLite loop, 2 threads", list, Target::AtLeast(0.6));
    Ok(())
}

/// Measures on a PostgreSQL of its own that keeps what it acknowledged.
pub(crate) async fn postgres(plan: &Plan, report: &mut Report) -> Result<(), BenchError> {
    let server = DurableServer::start().ok_or_else(|| BenchError::new("there is no PostgreSQL here"))?;
    let url = server.create_database("bench").map_err(BenchError::new)?;
    let folder = tempfile::tempdir()?;
    let mut run = Run { plan, report, engine: Engine::Postgres, data_dir: folder.path(), url: &url };
    let measured = run.service(Some(&url)).await?;

    let get = pgbench::get(&url, &measured.ids, plan.time)?;
    let list = pgbench::list(&url, &measured.due_from, plan.time)?;
    let create = pgbench::create(&url, plan.time)?;
    run.ratio("get", measured.get, "pgbench", get.per_second, Target::AtLeast(0.5));
    run.ratio("list of 50", measured.list, "pgbench", list.per_second, Target::AtLeast(0.4));
    run.ratio("create", measured.create, "pgbench", create.per_second, Target::AtLeast(1.5));
    Ok(())
}

struct Run<'a> {
    plan: &'a Plan,
    report: &'a mut Report,
    engine: Engine,
    data_dir: &'a Path,
    url: &'a str,
}

/// What the baselines are compared with.
struct Measured {
    get: Sample,
    list: Sample,
    create: Sample,
    ids: Vec<String>,
    due_from: String,
}

impl Run<'_> {
    /// Seeds, starts the service and measures it, first small, then full.
    async fn service(&mut self, database_url: Option<&str>) -> Result<Measured, BenchError> {
        let complaints = self.plan.complaints(self.engine);
        let mut seeded = Seeded::default();
        self.seed(&mut seeded, complaints / 10).await?;
        let service = Service::start(self.data_dir, database_url).await?;
        let questions = Questions::about(&seeded, service.address).await?;
        let few = self.once(&service, [&questions.get, &questions.list, &questions.create]).await?;
        service.stop().await?;

        let rate = self.seed(&mut seeded, complaints).await?;
        self.value("complaints seeded by the use cases", "/s", rate, Target::None);
        let service = Service::start(self.data_dir, database_url).await?;
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        self.value("memory, idle", "MB", service.resident_mb()?, Target::AtMost(30.0));
        let questions = Questions::about(&seeded, service.address).await?;
        let [get, list, list_newest, create] = self.rounds(&service, &questions).await?;

        let growth = ["get", "list of 50", "create"].into_iter().zip(few).zip([get, list, create]);
        for ((figure, few), many) in growth {
            let figure = format!("{}: growth of {figure} to {complaints} complaints", self.name());
            self.report.growth(&figure, few, many, Target::AtMost(1.5));
        }
        let name = "list of 50, newest first";
        self.ratio(name, list_newest, "the list by due date", list.per_second, Target::AtLeast(0.5));
        self.value(
            &format!("memory, most under {CONNECTIONS} connections"),
            "MB",
            service.peak_mb()?,
            Target::AtMost(150.0),
        );
        service.stop().await?;
        Ok(Measured { get, list, create, ids: seeded.ids, due_from: questions.due_from })
    }

    async fn seed(&self, seeded: &mut Seeded, complaints: usize) -> Result<f64, BenchError> {
        eprintln!("{}: seeding {complaints} complaints", self.name());
        let rate = seeded.fill(self.url, self.data_dir, complaints).await?;
        if self.engine == Engine::Postgres {
            pgbench::analyze(self.url)?;
        }
        Ok(rate)
    }

    /// Interleaved rounds: what disturbs the machine for a moment disturbs both sides of a ratio.
    async fn rounds(&mut self, service: &Service, questions: &Questions) -> Result<[Sample; 4], BenchError> {
        let [get, list] = self.once(service, [&questions.get, &questions.list]).await?;
        let (like_get, get_path) = static_like(service.address, get.bytes).await?;
        let (like_list, list_path) = static_like(service.address, list.bytes).await?;
        let asked = [
            &like_get,
            &questions.get,
            &like_list,
            &questions.list,
            &questions.list_newest,
            &questions.refused,
            &questions.create,
        ];
        let mut samples: [Vec<Sample>; 7] = Default::default();
        for round in 1..=self.plan.rounds {
            eprintln!("{}: round {round} of {}", self.name(), self.plan.rounds);
            for (sample, kept) in self.once(service, asked).await?.into_iter().zip(&mut samples) {
                kept.push(sample);
            }
        }
        let [like_get, get, like_list, list, list_newest, refused, create] =
            samples.map(|samples| Sample::median(&samples));
        let named = |path: &str, sample: &Sample| format!("{path} ({} bytes)", sample.bytes);
        // The targets against the server's own static answers are SQLite's: PostgreSQL is measured against pgbench.
        let target = |least| if self.engine == Engine::Sqlite { Target::AtLeast(least) } else { Target::None };
        let (for_get, for_create) = (target(0.5), target(0.3));
        let figure = format!("get ({} bytes)", get.bytes);
        self.ratio(&figure, get, &named(&get_path, &like_get), like_get.per_second, for_get);
        let figure = format!("list of 50 ({} bytes)", list.bytes);
        self.ratio(&figure, list, &named(&list_path, &like_list), like_list.per_second, Target::None);
        self.ratio("create", create, "the same, refused by the contract (422)", refused.per_second, for_create);
        Ok([get, list, list_newest, create])
    }

    async fn once<const N: usize>(
        &self,
        service: &Service,
        asked: [&Arc<Question>; N],
    ) -> Result<[Sample; N], BenchError> {
        let mut samples = [Sample::NONE; N];
        for (question, sample) in asked.into_iter().zip(&mut samples) {
            *sample = measure(service.address, question, self.plan.time).await?;
        }
        Ok(samples)
    }

    fn name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        }
    }

    fn ratio(&mut self, figure: &str, measured: Sample, against: &str, other: f64, target: Target) {
        self.report.ratio(&format!("{}: {figure}", self.name()), measured, against, other, target);
    }

    fn value(&mut self, figure: &str, unit: &str, value: f64, target: Target) {
        self.report.value(&format!("{}: {figure}", self.name()), unit, value, target);
    }
}
