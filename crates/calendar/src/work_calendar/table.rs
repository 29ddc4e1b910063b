//! Every covered day in rows, so that counting working days is two look-ups and never a walk.

use chrono::{Datelike, NaiveDate};

use crate::day::{DayKind, NotPublished};

/// One row per covered day. A day's slot is its distance in days from the first covered day.
#[derive(Clone, Default)]
pub(super) struct Table {
    from: NaiveDate,
    to: NaiveDate,
    kinds: Vec<DayKind>,
    /// `worked_before[slot]` = working days among the covered days before that slot; one entry more than `kinds`.
    worked_before: Vec<u32>,
    /// Every working day, in order.
    working_days: Vec<NaiveDate>,
}

impl Table {
    pub(super) fn new(from: NaiveDate, to: NaiveDate, kind_of: impl Fn(NaiveDate) -> DayKind) -> Self {
        let mut table = Self { from, to, worked_before: vec![0], ..Self::default() };
        for date in from.iter_days().take_while(|date| *date <= to) {
            let kind = kind_of(date);
            table.kinds.push(kind);
            if kind.is_workday() {
                table.working_days.push(date);
            }
            table.worked_before.push(table.working_days.len() as u32);
        }
        table
    }

    pub(super) fn kind(&self, date: NaiveDate) -> Option<DayKind> {
        usize::try_from(self.slot(date)).ok().and_then(|slot| self.kinds.get(slot)).copied()
    }

    /// Working days in `(from, to]`, for `from <= to`.
    pub(super) fn count(&self, from: NaiveDate, to: NaiveDate) -> Result<i64, NotPublished> {
        if from == to {
            return Ok(0);
        }
        let before = self.worked_through(from).ok_or(missing_after(from))?;
        let through = self.worked_through(to).ok_or(NotPublished { first_missing_day: self.day_after_last() })?;
        Ok(i64::from(through) - i64::from(before))
    }

    /// The `n`-th working day after the day, for `n >= 1`.
    pub(super) fn nth_after(&self, day: NaiveDate, n: u32) -> Result<NaiveDate, NotPublished> {
        let worked = self.worked_through(day).ok_or(missing_after(day))?;
        let index = worked as usize + n as usize - 1;
        self.working_days.get(index).copied().ok_or(NotPublished { first_missing_day: self.day_after_last() })
    }

    /// The `n`-th working day before the day, for `n >= 1`.
    pub(super) fn nth_before(&self, day: NaiveDate, n: u32) -> Result<NaiveDate, NotPublished> {
        let day_before = day.pred_opt().unwrap_or(day);
        let worked = self.worked_through(day_before).ok_or(NotPublished { first_missing_day: day_before })?;
        (worked as usize)
            .checked_sub(n as usize)
            .and_then(|index| self.working_days.get(index))
            .copied()
            .ok_or(NotPublished { first_missing_day: self.from.pred_opt().unwrap_or(self.from) })
    }

    /// Working days from the first covered day through this one; 0 for the day before the first one, `None` beyond.
    fn worked_through(&self, date: NaiveDate) -> Option<u32> {
        usize::try_from(self.slot(date) + 1).ok().and_then(|slot| self.worked_before.get(slot)).copied()
    }

    fn slot(&self, date: NaiveDate) -> i64 {
        i64::from(date.num_days_from_ce()) - i64::from(self.from.num_days_from_ce())
    }

    fn day_after_last(&self) -> NaiveDate {
        self.to.succ_opt().unwrap_or(self.to)
    }
}

fn missing_after(day: NaiveDate) -> NotPublished {
    NotPublished { first_missing_day: day.succ_opt().unwrap_or(day) }
}
