//! “好差评” (evaluations): invitations bound to one accepted service, ratings with the token or on paper, and what follows a negative one.

mod batch;
mod case;
mod invite;
mod submit;
mod view;

pub use batch::{PaperBatch, RecordedBatch, enter_paper};
pub use case::step;
pub(crate) use invite::ask;
pub use invite::{
    InvitationQuery, InvitationView, InviteToEvaluate, MadeInvitation, get_invitation, invitations, invite, qr_token,
};
pub(crate) use submit::record;
pub use submit::{EvaluationLookUp, EvaluationReceipt, LookUpEvaluation, SubmitEvaluation, look_up, submit};
pub use view::{EvaluationSummary, EvaluationView, count, get, list, timeline, verify_timeline};

/// Subject kind of evaluations.
pub const KIND: &str = "evaluation";
