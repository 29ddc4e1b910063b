//! Evaluation by text message: tickets of the queue, messages to be sent, messages that came in. Telephones are sealed and found again
//! only through keyed hashes.

use std::fmt;

use crate::schema::{inbound_messages, queue_tickets, sms_messages};
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::prelude::*;

/// A number drawn at the queueing machine.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = queue_tickets)]
#[diesel(treat_none_as_default_value = false)]
pub struct QueueTicketRow {
    /// UUIDv7.
    pub id: String,
    /// The window it is for.
    pub window_id: String,
    /// The unit of the window.
    pub unit_id: String,
    /// The application it became, where the machine knows it.
    pub application_id: Option<String>,
    /// Keyed hash of the telephone.
    pub phone_hash: String,
    /// The key it is sealed with.
    pub key_id: String,
    /// Nonce of the sealing.
    pub nonce: Vec<u8>,
    /// The telephone, sealed.
    pub sealed: Vec<u8>,
    /// The day it was drawn (+08:00).
    pub taken_on: NaiveDate,
    /// When it was drawn.
    pub taken_at: Ts,
    /// The account that handed it in.
    pub created_by: Option<String>,
    /// When the row was written.
    pub created_at: Ts,
}

/// A text message on its way out.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sms_messages)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct SmsMessageRow {
    /// UUIDv7.
    pub id: String,
    /// The invitation it carries; one message each.
    pub invitation_id: String,
    /// Code of the state.
    pub state: String,
    /// Keyed hash of the telephone.
    pub phone_hash: String,
    /// The key it is sealed with.
    pub key_id: String,
    /// Nonce of the sealing.
    pub nonce: Vec<u8>,
    /// The telephone, sealed.
    pub sealed: Vec<u8>,
    /// The text.
    pub body: String,
    /// The provider that took it.
    pub provider: Option<String>,
    /// What the provider says of a failure.
    pub failure: Option<String>,
    /// When it was made.
    pub queued_at: Ts,
    /// When the provider reported.
    pub dispatched_at: Option<Ts>,
    /// Counts up with every change, from 1.
    pub version: i64,
}

/// A text message that came in.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = inbound_messages)]
#[diesel(treat_none_as_default_value = false)]
pub struct InboundMessageRow {
    /// UUIDv7.
    pub id: String,
    /// The provider that handed it in.
    pub provider: String,
    /// Its id there; unique together with `provider`.
    pub message_id: String,
    /// Code of what became of it.
    pub outcome: String,
    /// Code of the refusal, where the rating was refused.
    pub refusal: Option<String>,
    /// The evaluation it became.
    pub evaluation_id: Option<String>,
    /// Keyed hash of the telephone.
    pub phone_hash: String,
    /// The key it is sealed with.
    pub key_id: String,
    /// Nonce of the sealing.
    pub nonce: Vec<u8>,
    /// Telephone and text, sealed.
    pub sealed: Vec<u8>,
    /// When the provider received it.
    pub received_at: Ts,
    /// When the row was written.
    pub created_at: Ts,
}

macro_rules! without_what_is_sealed {
    ($($row:ident),+) => {
        $(impl fmt::Debug for $row {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($row)).field("id", &self.id).finish_non_exhaustive()
            }
        })+
    };
}

without_what_is_sealed!(QueueTicketRow, SmsMessageRow, InboundMessageRow);

/// Writes a new ticket.
///
/// # Errors
/// A failed query.
pub fn insert_ticket(conn: &mut Conn, row: &QueueTicketRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(queue_tickets::table).values(row).execute(conn))?;
    Ok(())
}

