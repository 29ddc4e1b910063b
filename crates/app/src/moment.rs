//! Who asks, when, and the law of that moment: what every question to the rules needs.

use std::sync::Arc;

use yingshang_calendar::{Instant, WorkCalendar};
use yingshang_rules::Actor;
use yingshang_rules::procedure::Context;
use yingshang_rules::rulebook::Rulebook;

use crate::app::App;
use crate::caller::Caller;

/// The moment of a use case.
pub(crate) struct Moment {
    actor: Actor,
    now: Instant,
    calendar: Arc<WorkCalendar>,
    rulebook: Arc<Rulebook>,
}

impl Moment {
    /// For `caller`, at `now`.
    pub(crate) fn of(app: &App, caller: &Caller, now: Instant) -> Self {
        Self { actor: caller.actor(), now, calendar: app.calendar(), rulebook: app.rulebook() }
    }

    /// With the facts around a case; `new_id` is for the record that a step makes.
    pub(crate) fn context<Facts>(&self, new_id: String, facts: Facts) -> Context<'_, Facts> {
        let Self { actor, now, calendar, rulebook } = self;
        Context { actor, now: *now, calendar, rulebook, new_id, facts }
    }
}
