//! “好差评”: one rating for one service, by the person served; what follows a negative one; rectification on low figures.

mod follow_up;
mod paper;
mod rating;
mod rectification;
mod stage;
