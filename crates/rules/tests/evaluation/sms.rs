//! HP-5.1: text messages at a fixed time each working day, and what comes back.

use serde::Deserialize;
use yingshang_rules::evaluation::sms_reply::{is_due, question, read};
use yingshang_rules::evaluation::{RatingGrade, RatingScale, ReasonRule};

use super::setting::{World, at};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default = "three")]
    scale: RatingScale,
    /// Attitude and efficiency; absent: not understood.
    read: Option<(RatingGrade, RatingGrade)>,
    remark: Option<String>,
}

fn three() -> RatingScale {
    RatingScale::ThreeGrade
}

/// HP-5.1: every line of the table is read as it says.
#[test]
fn answers_are_read_as_the_table_says() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../cases/sms_replies.json")).unwrap();
    assert!(cases.len() > 60);
    for case in cases {
        let rating = read(&case.text, case.scale);
        let grades = rating.as_ref().map(|rating| (rating.attitude, rating.efficiency));
        assert_eq!(grades, case.read, "「{}」", case.text);
        assert_eq!(rating.as_ref().and_then(|rating| rating.text.clone()), case.remark, "「{}」", case.text);
        if let Some(rating) = rating {
            assert_eq!(rating.check(ReasonRule::Nothing), Ok(()), "「{}」 makes a rating", case.text);
        }
    }
}

/// HP-5.1: the digits the question offers are those that are read, on either scale; so are the words.
#[test]
fn what_the_question_offers_is_understood() {
    for scale in [RatingScale::ThreeGrade, RatingScale::FiveGrade] {
        let asked = question("测试局", scale);
        for (place, grade) in scale.grades().iter().enumerate() {
            let option = format!("{}{}", place + 1, grade.label());
            assert!(asked.contains(&option), "{asked}");
            for text in [(place + 1).to_string(), grade.label().to_owned(), option] {
                assert_eq!(read(&text, scale).map(|rating| rating.attitude), Some(*grade), "{text}");
            }
        }
        assert_eq!(read(&(scale.grades().len() + 1).to_string(), scale), None);
    }
    assert_eq!(
        question("测试局", RatingScale::ThreeGrade),
        "【测试局】请您对今天所办业务的服务态度和办事效率作出评价，回复数字：1满意，2基本满意，3不满意。"
    );
}

/// HP-5.1: working days only, from the fixed hour on, once a day. 2026-10-10 is a make-up workday, 2026-10-01 a holiday.
#[test]
fn messages_go_out_once_each_working_day() {
    let world = World::new();
    let due = |now: &str, last: Option<&str>| {
        is_due(at(now), last.map(|on| on.parse().unwrap()), &world.calendar, &world.rulebook).unwrap()
    };
    assert!(!due("2026-11-24T16:59:59.999+08:00", None));
    assert!(due("2026-11-24T17:00:00+08:00", None));
    assert!(due("2026-11-24T23:59:00+08:00", Some("2026-11-23")));
    assert!(!due("2026-11-24T17:30:00+08:00", Some("2026-11-24")));
    assert!(!due("2026-11-22T17:30:00+08:00", None), "a Sunday");
    assert!(!due("2026-10-01T17:30:00+08:00", None), "a holiday");
    assert!(due("2026-10-10T17:30:00+08:00", None), "a make-up workday");
    let earlier = World::with(&[("evaluation.sms_hour", "number = 9")]);
    assert!(is_due(at("2026-11-24T09:00:00+08:00"), None, &earlier.calendar, &earlier.rulebook).unwrap());
    assert!(is_due(at("2199-11-24T17:00:00+08:00"), None, &world.calendar, &world.rulebook).is_err());
}
