//! What the calendar answers: days, counts, and "not published".

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a day is or is not worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(
    description = "日期类型：workday 工作日；weekend 周末休息日；holiday 放假日（含连休的周末和地方假日）；makeup_workday 调休上班日"
)]
pub enum DayKind {
    /// Monday to Friday, nothing arranged.
    Workday,
    /// Saturday or Sunday, nothing arranged.
    Weekend,
    /// A day inside a span that a notice (or a local rule) declares off, weekend days of the span included.
    Holiday,
    /// A day that would be off, but is declared a working day.
    MakeupWorkday,
}

impl DayKind {
    /// Every kind, in the order in which people expect them listed.
    pub const ALL: [Self; 4] = [Self::Workday, Self::Weekend, Self::Holiday, Self::MakeupWorkday];

    /// Whether the day counts in a limit of working days.
    pub const fn is_workday(self) -> bool {
        matches!(self, Self::Workday | Self::MakeupWorkday)
    }

    /// The Chinese name of the kind.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Workday => "工作日",
            Self::Weekend => "周末休息日",
            Self::Holiday => "放假日",
            Self::MakeupWorkday => "调休上班日",
        }
    }
}

/// One civil day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(description = "日历中的一天")]
pub struct Day {
    /// 日期
    pub date: NaiveDate,
    /// 是否工作日
    pub is_workday: bool,
    /// 日期类型
    pub kind: DayKind,
    /// 节假日或地方安排的名称；普通日期为空
    #[schema(required = true, max_length = 100)]
    pub name: Option<String>,
    /// 是否暂定：下一年度的放假通知仍可能调整这一天
    pub provisional: bool,
}

/// The days a calendar answers for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(description = "已公布放假安排的日期范围")]
pub struct Coverage {
    /// 起始日期（含）
    pub from: NaiveDate,
    /// 截止日期（含）
    pub to: NaiveDate,
    /// 自该日起至截止日期为暂定，下一年度的放假通知仍可能调整
    pub provisional_from: NaiveDate,
}

/// A number of working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(description = "两个日期之间的工作日天数")]
pub struct Counted {
    /// 工作日天数；止日早于起日时为负数
    pub n: i64,
    /// 是否暂定：用到了下一年度通知仍可能调整的日期
    pub provisional: bool,
}

/// A day found by counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The day.
    pub on: NaiveDate,
    /// Whether the count used a day that the next yearly notice can still move.
    pub provisional: bool,
}

/// The answer needs a day for which no arrangement is published. Never replaced by a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{first_missing_day} 的放假安排尚未公布，无法计算")]
pub struct NotPublished {
    /// The first day, in the order of counting, that was needed and is not in the calendar.
    pub first_missing_day: NaiveDate,
}
