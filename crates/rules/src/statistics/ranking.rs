//! Places by an indicator.

use std::cmp::Ordering;

use super::codes::FigureDirection;
use super::share::Share;
use crate::rulebook::Rulebook;

/// Who or what is to be placed, with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Id of the unit, window or account; each occurs once.
    pub key: String,
    /// Its counts.
    pub share: Share,
}

/// An entry with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// From 1. Equal fractions share a place, and the next place is as far on as there are entries before it: 1, 2, 2, 4.
    pub place: usize,
    /// Id.
    pub key: String,
    /// Its counts.
    pub share: Share,
}

/// Places, best first; within a place by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranking {
    /// Those with a place.
    pub placed: Vec<Placed>,
    /// Those with too few records for one, by key.
    pub below_minimum: Vec<Entry>,
}

/// The fewest records of the denominator with which one is placed (`statistics.minimum_sample`).
pub fn minimum_sample(rulebook: &Rulebook) -> u64 {
    u64::try_from(rulebook.number("statistics.minimum_sample")).unwrap_or(0)
}

/// Places the entries. The order in which they are given does not matter, and fractions are compared without rounding. A share of nothing
/// has no place, whatever the minimum.
pub fn rank(entries: Vec<Entry>, direction: FigureDirection, minimum_sample: u64) -> Ranking {
    let enough = |entry: &Entry| entry.share.denominator >= minimum_sample.max(1);
    let (mut ranked, mut below_minimum): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(enough);
    let better_first = |a: &Entry, b: &Entry| {
        let rising = a.share.compare(b.share).expect("an entry without records was set apart");
        match direction {
            FigureDirection::HigherIsBetter => rising.reverse(),
            FigureDirection::LowerIsBetter => rising,
        }
    };
    ranked.sort_by(|a, b| better_first(a, b).then_with(|| a.key.cmp(&b.key)));
    below_minimum.sort_by(|a, b| a.key.cmp(&b.key));
    let mut placed: Vec<Placed> = Vec::with_capacity(ranked.len());
    for (before, Entry { key, share }) in ranked.into_iter().enumerate() {
        let tie = placed.last().filter(|last| last.share.compare(share) == Some(Ordering::Equal));
        let place = tie.map_or(before + 1, |last| last.place);
        placed.push(Placed { place, key, share });
    }
    Ranking { placed, below_minimum }
}

impl Ranking {
    /// Everyone at the last place; nobody where all share the first, because then nobody is behind anyone.
    pub fn bottom(&self) -> &[Placed] {
        match self.placed.last() {
            Some(last) if last.place > 1 => &self.placed[last.place - 1..],
            _ => &[],
        }
    }
}
