//! HP-4.1, HP-4.2: percentages and thresholds.

use std::cmp::Ordering;

use proptest::prelude::*;
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::statistics::codes::Comparison;
use yingshang_rules::statistics::{Indicator, Percent, Share, Threshold, figure};

fn percent(numerator: u64, denominator: u64) -> Option<String> {
    Share::new(numerator, denominator).percent().map(|percent| percent.to_string())
}

#[test]
fn a_percentage_has_two_decimals_rounded_half_up() {
    let cases = [
        (0, 1, "0.00"),
        (1, 1, "100.00"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (9, 10, "90.00"),
        (1, 8, "12.50"),
        // Exactly half a hundredth goes up: 0.005 %, 0.015 %, 2.125 %.
        (1, 20_000, "0.01"),
        (3, 20_000, "0.02"),
        (17, 800, "2.13"),
        // Just below half a hundredth does not.
        (4_999_999, 100_000_000_000, "0.00"),
        (89_996, 100_000, "90.00"),
        (89_994, 100_000, "89.99"),
        // More of the numerator is not hidden.
        (3, 2, "150.00"),
    ];
    for (numerator, denominator, expected) in cases {
        assert_eq!(percent(numerator, denominator).as_deref(), Some(expected), "{numerator}/{denominator}");
    }
    assert_eq!((percent(0, 0), percent(5, 0)), (None, None), "of nothing there is no percentage");
    assert_eq!(percent(u64::MAX, u64::MAX).as_deref(), Some("100.00"));
}

/// HP-4.1: "at least 90 %" includes 90 %. HP-4.2: "not above 15 %" includes 15 %.
#[test]
fn a_threshold_includes_its_own_figure() {
    let rulebook = Rulebook::embedded();
    let holds =
        |indicator, numerator, denominator| figure(indicator, Share::new(numerator, denominator), &rulebook).holds;
    assert_eq!(holds(Indicator::RequestRate, 90, 100), Some(true));
    assert_eq!(holds(Indicator::RequestRate, 899_999, 1_000_000), Some(false));
    assert_eq!(holds(Indicator::RequestRate, 9, 10), Some(true));
    assert_eq!(holds(Indicator::DefaultRate, 15, 100), Some(true));
    assert_eq!(holds(Indicator::DefaultRate, 3, 20), Some(true));
    assert_eq!(holds(Indicator::DefaultRate, 150_001, 1_000_000), Some(false));
    assert_eq!(holds(Indicator::PositiveRate, 90, 100), Some(true));
    assert_eq!(holds(Indicator::PositiveRate, 89, 100), Some(false));
    assert_eq!(holds(Indicator::RequestRate, 0, 0), None);
    assert_eq!(holds(Indicator::DefaultRate, 0, 0), None);
}

/// HP-4.1: what reads 90.00 % is not 90 %, and what reads 15.00 % may be more than 15 %.
#[test]
fn a_threshold_looks_at_the_fraction_not_at_the_rounded_figure() {
    let rulebook = Rulebook::embedded();
    let short = figure(Indicator::RequestRate, Share::new(89_996, 100_000), &rulebook);
    assert_eq!((short.percent.unwrap().to_string().as_str(), short.holds), ("90.00", Some(false)));
    let over = figure(Indicator::DefaultRate, Share::new(15_004, 100_000), &rulebook);
    assert_eq!((over.percent.unwrap().to_string().as_str(), over.holds), ("15.00", Some(false)));
}

/// TS-18.1, TS-19.1: numbers of cases have no percentage and no threshold.
#[test]
fn a_count_is_only_a_count() {
    let rulebook = Rulebook::embedded();
    let wire = serde_json::to_value(figure(Indicator::ComplaintsTerminated, Share::new(7, 0), &rulebook)).unwrap();
    let expected = serde_json::json!({"numerator": 7, "denominator": null, "percent": null, "holds": null});
    assert_eq!(wire, expected);
    let wire = serde_json::to_value(figure(Indicator::RequestRate, Share::new(19, 20), &rulebook)).unwrap();
    let expected = serde_json::json!({"numerator": 19, "denominator": 20, "percent": "95.00", "holds": true});
    assert_eq!(wire, expected);
}

/// HP-4.1: the figure is the rulebook's, not the code's.
#[test]
fn an_installation_with_another_figure_is_judged_by_it() {
    let text = Rulebook::EMBEDDED.replacen("value.ratio = 0.15", "value.ratio = 0.1234", 1);
    let rulebook = Rulebook::parse(&text).unwrap();
    let holds = |numerator| figure(Indicator::DefaultRate, Share::new(numerator, 10_000), &rulebook).holds;
    assert_eq!((holds(1_234), holds(1_235)), (Some(true), Some(false)));
}

#[test]
fn a_total_is_made_of_counts_not_of_percentages() {
    let total: Share = [Share::new(1, 1), Share::new(0, 9)].into_iter().sum();
    assert_eq!(total, Share::new(1, 10));
}

/// Every ratio with four decimals is read exactly.
#[test]
fn a_ratio_of_the_rulebook_becomes_the_same_percentage() {
    for hundredths in 0..=10_000_u64 {
        let ratio: f64 = format!("0.{hundredths:04}").parse().unwrap();
        let ratio = if hundredths == 10_000 { 1.0 } else { ratio };
        assert_eq!(Percent::of_ratio(ratio), Percent::from_hundredths(hundredths));
    }
}

/// Half up by long division of decimal digits, which shares nothing with the code.
fn by_hand(numerator: u64, denominator: u64) -> String {
    let (numerator, denominator) = (u128::from(numerator) * 100, u128::from(denominator));
    let mut digits = (numerator / denominator).to_string();
    let mut rest = numerator % denominator;
    for _ in 0..3 {
        rest *= 10;
        digits.push_str(&(rest / denominator).to_string());
        rest %= denominator;
    }
    let third = digits.pop().unwrap();
    let rounded = digits.parse::<u128>().unwrap() + u128::from(third >= '5');
    format!("{}.{:02}", rounded / 100, rounded % 100)
}

fn counts() -> impl Strategy<Value = (u64, u64)> {
    let small = (0..400_u64, 1..400_u64);
    let large = (0..=u64::from(u32::MAX), 1..=u64::from(u32::MAX));
    prop_oneof![small, large].prop_map(|(a, b)| (a.min(b), b))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// HP-4.1, HP-4.2: the percentage is the exact fraction, rounded half up at the second decimal.
    #[test]
    fn a_percentage_is_the_fraction_rounded((numerator, denominator) in counts()) {
        prop_assert_eq!(percent(numerator, denominator), Some(by_hand(numerator, denominator)));
    }

    /// HP-4.1, HP-4.2: exactly at a threshold both comparisons hold; one record off, exactly one of them does.
    #[test]
    fn at_the_edge_one_record_decides(hundredths in 1..10_000_u64, scale in 1..1_000_000_u64) {
        let percent = Percent::from_hundredths(hundredths);
        let holds = |comparison, numerator| {
            Threshold { comparison, percent, local: false }.holds(Share::new(numerator, 10_000 * scale)).unwrap()
        };
        let edge = hundredths * scale;
        prop_assert!(holds(Comparison::AtLeast, edge) && holds(Comparison::AtMost, edge));
        prop_assert!(!holds(Comparison::AtLeast, edge - 1) && holds(Comparison::AtMost, edge - 1));
        prop_assert!(holds(Comparison::AtLeast, edge + 1) && !holds(Comparison::AtMost, edge + 1));
    }

    /// Comparing fractions agrees with comparing them on a common denominator, and rounding never turns an order round.
    #[test]
    fn comparison_is_exact((a, b) in counts(), (c, d) in counts()) {
        let (left, right) = (Share::new(a, b), Share::new(c, d));
        let exact = (u128::from(a) * u128::from(d)).cmp(&(u128::from(c) * u128::from(b)));
        prop_assert_eq!(left.compare(right), Some(exact));
        let rounded = left.percent().cmp(&right.percent());
        prop_assert!(rounded == exact || rounded == Ordering::Equal);
        prop_assert_eq!(left.compare(Share::new(1, 0)), None);
    }
}
