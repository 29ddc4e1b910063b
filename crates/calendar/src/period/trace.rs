//! The explanation of a period, day by day, in words for the person at the counter.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::forward::{self, Stretch, StretchKind};
use super::{Due, Limit, Outcome, Start, Terms, TraceDay, Unit, backward};
use crate::day::{DayKind, NotPublished};
use crate::instant::Instant;
use crate::work_calendar::WorkCalendar;

/// Walks the period once and returns its end together with the explanation.
pub(super) fn forward(terms: &Terms, calendar: &WorkCalendar) -> Result<(Outcome, Vec<TraceDay>), NotPublished> {
    let start = terms.start.date();
    let mut lines = Lines::new(calendar, terms.limit.unit);
    lines.opening(terms);
    let mut stopped = false;
    let outcome = forward::walk(terms, calendar, |Stretch { kind, after, through }| match kind {
        StretchKind::Running => lines.running(after, through),
        StretchKind::Stopped => {
            stopped |= after < through;
            lines.stopped(after, through);
        }
        StretchKind::Rolling => {
            lines.name_end_of_months(start.day(), stopped);
            lines.rolled_forward(after, through);
        }
    })?;
    match outcome {
        Outcome::Due(due) if terms.limit.unit == Unit::Hour => lines.add(&format!("；{}期满", time_of(due.at))),
        Outcome::Due(_) => lines.add("；届满日"),
        Outcome::Stopped { remaining, .. } => {
            let unit = match terms.limit.unit {
                unit @ (Unit::WorkingDay | Unit::Hour) => unit,
                _ => Unit::CalendarDay,
            };
            lines.add(&format!("；自本日起中止，尚未恢复，尚余{remaining}{}", unit.label()));
        }
    }
    Ok((outcome, lines.lines))
}

/// Counts back from the event and explains it, the event first.
pub(super) fn backward(
    event: Start,
    limit: Limit,
    calendar: &WorkCalendar,
) -> Result<(Due, Vec<TraceDay>), NotPublished> {
    let (due, unmoved) = backward::count(event, limit, calendar)?;
    let day = event.date();
    let mut lines = Lines::new(calendar, limit.unit);
    if limit.unit == Unit::Hour {
        lines.push(day, true, format!("自{}向前连续计算{}小时", time_of(event.instant()), limit.n));
        lines.push_unless_last(due.on, "连续计算至本日");
        lines.add(&format!("；{}为最后时刻", time_of(due.at)));
        return Ok((due, lines.lines));
    }
    lines.push(day, false, "事件当日，不计入".to_owned());
    match limit.unit {
        Unit::WorkingDay | Unit::CalendarDay => {
            for date in day.pred_opt().iter().flat_map(|first| back_to(*first, unmoved)) {
                lines.day(date);
            }
        }
        _ if unmoved < day => lines.push(unmoved, true, "起始月的对应日或其月末日".to_owned()),
        _ => {}
    }
    lines.moved_back(unmoved, due.on);
    lines.add("；最后一日");
    Ok((due, lines.lines))
}

struct Lines<'a> {
    calendar: &'a WorkCalendar,
    unit: Unit,
    counted: u32,
    lines: Vec<TraceDay>,
}

impl<'a> Lines<'a> {
    fn new(calendar: &'a WorkCalendar, unit: Unit) -> Self {
        Self { calendar, unit, counted: 0, lines: Vec::with_capacity(16) }
    }

    fn push(&mut self, date: NaiveDate, counted: bool, reason: String) {
        self.lines.push(TraceDay { date, counted, reason });
    }

    fn push_unless_last(&mut self, date: NaiveDate, reason: &str) {
        if self.lines.last().is_none_or(|last| last.date != date) {
            self.push(date, true, reason.to_owned());
        }
    }

    /// Adds to the reason of the last line.
    fn add(&mut self, more: &str) {
        if let Some(last) = self.lines.last_mut() {
            last.reason.push_str(more);
        }
    }

    fn opening(&mut self, terms: &Terms) {
        let date = terms.start.date();
        match (terms.limit.unit, terms.total()) {
            (Unit::Hour, n) => {
                let from = time_of(terms.start.instant());
                self.push(date, true, format!("自{from}起连续计算{n}小时（民法典第二百零一条）"));
            }
            (_, 0) => self.push(date, false, "期限为当日".to_owned()),
            _ => self.push(date, false, "起算日，不计入（民法典第二百零一条）".to_owned()),
        }
    }

