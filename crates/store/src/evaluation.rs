//! Invitations to rate a service, with the answer: one for each service, and what figures of ratings are counted from.

use crate::schema::evaluation_invitations as e;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;
use std::fmt;

/// An invitation and, once it is given, the answer.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = e)]
#[diesel(treat_none_as_default_value = false)]
pub struct InvitationRow {
    /// UUIDv7.
    pub id: String,
    /// Kind of the service rendered: `application`.
    pub subject_kind: String,
    /// Its id; one invitation each.
    pub subject_id: String,
    /// The number people quote.
    pub application_number: String,
    /// The service item.
    pub item_id: Option<String>,
    /// Its name.
    pub item_name: String,
    /// The unit that served.
    pub unit_id: Option<String>,
    /// The window.
    pub window_id: Option<String>,
    /// The account that served.
    pub handler_id: Option<String>,
    /// Code of the channel the service came in by.
    pub service_channel: Option<String>,
    /// When the service was accepted.
    pub accepted_at: Ts,
    /// Code of the channel of the invitation.
    pub channel: String,
    /// Keyed hash of the token, unique.
    pub token_hash: String,
    /// Key the token is sealed with.
    pub key_id: String,
    /// Nonce of the seal.
    pub nonce: Vec<u8>,
    /// The token, sealed.
    pub token_sealed: Vec<u8>,
    /// Keyed hash of the counter's own device.
    pub counter_device_hash: Option<String>,
    /// Keyed hash of the telephone on record for the applicant.
    pub phone_hash: Option<String>,
    /// Account that asked; `None`: the service itself.
    pub invited_by: Option<String>,
    /// When it was made.
    pub invited_at: Ts,
    /// Last moment to answer.
    pub expires_at: Ts,
    /// When it was answered.
    pub answered_at: Option<Ts>,
    /// Keyed hash of the device that answered.
    pub answer_device_hash: Option<String>,
    /// The rating.
    pub evaluation_id: Option<String>,
    /// Code of the grade of the attitude, of three.
    pub attitude: Option<String>,
    /// Code of the grade of the efficiency, of three.
    pub efficiency: Option<String>,
    /// Code of the worse of the two.
    pub grade: Option<String>,
    /// Whether that is a positive one.
    pub positive: Option<bool>,
    /// An appeal was granted: the rating stays in view and no figure counts it.
    pub set_aside: bool,
}

/// Without the token.
impl fmt::Debug for InvitationRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvitationRow")
            .field("id", &self.id)
            .field("subject_id", &self.subject_id)
            .finish_non_exhaustive()
    }
}

/// What an answer writes into its invitation.
#[derive(Clone, Debug, AsChangeset)]
#[diesel(table_name = e)]
#[diesel(treat_none_as_null = true)]
pub struct AnswerChange {
    /// When.
    pub answered_at: Option<Ts>,
    /// Keyed hash of the device that answered.
    pub answer_device_hash: Option<String>,
    /// The rating.
    pub evaluation_id: Option<String>,
    /// Code of the grade of the attitude, of three.
    pub attitude: Option<String>,
    /// Code of the grade of the efficiency, of three.
    pub efficiency: Option<String>,
    /// Code of the worse of the two.
    pub grade: Option<String>,
    /// Whether that is a positive one.
    pub positive: Option<bool>,
}

/// Which invitations; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct InvitationFilter {
    /// Of this unit.
    pub unit_id: Option<String>,
    /// Of this window.
    pub window_id: Option<String>,
    /// For services of this account.
    pub handler_id: Option<String>,
    /// On this channel.
    pub channel: Option<String>,
    /// Answered or not.
    pub answered: Option<bool>,
    /// Made at or after.
    pub invited_from: Option<Ts>,
    /// Made before.
    pub invited_to: Option<Ts>,
}

/// Writes a new invitation.
///
/// # Errors
/// [`StoreError::Duplicate`] when the service was invited before.
pub fn insert(conn: &mut Conn, row: &InvitationRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(e::table).values(row).execute(conn))?;
    Ok(())
}

/// The invitation with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<InvitationRow>, StoreError> {
    Ok(on_engine!(conn, e::table.find(id).select(InvitationRow::as_select()).get_result(conn).optional())?)
}

/// The invitation with this token.
///
/// # Errors
/// A failed query.
pub fn by_token(conn: &mut Conn, token_hash: &str) -> Result<Option<InvitationRow>, StoreError> {
    Ok(on_engine!(
        conn,
        e::table.filter(e::token_hash.eq(token_hash)).select(InvitationRow::as_select()).get_result(conn).optional()
    )?)
}

