//! Applications, from the outside: receipt, the five branches, the clocks, the decision.

mod life;
