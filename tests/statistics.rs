//! Figures: counted right, told with their rule, traceable to the records, and only to those who may know of these.

mod figures;
mod persons;
mod refusals;
mod seed;
