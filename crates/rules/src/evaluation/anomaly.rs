//! Anomalies (HP-4.3): what looks like made-up ratings. They are recorded with the rating and listed; the rating counts all the same.

use chrono::Duration;
use yingshang_calendar::Instant;

use super::codes::{Anomaly, EvaluationChannel};
use crate::procedure;
use crate::rulebook::Rulebook;

/// Counts around a rating at the moment it comes in; each includes this rating.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Around {
    /// Different services rated today from the same device; `None` where no device is known, or it is the device the counter
    /// registered for the invitation, from which everybody at that window rates.
    pub services_of_device_today: Option<u32>,
    /// Different services rated today by the telephone on record for the applicant; `None` where none is.
    pub services_of_phone_today: Option<u32>,
    /// Ratings at the same window since [`burst_since`]; 0 where the service was not at a window.
    pub ratings_of_window_in_burst: u32,
}

/// Start of the span in which ratings at one window are counted together.
pub fn burst_since(now: Instant, rulebook: &Rulebook) -> Instant {
    now.plus(-Duration::minutes(rulebook.number("evaluation.burst_minutes")))
}

/// What is out of the ordinary about a rating that comes in at `context.now`, in the order of the list.
///
/// Paper is entered in batches long after the service, so that the pace of entry says nothing there.
pub fn anomalies<Facts>(
    via: EvaluationChannel,
    invited_at: Instant,
    around: Around,
    context: &procedure::Context<'_, Facts>,
) -> Vec<Anomaly> {
    let number = |key| context.rulebook.number(key);
    let reaches = |count: u32, key| i64::from(count) >= number(key);
    let at_once = via != EvaluationChannel::Paper;
    let soonest = invited_at.plus(Duration::seconds(number("evaluation.too_fast_seconds")));
    let device = around.services_of_device_today;
    let phone = around.services_of_phone_today;
    [
        (Anomaly::TooFast, at_once && context.now < soonest),
        (Anomaly::RepeatedDevice, device.is_some_and(|n| reaches(n, "evaluation.device_services_per_day"))),
        (Anomaly::Burst, at_once && reaches(around.ratings_of_window_in_burst, "evaluation.burst_ratings")),
        (Anomaly::RepeatedPhone, phone.is_some_and(|n| reaches(n, "evaluation.phone_services_per_day"))),
    ]
    .into_iter()
    .filter_map(|(anomaly, found)| found.then_some(anomaly))
    .collect()
}
