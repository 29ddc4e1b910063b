//! Is this the same matter again (TS-6.4)? A hint for the acceptance officer, never a decision.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// Share of common character pairs of two texts, 0 to 1 (Dice). Punctuation, white space and letter width do not count.
pub fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (pairs(a), pairs(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    2.0 * a.intersection(&b).count() as f64 / (a.len() + b.len()) as f64
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    let letters: Vec<char> = text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Whether an earlier case should be shown: same complainant about the same respondent, or the same respondent and much the same text,
/// or the same complainant and much the same text.
pub fn worth_showing(same_complainant: bool, same_respondent: bool, similarity: f64, threshold: f64) -> bool {
    (same_complainant && same_respondent) || ((same_complainant || same_respondent) && similarity >= threshold)
}
