//! 监督考核 (yearly assessments of units and windows): opening, steps, the evidence of the records, views.

mod case;
mod evidence;
mod open;
mod satisfaction;
mod standings;
mod view;

pub use case::{collect, step};
pub use open::{OpenAssessment, OpenedAssessments, open, open_all};
pub use standings::{AssessmentStanding, AssessmentStandings, standings};
pub use view::{AssessmentCaseSummary, AssessmentView, count, get, list, timeline, verify_timeline};

/// Subject kind of assessments.
pub const KIND: &str = "assessment";
