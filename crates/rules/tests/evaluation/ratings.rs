//! HP-1.1, HP-2.2, HP-6.1: two aspects, three grades, the reasons of a negative rating; other scales map without being rewritten.

use yingshang_rules::evaluation::DissatisfactionReason::*;
use yingshang_rules::evaluation::RatingGrade::*;
use yingshang_rules::evaluation::{DissatisfactionReason, Grade, Rating, RatingGrade, RatingScale, ReasonRule};

use super::setting::{negative, positive, rating, refused};

/// HP-2.2: three grades, the first two positive. The five national grades map onto them, and each keeps its national number.
#[test]
fn grades_map_onto_the_three_of_the_text() {
    let table = [
        (VerySatisfied, Grade::Satisfied, true, 5),
        (Satisfied, Grade::Satisfied, true, 4),
        (BasicallySatisfied, Grade::BasicallySatisfied, true, 3),
        (Dissatisfied, Grade::Dissatisfied, false, 2),
        (VeryDissatisfied, Grade::Dissatisfied, false, 1),
    ];
    assert_eq!(table.map(|row| row.0).as_slice(), RatingGrade::ALL);
    for (given, grade, is_positive, national) in table {
        assert_eq!(
            (given.grade(), given.grade().is_positive(), given.national_score()),
            (grade, is_positive, national)
        );
    }
    let labels: Vec<&str> = RatingScale::ThreeGrade.grades().iter().map(|grade| grade.label()).collect();
    assert_eq!(labels, ["满意", "基本满意", "不满意"]);
    assert_eq!(Grade::ALL.iter().map(|grade| grade.label()).collect::<Vec<_>>(), labels);
    assert_eq!(RatingScale::FiveGrade.grades(), RatingGrade::ALL);
}

/// HP-1.1: both aspects count; the worse one is the rating.
#[test]
fn the_worse_aspect_is_the_rating() {
    for (attitude, efficiency, overall) in [
        (Satisfied, Satisfied, Grade::Satisfied),
        (Satisfied, BasicallySatisfied, Grade::BasicallySatisfied),
        (BasicallySatisfied, Satisfied, Grade::BasicallySatisfied),
        (Dissatisfied, Satisfied, Grade::Dissatisfied),
        (VerySatisfied, VeryDissatisfied, Grade::Dissatisfied),
    ] {
        assert_eq!(rating(attitude, efficiency).overall(), overall);
    }
}

/// HP-2.2: what is not on the scale is refused, in either aspect; on the scale of five it stands.
#[test]
fn a_grade_must_be_on_its_scale() {
    for (field, given) in
        [("attitude", rating(VerySatisfied, Satisfied)), ("efficiency", rating(Satisfied, VeryDissatisfied))]
    {
        let refusal = given.check(ReasonRule::Nothing).unwrap_err();
        assert_eq!(refusal.params["field"], field);
        assert_eq!(refused(given.check(ReasonRule::Nothing)), "rule grade_not_on_scale HP-2.2");
        let on_five = Rating { scale: RatingScale::FiveGrade, ..given };
        assert_eq!(on_five.check(ReasonRule::Nothing), Ok(()));
    }
}

/// HP-6.1: the seven reasons of the text, in its order.
#[test]
fn there_are_seven_reasons() {
    let labels: Vec<&str> = DissatisfactionReason::ALL.iter().map(|reason| reason.label()).collect();
    assert_eq!(
        labels,
        [
            "服务态度欠佳",
            "业务能力不强",
            "超承诺时限办结",
            "首问责任履行不到位",
            "一次告知履行不到位",
            "部门内部办理效率低下",
            "其他"
        ]
    );
}

/// HP-6.1, HP-5.1: how much a negative rating must say depends on where it is given.
#[test]
fn a_negative_rating_says_why() {
    let bare = rating(Satisfied, Dissatisfied);
    let blank = Rating { text: Some(" \u{3000}".to_owned()), ..bare.clone() };
    let told = Rating { text: Some("等了很久".to_owned()), ..bare.clone() };
    let ticked = Rating { reasons: vec![Other], ..bare.clone() };
    let missing = "rule reason_missing HP-6.1";
    let answers = |rule| {
        [&bare, &blank, &told, &ticked]
            .map(|given| if given.check(rule).is_ok() { String::new() } else { refused(given.check(rule)) })
    };
    assert_eq!(answers(ReasonRule::ReasonOrText), [missing, missing, "", ""]);
    assert_eq!(answers(ReasonRule::Reason), [missing, missing, missing, ""]);
    assert_eq!(answers(ReasonRule::Nothing), ["", "", "", ""]);
}

/// HP-6.1: reasons belong to dissatisfaction; a remark may stand with any rating.
#[test]
fn a_positive_rating_has_no_reasons() {
    let odd = Rating { reasons: vec![SlowInside], ..positive() };
    for rule in [ReasonRule::Reason, ReasonRule::ReasonOrText, ReasonRule::Nothing] {
        assert_eq!(refused(odd.check(rule)), "rule reasons_without_dissatisfaction HP-6.1");
        assert_eq!(Rating { text: Some("谢谢".to_owned()), ..positive() }.check(rule), Ok(()));
    }
}

#[test]
fn tidying_changes_no_grade() {
    let given = Rating { reasons: vec![Other, PoorAttitude, Other], text: Some(" ".to_owned()), ..negative() };
    let tidied = given.clone().tidied();
    assert_eq!((tidied.reasons, tidied.text), (vec![PoorAttitude, Other], None));
    assert_eq!((tidied.scale, tidied.attitude, tidied.efficiency), (given.scale, given.attitude, given.efficiency));
}

/// The wire form refuses what it does not know.
#[test]
fn the_wire_form_is_strict() {
    let read = |text: &str| serde_json::from_str::<Rating>(text);
    let plain = r#"{"scale":"three_grade","attitude":"satisfied","efficiency":"dissatisfied"}"#;
    assert_eq!(read(plain).unwrap(), rating(Satisfied, Dissatisfied));
    assert!(read(&plain.replace("dissatisfied", "poor")).is_err());
    assert!(read(&plain.replace("}", r#","name":"x"}"#)).is_err());
}
