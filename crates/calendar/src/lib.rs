//! Working days of mainland China, and the arithmetic of statutory periods.
//!
//! Two questions are answered here, for every other part of the program:
//!
//! - *Is this a working day?* [`WorkCalendar`] holds the days off and make-up working days that the State Council's yearly
//!   notices order, plus the local days an installation adds. Outside the published years it answers [`NotPublished`] and
//!   never guesses.
//! - *When does this period end, and why?* [`Terms`] is everything a deadline depends on (start, limit, extensions, stops).
//!   [`Terms::due`] finds the end, [`Terms::trace`] explains it day by day, and [`calculate`] does both for a bare limit.
//!
//! All of it is pure: no clock is read, nothing is loaded from disk. Civil dates are dates in UTC+8 throughout.

mod day;
mod facts;
mod instant;
mod period;
mod work_calendar;

pub use day::{Counted, Coverage, Day, DayKind, Found, NotPublished};
pub use facts::{CalendarFault, FaultCode, Notice, Overlay, YearFacts, named_dates};
pub use instant::{Instant, ParseInstantError};
pub use period::{Calculation, Direction, Due, Limit, Outcome, Start, Stop, Terms, TraceDay, Unit, calculate};
pub use work_calendar::{WorkCalendar, YearSummary};
