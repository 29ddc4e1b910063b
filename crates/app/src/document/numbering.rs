//! Numbers of official texts: a pattern for each kind, set by the installation, counted without gaps.

use std::collections::HashMap;

use chrono::NaiveDate;
use thiserror::Error;
use yingshang_documents::{NumberPattern, NumberPatternError};
use yingshang_rules::document::DocumentKind;
use yingshang_store::{Conn, counter};

use crate::error::AppError;

/// What stands for the word of the bureau in a pattern.
const PREFIX: &str = "{prefix}";

/// Word of a bureau that has not set its own.
const USUAL_PREFIX: &str = "人社";

/// The number pattern of every kind of text. Kinds with the same pattern count together.
#[derive(Debug, Clone)]
pub struct DocumentNumbers(HashMap<DocumentKind, NumberPattern>);

/// Why the patterns cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentNumbersFault {
    /// An entry is not `kind=pattern`.
    #[error("entry {0} is not kind=pattern")]
    Entry(usize),
    /// An entry names a kind that there is not.
    #[error("entry {0} names no kind of document; GET /v1/code-lists/document-kinds lists them")]
    Kind(usize),
    /// A pattern that gives no numbers.
    #[error("{kind}: {fault}", kind = .kind.code())]
    Pattern {
        /// Of this kind of text.
        kind: DocumentKind,
        /// What is wrong with it.
        fault: NumberPatternError,
    },
}

impl DocumentNumbers {
    /// From the bureau's word, such as 开人社, and patterns that differ from the usual ones: `kind=pattern`, separated by `;`. In a
    /// pattern `{prefix}` stands for the word, `{year}` for the year of issue at +08:00 and `{n}` for the number.
    ///
    /// # Errors
    /// Every entry and pattern that cannot be used.
    pub fn new(prefix: &str, own: &str) -> Result<Self, Vec<DocumentNumbersFault>> {
        let mut texts: HashMap<DocumentKind, &str> =
            DocumentKind::ALL.iter().map(|kind| (*kind, usual(*kind))).collect();
        let mut faults = Vec::new();
        let entries = own.split(';').map(str::trim).filter(|entry| !entry.is_empty());
        for (entry, position) in entries.zip(1..) {
            match entry.split_once('=').map(|(kind, pattern)| (kind.trim().parse(), pattern.trim())) {
                Some((Ok(kind), pattern)) => drop(texts.insert(kind, pattern)),
                Some((Err(_), _)) => faults.push(DocumentNumbersFault::Kind(position)),
                None => faults.push(DocumentNumbersFault::Entry(position)),
            }
        }
        let mut patterns = HashMap::new();
        for kind in DocumentKind::ALL {
            match texts[kind].replace(PREFIX, prefix).parse() {
                Ok(pattern) => drop(patterns.insert(*kind, pattern)),
                Err(fault) => faults.push(DocumentNumbersFault::Pattern { kind: *kind, fault }),
            }
        }
        if faults.is_empty() { Ok(Self(patterns)) } else { Err(faults) }
    }

    /// The next number of a kind in the year of `issued_on`, taken in the caller's unit and given back with it.
    pub(super) fn take(&self, conn: &mut Conn, kind: DocumentKind, issued_on: NaiveDate) -> Result<String, AppError> {
        let pattern = &self.0[&kind];
        let series = format!("document:{}", pattern.series());
        let n = counter::next(conn, &series, &NumberPattern::period(issued_on))?;
        Ok(pattern.format(chrono::Datelike::year(&issued_on), n))
    }
}

impl Default for DocumentNumbers {
    fn default() -> Self {
        Self::new(USUAL_PREFIX, "").expect("the usual patterns are checked by a test")
    }
}

/// The habit of such bureaux: a word for the bureau, one for the business, the year in hexagonal brackets.
fn usual(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::ComplaintAcceptance | DocumentKind::ComplaintRejection => "{prefix}诉〔{year}〕{n}号",
        DocumentKind::ApplicationAcceptance => "{prefix}受〔{year}〕{n}号",
        DocumentKind::NotRequired => "{prefix}告〔{year}〕{n}号",
        DocumentKind::ApprovalDecision => "{prefix}许〔{year}〕{n}号",
        DocumentKind::OneTimeNotice => "{prefix}告知〔{year}〕{n}号",
        DocumentKind::CorrectionNotice => "{prefix}补〔{year}〕{n}号",
        DocumentKind::CommitmentNotice | DocumentKind::CommitmentLetter => "{prefix}容〔{year}〕{n}号",
        DocumentKind::NonAcceptanceDecision => "{prefix}不受〔{year}〕{n}号",
        DocumentKind::NonPermissionDecision => "{prefix}不许〔{year}〕{n}号",
        DocumentKind::RefusalFilingForm => "{prefix}否备〔{year}〕{n}号",
        DocumentKind::AssessmentResult | DocumentKind::AssessmentReport => "{prefix}考核〔{year}〕{n}号",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(numbers: &DocumentNumbers, kind: DocumentKind) -> String {
        numbers.0[&kind].format(2026, 7)
    }

    #[test]
    fn the_usual_patterns_carry_the_word_of_the_bureau() {
        assert_eq!(shown(&DocumentNumbers::default(), DocumentKind::ComplaintAcceptance), "人社诉〔2026〕7号");
        let own = DocumentNumbers::new("开人社", "").expect("usable");
        assert_eq!(shown(&own, DocumentKind::RefusalFilingForm), "开人社否备〔2026〕7号");
    }

    #[test]
    fn one_kind_can_differ() {
        let own = "correction_notice = {prefix}补正字〔{year}〕第{n:4}号;";
        let numbers = DocumentNumbers::new("开人社", own).expect("usable");
        assert_eq!(shown(&numbers, DocumentKind::CorrectionNotice), "开人社补正字〔2026〕第0007号");
        assert_eq!(shown(&numbers, DocumentKind::OneTimeNotice), "开人社告知〔2026〕7号");
    }

    #[test]
    fn every_fault_is_named() {
        let own = "one_time_notice={year}; letter=x; nothing; not_required={year}{n}{day}";
        let faults = DocumentNumbers::new("{", own).expect_err("faults");
        assert!(faults.contains(&DocumentNumbersFault::Kind(2)) && faults.contains(&DocumentNumbersFault::Entry(3)));
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(said.contains(&"one_time_notice: the pattern lacks {n}".to_owned()), "{said:?}");
        assert!(said.iter().any(|fault| fault.starts_with("not_required: the pattern has {day}")), "{said:?}");
        // A brace in the word of the bureau spoils every pattern that has the word.
        assert!(said.iter().any(|fault| fault.starts_with("approval_decision: ")), "{said:?}");
    }
}
