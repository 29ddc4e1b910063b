//! 监督考核 (yearly assessment): units and windows are scored under a published plan, in the order of the text, each score with author,
//! reason and trace.
//!
//! The plan is data ([`plan`]); an assessment is a procedure of one target ([`case_file`], [`gate`], [`decide()`]); what the record adds up
//! to is a pure function of it ([`summarise`]), so that working it out again gives the same result.

pub mod case_file;
pub mod codes;
pub mod command;
mod concluding;
pub mod consequences;
mod decide;
pub mod event;
pub mod evidence;
mod evidencing;
mod following_up;
pub mod gate;
pub mod plan;
mod plan_check;
pub mod points;
pub mod satisfaction;
mod scoring;
pub mod summary;

pub use case_file::Assessment;
pub use codes::{AssessmentGrade, AssessmentStatus, EvidenceSource};
pub use command::Command;
pub use consequences::consequences;
pub use decide::{Context, Decision, Facts, NewAssessment, Target, check, decide, offers, open};
pub use event::AssessmentEventKind;
pub use plan::{AssessmentPlan, PlanContent};
pub use plan_check::{PlanFault, validate};
pub use points::Points;
pub use summary::summarise;
