//! Figures: counted from the records, split and ranked, as a picture, with the very records that were counted.

mod bottom;
mod chart;
mod figures;
mod labels;
mod rankings;
mod records;
mod scope;

pub use bottom::{PersistentBottomRow, PersistentBottomView, persistent_bottom};
pub use chart::svg;
pub use figures::{FigureRow, FiguresView, figures};
pub use rankings::{RankedRow, RankingsView, rankings};
pub use records::{CountedRecordView, record_count, records};
pub use scope::Scope;
pub(crate) use scope::share;
