//! Is this the same matter again (TS-6.4)? A hint for the acceptance officer, never a decision.

use unicode_normalization::UnicodeNormalization;

/// A text prepared for comparison: one new text is compared with many earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    /// Pairs of neighbouring characters, each once, in order.
    pairs: Vec<(char, char)>,
}

impl Comparable {
    /// Of a text. Punctuation, white space and letter width do not count.
    pub fn new(text: &str) -> Self {
        let letters: Vec<char> = text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
        let mut pairs: Vec<_> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self { pairs }
    }

    /// Keys under which a much alike text is found among very many: two texts that share most of their pairs share at least one key
    /// nearly always (identical ones both), unrelated ones hardly ever. Each key joins the smallest of three shuffles of the pairs
    /// (MinHash). Empty for a text without pairs. Stored, so the shuffles must stay as they are.
    pub fn keys(&self) -> Vec<i64> {
        if self.pairs.is_empty() {
            return Vec::new();
        }
        let smallest = |seed: u64| self.pairs.iter().map(|pair| shuffled(seed, *pair)).min().unwrap_or_default();
        let key = |band: u64| (0..3).fold(band, |key, row| mixed(key ^ smallest(band * 3 + row)));
        (0..2).map(|band| key(band).cast_signed()).collect()
    }

    /// Share of common character pairs, 0 to 1 (Dice).
    pub fn similarity(&self, other: &Self) -> f64 {
        let (a, b) = (&self.pairs, &other.pairs);
        if a.is_empty() || b.is_empty() {
            return 0.0;
        }
        let common = a.iter().filter(|pair| b.binary_search(pair).is_ok()).count();
        2.0 * common as f64 / (a.len() + b.len()) as f64
    }
}

fn shuffled(seed: u64, (first, second): (char, char)) -> u64 {
    mixed(mixed(seed) ^ (u64::from(first) << 32 | u64::from(second)))
}

/// The finaliser of SplitMix64: spreads every bit over all others.
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// From which likeness on an earlier case is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// With the complainant or a respondent in common.
    pub one_party: f64,
    /// With nobody in common: an anonymous repeat, or a respondent only described.
    pub text_alone: f64,
}

/// Whether an earlier case should be shown: the same complainant about the same respondent, one of the two and much the same text, or
/// very nearly the same text.
pub fn worth_showing(same_complainant: bool, same_respondent: bool, similarity: f64, thresholds: Thresholds) -> bool {
    (same_complainant && same_respondent)
        || ((same_complainant || same_respondent) && similarity >= thresholds.one_party)
        || similarity >= thresholds.text_alone
}
