//! “好差评” (evaluations): one rating per service rendered, by the person served and nobody else, and what follows a negative one.
//!
//! Three pure pieces come before the procedure: [`invitation`] (may this service be rated), [`rating`] (is this a rating, and what does it
//! mean), [`anomaly`] (does it look made up). [`submit`] puts them together and opens the file; a negative rating is then verified, put
//! right by a date, told to the person, and may be appealed against. [`sms_reply`] reads what people answer by text message.

pub mod anomaly;
mod appealing;
pub mod case_file;
pub mod codes;
pub mod command;
mod decide;
pub mod event;
mod following_up;
pub mod gate;
pub mod invitation;
pub mod rating;
pub mod sms_reply;
mod submission;

pub use anomaly::Around;
pub use case_file::Evaluation;
pub use codes::{Anomaly, DissatisfactionReason, EvaluationChannel, EvaluationStatus, Grade, RatingGrade, RatingScale};
pub use command::Command;
pub use decide::{Context, Decision, check, decide, offers};
pub use event::EvaluationEventKind;
pub use rating::{Rating, ReasonRule};
pub use submission::{
    BatchFault, InvitationFacts, NewEvaluation, PaperEntry, Submission, check_batch, may_enter, submit,
};
