//! Official texts of a case: numbered and frozen in the unit of the decision that issues them. Whom a text is addressed to is sealed
//! elsewhere and only filled in when it is read.

mod issue;
mod numbering;
mod read;
mod text;

pub(crate) use issue::issue;
pub use numbering::{DocumentNumbers, DocumentNumbersFault};
pub use read::{DocumentView, IssuedDocument, IssuedDocuments, Shelf, get, list};
pub(crate) use read::{Sight, issued};

use yingshang_rules::application::Application;
use yingshang_rules::assessment::Assessment;
use yingshang_rules::commitment::Commitment;
use yingshang_rules::complaint::Complaint;
use yingshang_rules::notice::Notice;
use yingshang_rules::refusal_filing::RefusalFiling;

/// The case a text is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'a> {
    /// Acceptance and rejection of a complaint.
    Complaint(&'a Complaint),
    /// Receipts and the decision on an application.
    Application(&'a Application),
    /// A one-time notice.
    Notice(&'a Notice),
    /// Notice and letter of a commitment.
    Commitment(&'a Commitment),
    /// A refusal and its filing form.
    Refusal(&'a RefusalFiling),
    /// The result of an assessment.
    Assessment(&'a Assessment),
    /// A case that issues no texts.
    None,
}
