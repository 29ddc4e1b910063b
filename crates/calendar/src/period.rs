//! Statutory periods: what a deadline depends on, when it ends, and why.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::day::NotPublished;
use crate::instant::Instant;
use crate::work_calendar::WorkCalendar;

mod backward;
mod calculation;
mod forward;
mod start;
mod trace;

pub use calculation::{Calculation, Direction, calculate};
pub use start::Start;

/// The unit of a limit. It is a property of each rule: a bare 日 is a calendar day unless the text says 工作日.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(description = "期限单位：working_day 工作日；calendar_day 日（自然日）；month 月；year 年；hour 小时")]
pub enum Unit {
    /// 工作日: make-up days count; holidays and weekends do not.
    WorkingDay,
    /// 日: every day counts; a last day that is a day off rolls to the next working day (民法典第二百零三条).
    CalendarDay,
    /// 月: the same day number in the end month, else its last day (民法典第二百零二条); rolls like 日.
    Month,
    /// 年: as 月.
    Year,
    /// 小时: continuous, from the moment itself (民法典第二百零一条); no day is left out and nothing rolls.
    Hour,
}

impl Unit {
    /// Every unit, in the order in which people expect them listed.
    pub const ALL: [Self; 5] = [Self::WorkingDay, Self::CalendarDay, Self::Month, Self::Year, Self::Hour];

    /// The Chinese name, as it follows a number: `5` + `个工作日`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::WorkingDay => "个工作日",
            Self::CalendarDay => "日",
            Self::Month => "个月",
            Self::Year => "年",
            Self::Hour => "小时",
        }
    }
}

/// The length of a period, for instance 5 working days. 0 days means "the same day" (当日).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(description = "期限")]
pub struct Limit {
    /// 数量；0 表示当日
    #[schema(maximum = 10_000, example = 5)]
    pub n: u32,
    /// 单位
    pub unit: Unit,
}

impl Limit {
    /// The largest `n` that makes sense to ask for. Larger ones are safe, they end beyond any calendar.
    pub const MAX_N: u32 = 10_000;

    /// A limit of `n` units.
    pub const fn new(n: u32, unit: Unit) -> Self {
        Self { n, unit }
    }
}

/// Time that does not count (扣除, 中止). The day it opens is still counted, the day it closes is not: counting goes on with
/// the day after. This convention is `local`: the laws say that the time is not counted, not how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(description = "期间中止（扣除）的时段")]
pub struct Stop {
    /// 中止之日；该日仍计入期间
    pub from: NaiveDate,
    /// 恢复之日；自次日起继续计算。为空表示尚未恢复
    #[schema(required = true)]
    pub until: Option<NaiveDate>,
}

/// Everything a deadline depends on. Kept with each deadline, so that it can be computed again when a year is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(description = "期限的计算条件")]
pub struct Terms {
    /// 起算日或起算时刻
    pub start: Start,
    /// 期限
    pub limit: Limit,
    /// 历次延长的数量，单位同期限
    #[serde(default)]
    #[schema(max_items = 100)]
    pub extensions: Vec<u32>,
    /// 历次中止
    #[serde(default)]
    #[schema(max_items = 100)]
    pub stops: Vec<Stop>,
}

/// When a period ends, or that it stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
#[schema(description = "期限计算结果：届满日，或期间仍在中止")]
pub enum Outcome {
    /// 期间届满
    Due(Due),
    /// 期间仍在中止，尚未恢复：没有届满日
    Stopped {
        /// 尚余数量；工作日期限为工作日，日、月、年期限为自然日，小时期限为小时（不足一小时按一小时）
        remaining: u32,
        /// 中止之日
        since: NaiveDate,
    },
}

/// The end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(description = "期限届满")]
pub struct Due {
    /// 届满日（北京时间）
    #[serde(rename = "due_on")]
    pub on: NaiveDate,
    /// 届满时刻：届满日24时前的最后一毫秒；按小时计算的为满时的时刻
    #[serde(rename = "due_at")]
    pub at: Instant,
    /// 是否暂定：用到了下一年度通知仍可能调整的日期
    pub provisional: bool,
    /// 最后一日为休息日，已按规则移至工作日
    pub rolled: bool,
}

/// One line of the explanation of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(description = "期限计算过程中的一天")]
pub struct TraceDay {
    /// 日期
    pub date: NaiveDate,
    /// 是否计入
    pub counted: bool,
    /// 原因及依据
    #[schema(max_length = 500, example = "工作日，计为第1个")]
    pub reason: String,
}

impl Terms {
    /// A limit from a start, neither extended nor stopped.
    pub const fn new(start: Start, limit: Limit) -> Self {
        Self { start, limit, extensions: Vec::new(), stops: Vec::new() }
    }

    /// When the period ends: at the end of a day, except for hours.
    ///
    /// Extensions are added to the limit as if it had been longer from the beginning, so a calendar period rolls once, at
    /// the extended end. Stops are taken in the order of their dates; one that opens on or after the end changes nothing.
    /// Months and years shift by the days of each stop.
    ///
    /// # Errors
    /// [`NotPublished`] when a day that decides lies outside the calendar: for working days every day counted, for
    /// calendar days, months and years the last day and those it rolls over; hours need no calendar.
    pub fn due(&self, calendar: &WorkCalendar) -> Result<Outcome, NotPublished> {
        forward::walk(self, calendar, |_| {})
    }

    /// Why the period ends when it does, from the start to the end or, while it is stopped, to the day of the stop.
    ///
    /// Working and calendar days: every day, counted or not; the counted ones are as many as the limit and its extensions
    /// together. Months, years and hours: only the days that decide.
    ///
    /// # Errors
    /// As [`Terms::due`].
    pub fn trace(&self, calendar: &WorkCalendar) -> Result<Vec<TraceDay>, NotPublished> {
        trace::forward(self, calendar).map(|(_, lines)| lines)
    }

    /// The limit and its extensions together, in the unit of the limit.
    fn total(&self) -> u32 {
        self.extensions.iter().fold(self.limit.n, |total, n| total.saturating_add(*n))
    }

    /// The stops by date; of two on one day the open one comes last.
    fn stops_in_order(&self) -> Vec<Stop> {
        let mut stops = self.stops.clone();
        stops.sort_by_key(|stop| (stop.from, stop.until.is_none(), stop.until));
        stops
    }
}
