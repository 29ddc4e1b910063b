//! HP-7.2: persistently at the bottom, and what the text provides for it.

use chrono::NaiveDate;
use yingshang_rules::RefusalKind;
use yingshang_rules::actor::PostKind;
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::statistics::codes::{BottomConsequence, FigureDirection};
use yingshang_rules::statistics::{
    BottomRun, Entry, MonthRanking, Share, bottom_months, consequences, minimum_sample, persistent_bottom, rank,
};
use yingshang_rules::survey::Month;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    "2026-12-01".parse().unwrap()
}

/// A month with the positive ratings of each person, of 20; `None` for someone with 9 ratings only.
fn ranking(of: &str, people: &[(&str, Option<u64>)]) -> MonthRanking {
    let entry = |(key, positive): &(&str, Option<u64>)| {
        let share = positive.map_or(Share::new(0, 9), |positive| Share::new(positive, 20));
        Entry { key: (*key).to_owned(), share }
    };
    let entries = people.iter().map(entry).collect();
    let minimum = minimum_sample(&Rulebook::embedded());
    MonthRanking { month: month(of), ranking: rank(entries, FigureDirection::HigherIsBetter, minimum) }
}

fn runs(until: &str, rankings: &[MonthRanking]) -> Vec<(String, Vec<String>)> {
    let shown = |run: BottomRun| (run.key, run.months.iter().map(|place| place.month.to_string()).collect());
    let found = persistent_bottom(month(until), rankings, today(), &Rulebook::embedded()).unwrap();
    found.into_iter().map(shown).collect()
}

fn run(key: &str, months: &[&str]) -> (String, Vec<String>) {
    (key.to_owned(), months.iter().map(|month| (*month).to_owned()).collect())
}

#[test]
fn three_months_on_end_are_persistent_two_are_not() {
    let months = [
        ranking("2026-09", &[("a", Some(20)), ("b", Some(10)), ("c", Some(12))]),
        ranking("2026-10", &[("a", Some(20)), ("b", Some(10)), ("c", Some(12))]),
        ranking("2026-11", &[("a", Some(20)), ("b", Some(10)), ("c", Some(12))]),
    ];
    assert_eq!(runs("2026-11", &months), [run("b", &["2026-09", "2026-10", "2026-11"])]);
    assert_eq!(runs("2026-11", &months[1..]), []);
    assert_eq!(runs("2026-10", &months), []);
}

#[test]
fn everyone_tied_at_the_bottom_counts() {
    let months = [
        ranking("2026-09", &[("a", Some(20)), ("b", Some(10)), ("c", Some(10))]),
        ranking("2026-10", &[("a", Some(20)), ("b", Some(10)), ("c", Some(10)), ("d", Some(10))]),
        ranking("2026-11", &[("a", Some(20)), ("b", Some(10)), ("c", Some(10)), ("d", Some(10))]),
    ];
    let all = ["2026-09", "2026-10", "2026-11"];
    assert_eq!(runs("2026-11", &months), [run("b", &all), run("c", &all)]);
}

#[test]
fn a_month_without_a_place_ends_the_run() {
    let low = |of| ranking(of, &[("a", Some(20)), ("b", Some(10))]);
    let few = ranking("2026-10", &[("a", Some(20)), ("b", None), ("c", Some(15))]);
    assert_eq!(runs("2026-11", &[low("2026-08"), low("2026-09"), few, low("2026-11")]), []);
    let everyone_alike = ranking("2026-10", &[("a", Some(10)), ("b", Some(10))]);
    assert_eq!(runs("2026-11", &[low("2026-09"), everyone_alike, low("2026-11")]), []);
    assert_eq!(runs("2026-11", &[low("2026-08"), low("2026-09"), low("2026-11")]), [], "October is missing");
}

#[test]
fn earlier_months_lengthen_a_run_in_any_order() {
    let low = |of| ranking(of, &[("a", Some(20)), ("b", Some(10))]);
    let months = [low("2026-11"), low("2026-08"), low("2026-10"), low("2026-09")];
    assert_eq!(runs("2026-11", &months), [run("b", &["2026-08", "2026-09", "2026-10", "2026-11"])]);
}

#[test]
fn a_run_shows_its_places() {
    let months = ["2026-09", "2026-10", "2026-11"].map(|of| ranking(of, &[("a", Some(20)), ("b", Some(13))]));
    let found = persistent_bottom(month("2026-11"), &months, today(), &Rulebook::embedded()).unwrap();
    let expected = serde_json::json!(
        {"month": "2026-11", "place": 2, "ranked": 2, "positive": 13, "rated": 20, "percent": "65.00"}
    );
    assert_eq!(serde_json::to_value(found[0].months[2]).unwrap(), expected);
}

#[test]
fn the_months_to_rank_follow_from_the_rulebook() {
    let rulebook = Rulebook::embedded();
    let months = |rulebook: &Rulebook| bottom_months(month("2026-01"), rulebook);
    assert_eq!(months(&rulebook), [month("2025-11"), month("2025-12"), month("2026-01")]);
    let key = "key = \"statistics.bottom_months\"\ntitle = \"长期末位的月数\"\nvalue.number = ";
    let other = Rulebook::EMBEDDED.replacen(&format!("{key}3"), &format!("{key}0"), 1);
    let one = Rulebook::parse(&other).unwrap();
    assert_eq!(months(&one), [month("2026-01")], "one month at the least");
    let bottom = [ranking("2026-11", &[("a", Some(20)), ("b", Some(10))])];
    assert_eq!(persistent_bottom(month("2026-11"), &bottom, today(), &one).unwrap().len(), 1);
}

/// HP-7.2: nothing is said about a month that is not over.
#[test]
fn a_month_that_is_not_over_is_refused() {
    let months = [ranking("2026-12", &[("a", Some(20)), ("b", Some(10))])];
    let asked = |day: &str| persistent_bottom(month("2026-12"), &months, day.parse().unwrap(), &Rulebook::embedded());
    let refusal = asked("2026-12-31").unwrap_err();
    assert_eq!(
        (refusal.code, refusal.kind, refusal.basis.as_slice()),
        ("month_not_over", RefusalKind::AgainstRule, &["HP-7.2"][..])
    );
    assert_eq!(refusal.params["month"], "2026-12");
    assert_eq!(asked("2027-01-01"), Ok(Vec::new()));
}

/// HP-7.2: dismissal for posts of public welfare; education and then suspension for staff of the centre; nothing of the kind for others.
#[test]
fn the_consequence_follows_from_the_kind_of_post() {
    use BottomConsequence::*;
    assert_eq!(consequences(PostKind::PublicWelfare), [Dismissal, Accountability]);
    assert_eq!(consequences(PostKind::CentreStaff), [Education, StudySuspension, Accountability]);
    for other in [PostKind::BureauStaff, PostKind::NonEstablishment] {
        assert_eq!(consequences(other), [Accountability]);
    }
}
