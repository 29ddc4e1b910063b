//! What starts a period.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::instant::Instant;

/// The day or moment of receipt, acceptance or service. On the wire: a date, or an RFC 3339 instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Start {
    /// A civil date in China.
    Date(NaiveDate),
    /// A moment; days, months and years count from its civil date in China.
    Instant(Instant),
}

impl Start {
    /// The civil date in China.
    pub fn date(self) -> NaiveDate {
        match self {
            Self::Date(date) => date,
            Self::Instant(instant) => instant.date(),
        }
    }

    /// The moment from which hours run. Of a bare date it is 00:00, the reading under which nobody is ever late unawares.
    pub fn instant(self) -> Instant {
        match self {
            Self::Date(date) => Instant::start_of(date),
            Self::Instant(instant) => instant,
        }
    }
}

impl From<NaiveDate> for Start {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<Instant> for Start {
    fn from(instant: Instant) -> Self {
        Self::Instant(instant)
    }
}

impl PartialSchema for Start {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(r"^\d{4}-\d{2}-\d{2}([Tt].+)?$"))
            .max_length(Some(40))
            .description(Some("起算日（如 2026-02-10），或带时区的起算时刻（RFC 3339）；按小时计算的期限应给出时刻，仅给日期时自当日0时起算"))
            .examples(["2026-02-10", "2026-02-10T09:30:00.000+08:00"])
            .into()
    }
}

impl ToSchema for Start {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("PeriodStart")
    }
}
