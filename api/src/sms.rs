//! Text messages: those to be sent, what became of them, and what people answered.

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::sms::{self, InboundView, ReportDispatch, SmsMessageView};
use yingshang_app::{App, Tx};
use yingshang_rules::evaluation::codes::{InboundOutcome, SmsState};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page, Position};
use crate::permits::{ReadSms, SendSms};
use crate::query::Query;
use crate::resource;
use crate::write::{IfMatch, Write};

const TAG: &str = "sms";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_sms_messages, list_outgoing_sms_messages, report_sms_dispatch, list_inbound_messages]
}

/// Filters of the messages.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ListSmsMessagesQuery {
    /// 状态。
    state: Option<SmsState>,
}

/// Filters of what came in.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ListInboundMessagesQuery {
    /// 处理结果。
    outcome: Option<InboundOutcome>,
}

/// 查询短信
///
/// 评价短信及其发送情况，按生成先后排列；手机号码已遮盖。
#[utoipa::path(get, path = "/v1/sms-messages", tag = TAG, responses((status = 200, description = "一页短信", body = List<SmsMessageView>)))]
pub async fn list_sms_messages(
    permit: Permit<ReadSms>,
    Query(asked): Query<ListSmsMessagesQuery>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let (after, limit) = (page.after_id(), page.limit);
    let found =
        app.read(permit.caller(), move |read| sms::messages(read, asked.state, after.as_deref(), limit)).await?;
    Ok(resource::listed(&page, found))
}

/// 领取待发送的短信
///
/// 供发送短信的系统账号使用，手机号码完整；每次领取逐条留痕。发送后逐条报告结果。
#[utoipa::path(get, path = "/v1/outgoing-sms-messages", tag = TAG, responses((status = 200, description = "一页待发送的短信", body = List<SmsMessageView>)))]
pub async fn list_outgoing_sms_messages(permit: Permit<SendSms>, page: Page, app: Data<App>) -> Outcome {
    let (after, limit) = (page.after_id(), page.limit);
    let found = app.write_as(permit.caller(), "identity", move |tx| sms::to_send(tx, after.as_deref(), limit)).await?;
    Ok(resource::listed(&page, found))
}

/// 报告发送结果
///
/// 已发送或者发送失败，只报告一次。
#[utoipa::path(
    post,
    path = "/v1/sms-messages/{id}/dispatch",
    tag = TAG,
    request_body(content = ReportDispatch, example = json!({"outcome": "sent", "provider": "unicom"})),
    responses((status = 200, description = "报告后的短信", body = SmsMessageView))
)]
pub async fn report_sms_dispatch(
    permit: Permit<SendSms>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Body(body): Body<ReportDispatch>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&sms::report(tx, &id, expected, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 查询短信回复
///
/// 收到的回复及其处理结果，按收到先后排列；未能识别和没有对应邀请的同样保留，供人工查看。
#[utoipa::path(get, path = "/v1/inbound-messages", tag = TAG, responses((status = 200, description = "一页回复", body = List<InboundView>)))]
pub async fn list_inbound_messages(
    permit: Permit<ReadSms>,
    Query(asked): Query<ListInboundMessagesQuery>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let (after, limit) = (page.after_id(), page.limit);
    let found =
        app.read(permit.caller(), move |read| sms::inbound(read, asked.outcome, after.as_deref(), limit)).await?;
    Ok(page.answer(found, None, |message| Position::id(&message.id)))
}