/// The invitation for a service.
///
/// # Errors
/// A failed query.
pub fn of_service(conn: &mut Conn, subject_kind: &str, subject_id: &str) -> Result<Option<InvitationRow>, StoreError> {
    Ok(on_engine!(
        conn,
        e::table
            .filter(e::subject_kind.eq(subject_kind))
            .filter(e::subject_id.eq(subject_id))
            .select(InvitationRow::as_select())
            .get_result(conn)
            .optional()
    )?)
}

/// Writes the answer, if there is none yet; false when someone was faster.
///
/// # Errors
/// A failed query.
pub fn answer(conn: &mut Conn, id: &str, change: &AnswerChange) -> Result<bool, StoreError> {
    let changed = on_engine!(
        conn,
        diesel::update(e::table.filter(e::id.eq(id)).filter(e::answered_at.is_null())).set(change).execute(conn)
    )?;
    Ok(changed == 1)
}

/// Takes the rating of an invitation out of the figures.
///
/// # Errors
/// A failed query.
pub fn set_aside(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    on_engine!(conn, diesel::update(e::table.find(id)).set(e::set_aside.eq(true)).execute(conn))?;
    Ok(())
}

/// Services rated from a device since an instant.
///
/// # Errors
/// A failed query.
pub fn rated_from_device(conn: &mut Conn, device_hash: &str, since: Ts) -> Result<i64, StoreError> {
    Ok(on_engine!(
        conn,
        e::table
            .filter(e::answer_device_hash.eq(device_hash))
            .filter(e::answered_at.ge(since))
            .count()
            .get_result(conn)
    )?)
}

/// Services rated by the telephone on record since an instant.
///
/// # Errors
/// A failed query.
pub fn rated_by_phone(conn: &mut Conn, phone_hash: &str, since: Ts) -> Result<i64, StoreError> {
    Ok(on_engine!(
        conn,
        e::table.filter(e::phone_hash.eq(phone_hash)).filter(e::answered_at.ge(since)).count().get_result(conn)
    )?)
}

/// Services rated at a window since an instant.
///
/// # Errors
/// A failed query.
pub fn rated_at_window(conn: &mut Conn, window_id: &str, since: Ts) -> Result<i64, StoreError> {
    Ok(on_engine!(
        conn,
        e::table.filter(e::window_id.eq(window_id)).filter(e::answered_at.ge(since)).count().get_result(conn)
    )?)
}

/// Positive and all ratings that count, of a window or of an account, given in a span.
///
/// # Errors
/// A failed query.
pub fn rated(
    conn: &mut Conn,
    window_id: Option<&str>,
    handler_id: Option<&str>,
    from: Ts,
    to: Ts,
) -> Result<(i64, i64), StoreError> {
    let count = |conn: &mut Conn, positive_only: bool| -> Result<i64, StoreError> {
        on_engine!(conn, {
            let mut query = e::table.select(diesel::dsl::count_star()).into_boxed::<Db>();
            query = query.filter(e::answered_at.ge(from)).filter(e::answered_at.lt(to)).filter(e::set_aside.eq(false));
            if let Some(window_id) = window_id {
                query = query.filter(e::window_id.eq(window_id));
            }
            if let Some(handler_id) = handler_id {
                query = query.filter(e::handler_id.eq(handler_id));
            }
            if positive_only {
                query = query.filter(e::positive.eq(true));
            }
            Ok(query.get_result(conn)?)
        })
    };
    Ok((count(conn, true)?, count(conn, false)?))
}

/// Invitations in the order of their ids, after `after_id`.
///
/// # Errors
/// A failed query.
pub fn list(
    conn: &mut Conn,
    filter: &InvitationFilter,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<InvitationRow>, StoreError> {
    on_engine!(conn, {
        let mut query = e::table.select(InvitationRow::as_select()).into_boxed::<Db>();
        if let Some(unit_id) = &filter.unit_id {
            query = query.filter(e::unit_id.eq(unit_id));
        }
        if let Some(window_id) = &filter.window_id {
            query = query.filter(e::window_id.eq(window_id));
        }
        if let Some(handler_id) = &filter.handler_id {
            query = query.filter(e::handler_id.eq(handler_id));
        }
        if let Some(channel) = &filter.channel {
            query = query.filter(e::channel.eq(channel));
        }
        match filter.answered {
            Some(true) => query = query.filter(e::answered_at.is_not_null()),
            Some(false) => query = query.filter(e::answered_at.is_null()),
            None => {}
        }
        if let Some(from) = filter.invited_from {
            query = query.filter(e::invited_at.ge(from));
        }
        if let Some(to) = filter.invited_to {
            query = query.filter(e::invited_at.lt(to));
        }
        if let Some(after_id) = after_id {
            query = query.filter(e::id.gt(after_id));
        }
        Ok(query.order(e::id.asc()).limit(limit).load(conn)?)
    })
}
