//! Two counts, and the part that the first is of the second.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::Add;

use super::percent::Percent;

/// How many of how many. For an indicator that is a plain count, `denominator` is not looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Share {
    /// How many.
    pub numerator: u64,
    /// Of how many.
    pub denominator: u64,
}

impl Share {
    /// `numerator` of `denominator`.
    pub const fn new(numerator: u64, denominator: u64) -> Self {
        Self { numerator, denominator }
    }

    /// Per cent with two decimals, half up; `None` of nothing.
    pub fn percent(self) -> Option<Percent> {
        if self.denominator == 0 {
            return None;
        }
        let (numerator, denominator) = (u128::from(self.numerator), u128::from(self.denominator));
        let hundredths = (numerator * 20_000 + denominator) / (denominator * 2);
        Some(Percent::from_hundredths(u64::try_from(hundredths).unwrap_or(u64::MAX)))
    }

    /// Which of two fractions is greater, without rounding; `None` where one is of nothing.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        let comparable = self.denominator > 0 && other.denominator > 0;
        comparable.then(|| product(self.numerator, other.denominator).cmp(&product(other.numerator, self.denominator)))
    }

    /// How it compares with a percentage, without rounding; `None` of nothing.
    pub fn compare_to(self, percent: Percent) -> Option<Ordering> {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        (self.denominator > 0)
            .then(|| product(self.numerator, 10_000).cmp(&product(percent.hundredths(), self.denominator)))
    }
}

impl Add for Share {
    type Output = Self;

    /// Both counts together, as for a total over rows: never the mean of two percentages.
    fn add(self, other: Self) -> Self {
        Self {
            numerator: self.numerator.saturating_add(other.numerator),
            denominator: self.denominator.saturating_add(other.denominator),
        }
    }
}

impl Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), Add::add)
    }
}
