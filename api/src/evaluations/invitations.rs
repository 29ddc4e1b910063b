//! Asking for ratings.

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::evaluation::{self, InvitationQuery, InvitationView, InviteToEvaluate, MadeInvitation};
use yingshang_app::{Answer, App};
use yingshang_calendar::Instant;
use yingshang_rules::evaluation::EvaluationChannel;

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page, Position};
use crate::permits::{self, ReadEvaluations};
use crate::query::Query;
use crate::reply;
use crate::write::Write;

/// 发起评价
///
/// 业务办理结束时提醒办事群众评价（好差评制度第四项）。一次服务只发起一次，须是已经受理的办件。答复中的凭证只显示这一次，二维码可以再次出示。
#[utoipa::path(
    post,
    path = "/v1/evaluation-invitations",
    tag = super::TAG,
    request_body(content = InviteToEvaluate, example = json!({
        "application_id": "019a0000-0000-7000-8000-000000000004", "channel": "counter", "counter_device": "counter-01-tablet"
    })),
    responses((status = 201, description = "已发起", body = MadeInvitation))
)]
pub async fn invite_to_evaluate(
    permit: Permit<permits::InviteToEvaluate>,
    write: Write,
    body: Body<InviteToEvaluate>,
    app: Data<App>,
) -> Outcome {
    write
        .run(&app, permit.caller(), move |tx| {
            let made = evaluation::invite(tx, body.0)?;
            let href = format!("/v1/evaluation-invitations/{}", made.invitation.id);
            Ok(Answer::json(201, &made)?.location(href))
        })
        .await
}

/// Filters of the list; the range is half-open.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ListInvitationsQuery {
    /// 服务单位。
    #[param(min_length = 1, max_length = 64)]
    unit_id: Option<String>,
    /// 服务窗口。
    #[param(min_length = 1, max_length = 64)]
    window_id: Option<String>,
    /// 为其办理的工作人员账号。
    #[param(min_length = 1, max_length = 64)]
    handler_id: Option<String>,
    /// 渠道。
    channel: Option<EvaluationChannel>,
    /// 是否已经评价。
    answered: Option<bool>,
    /// 发起时间不早于。
    invited_from: Option<Instant>,
    /// 发起时间早于。
    invited_to: Option<Instant>,
}

/// 查询评价邀请
///
/// 本单位人员只看到本单位的；不含凭证。
#[utoipa::path(
    get,
    path = "/v1/evaluation-invitations",
    tag = super::TAG,
    params(ListInvitationsQuery),
    responses((status = 200, description = "一页评价邀请", body = List<InvitationView>))
)]
pub async fn list_evaluation_invitations(
    permit: Permit<ReadEvaluations>,
    query: Query<ListInvitationsQuery>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let asked = query.0;
    let query = InvitationQuery {
        unit_id: asked.unit_id,
        window_id: asked.window_id,
        handler_id: asked.handler_id,
        channel: asked.channel,
        answered: asked.answered,
        invited_from: asked.invited_from,
        invited_to: asked.invited_to,
    };
    let after = page.after.as_ref().map(|position| position.id.clone());
    let limit = page.limit;
    let found =
        app.read(permit.caller(), move |read| evaluation::invitations(read, &query, after.as_deref(), limit)).await?;
    Ok(page.answer(found, None, |invitation| Position::id(&invitation.id)))
}

/// 查看评价邀请
///
/// 是否已经评价，有效至何时。
#[utoipa::path(
    get,
    path = "/v1/evaluation-invitations/{id}",
    tag = super::TAG,
    responses((status = 200, description = "评价邀请", body = InvitationView))
)]
pub async fn get_evaluation_invitation(
    permit: Permit<ReadEvaluations>,
    Path(id): Path<String>,
    app: Data<App>,
) -> Outcome {
    let view = app.read(permit.caller(), move |read| evaluation::get_invitation(read, &id)).await?;
    Ok(reply::json(&view))
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![invite_to_evaluate, list_evaluation_invitations, get_evaluation_invitation]
}
