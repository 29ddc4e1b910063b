//! Playing the script: every moment of every case in the order of time, and the sweep in the nights between.

use std::collections::HashMap;

use chrono::NaiveTime;
use serde_json::Value;
use yingshang_calendar::Instant;

use super::OnlineComplaint;
use super::act::{self, OPEN, read};
use super::bureau::{Bureau, REQUEST_ID};
use super::clock::DemoClock;
use super::days::WorkedDays;
use super::reference::Names;
use super::script::{COMPLAINANT, Case, Step};
use crate::app::App;
use crate::caller::Caller;
use crate::complaint::{self, PublicRegistration};
use crate::deadline;
use crate::error::AppError;
use crate::job;
use crate::tx::{Reader, Tx};

/// One thing that happens.
#[derive(Clone, Copy)]
enum Scene<'a> {
    Night,
    Registration(&'a Case),
    Step(&'a Case, &'a Step),
}

/// Plays everything up to the demo's present and gives the codes of the complaints handed in online.
pub(super) async fn play(
    app: &App,
    clock: &DemoClock,
    days: &WorkedDays,
    bureau: &Bureau,
    cases: &[Case],
) -> Result<Vec<OnlineComplaint>, AppError> {
    let mut play = Play { app, days, bureau, ids: HashMap::new(), online: Vec::new() };
    for (at, scene) in schedule(days, cases)? {
        clock.move_to(at);
        match scene {
            Scene::Night => sweep(app).await?,
            Scene::Registration(case) => {
                play.register(case).await.map_err(|error| failed(&case.key, "register", error))?
            }
            Scene::Step(case, step) => {
                play.step(case, step).await.map_err(|error| failed(&case.key, &step.action, error))?;
            }
        }
    }
    clock.move_to(days.now);
    job::run_due(app, REQUEST_ID).await?;
    Ok(play.online)
}

/// Marks what turned amber or red. The other jobs can wait for the end: nobody looks at the feed of the past.
async fn sweep(app: &App) -> Result<(), AppError> {
    while app.write_as(Caller::System, REQUEST_ID, deadline::mark_due).await?.1 {}
    Ok(())
}

/// Says which line of the script the rules refused: the data is wrong then, not the caller.
fn failed(case: &str, step: &str, error: AppError) -> AppError {
    AppError::internal(format!("demo data: {case}, {step}: {error:?}"))
}

fn schedule<'a>(days: &WorkedDays, cases: &'a [Case]) -> Result<Vec<(Instant, Scene<'a>)>, AppError> {
    let moment = |ago: usize, at: NaiveTime| {
        days.moment(ago, at).ok_or_else(|| AppError::internal(format!("demo data: day {ago} is too far back")))
    };
    let mut scenes: Vec<_> = days.nights().map(|at| (at, Scene::Night)).collect();
    for case in cases {
        scenes.push((moment(case.ago, case.at)?, Scene::Registration(case)));
        for step in &case.steps {
            scenes.push((moment(step.ago, step.at)?, Scene::Step(case, step)));
        }
    }
    // Stable: what has the same moment keeps the order of the script.
    scenes.sort_by_key(|(at, _)| *at);
    Ok(scenes)
}

struct Play<'a> {
    app: &'a App,
    days: &'a WorkedDays,
    bureau: &'a Bureau,
    ids: HashMap<String, String>,
    online: Vec<OnlineComplaint>,
}

impl Play<'_> {
    async fn register(&mut self, case: &Case) -> Result<(), AppError> {
        let (kind, body) = case.opens.parts();
        let body = self.resolve(body)?;
        let caller = self.caller(&case.by, None)?;
        let id = if case.by == COMPLAINANT {
            let body: PublicRegistration = read(body)?;
            let work = move |tx: &mut Tx<'_>| complaint::register_public(tx, body);
            let receipt = self.app.write_as(caller.clone(), REQUEST_ID, work).await?;
            let opened = OnlineComplaint { number: receipt.number, query_code: receipt.query_code };
            self.online.push(opened.clone());
            let find = move |read: &mut Reader<'_>| complaint::open_with_code(read, &opened.number, &opened.query_code);
            self.app.read(caller, find).await?
        } else {
            self.app.write_as(caller, REQUEST_ID, move |tx| act::open(tx, kind, body)).await?
        };
        self.ids.insert(case.key.clone(), id);
        Ok(())
    }

    async fn step(&mut self, case: &Case, step: &Step) -> Result<(), AppError> {
        let id = self.ids.get(&case.key).cloned().ok_or(AppError::NotFound)?;
        let caller = self.caller(&step.by, Some(&id))?;
        let (own, _) = case.opens.parts();
        let (on, action, body) = (step.on, step.action.clone(), self.resolve(&step.body)?);
        let work = move |tx: &mut Tx<'_>| match on {
            Some(kind) if action == OPEN => act::open(tx, kind, body).map(|_| ()),
            Some(kind) => {
                let id = act::newest(tx, kind, &id)?;
                act::step(tx, kind, &id, &action, body)
            }
            None => act::step(tx, own, &id, &action, body),
        };
        self.app.write_as(caller, REQUEST_ID, work).await
    }

    fn resolve(&self, body: &Value) -> Result<Value, AppError> {
        Names { bureau: self.bureau, days: self.days, cases: &self.ids }.resolve(body)
    }

    fn caller(&self, name: &str, complaint_id: Option<&str>) -> Result<Caller, AppError> {
        if name == COMPLAINANT {
            return Ok(Caller::Complainant { complaint_id: complaint_id.map(str::to_owned) });
        }
        self.bureau.caller(name)
    }
}
