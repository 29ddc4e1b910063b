//! Complaints: load the case, ask the rules, persist case file, clocks, events and outbox in one unit.

mod case;
mod identity;
mod list;
mod materials;
mod public;
mod register;
mod repeats;
mod settlement;
mod step;
mod view;

pub(crate) use case::is_known;
pub use case::{KIND, refresh_next_due, visibility};
pub(crate) use identity::sight;
pub use identity::{IdentityQuery, complainant, find_by_identity, set_complainant};
pub use list::{ComplaintQuery, ComplaintSummary, Listed, count, list};
pub use materials::{add_material, download, materials};
pub use public::{PublicProgress, PublicReceipt, PublicRegistration, open_with_code, progress, register_public};
pub use register::{RegisterComplaint, RegisteredComplaint, register};
pub use settlement::{Settlement, SettlementItem, settlement};
pub use step::{deem_received, remind_automatically, step};
pub use view::{ActionView, ComplaintView, Remedy, get, timeline, verify_timeline};
