//! Service items (政务服务事项): what the bureau does, in versions. A case keeps the version it began under (RQ-2.1).

mod check;
mod codes;
mod version;

pub use check::{Breach, ItemWarning, check, check_editor, warnings};
pub use codes::{DeferralMeasure, LegalForm, ServiceItemKind, WindowInstitution};
pub use version::{ItemMaterial, ItemVersion, OfficialCodes, ServiceGuide, StageLimits};
