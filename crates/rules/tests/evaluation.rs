//! “好差评”: invitations, ratings, text messages, what follows a negative rating, and rectification of low figures.
//!
//! `cases/sms_replies.json` is the table of answers by text message; `golden/evaluation_matrix.txt` and
//! `golden/rectification_matrix.txt` show who may do what in which state.

mod evaluation {
    #[path = "../counter/cast.rs"]
    #[allow(dead_code, reason = "these tests need a part of the cast only")]
    mod cast;
    mod follow_up;
    mod invitations;
    mod matrix;
    mod properties;
    mod ratings;
    mod rectification;
    mod refusal_codes;
    mod setting;
    mod sms;
    mod submissions;
}
