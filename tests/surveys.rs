//! Surveys: the draw and its seed, batches of questionnaires, how the months stand.

mod batches;
mod draw;
mod hall;
mod months;
