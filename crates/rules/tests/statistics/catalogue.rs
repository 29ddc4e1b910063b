//! The catalogue: HP-4.1, HP-4.2, HP-6.1, HP-7.2, and what the complaint measure and the counter add.

use std::collections::HashSet;

use yingshang_rules::RefusalKind;
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::statistics::codes::{CountedRecord, DatedBy, FigureDirection, Grain};
use yingshang_rules::statistics::{
    Dimension, Indicator, MAX_BUCKETS, Measure, buckets, check_figures, check_ranking, indicators,
};

#[test]
fn every_indicator_says_what_it_counts() {
    let mut texts = HashSet::new();
    for indicator in Indicator::ALL {
        let definition = indicator.definition();
        assert!(texts.insert(definition.text), "{indicator}: another has the same definition");
        for text in [Some(definition.text), Some(definition.numerator), definition.denominator].into_iter().flatten() {
            assert!(text.chars().any(|c| c > '\u{2e7f}'), "{indicator}: {text:?}");
        }
        assert_eq!(definition.measure() == Measure::Share, definition.denominator.is_some(), "{indicator}");
        assert!(definition.basis.contains(&indicator.basis().unwrap()), "{indicator}: its own article is missing");
        assert!(definition.dimensions.contains(&Dimension::Bureau) && definition.dimensions.contains(&Dimension::Unit));
        assert!(definition.dimensions.is_sorted(), "{indicator}: dimensions in the order of the list, each once");
        for grain in Grain::ALL {
            assert!(definition.dimensions.iter().any(|by| by.grain() == Some(*grain)), "{indicator}: no {grain}");
        }
        let counts_clocks = definition.counted == CountedRecord::Deadline;
        assert_eq!(counts_clocks, !definition.clocks.is_empty(), "{indicator}");
        assert_eq!(counts_clocks, definition.dated_by == DatedBy::DueOn, "{indicator}");
        assert!(
            definition.threshold.is_none() || definition.direction.is_some(),
            "{indicator}: required, but of what use?"
        );
        assert!(definition.direction.is_none() || definition.measure() == Measure::Share, "{indicator}");
    }
}

/// HP-4.1, HP-4.2: the rates of the text with their thresholds, as a client reads them.
#[test]
fn the_catalogue_shows_rule_threshold_and_article() {
    let catalogue = indicators(&Rulebook::embedded(), "2026-11-25".parse().unwrap());
    let codes: Vec<Indicator> = catalogue.iter().map(|view| view.code).collect();
    assert_eq!(codes, Indicator::ALL);
    let wire = serde_json::to_value(&catalogue).unwrap();
    let threshold = |place: usize| &wire[place]["threshold"];
    let expected =
        |comparison, percent, local| serde_json::json!({"comparison": comparison, "percent": percent, "local": local});
    assert_eq!(threshold(0), &expected("at_least", "90.00", false));
    assert_eq!(threshold(1), &expected("at_most", "15.00", false));
    assert_eq!(threshold(2), &expected("at_least", "90.00", true));
    assert!(threshold(3).is_null());
    assert_eq!(wire[0]["title"], "服务评价率");
    assert_eq!(wire[0]["basis"][0]["article"], "《“好差评”制度》第（四）项");
    assert_eq!(wire[0]["ranked_by"], serde_json::json!(["unit", "window", "handler"]));
    // TS-26.1: the complaint measure has run out, and a figure that rests on it says so.
    assert_eq!(wire[4]["basis"][0]["lapsed"], true);
}

/// TS-18.1: what was terminated is counted apart from what was resolved.
#[test]
fn terminated_complaints_are_no_resolved_ones() {
    let (resolved, terminated) =
        (Indicator::ComplaintsResolved.definition(), Indicator::ComplaintsTerminated.definition());
    assert_eq!((resolved.dated_by, terminated.dated_by), (DatedBy::ConcludedAt, DatedBy::TerminatedAt));
    assert_eq!((resolved.measure(), terminated.measure()), (Measure::Count, Measure::Count));
    assert!(resolved.basis.contains(&"TS-18.1") && terminated.basis.contains(&"TS-18.1"));
}

#[test]
fn a_dimension_is_offered_or_refused() {
    for indicator in Indicator::ALL {
        for by in Dimension::ALL {
            let answer = check_figures(*indicator, *by);
            assert_eq!(answer.is_ok(), indicator.definition().dimensions.contains(by), "{indicator} by {by}");
        }
    }
    let refusal = check_figures(Indicator::ComplaintsReceived, Dimension::Window).unwrap_err();
    assert_eq!((refusal.code, refusal.kind), ("dimension_not_offered", RefusalKind::AgainstRule));
    assert_eq!(refusal.basis, ["TS-4.1"]);
    assert_eq!(refusal.detail, "「投诉举报接收件数」不能按窗口统计。");
    assert_eq!(refusal.params["offered"][2], "channel");
}

/// KH-7.3, HP-7.2: rankings only where one end is the better one, and only of units, windows and people.
#[test]
fn only_what_can_be_better_is_ranked() {
    assert_eq!(check_ranking(Indicator::PositiveRate, Dimension::Handler), Ok(FigureDirection::HigherIsBetter));
    assert_eq!(check_ranking(Indicator::DefaultRate, Dimension::Window), Ok(FigureDirection::LowerIsBetter));
    assert_eq!(
        check_ranking(Indicator::SurveySatisfaction, Dimension::Handler).unwrap_err().code,
        "dimension_not_offered"
    );
    assert_eq!(check_ranking(Indicator::PositiveRate, Dimension::Month).unwrap_err().code, "dimension_not_offered");
    let neutral = [
        Indicator::ComplaintsReceived,
        Indicator::ComplaintsAccepted,
        Indicator::ComplaintsSubstantiated,
        Indicator::ComplaintsResolved,
        Indicator::ComplaintsTerminated,
        Indicator::CommitmentsKept,
    ];
    for indicator in Indicator::ALL {
        let answer = check_ranking(*indicator, Dimension::Unit);
        match answer {
            Ok(_) => assert!(!neutral.contains(indicator), "{indicator}"),
            Err(refusal) => {
                assert!(neutral.contains(indicator), "{indicator}");
                assert_eq!((refusal.code, refusal.kind), ("not_ranked", RefusalKind::AgainstRule));
                assert!(!refusal.basis.is_empty());
            }
        }
    }
}

#[test]
fn a_period_is_split_into_a_bounded_number_of_rows() {
    let rows = |period: &str, grain| buckets(Indicator::RequestRate, period.parse().unwrap(), grain);
    assert_eq!(rows("2024", Grain::Day).unwrap().len(), 366);
    assert_eq!(rows("1980-01-01/2013-05-01", Grain::Month).unwrap().len(), MAX_BUCKETS);
    let refusal = rows("1980-01-01/2013-05-02", Grain::Month).unwrap_err();
    assert_eq!((refusal.code, refusal.basis.as_slice()), ("period_too_long", &["HP-4.1", "HP-2.1"][..]));
    assert_eq!(refusal.params["most"], MAX_BUCKETS);
}
