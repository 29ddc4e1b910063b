//! Recurring work: rows claimed by a guarded update, so that several instances share it without doing anything twice.

use chrono::Duration;
use yingshang_store::{Ts, idempotency, job as rows};

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::tx::Tx;
use crate::{calendar, deadline, feed, rulebook};

/// A recurring piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Marks deadlines amber and red, deems receipts signed, reminds.
    DeadlineSweep,
    /// Numbers the event feed.
    FeedPublisher,
    /// Forgets idempotency answers past their time.
    IdempotencyExpiry,
}

impl Job {
    /// All of them.
    pub const ALL: [Job; 3] = [Job::DeadlineSweep, Job::FeedPublisher, Job::IdempotencyExpiry];

    fn name(self) -> &'static str {
        match self {
            Job::DeadlineSweep => "deadline_sweep",
            Job::FeedPublisher => "feed_publisher",
            Job::IdempotencyExpiry => "idempotency_expiry",
        }
    }

    /// Seconds between two runs.
    fn period(self) -> i64 {
        match self {
            Job::DeadlineSweep => 60,
            Job::FeedPublisher => 1,
            Job::IdempotencyExpiry => 3600,
        }
    }

    /// One batch; true when more is waiting.
    fn batch(self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        match self {
            Job::DeadlineSweep => deadline::mark_due(tx).map(|(_, more)| more),
            Job::FeedPublisher => feed::publish(tx).map(|published| published > 0),
            Job::IdempotencyExpiry => {
                idempotency::forget_expired(tx.conn, Ts(tx.now))?;
                Ok(false)
            }
        }
    }
}

/// How long a claim holds if its holder dies, seconds.
const LEASE: i64 = 120;

/// Runs everything that is due, to its end. Returns how many jobs ran.
pub async fn run_due(app: &App, who: &str) -> Result<usize, AppError> {
    let mut ran = 0;
    for job in Job::ALL {
        let holder = who.to_owned();
        let claimed = app
            .write_as(Caller::System, "job", move |tx| {
                rows::ensure(tx.conn, job.name(), Ts(tx.now))?;
                let until = Ts(tx.now.plus(Duration::seconds(LEASE)));
                Ok(rows::claim(tx.conn, job.name(), Ts(tx.now), until, &holder)?)
            })
            .await?;
        if claimed {
            ran += 1;
            run(app, job, who).await?;
        }
    }
    Ok(ran)
}

async fn run(app: &App, job: Job, who: &str) -> Result<(), AppError> {
    let mut outcome = Ok(true);
    while matches!(outcome, Ok(true)) {
        outcome = app.write_as(Caller::System, "job", move |tx| job.batch(tx)).await;
    }
    let word = if outcome.is_ok() { "done" } else { "failed" };
    let holder = who.to_owned();
    app.write_as(Caller::System, "job", move |tx| {
        let next = Ts(tx.now.plus(Duration::seconds(job.period())));
        Ok(rows::finish(tx.conn, job.name(), &holder, Ts(tx.now), next, word)?)
    })
    .await?;
    outcome.map(|_| ())
}

/// Takes into use what another instance may have changed: calendar years and renewals.
pub async fn refresh(app: &App) -> Result<(), AppError> {
    calendar::reload(app).await?;
    rulebook::reload(app).await
}
