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

/// Whether an earlier case should be shown: same complainant about the same respondent, or the same respondent and much the same text,
/// or the same complainant and much the same text.
pub fn worth_showing(same_complainant: bool, same_respondent: bool, similarity: f64, threshold: f64) -> bool {
    (same_complainant && same_respondent) || ((same_complainant || same_respondent) && similarity >= threshold)
}
