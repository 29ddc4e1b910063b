//! 监督考核: the plan of the year, the assessment in the order of the text, its evidence, its result and what follows.

mod evidence;
mod life;
mod outcome;
pub mod plan;
mod satisfaction;
mod sight;
