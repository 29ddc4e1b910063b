//! Demo data: a made-up county bureau, one account per role, a few service items, and cases of every kind in every state.
//!
//! Nothing is written past the rules. The bureau works through some forty working days before the demo begins: each step is a
//! use case called by the account that takes it, on a clock that moves from step to step, and deadlines are swept every night. The
//! people, the cases and the dates are data (`demo/data/*.toml`); dates are counted in working days back from today.

mod act;
mod bureau;
mod clock;
mod command;
mod days;
mod items;
mod play;
mod reference;
mod script;

use std::sync::Arc;

use yingshang_calendar::Instant;
use yingshang_store::user;

use crate::app::App;
use crate::caller::Caller;
use crate::complaint::ComplaintQuery;
use crate::error::AppError;
use crate::service_case::CaseQuery;
use crate::tx::Reader;
use crate::{application, commitment, complaint, notice, refusal_filing};

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeded {
    /// Login names, in the order of the roles; `handler2` is a second handler, in another unit.
    pub users: Vec<String>,
    /// How many cases.
    pub cases: CaseCounts,
    /// Complaints handed in online, which number and code open.
    pub online: Vec<OnlineComplaint>,
}

/// Cases by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseCounts {
    /// Complaints (投诉举报).
    pub complaints: i64,
    /// Applications (办件).
    pub applications: i64,
    /// One-time notices (一次性告知), those of corrections among them.
    pub notices: i64,
    /// Commitments (容缺承诺).
    pub commitments: i64,
    /// Refusals (否定备案).
    pub refusals: i64,
}

/// In one line: "46 complaints, 27 applications, …".
impl std::fmt::Display for CaseCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { complaints, applications, notices, commitments, refusals } = self;
        write!(f, "{complaints} complaints, {applications} applications, {notices} notices, ")?;
        write!(f, "{commitments} commitments, {refusals} refusals")
    }
}

/// A complaint a visitor of the demo can follow without an account.
#[derive(Clone, PartialEq, Eq)]
pub struct OnlineComplaint {
    /// Number.
    pub number: String,
    /// Query code: stored nowhere, so it must be shown now or never.
    pub query_code: String,
}

/// Without the code.
impl std::fmt::Debug for OnlineComplaint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OnlineComplaint").field("number", &self.number).finish_non_exhaustive()
    }
}

/// Fills an empty database as if the bureau had worked until `now`; `None`, and nothing changed, when there are accounts already.
///
/// Call it once at start, before serving, with the application that will serve; its own clock is not used. Every account gets
/// `password`, which need not be changed. An interrupted seeding is not resumed: delete the demo folder.
///
/// # Errors
/// [`AppError::Invalid`] at `/password` when the password breaks the rules for passwords; [`AppError::Store`].
pub async fn seed(app: &App, now: Instant, password: &str) -> Result<Option<Seeded>, AppError> {
    if app.store.read(user::any).await? {
        return Ok(None);
    }
    let days = days::WorkedDays::before(now, &app.calendar());
    let clock = Arc::new(clock::DemoClock::at(days.opening()));
    let past = app.with_clock(clock.clone());
    let mut bureau = bureau::found(&past, &clock, password).await?;
    items::publish(&past, &clock, &days, &mut bureau).await?;
    let online = play::play(&past, &clock, &days, &bureau, &script::cases()?).await?;
    let cases = app.read(Caller::System, count).await?;
    Ok(Some(Seeded { users: bureau.usernames, cases, online }))
}

fn count(read: &mut Reader<'_>) -> Result<CaseCounts, AppError> {
    let all = CaseQuery::default();
    Ok(CaseCounts {
        complaints: complaint::count(read, &ComplaintQuery::default())?,
        applications: application::count(read, &all)?,
        notices: notice::count(read, &all)?,
        commitments: commitment::count(read, &all)?,
        refusals: refusal_filing::count(read, &all)?,
    })
}
