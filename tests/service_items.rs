//! Service items: versions and their days, what the rules refuse, the public catalogue.

mod catalogue;
mod public;
mod refusals;
mod versions;
