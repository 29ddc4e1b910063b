//! What people answer. Everything that comes in is kept once; what is understood and belongs to an open invitation becomes a rating.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::evaluation::codes::InboundOutcome;
use yingshang_rules::evaluation::{EvaluationChannel, Rating, RatingScale, sms_reply};
use yingshang_rules::identifier::mask_phone;
use yingshang_store::evaluation::{self as invitations, InvitationRow};
use yingshang_store::sms::{self as rows, InboundMessageRow};
use yingshang_store::{StoreError, Ts};

use super::phone::{self, Place};
use crate::error::AppError;
use crate::evaluation;
use crate::page::Slice;
use crate::seal::Sealed;
use crate::tx::{Reader, Tx};

/// Invitations of one telephone that are looked at, newest first.
const INVITATIONS_MAX: i64 = 20;

/// 收到的短信。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InboundSmsRequest)]
pub struct InboundSms {
    /// 服务商的短信编号，同一编号只处理一次。
    #[schema(min_length = 1, max_length = 100)]
    pub message_id: String,
    /// 发送人号码。
    #[schema(min_length = 1, max_length = 30)]
    pub phone: String,
    /// 内容。
    #[schema(max_length = 1000)]
    pub text: String,
    /// 服务商收到的时间。
    pub received_at: Instant,
}

/// 回执。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InboundReceipt {
    /// 标识。
    pub id: String,
    /// 处理结果。
    pub outcome: InboundOutcome,
    /// 是否以前已经收到过。
    pub duplicate: bool,
}

/// 一条收到的短信。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InboundView {
    /// 标识。
    pub id: String,
    /// 服务商。
    pub provider: String,
    /// 处理结果。
    pub outcome: InboundOutcome,
    /// 不能记为评价的原因代码。
    #[schema(required = true)]
    pub refusal: Option<String>,
    /// 记成的评价。
    #[schema(required = true)]
    pub evaluation_id: Option<String>,
    /// 发送人号码，已遮盖。
    pub phone: String,
    /// 内容。
    pub text: String,
    /// 服务商收到的时间。
    pub received_at: Instant,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    phone: String,
    text: String,
}

struct Taken {
    outcome: InboundOutcome,
    refusal: Option<String>,
    evaluation_id: Option<String>,
}

impl Taken {
    fn only(outcome: InboundOutcome) -> Self {
        Self { outcome, refusal: None, evaluation_id: None }
    }
}

/// Takes a message in; the same one of the same provider only once.
///
/// # Errors
/// Not found for an unknown provider or a wrong secret alike.
pub fn take_in(tx: &mut Tx<'_>, provider: &str, secret: &str, body: InboundSms) -> Result<InboundReceipt, AppError> {
    if !tx.app.settings.sms_providers.admits(provider, secret) {
        return Err(AppError::NotFound);
    }
    if let Some(before) = rows::inbound_by_key(tx.conn, provider, &body.message_id)? {
        let outcome = before.outcome.parse().map_err(AppError::internal)?;
        return Ok(InboundReceipt { id: before.id, outcome, duplicate: true });
    }
    let phone = phone::mobile(&body.phone).unwrap_or_else(|| body.phone.trim().to_owned());
    let phone_hash = phone::hash(tx.app, &phone);
    let taken = read(tx, &phone_hash, &body.text)?;
    let id = tx.new_id();
    let sealed = phone::seal(tx.app, Place::Inbound, &id, &Kept { phone, text: body.text })?;
    let row = InboundMessageRow {
        id,
        provider: provider.to_owned(),
        message_id: body.message_id,
        outcome: taken.outcome.code().to_owned(),
        refusal: taken.refusal,
        evaluation_id: taken.evaluation_id,
        phone_hash,
        key_id: sealed.key_id,
        nonce: sealed.nonce,
        sealed: sealed.sealed,
        received_at: Ts(body.received_at),
        created_at: Ts(tx.now),
    };
    rows::insert_inbound(tx.conn, &row).map_err(|error| match error {
        // Two deliveries at once: the provider asks again and is told what the other one did.
        StoreError::Duplicate { .. } => AppError::Conflict {
            code: "message_in_progress",
            detail: "同一短信正在处理，请重试。".to_owned(),
        },
        other => other.into(),
    })?;
    Ok(InboundReceipt { id: row.id, outcome: taken.outcome, duplicate: false })
}

/// Messages that came in, in order; telephones masked.
///
/// # Errors
/// A failed query.
pub fn inbound(
    read: &mut Reader<'_>,
    outcome: Option<InboundOutcome>,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Slice<InboundView>, AppError> {
    let found = rows::inbound(read.conn, outcome.map(InboundOutcome::code), after_id, limit + 1)?;
    Slice::cut(found, limit).try_map(|row| view(read, row))
}

/// Makes a rating of it where that can be done.
fn read(tx: &mut Tx<'_>, phone_hash: &str, text: &str) -> Result<Taken, AppError> {
    let Some(rating) = sms_reply::read(text, RatingScale::ThreeGrade) else {
        return Ok(Taken::only(InboundOutcome::NotUnderstood));
    };
    match open_invitation(tx, phone_hash)? {
        Some(invitation) => rate(tx, invitation, rating),
        None => Ok(Taken::only(InboundOutcome::Unmatched)),
    }
}

fn rate(tx: &mut Tx<'_>, invitation: InvitationRow, rating: Rating) -> Result<Taken, AppError> {
    match evaluation::record(tx, invitation, EvaluationChannel::Sms, rating, None) {
        Ok(case) => Ok(Taken { evaluation_id: Some(case.file.id), ..Taken::only(InboundOutcome::Rated) }),
        Err(AppError::Refused(no)) => {
            Ok(Taken { refusal: Some(no.code.to_owned()), ..Taken::only(InboundOutcome::Refused) })
        }
        Err(other) => Err(other),
    }
}

/// The newest invitation sent to this telephone that can still be answered.
fn open_invitation(tx: &mut Tx<'_>, phone_hash: &str) -> Result<Option<InvitationRow>, AppError> {
    for id in rows::invitations_to(tx.conn, phone_hash, INVITATIONS_MAX)? {
        let row = invitations::get(tx.conn, &id)?;
        if let Some(row) = row.filter(|row| row.answered_at.is_none() && tx.now <= row.expires_at.0) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

fn view(read: &Reader<'_>, row: InboundMessageRow) -> Result<InboundView, AppError> {
    let sealed = Sealed { key_id: row.key_id, nonce: row.nonce, sealed: row.sealed };
    let kept: Kept = phone::open(read.app, Place::Inbound, &row.id, &sealed)?;
    Ok(InboundView {
        outcome: row.outcome.parse().map_err(AppError::internal)?,
        phone: mask_phone(&kept.phone),
        text: kept.text,
        id: row.id,
        provider: row.provider,
        refusal: row.refusal,
        evaluation_id: row.evaluation_id,
        received_at: row.received_at.0,
    })
}
