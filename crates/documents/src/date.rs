//! Dates as official texts write them.

use chrono::{Datelike, NaiveDate};

/// A civil date in Arabic numerals without leading zeros, as GB/T 9704 wants the date of a text: 2026年1月5日.
pub fn chinese_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_leading_zeros() {
        let written = |year, month, day| chinese_date(NaiveDate::from_ymd_opt(year, month, day).expect("a date"));
        assert_eq!(written(2026, 11, 24), "2026年11月24日");
        assert_eq!(written(2026, 1, 5), "2026年1月5日");
    }
}
