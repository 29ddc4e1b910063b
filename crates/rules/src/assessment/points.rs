//! Points with two decimals, counted in whole hundredths: sums are exact and do not depend on the order of the terms.

use std::borrow::Cow;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, schema::SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

/// Points of a hundred-point scale, in hundredths. On the wire a string with two decimals, such as `"12.50"`: a JSON number would pass
/// through floating point in most clients. At most 1,000,000 points either way, so that no sum of a plan or a record overflows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);
    /// The full score (KH-9.1).
    pub const HUNDRED: Self = Self(10_000);

    /// Largest amount that can be written.
    const BOUND: i64 = 100_000_000;

    /// From hundredths of a point.
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// In hundredths of a point.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// `numerator / denominator` points, rounded half up to two decimals; `None` for a denominator of zero.
    pub(crate) fn of_fraction(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let hundredths = (numerator * 200 + denominator).div_euclid(denominator * 2);
        i64::try_from(hundredths).ok().map(Self)
    }

    /// This share of some points: `self` is a percentage. Rounded half up to two decimals.
    pub(crate) fn percent_of(self, points: Self) -> Self {
        Self::of_fraction(i128::from(self.0) * i128::from(points.0), 10_000 * 100).unwrap_or_default()
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Points {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", whole / 100, whole % 100)
    }
}

/// Not an amount of points with at most two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an amount of points with at most two decimals")]
pub struct ParsePointsError;

impl FromStr for Points {
    type Err = ParsePointsError;

    fn from_str(text: &str) -> Result<Self, ParsePointsError> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let number = |part: &str, most: usize| {
            let fits = !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
            if fits { part.parse::<i64>().map_err(|_| ParsePointsError) } else { Err(ParsePointsError) }
        };
        let scale = if decimals.len() == 1 { 10 } else { 1 };
        let hundredths = number(whole, 7)? * 100 + number(decimals, 2)? * scale;
        if hundredths > Self::BOUND { Err(ParsePointsError) } else { Ok(Self(sign * hundredths)) }
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        target.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Text;

        impl de::Visitor<'_> for Text {
            type Value = Points;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("points as a string with at most two decimals")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Points, E> {
                text.parse().map_err(E::custom)
            }
        }

        source.deserialize_str(Text)
    }
}

impl PartialSchema for Points {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("decimal".to_owned())))
            .max_length(Some(11))
            .pattern(Some(r"^-?\d{1,7}(\.\d{1,2})?$"))
            .description(Some("分值，至多两位小数，以字符串书写。"))
            .examples(["12.50"])
            .into()
    }
}

impl ToSchema for Points {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Points")
    }
}
