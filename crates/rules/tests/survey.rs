//! Surveys in the hall: the draw, the questionnaires, and how the months stand.

mod survey {
    #[path = "../counter/cast.rs"]
    #[allow(dead_code, reason = "these tests need a part of the cast only")]
    mod cast;
    mod drawing;
    mod entering;
    mod months;
    mod rounds;
    mod setting;
}
