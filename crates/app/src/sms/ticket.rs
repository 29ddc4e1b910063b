//! Numbers drawn at the queueing machine, with the telephone the person left for the evaluation.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::identifier::mask_phone;
use yingshang_store::sms::{self as rows, QueueTicketRow};
use yingshang_store::{Ts, window};

use super::phone::{self, Place};
use crate::application;
use crate::error::AppError;
use crate::organisation::{check_window, none_of};
use crate::tx::Tx;

/// 取号登记。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TakeQueueTicketRequest)]
pub struct TakeQueueTicket {
    /// 手机号码，加密保存，只用于请其评价。
    #[schema(min_length = 11, max_length = 20)]
    pub phone: String,
    /// 窗口。
    #[schema(min_length = 1, max_length = 64)]
    pub window_id: String,
    /// 办件；取号时还没有的不写，发送短信时按号码对应当日受理的办件。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub application_id: Option<String>,
    /// 取号时间；不写为现在。
    #[serde(default)]
    pub taken_at: Option<Instant>,
}

/// 取号。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QueueTicketView {
    /// 标识。
    pub id: String,
    /// 窗口。
    pub window_id: String,
    /// 窗口所属单位。
    pub unit_id: String,
    /// 办件。
    #[schema(required = true)]
    pub application_id: Option<String>,
    /// 手机号码，已遮盖。
    pub phone: String,
    /// 取号时间。
    pub taken_at: Instant,
}

/// Keeps a ticket.
///
/// # Errors
/// Not a mobile; unknown window or application; a time that lies ahead (422).
pub fn take(tx: &mut Tx<'_>, body: TakeQueueTicket) -> Result<QueueTicketView, AppError> {
    let Some(phone) = phone::mobile(&body.phone) else {
        return Err(AppError::invalid("/phone", "not_a_mobile", "应为手机号码。"));
    };
    none_of([check_window(tx.conn, &body.window_id, "/window_id")?])?;
    let taken_at = body.taken_at.unwrap_or(tx.now);
    if taken_at > tx.now {
        return Err(AppError::invalid("/taken_at", "in_the_future", "取号时间不能晚于现在。"));
    }
    if let Some(id) = &body.application_id {
        application::named(tx, id)?;
    }
    let unit_id = window::get(tx.conn, &body.window_id)?.ok_or(AppError::NotFound)?.unit_id;
    let id = tx.new_id();
    let sealed = phone::seal(tx.app, Place::Ticket, &id, &phone)?;
    let row = QueueTicketRow {
        window_id: body.window_id,
        unit_id,
        application_id: body.application_id,
        phone_hash: phone::hash(tx.app, &phone),
        key_id: sealed.key_id,
        nonce: sealed.nonce,
        sealed: sealed.sealed,
        taken_on: taken_at.date(),
        taken_at: Ts(taken_at),
        created_by: tx.caller.user_id().map(str::to_owned),
        created_at: Ts(tx.now),
        id,
    };
    rows::insert_ticket(tx.conn, &row)?;
    Ok(QueueTicketView {
        id: row.id,
        window_id: row.window_id,
        unit_id: row.unit_id,
        application_id: row.application_id,
        phone: mask_phone(&phone),
        taken_at,
    })
}
