//! Periods: half-open at +08:00.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use yingshang_calendar::Instant;
use yingshang_rules::statistics::codes::Grain;
use yingshang_rules::statistics::{Period, PeriodFault};
use yingshang_rules::survey::Month;

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_forms_of_a_period() {
    let cases = [
        ("2026", "2026-01-01", "2027-01-01", Some(Grain::Year), "2026年"),
        ("2026-Q1", "2026-01-01", "2026-04-01", Some(Grain::Quarter), "2026年第1季度"),
        ("2026-Q4", "2026-10-01", "2027-01-01", Some(Grain::Quarter), "2026年第4季度"),
        ("2024-02", "2024-02-01", "2024-03-01", Some(Grain::Month), "2024年2月"),
        ("2026-12", "2026-12-01", "2027-01-01", Some(Grain::Month), "2026年12月"),
        ("2026-12-31", "2026-12-31", "2027-01-01", Some(Grain::Day), "2026年12月31日"),
        ("2026-11-10/2026-11-25", "2026-11-10", "2026-11-25", None, "2026年11月10日至2026年11月24日"),
        ("2026-01-01/2026-12-31", "2026-01-01", "2026-12-31", None, "2026年1月1日至2026年12月30日"),
    ];
    for (text, from, to, grain, label) in cases {
        let read = period(text);
        assert_eq!((read.from_on(), read.to_on(), read.grain()), (day(from), day(to), grain), "{text}");
        assert_eq!((read.to_string(), read.label()), (text.to_owned(), label.to_owned()));
        let wire = serde_json::to_string(&read).unwrap();
        assert_eq!(wire, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<Period>(&wire).unwrap(), read);
    }
    assert_eq!(period("2026-10-01/2027-01-01").to_string(), "2026-Q4", "a whole quarter is written as one");
    assert_eq!(Period::from("2026-12".parse::<Month>().unwrap()), period("2026-12"));
}

#[test]
fn what_is_no_period() {
    let forms = [
        "",
        "26",
        "2026-",
        "2026-13",
        "2026-00",
        "2026-1",
        "2026-Q0",
        "2026-Q5",
        "2026-q1",
        "2026-02-29",
        "2026-11-31",
        "+2026-1-4",
        "2026/11",
        "２０２６",
        "2026-11-10/",
        "/2026-11-10",
        "2026-11/2026-12",
        "2026-11-10/2026-11-12/2026-11-13",
        "2026-11-24 ",
        "2026-Q10",
        "年年",
    ];
    for text in forms {
        assert_eq!(text.parse::<Period>(), Err(PeriodFault::Form), "{text:?}");
    }
    for text in ["2026-11-10/2026-11-10", "2026-11-10/2026-11-09"] {
        assert_eq!(text.parse::<Period>(), Err(PeriodFault::Reversed), "{text}");
    }
    for text in ["0000", "1899", "3000", "9999-12-31", "1899-12-31/1900-01-02", "2999-12-31/3000-01-02"] {
        assert_eq!(text.parse::<Period>(), Err(PeriodFault::OutOfRange), "{text}");
    }
    let shown: Vec<&str> =
        [PeriodFault::Form, PeriodFault::Reversed, PeriodFault::OutOfRange].map(PeriodFault::code).into();
    assert_eq!(shown, ["period_form", "period_reversed", "period_out_of_range"]);
}

/// The edge is midnight in China, wherever the moment was written.
#[test]
fn the_last_moment_is_in_and_the_next_is_not() {
    let month = period("2026-11");
    let at = |text: &str| text.parse::<Instant>().unwrap();
    assert_eq!((month.from_at(), month.to_at()), (at("2026-11-01T00:00:00+08:00"), at("2026-12-01T00:00:00+08:00")));
    for (moment, inside) in [
        ("2026-10-31T23:59:59.999+08:00", false),
        ("2026-11-01T00:00:00+08:00", true),
        ("2026-10-31T16:00:00Z", true),
        ("2026-11-30T23:59:59.999+08:00", true),
        ("2026-11-30T16:00:00Z", false),
    ] {
        assert_eq!(month.contains(at(moment)), inside, "{moment}");
        assert_eq!((month.from_at()..month.to_at()).contains(&at(moment)), inside, "{moment}");
    }
}

