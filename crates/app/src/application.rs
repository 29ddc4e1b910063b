//! Applications (办件): taking in, steps, what follows from them for notices, commitments and refusals, views.

mod case;
mod register;
mod step;
mod view;

pub(crate) use case::{deem_accepted, facts_of, named, take};
pub use register::{RegisterApplication, register};
pub use step::step;
pub use view::{
    ApplicationSummary, ApplicationView, LinkedCase, applicant, count, get, list, set_applicant, timeline,
    verify_timeline,
};

/// Subject kind of applications.
pub const KIND: &str = "application";
