//! Surveys in the hall: rounds with their draw, questionnaires in batches, how the months stand (HP-6.1, GZ-3.2).

mod enter;
mod round;
mod view;

pub use enter::{SurveyBatch, enter};
pub use round::{SurveyQuery, get, list, months, open, responses};
pub use view::{SurveyMonths, SurveyResponseView, SurveyView};

/// Subject kind of survey rounds.
pub const KIND: &str = "survey";
