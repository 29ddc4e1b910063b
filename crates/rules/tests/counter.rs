//! The four procedures of the counter, as one test program: applications, one-time notices, commitments and refusals.
//!
//! `cases/{application,notice,commitment,refusal}_courses.json` and `cases/counter_refusals.json` are the tables a lawyer can read: the
//! course of a case, and what must come of it. `golden/counter_matrix_*.txt` show who may do what in which state. The properties try
//! what nobody thought of.

mod counter {
    mod bodies;
    mod cast;
    mod commands;
    mod course;
    mod invariants;
    mod items;
    #[path = "../complaint/ledger.rs"]
    mod ledger;
    mod matrix;
    mod procedure;
    mod properties;
    mod refusal_codes;
    mod steps;
    mod tables;
    mod taking;
}
