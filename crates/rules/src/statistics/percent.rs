//! A percentage with two decimals, counted in whole hundredths.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// Hundredths of one per cent. On the wire a string with two decimals, such as `"90.00"`: what a report must show is exactly that text, and
/// a JSON number would lose the zeros and pass through floating point in most clients.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u64);

impl Percent {
    /// From hundredths of one per cent: 9,000 is 90 %.
    pub const fn from_hundredths(hundredths: u64) -> Self {
        Self(hundredths)
    }

    /// In hundredths of one per cent.
    pub const fn hundredths(self) -> u64 {
        self.0
    }

    /// From a ratio of the rulebook, between 0 and 1 and written with at most four decimals.
    pub fn of_ratio(ratio: f64) -> Self {
        // The nearest binary number to a decimal with four places is far closer to it than to its neighbours.
        Self((ratio * 10_000.0).round() as u64)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        target.collect_str(self)
    }
}

impl PartialSchema for Percent {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("decimal".to_owned())))
            .pattern(Some(r"^\d+\.\d{2}$"))
            .description(Some("百分比，四舍五入到两位小数，以字符串书写，不带百分号"))
            .examples(["90.00"])
            .into()
    }
}

impl ToSchema for Percent {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Percent")
    }
}
