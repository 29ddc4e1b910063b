//! Surveys in the hall: mobile surveys (流动测评) at drawn times, windows and people, at least 30 a month (HP-6.1), and intercept
//! questionnaires at the monitoring points, every month (GZ-3.2).

pub mod codes;
mod draw;
mod month;
mod response;
mod round;
mod tally;

pub use codes::{SurveyEventKind, SurveyKind};
pub use draw::{Draw, Frame, Seed, SeedFault, Slot, draw};
pub use month::{Month, MonthFault};
pub use response::{EnteredResponse, EntryFault, SurveyEntry, enter};
pub use round::{Context, Decision, NewRound, RoundFacts, SurveyRound, SurveyRoundRequest, open};
pub use tally::{MonthReport, Taken, months};
