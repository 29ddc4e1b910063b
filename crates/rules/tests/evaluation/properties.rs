//! HP-2.1, HP-2.2, HP-4.3, HP-5.1: what holds for every rating, every course of steps and every text.

use std::sync::LazyLock;

use proptest::prelude::*;
use yingshang_rules::actor::Actor;
use yingshang_rules::complaint::codes::Approval;
use yingshang_rules::evaluation::codes::VerificationOutcome;
use yingshang_rules::evaluation::sms_reply::read;
use yingshang_rules::evaluation::{
    Command, DissatisfactionReason, EvaluationStatus, Rating, RatingGrade, RatingScale, ReasonRule, check, decide,
    submit,
};

use super::cast::{NAMES, actor};
use super::follow_up;
use super::setting::*;

/// Read once for all cases.
static WORLD: LazyLock<World> = LazyLock::new(World::new);

fn ratings() -> impl Strategy<Value = Rating> {
    let grade = || prop::sample::select(RatingGrade::ALL);
    let reasons = prop::collection::vec(prop::sample::select(DissatisfactionReason::ALL), 0..4);
    let scale = prop::sample::select(RatingScale::ALL);
    (scale, grade(), grade(), reasons, prop::option::of(".{0,12}"))
        .prop_map(|(scale, attitude, efficiency, reasons, text)| Rating { scale, attitude, efficiency, reasons, text })
}

fn commands() -> impl Strategy<Value = Command> {
    prop::sample::select(vec![
        follow_up::verify(VerificationOutcome::Substantiated),
        follow_up::verify(VerificationOutcome::Unsubstantiated),
        follow_up::order("2026-12-04"),
        follow_up::complete(),
        follow_up::tell(),
        follow_up::appeal(),
        follow_up::decide_appeal(Approval::Granted),
        follow_up::decide_appeal(Approval::Refused),
    ])
}

proptest! {
    /// HP-2.2: positive if and only if both aspects are; what was given stays as it was given; what is kept can be checked again.
    #[test]
    fn a_rating_counts_as_its_worse_aspect_and_is_never_rewritten(given in ratings()) {
        let both = given.attitude.grade().is_positive() && given.efficiency.grade().is_positive();
        prop_assert_eq!(given.overall().is_positive(), both);
        let world = &*WORLD;
        let decision = submit(new_file(), counter(given.clone()), invitation(), &world.context(&Actor::Complainant, NOW));
        prop_assert_eq!(decision.is_ok(), given.check(ReasonRule::ReasonOrText).is_ok());
        if let Ok(decision) = decision {
            let kept = decision.next.rating;
            prop_assert_eq!((kept.scale, kept.attitude, kept.efficiency), (given.scale, given.attitude, given.efficiency));
            prop_assert_eq!(kept.check(ReasonRule::ReasonOrText), Ok(()));
            prop_assert_eq!(decision.next.status == EvaluationStatus::Recorded, both);
        }
    }

    /// HP-4.3: whatever people try, the rating stays as given, it is uncounted only by a granted appeal, the appeal is decided once, and
    /// who served takes no step but the appeal.
    #[test]
    fn no_course_of_steps_touches_the_rating(steps in prop::collection::vec((prop::sample::select(NAMES.to_vec()), commands()), 0..30)) {
        let world = &*WORLD;
        let mut file = to_verify(world);
        let (rating, overall) = (file.rating.clone(), file.overall);
        for (name, command) in steps {
            let who = actor(name);
            let context = world.context(&who, NOW);
            let open = check(&file, command.action(), &context);
            let answer = decide(&file, command.clone(), &context);
            prop_assert!(open.is_ok() || answer.is_err(), "a closed step was taken");
            let Ok(decision) = answer else { continue };
            let served = who.user_id().is_some_and(|user| file.served_by.iter().any(|own| own == user));
            prop_assert_eq!(served, matches!(command, Command::Appeal(_)));
            prop_assert!(!decision.events.is_empty());
            let logged = decision.events.iter().map(|event| serde_json::to_string(&event.payload).unwrap()).collect::<String>();
            prop_assert!(!logged.contains('※'), "a text of people is in the log");
            file = decision.next;
            prop_assert_eq!(&file.rating, &rating);
            prop_assert_eq!(file.overall, overall);
            let granted = file.appeal_decision.as_ref().is_some_and(|appeal| appeal.decision == Approval::Granted);
            prop_assert_eq!(file.counts(), !granted);
        }
    }

    /// HP-5.1: any text gives a rating that stands, or none; the same text the same answer.
    #[test]
    fn any_text_is_read_or_left(text in "[1-5１-５一二三满意不非常基本差好评，。、 .\n]{0,12}|.{0,40}") {
        for scale in [RatingScale::ThreeGrade, RatingScale::FiveGrade] {
            let rating = read(&text, scale);
            prop_assert_eq!(&rating, &read(&text, scale));
            if let Some(rating) = rating {
                prop_assert_eq!(rating.check(ReasonRule::Nothing), Ok(()));
                prop_assert!(rating.text.is_none_or(|text| text.chars().count() <= 500));
            }
        }
    }
}
