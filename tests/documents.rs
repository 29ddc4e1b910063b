//! Official texts, from the outside: what each says, to whom it shows a name, how it is numbered, and the templates of an item.

mod complaints;
mod counter;
mod desk;
mod numbers;
mod reading;
mod templates;
