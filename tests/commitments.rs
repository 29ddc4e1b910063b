//! 容缺受理告知承诺, from the outside: proposal, notice, letter, acceptance, supply, and what follows when it does not come.

mod dates;
mod life;
mod overdue;
mod oversight;
mod proposals;
mod stage;
mod writes;
