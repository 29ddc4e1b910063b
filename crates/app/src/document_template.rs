//! Templates of 承诺告知书 and 承诺书 for one item. Its unit draws them up; they are used once 行政审批室 has filed them (RQ-5.3).

mod change;
mod filling;
mod view;

pub use change::{create, file, patch, retire};
pub(crate) use filling::{Filling, fill};
pub use view::{
    CreateDocumentTemplateRequest, DocumentTemplateQuery, DocumentTemplateView, FileDocumentTemplateRequest,
    PatchDocumentTemplateRequest, get, list,
};

/// Kind of subject in the event log.
pub const KIND: &str = "document_template";

/// What templates rest on.
const BASIS: &[&str] = &["RQ-5.3"];
