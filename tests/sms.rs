//! Evaluation by text message: tickets, the messages of a day, what people answer.

mod answers;
mod hall;
mod messages;
mod tickets;
