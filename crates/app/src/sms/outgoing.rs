//! Messages on their way out. A provider's account fetches them, with the telephone in full, and reports what became of each.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::Refusal;
use yingshang_rules::evaluation::codes::SmsState;
use yingshang_rules::identifier::mask_phone;
use yingshang_store::Ts;
use yingshang_store::sms::{self as rows, SmsMessageRow};

use super::KIND;
use super::phone::{self, Place};
use crate::app::App;
use crate::error::AppError;
use crate::event_log::facts;
use crate::page::Slice;
use crate::seal::Sealed;
use crate::tx::{Expected, Reader, Subject, Tx};

/// 一条短信。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SmsMessageView {
    /// 标识。
    pub id: String,
    /// 评价邀请。
    pub invitation_id: String,
    /// 状态。
    pub state: SmsState,
    /// 手机号码；除发送短信的账号领取时以外，已遮盖。
    pub phone: String,
    /// 内容，不含个人信息。
    pub body: String,
    /// 服务商。
    #[schema(required = true)]
    pub provider: Option<String>,
    /// 发送失败的原因。
    #[schema(required = true)]
    pub failure: Option<String>,
    /// 生成时间。
    pub queued_at: Instant,
    /// 服务商报告的时间。
    #[schema(required = true)]
    pub dispatched_at: Option<Instant>,
    /// 版本。
    pub version: i64,
}

/// 报告发送结果。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportDispatchRequest)]
pub struct ReportDispatch {
    /// 结果：sent 或者 failed。
    pub outcome: SmsState,
    /// 服务商。
    #[schema(min_length = 1, max_length = 64)]
    pub provider: String,
    /// 失败的原因代码；不得写入号码。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z_.:-]+[A-Za-z0-9_.:-]*$")]
    pub failure: Option<String>,
}

/// Messages in the order they were made, telephones masked.
///
/// # Errors
/// A failed query.
pub fn messages(
    read: &mut Reader<'_>,
    state: Option<SmsState>,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Slice<SmsMessageView>, AppError> {
    let found = rows::messages(read.conn, state.map(SmsState::code), after_id, limit + 1)?;
    Slice::cut(found, limit).try_map(|row| view(read.app, row, mask_phone))
}

/// Messages to be sent, telephones in full: for the account that sends. Each look is logged with the message.
///
/// # Errors
/// A failed query.
pub fn to_send(tx: &mut Tx<'_>, after_id: Option<&str>, limit: i64) -> Result<Slice<SmsMessageView>, AppError> {
    let found = rows::messages(tx.conn, Some(SmsState::Queued.code()), after_id, limit + 1)?;
    let page = Slice::cut(found, limit).try_map(|row| view(tx.app, row, str::to_owned))?;
    for message in &page.items {
        tx.log(Subject { kind: KIND, id: &message.id }, "phone_viewed", &facts([]), &["HP-5.1"])?;
    }
    Ok(page)
}

/// Notes what became of a message.
///
/// # Errors
/// Not found; stale; `already_dispatched` (409); an outcome that says nothing (422).
pub fn report(tx: &mut Tx<'_>, id: &str, expected: Expected, body: ReportDispatch) -> Result<SmsMessageView, AppError> {
    let mut row = rows::get_message(tx.conn, id)?.ok_or(AppError::NotFound)?;
    expected.check(row.version)?;
    if row.state != SmsState::Queued.code() {
        return Err(Refusal::state("already_dispatched", &["HP-5.1"], "这条短信的发送结果已经报告过。").into());
    }
    match (body.outcome, &body.failure) {
        (SmsState::Queued, _) => {
            return Err(AppError::invalid("/outcome", "not_an_outcome", "发送结果为已发送或者发送失败。"));
        }
        (SmsState::Sent, Some(_)) => {
            return Err(AppError::invalid("/failure", "not_failed", "已发送的短信没有失败原因。"));
        }
        _ => {}
    }
    row.state = body.outcome.code().to_owned();
    row.provider = Some(body.provider);
    row.failure = body.failure;
    row.dispatched_at = Some(Ts(tx.now));
    row.version = rows::update_message(tx.conn, &row, row.version)?;
    let payload = facts([("provider", json!(row.provider)), ("failure", json!(row.failure))]);
    tx.log(Subject { kind: KIND, id: &row.id }, body.outcome.code(), &payload, &["HP-5.1"])?;
    view(tx.app, row, mask_phone)
}

fn view(app: &App, row: SmsMessageRow, shown: impl Fn(&str) -> String) -> Result<SmsMessageView, AppError> {
    let sealed = Sealed { key_id: row.key_id, nonce: row.nonce, sealed: row.sealed };
    let phone: String = phone::open(app, Place::Message, &row.id, &sealed)?;
    Ok(SmsMessageView {
        state: row.state.parse().map_err(AppError::internal)?,
        phone: shown(&phone),
        id: row.id,
        invitation_id: row.invitation_id,
        body: row.body,
        provider: row.provider,
        failure: row.failure,
        queued_at: row.queued_at.0,
        dispatched_at: row.dispatched_at.map(|at| at.0),
        version: row.version,
    })
}