/// Tickets of a day in the order of their ids, after `after_id`.
///
/// # Errors
/// A failed query.
pub fn tickets_of(
    conn: &mut Conn,
    day: NaiveDate,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<QueueTicketRow>, StoreError> {
    on_engine!(conn, {
        let mut query = queue_tickets::table
            .filter(queue_tickets::taken_on.eq(day))
            .select(QueueTicketRow::as_select())
            .into_boxed::<Db>();
        if let Some(after_id) = after_id {
            query = query.filter(queue_tickets::id.gt(after_id));
        }
        Ok(query.order(queue_tickets::id.asc()).limit(limit).load(conn)?)
    })
}

/// Writes a new message.
///
/// # Errors
/// [`StoreError::Duplicate`] when the invitation has one.
pub fn insert_message(conn: &mut Conn, row: &SmsMessageRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(sms_messages::table).values(row).execute(conn))?;
    Ok(())
}

/// The message with this id.
///
/// # Errors
/// A failed query.
pub fn get_message(conn: &mut Conn, id: &str) -> Result<Option<SmsMessageRow>, StoreError> {
    Ok(on_engine!(conn, sms_messages::table.find(id).select(SmsMessageRow::as_select()).get_result(conn).optional())?)
}

/// Writes a message over the row with its id, which must be at `expected_version`. Returns the new version.
///
/// # Errors
/// [`StoreError::VersionConflict`].
pub fn update_message(conn: &mut Conn, row: &SmsMessageRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, sms_messages, SmsMessageRow, row, expected_version)
}

/// Messages in the order they were made, after `after_id`; in one state, if asked.
///
/// # Errors
/// A failed query.
pub fn messages(
    conn: &mut Conn,
    state: Option<&str>,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<SmsMessageRow>, StoreError> {
    on_engine!(conn, {
        let mut query = sms_messages::table.select(SmsMessageRow::as_select()).into_boxed::<Db>();
        if let Some(state) = state {
            query = query.filter(sms_messages::state.eq(state));
        }
        if let Some(after_id) = after_id {
            query = query.filter(sms_messages::id.gt(after_id));
        }
        Ok(query.order(sms_messages::id.asc()).limit(limit).load(conn)?)
    })
}

/// The invitations sent to a telephone, the newest first.
///
/// # Errors
/// A failed query.
pub fn invitations_to(conn: &mut Conn, phone_hash: &str, limit: i64) -> Result<Vec<String>, StoreError> {
    Ok(on_engine!(
        conn,
        sms_messages::table
            .filter(sms_messages::phone_hash.eq(phone_hash))
            .select(sms_messages::invitation_id)
            .order(sms_messages::id.desc())
            .limit(limit)
            .load(conn)
    )?)
}

/// Writes a new message that came in.
///
/// # Errors
/// [`StoreError::Duplicate`] when the provider handed it in before.
pub fn insert_inbound(conn: &mut Conn, row: &InboundMessageRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(inbound_messages::table).values(row).execute(conn))?;
    Ok(())
}

/// The message that a provider handed in under this id.
///
/// # Errors
/// A failed query.
pub fn inbound_by_key(
    conn: &mut Conn,
    provider: &str,
    message_id: &str,
) -> Result<Option<InboundMessageRow>, StoreError> {
    Ok(on_engine!(
        conn,
        inbound_messages::table
            .filter(inbound_messages::provider.eq(provider))
            .filter(inbound_messages::message_id.eq(message_id))
            .select(InboundMessageRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// Messages that came in, in order, after `after_id`; of one outcome, if asked.
///
/// # Errors
/// A failed query.
pub fn inbound(
    conn: &mut Conn,
    outcome: Option<&str>,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<InboundMessageRow>, StoreError> {
    on_engine!(conn, {
        let mut query = inbound_messages::table.select(InboundMessageRow::as_select()).into_boxed::<Db>();
        if let Some(outcome) = outcome {
            query = query.filter(inbound_messages::outcome.eq(outcome));
        }
        if let Some(after_id) = after_id {
            query = query.filter(inbound_messages::id.gt(after_id));
        }
        Ok(query.order(inbound_messages::id.asc()).limit(limit).load(conn)?)
    })
}
