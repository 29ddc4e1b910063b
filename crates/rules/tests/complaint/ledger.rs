//! The clocks of one case, kept the way a store has to keep them. Strict: a change that finds no clock to change is a fault, except
//! where a step ends whatever runs of several kinds.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use yingshang_calendar::{Instant, Stop, Terms};
use yingshang_rules::deadline::{ClosedAs, Computed, DeadlineChange, DeadlineKind, closed_as, compute, state_at};

use super::procedure::{CALENDAR, RULEBOOK};

/// Clocks that a step may end, stop or lift without knowing whether they run: which ones do depends on the item, and a reply can be
/// given more than once.
const MAY_BE_OVER: [DeadlineKind; 9] = [
    DeadlineKind::ReplyPledge,
    DeadlineKind::Examination,
    DeadlineKind::PromisedHandling,
    DeadlineKind::StatutoryHandling,
    DeadlineKind::FirstReview,
    DeadlineKind::Review,
    DeadlineKind::DecisionMaking,
    DeadlineKind::Supply,
    DeadlineKind::SupplyGrace,
];

#[derive(Debug, Clone)]
pub struct Clock {
    pub kind: DeadlineKind,
    pub item_id: Option<String>,
    pub closed: Option<ClosedAs>,
    terms: Terms,
}

#[derive(Debug, Clone, Default)]
pub struct Ledger {
    pub clocks: Vec<Clock>,
}

impl Clock {
    pub fn computed(&self) -> Computed {
        compute(&self.terms, &CALENDAR, RULEBOOK.number("complaint.amber_working_days") as u32)
    }

    pub fn is_stopped(&self) -> bool {
        self.terms.stops.iter().any(|stop| stop.until.is_none())
    }

    /// State and last day in words: 「进行中 2026-03-11」.
    fn describe(&self, now: Instant) -> String {
        let due = self.computed();
        let state = state_at(self.closed, due.stopped_since_on.is_some(), due.due_at, due.amber_at, now);
        let state = state.label().split('(').next().expect("split gives at least one part");
        match (due.due_on, due.first_missing_on) {
            (Some(on), _) if due.provisional => format!("{state} {on} 暂定"),
            (Some(on), _) => format!("{state} {on}"),
            (None, Some(missing)) => format!("{state} 日历未公布，首缺{missing}"),
            (None, None) => state.to_owned(),
        }
    }
}

impl Ledger {
    pub fn apply(&mut self, change: &DeadlineChange, now: Instant) {
        match change {
            DeadlineChange::Open { kind, item_id, start, limit, basis } => {
                assert!(!basis.is_empty(), "{kind} rests on nothing");
                assert!(self.open_clock(*kind, item_id.as_deref()).is_none(), "{kind} runs already");
                let terms = Terms::new(*start, *limit);
                self.clocks.push(Clock { kind: *kind, item_id: item_id.clone(), closed: None, terms });
            }
            DeadlineChange::Close { kind, item_id } => match self.open_clock(*kind, item_id.as_deref()) {
                Some(clock) => clock.closed = Some(closed_as(clock.computed().due_at, now)),
                None => assert!(MAY_BE_OVER.contains(kind), "{kind} is closed but does not run"),
            },
            DeadlineChange::Extend { kind, n } => {
                self.open_clock(*kind, None).expect("only a running clock is extended").terms.extensions.push(*n);
            }
            DeadlineChange::Pause { kind, on } => match self.open_clock(*kind, None) {
                Some(clock) => {
                    assert!(!clock.is_stopped(), "{kind} stands still already");
                    clock.terms.stops.push(Stop { from: *on, until: None });
                }
                None => assert!(MAY_BE_OVER.contains(kind), "{kind} is stopped but does not run"),
            },
            DeadlineChange::Resume { kind, on } => match self.open_clock(*kind, None) {
                Some(clock) => {
                    let stop = clock.terms.stops.iter_mut().find(|stop| stop.until.is_none());
                    stop.unwrap_or_else(|| panic!("{kind} runs while the others stand still")).until = Some(*on);
                }
                None => assert!(MAY_BE_OVER.contains(kind), "{kind} is resumed but does not run"),
            },
            DeadlineChange::Lift { kind } => match self.open_clock(*kind, None) {
                Some(clock) => clock.closed = Some(ClosedAs::Lifted),
                None => assert!(MAY_BE_OVER.contains(kind), "{kind} falls away but does not run"),
            },
            DeadlineChange::LiftCase => {
                for clock in self.clocks.iter_mut().filter(|c| c.kind != DeadlineKind::ClueTransfer) {
                    clock.closed.get_or_insert(ClosedAs::Lifted);
                }
            }
        }
    }

    pub fn open_kinds(&self) -> Vec<DeadlineKind> {
        let mut kinds: Vec<_> = self.clocks.iter().filter(|c| c.closed.is_none()).map(|c| c.kind).collect();
        kinds.sort();
        kinds
    }

    /// Last day of the running clock of this kind.
    pub fn due_on(&self, kind: DeadlineKind) -> Option<NaiveDate> {
        self.clocks.iter().find(|c| c.kind == kind && c.closed.is_none()).and_then(|c| c.computed().due_on)
    }

    /// Every clock the case had; several runs of one kind one after the other.
    pub fn describe(&self, now: Instant) -> BTreeMap<String, String> {
        let mut words = BTreeMap::<String, String>::new();
        for clock in &self.clocks {
            let runs = words.entry(clock.kind.label().to_owned()).or_default();
            if !runs.is_empty() {
                runs.push('，');
            }
            runs.push_str(&clock.describe(now));
        }
        words
    }

    fn open_clock(&mut self, kind: DeadlineKind, item_id: Option<&str>) -> Option<&mut Clock> {
        self.clocks.iter_mut().find(|c| c.kind == kind && c.item_id.as_deref() == item_id && c.closed.is_none())
    }
}
