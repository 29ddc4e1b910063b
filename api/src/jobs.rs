//! The clockwork: runs recurring jobs when they are due, for as long as the service runs.

use std::time::Duration;

use yingshang_app::{App, AppError, job};

/// How often to look.
const TICK: Duration = Duration::from_secs(1);

/// Every so many ticks, what another instance may have changed is taken into use.
const REFRESH_TICKS: u32 = 60;

/// Runs for ever; drop the future to stop. `who` tells instances apart.
pub async fn run(app: App, who: String) {
    let mut ticks = 0_u32;
    loop {
        tokio::time::sleep(TICK).await;
        ticks = ticks.wrapping_add(1);
        report(job::run_due(&app, &who).await.map(|_| ()));
        if ticks.is_multiple_of(REFRESH_TICKS) {
            report(job::refresh(&app).await);
        }
    }
}

/// A job that failed is tried again at its next turn.
fn report(outcome: Result<(), AppError>) {
    if let Err(error) = outcome {
        log::error!("a job failed: {error}");
    }
}
