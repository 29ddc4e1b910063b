//! Official texts: notices, notifications, undertakings, registration forms.
//!
//! A [`Document`] is the text as data, frozen when it is issued. [`html`] lays it out as one page that prints on A4 by the habits
//! of GB/T 9704 and needs nothing but itself. [`NumberPattern`] writes the numbers that such texts carry.
//!
//! All of it is pure: no clock, no disk, no network. What a text says is decided by whoever builds the [`Document`].

mod date;
mod document;
mod number_pattern;
mod page;

pub use date::chinese_date;
pub use document::{Block, Document, FieldRow, SignatureLine};
pub use number_pattern::{NumberPattern, NumberPatternError, Placeholder};
pub use page::html;
