//! 否定备案: the only way to refuse, from the draft to the archive, and what is found against the office on the way.

mod authority;
mod dropped;
pub mod filing;
mod follow_up;
mod grounds;
mod life;
mod lists;
mod power;
mod writes;
