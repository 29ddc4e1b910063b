//! Numbers of official texts: how they look and what counts them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The pattern of a document number, such as `开人社诉〔{year}〕{n}号`.
///
/// `{year}` is the year of issue in four digits. `{n}` is the running number; `{n:4}` pads it with zeros to four digits and
/// lets it grow beyond. Each stands exactly once, and everything else is text. Numbers start at 1 in each year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NumberPattern {
    before: String,
    between: String,
    after: String,
    year_first: bool,
    width: usize,
}

/// What a pattern must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// `{year}`
    Year,
    /// `{n}`, with or without a width
    Number,
}

/// Why a text is no [`NumberPattern`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NumberPatternError {
    /// A placeholder does not occur.
    #[error("the pattern lacks {0}")]
    Missing(Placeholder),
    /// A placeholder occurs more than once.
    #[error("the pattern has {0} more than once")]
    Repeated(Placeholder),
    /// Something else stands in braces.
    #[error("the pattern has {{{0}}}, which is neither {{year}} nor {{n}}")]
    Unknown(String),
    /// The width after `{n:` is not a digit from 1 to 9.
    #[error("the pattern has the width {0:?}, which is not a digit from 1 to 9")]
    Width(String),
    /// A brace has no partner.
    #[error("the pattern has a brace without its partner")]
    Brace,
    /// A line break or another control character.
    #[error("the pattern has a control character")]
    Control,
}

impl NumberPattern {
    /// The number of the `n`-th text of `year`. Both come from whoever counts: `n` starts at 1.
    pub fn format(&self, year: i32, n: i64) -> String {
        let year = format!("{year:04}");
        let n = format!("{n:0width$}", width = self.width);
        let (first, second) = if self.year_first { (year, n) } else { (n, year) };
        format!("{}{first}{}{second}{}", self.before, self.between, self.after)
    }

    /// The period in which a text issued on that day is counted: its year.
    pub fn period(issued_on: NaiveDate) -> String {
        format!("{:04}", issued_on.year())
    }

    /// Name of the series whose texts share one count in each [`period`](Self::period): the pattern without its width.
    /// Kinds of documents with the same pattern would otherwise give the same number twice, and so would a pattern whose width
    /// is changed within a year.
    pub fn series(&self) -> String {
        self.text("{n}")
    }

    fn text(&self, n: &str) -> String {
        let (first, second) = if self.year_first { ("{year}", n) } else { (n, "{year}") };
        format!("{}{first}{}{second}{}", self.before, self.between, self.after)
    }
}

impl FromStr for NumberPattern {
    type Err = NumberPatternError;

    fn from_str(text: &str) -> Result<Self, NumberPatternError> {
        if text.chars().any(char::is_control) {
            return Err(NumberPatternError::Control);
        }
        let mut found: Vec<Placeholder> = Vec::new();
        let mut width = 0;
        let mut literals = vec![String::new()];
        let mut rest = text;
        while let Some(brace) = rest.find(['{', '}']) {
            let (literal, placeholder) = rest.split_at(brace);
            let inside = placeholder.strip_prefix('{').ok_or(NumberPatternError::Brace)?;
            let (name, tail) = inside.split_once('}').ok_or(NumberPatternError::Brace)?;
            let (placeholder, its_width) = placeholder_named(name)?;
            if found.contains(&placeholder) {
                return Err(NumberPatternError::Repeated(placeholder));
            }
            found.push(placeholder);
            width = width.max(its_width);
            literals.pop();
            literals.extend([literal.to_owned(), tail.to_owned()]);
            rest = tail;
        }
        if let Some(missing) = [Placeholder::Year, Placeholder::Number].into_iter().find(|one| !found.contains(one)) {
            return Err(NumberPatternError::Missing(missing));
        }
        let [before, between, after] = <[String; 3]>::try_from(literals).expect("two placeholders part three literals");
        Ok(Self { before, between, after, year_first: found[0] == Placeholder::Year, width })
    }
}

/// What stands in braces, and the width it asks for (0: none).
fn placeholder_named(name: &str) -> Result<(Placeholder, usize), NumberPatternError> {
    match name {
        "year" => Ok((Placeholder::Year, 0)),
        "n" => Ok((Placeholder::Number, 0)),
        _ => match name.strip_prefix("n:") {
            Some(width) => match width.as_bytes() {
                [digit @ b'1'..=b'9'] => Ok((Placeholder::Number, usize::from(digit - b'0'))),
                _ => Err(NumberPatternError::Width(width.to_owned())),
            },
            None => Err(NumberPatternError::Unknown(name.to_owned())),
        },
    }
}

