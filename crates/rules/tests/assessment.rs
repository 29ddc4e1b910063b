//! 监督考核 (yearly assessment): the plan, the course of an assessment, and what a record adds up to.
//!
//! `cases/assessment_plan.json` is the plan of the tests, `cases/assessment_bodies.json` what a step says unless a case says otherwise, and
//! `cases/assessment_refusals.json` the table of every "no". `golden/assessment_matrix.txt` shows who may do what in which state.

mod assessment {
    #[path = "../counter/cast.rs"]
    #[allow(dead_code, reason = "these tests need a part of the cast only")]
    mod cast;
    mod consequences;
    mod course;
    mod evidence;
    mod matrix;
    mod plan;
    mod procedure;
    mod properties;
    mod refusals;
    mod satisfaction;
    mod summary;
    mod walks;
}
