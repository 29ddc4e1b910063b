//! Applications, from the outside: receipt, the five branches, the clocks, the decision.

mod clocks;
mod decision;
mod examination;
mod identity;
mod intake;
mod life;
mod versions;
mod visibility;