impl TryFrom<String> for NumberPattern {
    type Error = NumberPatternError;

    fn try_from(text: String) -> Result<Self, NumberPatternError> {
        text.parse()
    }
}

impl From<NumberPattern> for String {
    fn from(pattern: NumberPattern) -> Self {
        pattern.to_string()
    }
}

impl fmt::Display for NumberPattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = if self.width == 0 { "{n}".to_owned() } else { format!("{{n:{}}}", self.width) };
        out.write_str(&self.text(&n))
    }
}

impl fmt::Display for Placeholder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Year => "{year}",
            Self::Number => "{n}",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> NumberPattern {
        text.parse().expect("a pattern")
    }

    #[test]
    fn numbers_look_as_the_pattern_says() {
        assert_eq!(pattern("开人社诉〔{year}〕{n}号").format(2026, 1), "开人社诉〔2026〕1号");
        assert_eq!(pattern("开人社诉〔{year}〕{n}号").format(2026, 1204), "开人社诉〔2026〕1204号");
        assert_eq!(pattern("GZ-{year}-{n:4}").format(2027, 12), "GZ-2027-0012");
        assert_eq!(pattern("GZ-{year}-{n:4}").format(2027, 123_456), "GZ-2027-123456");
        assert_eq!(pattern("第{n}号（{year}年）").format(2026, 7), "第7号（2026年）");
        assert_eq!(pattern("{year}{n:3}").format(2026, 7), "2026007");
    }

    #[test]
    fn a_fault_is_named() {
        use NumberPatternError::{Brace, Control, Missing, Repeated, Unknown, Width};
        let faults = [
            ("", Missing(Placeholder::Year)),
            ("开人社诉〔2026〕{n}号", Missing(Placeholder::Year)),
            ("开人社诉〔{year}〕1号", Missing(Placeholder::Number)),
            ("{year}{year}{n}", Repeated(Placeholder::Year)),
            ("{n}-{year}-{n:4}", Repeated(Placeholder::Number)),
            ("{year}{month}{n}", Unknown("month".to_owned())),
            ("{year}{}{n}", Unknown(String::new())),
            ("{year}{N}", Unknown("N".to_owned())),
            ("{year}{n:}", Width(String::new())),
            ("{year}{n:0}", Width("0".to_owned())),
            ("{year}{n:12}", Width("12".to_owned())),
            ("{year}{n:四}", Width("四".to_owned())),
            ("{year}{n", Brace),
            ("{year}n}", Brace),
            ("}{year}{n}", Brace),
            ("{year}\n{n}", Control),
        ];
        for (text, fault) in faults {
            assert_eq!(text.parse::<NumberPattern>(), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_fault_reads_well() {
        let said = |text: &str| text.parse::<NumberPattern>().expect_err("a fault").to_string();
        assert_eq!(said("{year}"), "the pattern lacks {n}");
        assert_eq!(said("{year}{x}{n}"), "the pattern has {x}, which is neither {year} nor {n}");
    }

    #[test]
    fn one_series_counts_what_would_look_alike() {
        let [plain, padded] = ["开人社诉〔{year}〕{n}号", "开人社诉〔{year}〕{n:4}号"].map(pattern);
        assert_eq!(plain.series(), padded.series());
        assert_ne!(plain.series(), pattern("开人社容〔{year}〕{n}号").series());
        assert_ne!(pattern("{year}-{n}").series(), pattern("{n}-{year}").series());
    }

    #[test]
    fn each_year_is_a_period_of_its_own() {
        let period = |text: &str| NumberPattern::period(text.parse().expect("a date"));
        assert_eq!(period("2026-01-01"), period("2026-12-31"));
        assert_ne!(period("2026-12-31"), period("2027-01-01"));
    }

    #[test]
    fn as_text_it_stays_what_it_was() {
        for text in ["开人社诉〔{year}〕{n}号", "第{n:6}号（{year}年）"] {
            assert_eq!(pattern(text).to_string(), text);
            let json = serde_json::to_string(&pattern(text)).expect("json");
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<NumberPattern>(&json).expect("a pattern"), pattern(text));
        }
        assert!(serde_json::from_str::<NumberPattern>("\"{year}\"").is_err());
    }
}
