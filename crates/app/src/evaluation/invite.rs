//! Asking for a rating: one invitation for each accepted service, with a token that is shown once and drawn as a QR code (HP-2.1, HP-4.3).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::application::Application;
use yingshang_rules::evaluation::invitation::{self as rules, Service};
use yingshang_rules::evaluation::{EvaluationChannel, Grade};
use yingshang_store::evaluation::{self as rows, InvitationFilter, InvitationRow};
use yingshang_store::{Ts, identity};

use crate::application;
use crate::error::AppError;
use crate::event_log::facts;
use crate::moment::Moment;
use crate::page::Slice;
use crate::seal::{Sealed, SealedFor};
use crate::secret::{self, Purpose};
use crate::service_case::{load, visibility};
use crate::tx::{Reader, Subject, Tx};

/// 发起评价。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InviteToEvaluateRequest)]
pub struct InviteToEvaluate {
    /// 办件；须已受理，一次服务只发起一次。
    #[schema(min_length = 1, max_length = 64)]
    pub application_id: String,
    /// 渠道：counter 现场、paper 书面；短信由系统定时发起。
    pub channel: EvaluationChannel,
    /// 评价器的设备标识；登记后该设备上的多次评价不算异常。
    #[serde(default)]
    #[schema(min_length = 8, max_length = 200)]
    pub counter_device: Option<String>,
}

/// 评价邀请。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitationView {
    /// 标识。
    pub id: String,
    /// 办件。
    pub application_id: String,
    /// 办件编号。
    pub application_number: String,
    /// 事项名称。
    pub item_name: String,
    /// 服务单位。
    pub unit_id: Option<String>,
    /// 服务窗口。
    pub window_id: Option<String>,
    /// 为其办理的工作人员账号。
    pub handler_id: Option<String>,
    /// 渠道。
    pub channel: EvaluationChannel,
    /// 发起时间。
    pub invited_at: Instant,
    /// 有效至。
    pub expires_at: Instant,
    /// 评价时间；尚未评价的为空。
    pub answered_at: Option<Instant>,
    /// 评价。
    pub evaluation_id: Option<String>,
    /// 总评，折为三级。
    pub grade: Option<Grade>,
    /// 申诉成立，不计入统计。
    pub set_aside: bool,
}

/// 新的评价邀请。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MadeInvitation {
    /// 评价凭证，只显示这一次；二维码中也是它。
    pub token: String,
    /// 邀请。
    pub invitation: InvitationView,
}

/// Which invitations. Empty means not asked.
#[derive(Debug, Clone, Default)]
pub struct InvitationQuery {
    /// Units.
    pub unit_id: Option<String>,
    /// Windows.
    pub window_id: Option<String>,
    /// Accounts that served.
    pub handler_id: Option<String>,
    /// Channel.
    pub channel: Option<EvaluationChannel>,
    /// Answered or not.
    pub answered: Option<bool>,
    /// Made at or after.
    pub invited_from: Option<Instant>,
    /// Made before.
    pub invited_to: Option<Instant>,
}

/// Accounts that served the person, the one the figures count first.
pub(super) fn served_by(file: &Application) -> Vec<String> {
    let accepted_by = file.acceptance.as_ref().and_then(|acceptance| acceptance.accepted_by.clone());
    let others = [
        file.registered_by.clone(),
        file.first_review.as_ref().and_then(|review| review.recorded_by.clone()),
        file.review.as_ref().and_then(|review| review.recorded_by.clone()),
        file.approval.as_ref().and_then(|approval| approval.recorded_by.clone()),
        file.delivery.as_ref().and_then(|delivery| delivery.recorded_by.clone()),
    ];
    let mut served: Vec<String> = Vec::new();
    for user in std::iter::once(accepted_by).chain(others).flatten() {
        if !served.contains(&user) {
            served.push(user);
        }
    }
    served
}

/// Makes the invitation for a service.
///
/// # Errors
/// An application the caller may not know of is a fault of the body; a refusal with its articles (HP-2.1, HP-3.1, HP-4.3).
pub fn invite(tx: &mut Tx<'_>, body: InviteToEvaluate) -> Result<MadeInvitation, AppError> {
    let application = application::named(tx, &body.application_id)?.file;
    let (token, row) = ask(tx, &application, body.channel, body.counter_device.as_deref())?;
    Ok(MadeInvitation { token, invitation: view(row)? })
}

