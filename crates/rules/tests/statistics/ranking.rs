//! KH-7.3, HP-7.2: places.

use proptest::prelude::*;
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::statistics::codes::FigureDirection;
use yingshang_rules::statistics::{Entry, Ranking, Share, minimum_sample, rank};

fn entries(counts: &[(&str, u64, u64)]) -> Vec<Entry> {
    counts.iter().map(|(key, n, d)| Entry { key: (*key).to_owned(), share: Share::new(*n, *d) }).collect()
}

fn places(ranking: &Ranking) -> Vec<(usize, &str)> {
    ranking.placed.iter().map(|placed| (placed.place, placed.key.as_str())).collect()
}

fn apart(ranking: &Ranking) -> Vec<&str> {
    ranking.below_minimum.iter().map(|entry| entry.key.as_str()).collect()
}

#[test]
fn ties_share_a_place_and_the_next_place_counts_them() {
    // 45/50 and 18/20 are the same fraction.
    let given = entries(&[("d", 10, 20), ("c", 45, 50), ("b", 18, 20), ("a", 20, 20)]);
    let ranking = rank(given.clone(), FigureDirection::HigherIsBetter, 10);
    assert_eq!(places(&ranking), [(1, "a"), (2, "b"), (2, "c"), (4, "d")]);
    let ranking = rank(given, FigureDirection::LowerIsBetter, 10);
    assert_eq!(places(&ranking), [(1, "d"), (2, "b"), (2, "c"), (4, "a")]);
}

#[test]
fn equal_when_rounded_is_not_a_tie() {
    let given = entries(&[("a", 90_001, 100_000), ("b", 90_002, 100_000)]);
    assert_eq!(places(&rank(given, FigureDirection::HigherIsBetter, 1)), [(1, "b"), (2, "a")]);
}

/// HP-7.2: one or two ratings do not make a place (`statistics.minimum_sample`).
#[test]
fn too_few_records_stand_apart() {
    let minimum = minimum_sample(&Rulebook::embedded());
    let given = entries(&[("few", 9, 9), ("enough", 1, 10), ("none", 0, 0), ("many", 10, 11)]);
    let ranking = rank(given, FigureDirection::HigherIsBetter, minimum);
    assert_eq!(places(&ranking), [(1, "many"), (2, "enough")]);
    assert_eq!(apart(&ranking), ["few", "none"]);
    let ranking = rank(entries(&[("none", 0, 0), ("one", 0, 1)]), FigureDirection::HigherIsBetter, 0);
    assert_eq!((places(&ranking), apart(&ranking)), (vec![(1, "one")], vec!["none"]));
}

#[test]
fn the_bottom_is_everyone_at_the_last_place_unless_nobody_is_ahead() {
    let bottom = |counts: &[(&str, u64, u64)]| {
        let ranking = rank(entries(counts), FigureDirection::HigherIsBetter, 1);
        ranking.bottom().iter().map(|placed| placed.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(bottom(&[("a", 2, 2), ("b", 1, 2), ("c", 5, 10)]), ["b", "c"]);
    assert_eq!(bottom(&[("a", 2, 2), ("b", 2, 2), ("c", 1, 10)]), ["c"]);
    assert_eq!(bottom(&[("a", 2, 2), ("b", 3, 3)]), Vec::<String>::new());
    assert_eq!(bottom(&[("a", 0, 2)]), Vec::<String>::new());
    assert_eq!(bottom(&[]), Vec::<String>::new());
}

fn some_entries() -> impl Strategy<Value = Vec<Entry>> {
    // Small numbers, so that ties and small samples are common.
    prop::collection::vec((0..6_u64, 0..6_u64), 0..12).prop_map(|counts| {
        let entry =
            |(place, (n, d)): (usize, (u64, u64))| Entry { key: format!("{place:02}"), share: Share::new(n.min(d), d) };
        counts.into_iter().enumerate().map(entry).collect()
    })
}

fn shuffled() -> impl Strategy<Value = (Vec<Entry>, Vec<Entry>)> {
    some_entries().prop_flat_map(|given| (Just(given.clone()), Just(given).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_entries_does_not_matter((given, other) in shuffled(), minimum in 0..4_u64) {
        for direction in FigureDirection::ALL {
            prop_assert_eq!(rank(given.clone(), *direction, minimum), rank(other.clone(), *direction, minimum));
        }
    }

    /// KH-7.3: a place is one more than the number of those who are strictly better; nobody is lost.
    #[test]
    fn a_place_counts_those_ahead(given in some_entries(), minimum in 0..4_u64) {
        let ranking = rank(given.clone(), FigureDirection::HigherIsBetter, minimum);
        prop_assert_eq!(ranking.placed.len() + ranking.below_minimum.len(), given.len());
        for placed in &ranking.placed {
            let better = |other: &&Entry| {
                let (a, b) = (other.share, placed.share);
                a.denominator >= minimum.max(1) && a.numerator * b.denominator > b.numerator * a.denominator
            };
            prop_assert_eq!(placed.place, given.iter().filter(better).count() + 1);
        }
        for entry in &ranking.below_minimum {
            prop_assert!(entry.share.denominator < minimum.max(1));
        }
    }

    #[test]
    fn the_bottom_has_someone_ahead_and_nobody_behind(given in some_entries()) {
        let ranking = rank(given, FigureDirection::HigherIsBetter, 1);
        for placed in &ranking.placed {
            let behind = ranking.placed.iter().any(|other| other.place > placed.place);
            let ahead = ranking.placed.iter().any(|other| other.place < placed.place);
            prop_assert_eq!(ranking.bottom().contains(placed), ahead && !behind);
        }
    }
}
