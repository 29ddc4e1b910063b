//! Evaluation by text message (HP-3.1, HP-5.1): telephones left at queueing, one message for each service at a fixed hour of the
//! working day, and what people answer.

mod inbound;
mod outgoing;
mod phone;
mod provider;
mod send;
mod ticket;

pub use inbound::{InboundReceipt, InboundSms, InboundView, inbound, take_in};
pub use outgoing::{ReportDispatch, SmsMessageView, messages, report, to_send};
pub use provider::SmsProviders;
pub(crate) use send::{invite_today, next_run};
pub use ticket::{QueueTicketView, TakeQueueTicket, take};

/// Subject kind of messages on their way out.
pub const KIND: &str = "sms_message";
