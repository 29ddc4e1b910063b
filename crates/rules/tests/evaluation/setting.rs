//! The moment, the service and the bodies the tests share.

use yingshang_calendar::{Instant, WorkCalendar};
use yingshang_rules::actor::Actor;
use yingshang_rules::evaluation::{
    Around, DissatisfactionReason, Evaluation, EvaluationChannel, InvitationFacts, NewEvaluation, Rating, RatingGrade,
    RatingScale, Submission, submit,
};
use yingshang_rules::procedure;
use yingshang_rules::refusal::{Refusal, RefusalKind};
use yingshang_rules::rulebook::Rulebook;

use super::cast::{UNIT, actor};

pub fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// A Tuesday.
pub const NOW: &str = "2026-11-24T10:00:00+08:00";

/// What a context borrows.
pub struct World {
    pub calendar: WorkCalendar,
    pub rulebook: Rulebook,
}

impl World {
    pub fn new() -> Self {
        Self { calendar: WorkCalendar::embedded(), rulebook: Rulebook::embedded() }
    }

    pub fn with(edits: &[(&str, &str)]) -> Self {
        let text = edits.iter().fold(Rulebook::EMBEDDED.to_owned(), |text, (key, value)| {
            let start = text.find(&format!("key = \"{key}\"")).unwrap();
            let line = start + text[start..].find("value.").unwrap();
            let end = line + text[line..].find('\n').unwrap();
            format!("{}value.{value}{}", &text[..line], &text[end..])
        });
        Self { rulebook: Rulebook::parse(&text).unwrap(), ..Self::new() }
    }

    pub fn context<'a>(&'a self, actor: &'a Actor, now: &str) -> procedure::Context<'a, ()> {
        procedure::Context {
            actor,
            now: at(now),
            calendar: &self.calendar,
            rulebook: &self.rulebook,
            new_id: "record".to_owned(),
            facts: (),
        }
    }
}

/// Served by 窗口 and 承办人 of the usual unit, asked for a rating a minute before [`NOW`].
pub fn invitation() -> InvitationFacts {
    InvitationFacts {
        id: "invitation".to_owned(),
        application_id: "application".to_owned(),
        application_number: "BJ-2026-000001".to_owned(),
        item_id: "item".to_owned(),
        item_name: "事项".to_owned(),
        unit_id: UNIT.to_owned(),
        window_id: Some("window".to_owned()),
        served_by: vec!["user-窗口".to_owned(), "user-承办人".to_owned()],
        invited_at: at("2026-11-24T09:59:00+08:00"),
        expires_at: at("2026-12-01T23:59:59.999+08:00"),
        answered: false,
    }
}

pub fn rating(attitude: RatingGrade, efficiency: RatingGrade) -> Rating {
    Rating { scale: RatingScale::ThreeGrade, attitude, efficiency, reasons: Vec::new(), text: None }
}

pub fn positive() -> Rating {
    rating(RatingGrade::Satisfied, RatingGrade::BasicallySatisfied)
}

pub fn negative() -> Rating {
    Rating {
        reasons: vec![DissatisfactionReason::PoorAttitude],
        ..rating(RatingGrade::Dissatisfied, RatingGrade::Satisfied)
    }
}

pub fn by(via: EvaluationChannel, rating: Rating) -> Submission {
    Submission { via, rating, around: Around::default() }
}

pub fn new_file() -> NewEvaluation {
    NewEvaluation { id: "evaluation".to_owned(), number: "PJ-2026-000001".to_owned() }
}

pub fn counter(rating: Rating) -> Submission {
    by(EvaluationChannel::Counter, rating)
}

/// A negative rating, to be verified.
pub fn to_verify(world: &World) -> Evaluation {
    let actor = Actor::Complainant;
    submit(new_file(), counter(negative()), invitation(), &world.context(&actor, NOW)).unwrap().next
}

/// Someone of the cast who also served.
pub fn served(name: &str) -> Vec<String> {
    vec![actor(name).user_id().unwrap().to_owned()]
}

/// Code, kind and the obligations of a refusal in one line.
pub fn refused<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
    let refusal = result.unwrap_err();
    let kind = match refusal.kind {
        RefusalKind::WrongState => "state",
        RefusalKind::NotThisActor => "actor",
        RefusalKind::AgainstRule => "rule",
    };
    assert!(refusal.detail.ends_with('。'), "{}", refusal.detail);
    format!("{kind} {} {}", refusal.code, refusal.basis.join(" "))
}
