//! Satisfaction as a score and a place (KH-7.3).

use proptest::prelude::*;
use yingshang_rules::assessment::plan::SatisfactionFormula;
use yingshang_rules::assessment::satisfaction::{GradeCounts, SatisfactionCounts, measure, rate};

use super::procedure::CONTENT;

fn formula(evaluations: u32, basic: u32) -> SatisfactionFormula {
    SatisfactionFormula {
        evaluations_weight: evaluations,
        surveys_weight: 100 - evaluations,
        basic_counts: basic,
        ..CONTENT.satisfaction.clone()
    }
}

fn counts(evaluations: [u32; 3], surveys: [u32; 3]) -> SatisfactionCounts {
    let of = |[satisfied, basic, dissatisfied]: [u32; 3]| GradeCounts { satisfied, basic, dissatisfied };
    SatisfactionCounts { evaluations: of(evaluations), surveys: of(surveys) }
}

#[test]
fn worked_examples() {
    let table = [
        ([100, 0, 0], [50, 0, 0], Some("100.00")),
        ([0, 0, 1], [0, 0, 1], Some("0.00")),
        // A channel without answers does not count.
        ([3, 0, 1], [0, 0, 0], Some("75.00")),
        ([0, 0, 0], [1, 0, 1], Some("50.00")),
        ([0, 0, 0], [0, 0, 0], None),
        // Two thirds, half up: 66.666… and 0.6 * 66.666… + 0.4 * 100 = 80.
        ([2, 0, 1], [0, 0, 0], Some("66.67")),
        ([2, 0, 1], [7, 0, 0], Some("80.00")),
        // 基本满意 counts 80 %.
        ([0, 5, 0], [0, 0, 0], Some("80.00")),
    ];
    for (evaluations, surveys, expected) in table {
        let found = rate(&formula(60, 80), &counts(evaluations, surveys));
        assert_eq!(found.map(|rate| rate.to_string()).as_deref(), expected, "{evaluations:?} {surveys:?}");
    }
    assert_eq!(rate(&formula(100, 80), &counts([0, 0, 0], [9, 0, 0])), None, "only a channel without weight was heard");
}

#[test]
fn a_target_nobody_rated_gets_what_the_plan_says_and_no_place() {
    let score = measure(&formula(60, 80), SatisfactionCounts::default(), &[counts([1, 0, 0], [0; 3])]);
    assert_eq!((score.rate, score.points.to_string().as_str(), score.rank, score.ranked), (None, "15.00", None, 1));
}

#[test]
fn ties_share_the_better_place_and_the_next_is_skipped() {
    let all = [[9, 0, 1], [8, 0, 2], [16, 0, 4], [7, 0, 3]].map(|grades| counts(grades, [0; 3]));
    let places: Vec<_> = (0..4)
        .map(|own| {
            let others: Vec<_> = (0..4).filter(|other| *other != own).map(|other| all[other]).collect();
            measure(&formula(60, 80), all[own], &others).rank.unwrap()
        })
        .collect();
    assert_eq!(places, [1, 2, 2, 4]);
}

fn some_counts() -> impl Strategy<Value = SatisfactionCounts> {
    let grades = || prop::array::uniform3(prop_oneof![Just(0), 0u32..50, any::<u32>()]);
    (grades(), grades()).prop_map(|(evaluations, surveys)| counts(evaluations, surveys))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The rate is the exact weighted average, rounded once, half up.
    #[test]
    fn the_rate_is_the_exact_average_rounded_once(
        all in some_counts(),
        evaluations in 0u32..=100,
        basic in 0u32..=100,
    ) {
        let formula = formula(evaluations, basic);
        let channels = [(evaluations, all.evaluations), (100 - evaluations, all.surveys)];
        let heard: Vec<(i128, i128, i128)> = channels.iter().map(|(weight, grades)| {
            let sum = i128::from(grades.satisfied) * 100 + i128::from(grades.basic) * i128::from(basic);
            let n = i128::from(grades.satisfied) + i128::from(grades.basic) + i128::from(grades.dissatisfied);
            (i128::from(*weight), sum, n)
        }).filter(|(weight, _, n)| *weight > 0 && *n > 0).collect();
        let found = rate(&formula, &all).map(|rate| i128::from(rate.hundredths()));
        if heard.is_empty() {
            prop_assert_eq!(found, None);
        } else {
            // hundredths h is right when h - 1/2 <= exact < h + 1/2.
            let over: i128 = heard.iter().map(|(_, _, n)| n).product();
            let weights: i128 = heard.iter().map(|(weight, ..)| weight).sum();
            let exact: i128 = heard.iter().map(|(weight, sum, n)| weight * sum * (over / n)).sum();
            let h = found.unwrap();
            prop_assert!((2 * h - 1) * over * weights <= exact * 200 && exact * 200 < (2 * h + 1) * over * weights);
            prop_assert!((0..=10_000).contains(&h));
        }
    }

    #[test]
    fn points_stay_within_the_dimension(all in some_counts(), others in prop::collection::vec(some_counts(), 0..6)) {
        let score = measure(&CONTENT.satisfaction, all, &others);
        prop_assert!(score.points.hundredths() >= 0 && score.points <= CONTENT.satisfaction.points);
        prop_assert!(score.rank.is_none_or(|rank| (1..=score.ranked).contains(&rank)));
        let mut turned = others.clone();
        turned.reverse();
        prop_assert_eq!(measure(&CONTENT.satisfaction, all, &turned), score);
    }
}
