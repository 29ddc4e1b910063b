//! The clocks of handling: the promised and the statutory limit side by side, and one for each stage that has a limit.

use chrono::NaiveDate;

use crate::deadline::{DeadlineChange, DeadlineKind};
use crate::procedure::open;
use crate::service_item::ItemVersion;

/// Clocks that stand still while time does not count (行政许可法第四十五条).
pub(super) const PAUSED: [DeadlineKind; 5] = [
    DeadlineKind::PromisedHandling,
    DeadlineKind::StatutoryHandling,
    DeadlineKind::FirstReview,
    DeadlineKind::Review,
    DeadlineKind::DecisionMaking,
];

/// What starts with acceptance.
pub(super) fn handling_clocks(item: &ItemVersion, starts_on: NaiveDate) -> Vec<DeadlineChange> {
    let mut clocks =
        vec![open(DeadlineKind::PromisedHandling, starts_on, item.promised_limit, &["GZ-1.2.1", "FW-5.4"])];
    clocks
        .extend(item.statutory_limit.map(|limit| open(DeadlineKind::StatutoryHandling, starts_on, limit, &["FW-5.4"])));
    clocks.extend(
        item.stage_limits.first_review.map(|limit| open(DeadlineKind::FirstReview, starts_on, limit, &["FW-5.4"])),
    );
    clocks
}
