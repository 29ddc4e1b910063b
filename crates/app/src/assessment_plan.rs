//! 年度考评实施方案 (plans of the yearly assessment): drafted, published and then frozen; a change is a new version (KH-5).

mod change;
mod view;

pub use change::{draft, publish, rewrite};
pub(crate) use view::plan_of;
pub use view::{AssessmentPlanQuery, AssessmentPlanView, PlanFaultView, WriteAssessmentPlan, get, list};

/// Kind of subject in the event log.
pub const KIND: &str = "assessment_plan";