/// Makes the invitation for an application, whoever asks; also for text messages and for paper that comes in without one.
pub(crate) fn ask(
    tx: &mut Tx<'_>,
    application: &Application,
    channel: EvaluationChannel,
    counter_device: Option<&str>,
) -> Result<(String, InvitationRow), AppError> {
    let served = served_by(application);
    let accepted_at = application.acceptance.as_ref().map(|acceptance| acceptance.accepted_at);
    let invited = rows::of_service(tx.conn, application::KIND, &application.id)?.is_some();
    let service = Service { unit_id: &application.unit_id, served_by: &served, accepted_at, invited };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let invitation = rules::invite(service, channel, &moment.context(String::new(), ()))?;
    let id = tx.new_id();
    let token = secret::opaque_token();
    let place = SealedFor { subject_kind: "evaluation_invitation", subject_id: &id, revision: 1 };
    let sealed = tx.app.keys.identity.seal(place, token.as_bytes()).map_err(AppError::internal)?;
    let known = identity::current(tx.conn, application::KIND, &application.id)?;
    let hash = |purpose, text: &str| tx.app.keys.hash.hex(purpose, text);
    let row = InvitationRow {
        subject_kind: application::KIND.to_owned(),
        subject_id: application.id.clone(),
        application_number: application.number.clone(),
        item_id: Some(application.item_id.clone()),
        item_name: application.item_name.clone(),
        unit_id: Some(application.unit_id.clone()),
        window_id: application.window_id.clone(),
        handler_id: served.first().cloned(),
        service_channel: Some(application.channel.code().to_owned()),
        accepted_at: Ts(accepted_at.unwrap_or(tx.now)),
        channel: channel.code().to_owned(),
        token_hash: hash(Purpose::Evaluation, &token),
        key_id: sealed.key_id,
        nonce: sealed.nonce,
        token_sealed: sealed.sealed,
        counter_device_hash: counter_device.map(|device| hash(Purpose::Device, device)),
        phone_hash: known.and_then(|known| known.phone_hash),
        invited_by: tx.caller.user_id().map(str::to_owned),
        invited_at: Ts(invitation.invited_at),
        expires_at: Ts(invitation.expires_at),
        answered_at: None,
        answer_device_hash: None,
        evaluation_id: None,
        attitude: None,
        efficiency: None,
        grade: None,
        positive: None,
        set_aside: false,
        id,
    };
    rows::insert(tx.conn, &row)?;
    let payload = facts([("channel", serde_json::json!(channel)), ("invitation_id", serde_json::json!(row.id))]);
    let subject = Subject { kind: application::KIND, id: &application.id };
    tx.log(subject, "evaluation_invited", &payload, &["HP-2.1", "HP-3.1"])?;
    Ok((token, row))
}

/// One invitation, for those who may know of its service.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn get_invitation(read: &mut Reader<'_>, id: &str) -> Result<InvitationView, AppError> {
    view(known(read, id)?)
}

fn known(read: &mut Reader<'_>, id: &str) -> Result<InvitationRow, AppError> {
    let row = rows::get(read.conn, id)?.ok_or(AppError::NotFound)?;
    load::<Application>(read.conn, read.caller, &row.subject_id)?;
    Ok(row)
}

/// The token of an invitation that can still be answered, to draw its code again.
///
/// # Errors
/// [`AppError::NotFound`]; gone when it was answered or has run out.
pub fn qr_token(read: &mut Reader<'_>, id: &str) -> Result<String, AppError> {
    let row = known(read, id)?;
    if row.answered_at.is_some() || row.expires_at.0 < read.now {
        return Err(AppError::Conflict {
            code: "invitation_over",
            detail: "评价邀请已经使用或者过期，不再出示二维码。".to_owned(),
        });
    }
    let place = SealedFor { subject_kind: "evaluation_invitation", subject_id: id, revision: 1 };
    let sealed = Sealed { key_id: row.key_id, nonce: row.nonce, sealed: row.token_sealed };
    let plain = read.app.keys.identity.open(place, &sealed).map_err(AppError::internal)?;
    String::from_utf8(plain.to_vec()).map_err(AppError::internal)
}

/// One page of invitations: all for overseers, those of the own unit for its members.
///
/// # Errors
/// A failed query.
pub fn invitations(
    read: &mut Reader<'_>,
    query: &InvitationQuery,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Slice<InvitationView>, AppError> {
    let viewer = visibility(read.caller);
    let unit_id = if viewer.all {
        query.unit_id.clone()
    } else {
        match (viewer.unit_id, query.unit_id.clone()) {
            (Some(own), None) => Some(own),
            (Some(own), Some(asked)) if own == asked => Some(own),
            _ => return Ok(Slice { items: Vec::new(), more: false }),
        }
    };
    let filter = InvitationFilter {
        unit_id,
        window_id: query.window_id.clone(),
        handler_id: query.handler_id.clone(),
        channel: query.channel.map(|channel| channel.code().to_owned()),
        answered: query.answered,
        invited_from: query.invited_from.map(Ts),
        invited_to: query.invited_to.map(Ts),
    };
    Slice::cut(rows::list(read.conn, &filter, after_id, limit + 1)?, limit).try_map(view)
}

pub(super) fn view(row: InvitationRow) -> Result<InvitationView, AppError> {
    Ok(InvitationView {
        channel: row.channel.parse().map_err(AppError::internal)?,
        grade: row.grade.as_deref().map(str::parse).transpose().map_err(AppError::internal)?,
        id: row.id,
        application_id: row.subject_id,
        application_number: row.application_number,
        item_name: row.item_name,
        unit_id: row.unit_id,
        window_id: row.window_id,
        handler_id: row.handler_id,
        invited_at: row.invited_at.0,
        expires_at: row.expires_at.0,
        answered_at: row.answered_at.map(|ts| ts.0),
        evaluation_id: row.evaluation_id,
        set_aside: row.set_aside,
    })
}
