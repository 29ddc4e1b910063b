//! Honest figures: what is counted, by which rule, and whether a threshold holds.
//!
//! The catalogue is data ([`Indicator::definition`]); a figure is two counts and what follows from them ([`figure`]). Nothing here is a
//! floating-point number: shares are compared as fractions, and only the percentage that people read is rounded.

mod bottom;
mod catalogue;
pub mod codes;
mod definition;
mod figure;
mod percent;
mod period;
mod question;
mod ranking;
mod share;
mod threshold;

pub use bottom::{BottomMonth, BottomRun, MonthRanking, bottom_months, consequences, persistent_bottom};
pub use codes::{Dimension, Indicator, Measure};
pub use definition::{Definition, IndicatorView, ThresholdRule, indicators};
pub use figure::{Figure, figure};
pub use percent::Percent;
pub use period::{Period, PeriodFault};
pub use question::{MAX_BUCKETS, buckets, check_figures, check_ranking};
pub use ranking::{Entry, Placed, Ranking, minimum_sample, rank};
pub use share::Share;
pub use threshold::Threshold;
