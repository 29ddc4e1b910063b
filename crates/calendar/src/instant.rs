//! The one instant type of the program.

use std::{borrow::Cow, fmt, str::FromStr};

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// China Standard Time. The whole country uses it and has had no summer time since 1992.
const CHINA: FixedOffset = match FixedOffset::east_opt(8 * 60 * 60) {
    Some(offset) => offset,
    None => panic!("eight hours are a valid offset"),
};

/// A moment in time: UTC inside, truncated to whole milliseconds; outside, RFC 3339 with `+08:00` and milliseconds.
///
/// Any offset is accepted when reading. Its civil date in China is in the years 1 to 9999, because RFC 3339 has four
/// digits for the year: [`Instant::new`] and arithmetic saturate at those ends, parsing refuses what lies outside. This
/// is what keeps every other operation total.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(DateTime<Utc>);

impl Instant {
    /// The earliest instant: the start of the year 1 in China.
    pub const MIN: Self = Self::at_the_edge(1, 1, 1, 0, 0, 0, 0);
    /// The latest instant: the last millisecond of the year 9999 in China.
    pub const MAX: Self = Self::at_the_edge(9999, 12, 31, 23, 59, 59, 999);

    const fn at_the_edge(year: i32, month: u32, day: u32, hour: u32, minute: u32, second: u32, milli: u32) -> Self {
        let local = match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => match date.and_hms_milli_opt(hour, minute, second, milli) {
                Some(local) => local,
                None => panic!("a real time of day"),
            },
            None => panic!("a real date"),
        };
        match local.checked_sub_offset(CHINA) {
            Some(utc) => Self(utc.and_utc()),
            None => panic!("inside the range of chrono"),
        }
    }

    /// Truncates to whole milliseconds; saturates at [`Instant::MIN`] and [`Instant::MAX`].
    pub fn new(utc: DateTime<Utc>) -> Self {
        let whole = DateTime::from_timestamp_millis(utc.timestamp_millis()).unwrap_or(utc);
        Self(whole).clamp(Self::MIN, Self::MAX)
    }

    /// The same moment as chrono knows it.
    pub const fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// The civil date of this moment in China (+08:00).
    pub fn date(self) -> NaiveDate {
        self.local().date()
    }

    /// 00:00 of the date in China (+08:00).
    pub fn start_of(date: NaiveDate) -> Self {
        Self::from_local(date.and_time(NaiveTime::MIN))
    }

    /// The last millisecond (23:59:59.999) of the date in China (+08:00): the cut-off of a period that ends on it.
    pub fn end_of(date: NaiveDate) -> Self {
        let last = NaiveTime::from_hms_milli_opt(23, 59, 59, 999).expect("a real time of day");
        Self::from_local(date.and_time(last))
    }

    /// Reads microseconds since the Unix epoch, truncated to milliseconds. `None` outside the years 1 to 9999.
    pub fn from_micros(micros: i64) -> Option<Self> {
        DateTime::from_timestamp_micros(micros).and_then(Self::in_range)
    }

    /// Microseconds since the Unix epoch; always whole milliseconds.
    pub const fn micros(self) -> i64 {
        self.0.timestamp_micros()
    }

    /// This moment moved by a duration (which may be negative), saturating at the ends of the range.
    pub fn plus(self, duration: Duration) -> Self {
        let edge = if duration < Duration::zero() { Self::MIN } else { Self::MAX };
        self.0.checked_add_signed(duration).map_or(edge, Self::new)
    }

    fn local(self) -> NaiveDateTime {
        self.0.naive_utc() + CHINA
    }

    fn from_local(local: NaiveDateTime) -> Self {
        match local.checked_sub_offset(CHINA) {
            Some(utc) => Self::new(utc.and_utc()),
            // Only the first eight hours of chrono's own range have no UTC counterpart.
            None => Self::MIN,
        }
    }

    fn in_range(utc: DateTime<Utc>) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0.checked_add_signed(Duration::microseconds(999))?)
            .contains(&utc)
            .then(|| Self::new(utc))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.with_timezone(&CHINA).to_rfc3339_opts(SecondsFormat::Millis, false))
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not an instant: not RFC 3339, or outside the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("时间格式不正确，应为带时区的 RFC 3339 时间，如 2026-02-10T09:30:00+08:00")]
pub struct ParseInstantError;

impl FromStr for Instant {
    type Err = ParseInstantError;

    fn from_str(text: &str) -> Result<Self, ParseInstantError> {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .filter(|parsed| parsed.year() >= 0)
            .and_then(|parsed| Self::in_range(parsed.to_utc()))
            .ok_or(ParseInstantError)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rfc3339;
        impl de::Visitor<'_> for Rfc3339 {
            type Value = Instant;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("RFC 3339 时间")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Instant, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Rfc3339)
    }
}

impl PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .max_length(Some(40))
            .description(Some("时刻，RFC 3339 格式；输入可用任意时区，输出一律为北京时间（+08:00）并精确到毫秒"))
            .examples(["2026-02-10T09:30:00.000+08:00"])
            .into()
    }
}

impl ToSchema for Instant {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Instant")
    }
}
