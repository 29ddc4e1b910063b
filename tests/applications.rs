//! Applications, from the outside: receipt, the five branches, the clocks, the decision.

mod clocks;
mod decision;
mod examination;
mod life;
mod versions;
