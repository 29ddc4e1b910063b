//! The complaint machine, as one test program.
//!
//! `cases/complaint_*.json` are the tables a lawyer can read: the course of a case, and what must come of it.
//! `golden/complaint_matrix.txt` shows who may do what in which state. The properties try what nobody thought of.

mod complaint {
    mod cast;
    mod invariants;
    mod ledger;
    mod lists;
    mod matrix;
    mod offers;
    mod procedure;
    mod properties;
    mod repeats;
    mod steps;
    mod tables;
}