#[test]
fn comparisons_go_back_one_period_and_one_year() {
    let cases = [
        ("2026", "2025", Some("2025")),
        ("2026-Q1", "2025-Q4", Some("2025-Q1")),
        ("2026-01", "2025-12", Some("2025-01")),
        ("2025-03", "2025-02", Some("2024-03")),
        ("2025-02", "2025-01", Some("2024-02")),
        ("2026-03-01", "2026-02-28", Some("2025-03-01")),
        ("2024-02-29", "2024-02-28", None),
        ("2024-02-28", "2024-02-27", Some("2023-02-28")),
        ("2026-11-10/2026-11-25", "2026-10-26/2026-11-10", Some("2025-11-10/2025-11-25")),
        ("2024-02-10/2024-02-29", "2024-01-22/2024-02-10", Some("2023-02-10/2023-03-01")),
    ];
    for (asked, before, a_year_before) in cases {
        assert_eq!(period(asked).previous().to_string(), before, "{asked}");
        assert_eq!(
            period(asked).year_earlier().map(|earlier| earlier.to_string()).as_deref(),
            a_year_before,
            "{asked}"
        );
    }
}

#[test]
fn a_range_is_cut_at_its_ends() {
    let pieces: Vec<String> =
        period("2026-09-15/2026-11-02").split(Grain::Month).map(|piece| piece.to_string()).collect();
    assert_eq!(pieces, ["2026-09-15/2026-10-01", "2026-10", "2026-11-01"]);
}

fn ranges() -> impl Strategy<Value = Period> {
    (0..400_000_u64, 1..1_500_u64).prop_filter_map("within the years", |(start, days)| {
        let from_on = day("1900-01-01") + Days::new(start);
        Period::new(from_on, from_on + Days::new(days)).ok()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_pieces_of_a_period_are_the_period(whole in ranges(), grain in prop::sample::select(Grain::ALL)) {
        let pieces: Vec<Period> = whole.split(grain).collect();
        prop_assert_eq!(pieces.first().map(|piece| piece.from_on()), Some(whole.from_on()));
        prop_assert_eq!(pieces.last().map(|piece| piece.to_on()), Some(whole.to_on()));
        for pair in pieces.windows(2) {
            prop_assert_eq!(pair[0].to_on(), pair[1].from_on());
        }
        for piece in &pieces {
            prop_assert!(piece.from_on() < piece.to_on());
            let around = Period::around(piece.from_on(), grain).unwrap();
            prop_assert!(around.contains_day(piece.last_on()), "a piece lies in one {}", grain);
        }
    }

    #[test]
    fn a_written_period_reads_the_same(whole in ranges(), grain in prop::sample::select(Grain::ALL)) {
        prop_assert_eq!(whole.to_string().parse(), Ok(whole));
        let around = Period::around(whole.from_on(), grain).unwrap();
        prop_assert_eq!(around.grain(), Some(grain));
        prop_assert_eq!(around.to_string().parse(), Ok(around));
    }

    /// One period back joins without a gap.
    #[test]
    fn the_previous_period_ends_where_this_begins(whole in ranges()) {
        let before = whole.previous();
        prop_assert_eq!(before.to_on(), whole.from_on());
        prop_assert_eq!(before.grain(), whole.grain());
    }

    /// Neighbours stay neighbours a year earlier, so that the parts of a year still add up.
    #[test]
    fn a_year_earlier_keeps_neighbours_together(whole in ranges(), cut in 1..1_500_u64) {
        let middle = whole.from_on() + Days::new(cut);
        if let (Ok(left), Ok(right)) = (Period::new(whole.from_on(), middle), Period::new(middle, whole.to_on()))
            && let (Some(left), Some(right)) = (left.year_earlier(), right.year_earlier())
        {
            prop_assert_eq!(left.to_on(), right.from_on());
        }
    }

    #[test]
    fn any_text_is_a_period_or_a_fault(text in "[-0-9Q/＋年]{0,22}") {
        if let Ok(read) = text.parse::<Period>() {
            prop_assert!(read.from_on() < read.to_on());
        }
    }
}
