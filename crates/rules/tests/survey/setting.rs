//! The moment, the windows and the requests the tests share.

use std::collections::BTreeMap;

use yingshang_calendar::WorkCalendar;
use yingshang_rules::actor::Actor;
use yingshang_rules::refusal::{Refusal, RefusalKind};
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::survey::{
    Context, Decision, NewRound, RoundFacts, Seed, SurveyKind, SurveyRound, SurveyRoundRequest, open,
};

use super::cast::{UNIT, actor};

/// A Tuesday; the rest of November 2026 has four working days.
pub const NOW: &str = "2026-11-24T10:00:00+08:00";

pub struct World {
    calendar: WorkCalendar,
    pub rulebook: Rulebook,
}

impl World {
    pub fn new() -> Self {
        Self { calendar: WorkCalendar::embedded(), rulebook: Rulebook::embedded() }
    }

    pub fn context<'a>(&'a self, actor: &'a Actor, now: &str) -> Context<'a> {
        let windows =
            [("window-1", UNIT), ("window-2", UNIT), ("window-3", "unit-other"), ("window-4", "unit-assessment")];
        let windows: BTreeMap<String, String> = windows.map(|(w, u)| (w.to_owned(), u.to_owned())).into();
        Context {
            actor,
            now: now.parse().unwrap(),
            calendar: &self.calendar,
            rulebook: &self.rulebook,
            new_id: "record".to_owned(),
            facts: RoundFacts { windows },
        }
    }
}

pub fn seed(byte: u8) -> Seed {
    Seed([byte; 32])
}

pub fn mobile(month: &str, slots: u32) -> SurveyRoundRequest {
    SurveyRoundRequest {
        kind: SurveyKind::Mobile,
        month: month.parse().unwrap(),
        slots: Some(slots),
        participants: Some(10),
    }
}

pub fn intercept(month: &str) -> SurveyRoundRequest {
    SurveyRoundRequest { kind: SurveyKind::Intercept, month: month.parse().unwrap(), slots: None, participants: None }
}

pub fn ask(name: &str, body: SurveyRoundRequest, seed: Seed) -> Result<Decision, Refusal> {
    let world = World::new();
    let who = actor(name);
    let new = NewRound { id: "round".to_owned(), number: "CP-2026-000001".to_owned(), seed };
    open(new, body, &world.context(&who, NOW))
}

pub fn round(body: SurveyRoundRequest) -> SurveyRound {
    ask("行政审批室", body, seed(7)).unwrap().next
}

/// Code, kind and the obligations of a refusal in one line.
pub fn line(refusal: &Refusal) -> String {
    let kind = match refusal.kind {
        RefusalKind::WrongState => "state",
        RefusalKind::NotThisActor => "actor",
        RefusalKind::AgainstRule => "rule",
    };
    assert!(refusal.detail.ends_with('。'), "{}", refusal.detail);
    format!("{kind} {} {}", refusal.code, refusal.basis.join(" "))
}

pub fn refused<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
    line(&result.unwrap_err())
}
