//! The complainant's side: no account, a number and a query code.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::complaint::codes::{ComplainantOpinion, ResultOutcome, Satisfaction};
use yingshang_rules::complaint::command::RespondentInput;
use yingshang_rules::complaint::gate::{Action, pass};
use yingshang_rules::complaint::{ComplaintCategory, ComplaintChannel, ComplaintStatus};
use yingshang_rules::rulebook::BasisRef;
use yingshang_store::{complaint as rows, unit};

use super::case::{clocks, load};
use super::register::{RegisterComplaint, register};
use super::view::{Remedy, remedies};
use crate::caller::Caller;
use crate::deadline::{DeadlineView, view as deadline_view};
use crate::error::AppError;
use crate::party::PartyInput;
use crate::secret::{self, Purpose};
use crate::tx::{Reader, Tx};

/// 网上提交投诉举报，无须账号。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SubmitComplaintRequest)]
pub struct PublicRegistration {
    /// 类别；不清楚的可不选。
    #[serde(default)]
    pub category: Option<ComplaintCategory>,
    /// 标题。
    #[schema(min_length = 1, max_length = 100)]
    pub title: String,
    /// 反映内容。
    #[schema(min_length = 1, max_length = 5000)]
    pub content: String,
    /// 事发日期。
    #[serde(default)]
    pub occurred_on: Option<NaiveDate>,
    /// 匿名。
    #[serde(default)]
    pub anonymous: bool,
    /// 是否同意向被投诉人公开身份。
    #[serde(default)]
    pub consent_to_disclose: bool,
    /// 投诉人身份；不匿名的必填。
    #[serde(default)]
    pub complainant: Option<PartyInput>,
    /// 被投诉的单位或人员。
    #[serde(default)]
    #[schema(max_items = 20)]
    pub respondents: Vec<RespondentInput>,
}

/// 提交回执。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublicReceipt {
    /// 编号。
    pub number: String,
    /// 查询码，只显示这一次。
    pub query_code: String,
    /// 进展。
    pub progress: PublicProgress,
}

/// 投诉人看到的进展。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublicProgress {
    /// 编号。
    pub number: String,
    /// 版本。
    pub version: i64,
    /// 状态。
    pub status: ComplaintStatus,
    /// 状态名称。
    pub status_label: String,
    /// 标题。
    pub title: String,
    /// 收到时间。
    pub received_at: Instant,
    /// 受理时间。
    pub accepted_at: Option<Instant>,
    /// 不予受理的原因。
    pub rejection_reasons: Option<String>,
    /// 当场答复的内容。
    pub answer: Option<String>,
    /// 承办单位。
    pub unit_name: Option<String>,
    /// 调查结论。
    pub outcome: Option<ResultOutcome>,
    /// 答复。
    pub reply: Option<String>,
    /// 终止办理的说明。
    pub termination: Option<String>,
    /// 时限。
    pub deadlines: Vec<DeadlineView>,
    /// 现在能否撤回。
    pub can_withdraw: bool,
    /// 我的陈述。
    pub statements: Vec<PublicStatement>,
    /// 不服时的途径。
    pub remedies: Vec<Remedy>,
    /// 所适用制度的效力。
    pub rule_status: Vec<BasisRef>,
}

/// 投诉人的一次陈述。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublicStatement {
    /// 时间。
    pub at: Instant,
    /// 对结果的意见。
    pub opinion: Option<ComplainantOpinion>,
    /// 满意度。
    pub satisfaction: Option<Satisfaction>,
    /// 内容。
    pub text: String,
}

/// Registers a complaint handed in online.
pub fn register_public(tx: &mut Tx<'_>, body: PublicRegistration) -> Result<PublicReceipt, AppError> {
    let registered = register(
        tx,
        RegisterComplaint {
            channel: ComplaintChannel::Online,
            category: body.category,
            title: body.title,
            content: body.content,
            occurred_on: body.occurred_on,
            received_at: None,
            anonymous: body.anonymous,
            consent_to_disclose: body.consent_to_disclose,
            complainant: body.complainant,
            respondents: body.respondents,
            transferring_body: None,
            transfer_number: None,
            source_system: None,
            external_ref: None,
        },
    )?;
    let own = Caller::Complainant { complaint_id: Some(registered.complaint.file.id.clone()) };
    let mut read = Reader { conn: tx.conn, app: tx.app, now: tx.now, caller: &own };
    let progress = progress(&mut read, &registered.complaint.file.id)?;
    Ok(PublicReceipt { number: progress.number.clone(), query_code: registered.query_code, progress })
}

/// Finds the complaint that number and code open together. A wrong number and a wrong code get the same answer in the same time.
pub fn open_with_code(read: &mut Reader<'_>, number: &str, code: &str) -> Result<String, AppError> {
    let row = rows::by_number(read.conn, number)?;
    let written = secret::read_query_code(code).unwrap_or_default();
    let stored = row.as_ref().and_then(|row| row.query_code_hash.as_deref()).unwrap_or_default();
    let fits = read.app.keys.hash.matches(Purpose::QueryCode, &written, stored);
    row.filter(|_| fits).map(|row| row.id).ok_or_else(|| AppError::Unauthenticated {
        code: "wrong_number_or_code",
        detail: "编号或者查询码不正确。".to_owned(),
    })
}

/// How the complaint stands, for the complainant.
pub fn progress(read: &mut Reader<'_>, id: &str) -> Result<PublicProgress, AppError> {
    let case = load(read.conn, read.caller, id)?;
    let file = case.file;
    let unit_name = match &file.assignment {
        Some(assignment) => unit::get(read.conn, &assignment.unit_id)?.map(|unit| unit.name),
        None => None,
    };
    let (rulebook, calendar) = (read.app.rulebook(), read.app.calendar());
    let deadlines = clocks(read.conn, id)?
        .iter()
        .map(|row| deadline_view(row, &rulebook, &calendar, read.now, false))
        .collect::<Result<_, _>>()?;
    let answered = file.results.iter().rev().find(|result| result.reply.is_some());
    Ok(PublicProgress {
        version: case.row.version,
        status_label: file.status.label().to_owned(),
        accepted_at: file.acceptance.as_ref().map(|a| a.recorded_at),
        rejection_reasons: file.rejection.as_ref().map(|r| r.reasons.clone()),
        answer: file.on_the_spot_answer.as_ref().map(|a| a.answer.clone()),
        unit_name,
        outcome: answered.map(|result| result.outcome),
        reply: answered.and_then(|result| result.reply.clone()),
        termination: file.termination.as_ref().map(|t| t.explanation.clone()),
        deadlines,
        can_withdraw: pass(&file, Action::Withdraw, &read.caller.actor()).is_ok(),
        remedies: remedies(&file, &rulebook, read.now),
        rule_status: rulebook.cite(&["TS-26.1"], read.now.date()),
        number: file.number,
        status: file.status,
        title: file.title,
        received_at: file.received_at,
        statements: file
            .statements
            .into_iter()
            .filter(|s| s.recorded_by.is_none())
            .map(|s| PublicStatement {
                at: s.recorded_at,
                opinion: s.opinion,
                satisfaction: s.satisfaction,
                text: s.text,
            })
            .collect(),
    })
}
