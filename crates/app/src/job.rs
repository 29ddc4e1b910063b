//! Recurring work: rows claimed by a guarded update, so that several instances share it without doing anything twice.

use chrono::Duration;
use yingshang_calendar::Instant;
use yingshang_store::{Ts, idempotency, job as rows};

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::tx::Tx;
use crate::{calendar, deadline, feed, rulebook, sms};

/// A recurring piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Marks deadlines amber and red, deems receipts signed, reminds.
    DeadlineSweep,
    /// Numbers the event feed.
    FeedPublisher,
    /// Forgets idempotency answers past their time.
    IdempotencyExpiry,
    /// Makes the evaluation messages of a working day at its fixed hour.
    SmsInvitations,
}

impl Job {
    /// All of them.
    pub const ALL: [Job; 4] = [Job::DeadlineSweep, Job::SmsInvitations, Job::FeedPublisher, Job::IdempotencyExpiry];

    fn name(self) -> &'static str {
        match self {
            Job::DeadlineSweep => "deadline_sweep",
            Job::FeedPublisher => "feed_publisher",
            Job::IdempotencyExpiry => "idempotency_expiry",
            Job::SmsInvitations => "sms_invitations",
        }
    }

    /// When it is due again, having ended at `now`.
    fn next_run(self, app: &App, now: Instant) -> Instant {
        let after = |seconds| now.plus(Duration::seconds(seconds));
        match self {
            Job::DeadlineSweep => after(60),
            Job::FeedPublisher => after(1),
            Job::IdempotencyExpiry => after(3600),
            Job::SmsInvitations => sms::next_run(now, &app.rulebook()),
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
            Job::SmsInvitations => sms::invite_today(tx).map(|_| false),
        }
    }
}

/// How long a claim holds if its holder dies, seconds.
const LEASE: i64 = 120;

/// A job that failed is tried again after so long at the latest, seconds.
const RETRY: i64 = 60;

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
    let done = outcome.is_ok();
    let word = if done { "done" } else { "failed" };
    let holder = who.to_owned();
    app.write_as(Caller::System, "job", move |tx| {
        let soon = tx.now.plus(Duration::seconds(RETRY));
        let next = job.next_run(tx.app, tx.now);
        // What failed is not put off until its next day.
        let next = Ts(if done { next } else { next.min(soon) });
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