    fn running(&mut self, after: NaiveDate, through: NaiveDate) {
        match self.unit {
            Unit::WorkingDay | Unit::CalendarDay => days(after, through).for_each(|date| self.day(date)),
            Unit::Month | Unit::Year | Unit::Hour => self.push_unless_last(through, "期间连续进行至本日"),
        }
    }

    /// One day of a limit in days.
    fn day(&mut self, date: NaiveDate) {
        let kind = self.calendar.kind(date).ok();
        let worked = kind.is_none_or(DayKind::is_workday);
        if self.unit == Unit::WorkingDay && !worked {
            let reason = format!("{}，不计入", self.why_off(date));
            return self.push(date, false, reason);
        }
        self.counted += 1;
        let reason = match (self.unit, kind) {
            (Unit::WorkingDay, Some(DayKind::MakeupWorkday)) => {
                format!("调休上班日，计为第{}个工作日", self.counted)
            }
            (Unit::WorkingDay, _) => format!("工作日，计为第{}个", self.counted),
            (_, _) if worked => format!("计为第{}日", self.counted),
            (_, _) => format!("计为第{}日（期间内的休息日不扣除）", self.counted),
        };
        self.push(date, true, reason);
    }

    fn stopped(&mut self, after: NaiveDate, through: NaiveDate) {
        if matches!(self.unit, Unit::WorkingDay | Unit::CalendarDay) {
            for date in days(after, through).take_while(|date| *date < through) {
                self.push(date, false, "期间中止，不计入".to_owned());
            }
        }
        if after < through {
            self.push(through, false, "期间中止至本日，不计入，自次日起继续计算".to_owned());
        }
    }

    /// Months and years end on the same day number (民法典第二百零二条); says so on the line of the last day.
    fn name_end_of_months(&mut self, start_day: u32, stopped: bool) {
        if !matches!(self.unit, Unit::Month | Unit::Year) {
            return;
        }
        if let Some(last) = self.lines.last_mut().filter(|last| last.counted) {
            last.reason = match (stopped, last.date.day() == start_day) {
                (true, _) => "到期月的对应日加上中止的天数（民法典第二百零二条）",
                (false, true) => "到期月的对应日（民法典第二百零二条）",
                (false, false) => "到期月没有对应日，为月末日（民法典第二百零二条）",
            }
            .to_owned();
        }
    }

    fn rolled_forward(&mut self, end: NaiveDate, on: NaiveDate) {
        if end == on {
            return;
        }
        let why = self.why_off(end);
        self.add(&format!("；最后一日为{why}，顺延（民法典第二百零三条）"));
        for date in days(end, on).take_while(|date| *date < on) {
            let reason = format!("{}，继续顺延", self.why_off(date));
            self.push(date, false, reason);
        }
        self.push(on, false, "休息日结束的次日（民法典第二百零三条）".to_owned());
    }

    fn moved_back(&mut self, unmoved: NaiveDate, on: NaiveDate) {
        if unmoved == on {
            return;
        }
        let why = self.why_off(unmoved);
        self.add(&format!("；为{why}，提前至前一工作日"));
        for date in unmoved.pred_opt().iter().flat_map(|first| back_to(*first, on)).take_while(|date| *date > on) {
            let reason = format!("{}，继续提前", self.why_off(date));
            self.push(date, false, reason);
        }
        self.push(on, false, "休息日之前的工作日".to_owned());
    }

    fn why_off(&self, date: NaiveDate) -> String {
        match self.calendar.kind(date) {
            Ok(kind @ DayKind::Holiday) => match self.calendar.name_of(date, kind) {
                Some(name) => format!("{name}放假"),
                None => "放假日".to_owned(),
            },
            _ => "周末".to_owned(),
        }
    }
}

/// The days in `(after, through]`.
fn days(after: NaiveDate, through: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    after.iter_days().skip(1).take_while(move |date| *date <= through)
}

/// The days from `first` back to `last`, both included.
fn back_to(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(first), NaiveDate::pred_opt).take_while(move |date| *date >= last)
}

/// The time of day in China, to the minute.
fn time_of(at: Instant) -> String {
    let since_midnight = at.utc() - Instant::start_of(at.date()).utc();
    (NaiveTime::MIN + since_midnight).format("%H:%M").to_string()
}
