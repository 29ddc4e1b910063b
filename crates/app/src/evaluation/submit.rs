//! A rating comes in with its token: once, in time, by nobody who served (HP-2.1, HP-4.3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::application::Application;
use yingshang_rules::evaluation::anomaly::burst_since;
use yingshang_rules::evaluation::{
    Around, Evaluation, EvaluationChannel, Grade, InvitationFacts, NewEvaluation, Rating, Submission, submit as decide,
};
use yingshang_store::Ts;
use yingshang_store::evaluation::{self as rows, AnswerChange, InvitationRow};

use super::KIND;
use super::invite::served_by;
use crate::caller::Caller;
use crate::error::AppError;
use crate::moment::Moment;
use crate::secret::Purpose;
use crate::service_case::{self, ServiceCase, Stored, business_number, load};
use crate::tx::{Reader, Tx};

/// 提交评价。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SubmitEvaluationRequest)]
pub struct SubmitEvaluation {
    /// 评价凭证，来自二维码或者短信。
    #[schema(min_length = 20, max_length = 100)]
    pub token: String,
    /// 评价。
    pub rating: Rating,
    /// 设备标识，由评价页面生成；只用于发现异常。
    #[serde(default)]
    #[schema(min_length = 8, max_length = 200)]
    pub device: Option<String>,
}

/// 评价回执。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvaluationReceipt {
    /// 评价编号。
    pub number: String,
    /// 总评，折为三级。
    pub overall: Grade,
    /// 评价时间。
    pub rated_at: Instant,
}

/// 查看所评价的服务。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LookUpEvaluationRequest)]
pub struct LookUpEvaluation {
    /// 评价凭证。
    #[schema(min_length = 20, max_length = 100)]
    pub token: String,
}

/// 所评价的服务，不含个人信息。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvaluationLookUp {
    /// 事项名称。
    pub item_name: String,
    /// 受理日期。
    pub accepted_on: NaiveDate,
    /// 有效至。
    pub expires_at: Instant,
    /// 现在能否评价。
    pub open: bool,
}

fn find(read: &mut Reader<'_>, token: &str) -> Result<InvitationRow, AppError> {
    let hash = read.app.keys.hash.hex(Purpose::Evaluation, token);
    rows::by_token(read.conn, &hash)?.ok_or(AppError::NotFound)
}

/// What the holder of a token is about to rate.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown token.
pub fn look_up(read: &mut Reader<'_>, body: &LookUpEvaluation) -> Result<EvaluationLookUp, AppError> {
    let row = find(read, &body.token)?;
    Ok(EvaluationLookUp {
        accepted_on: row.accepted_at.0.date(),
        expires_at: row.expires_at.0,
        open: row.answered_at.is_none() && row.expires_at.0 >= read.now,
        item_name: row.item_name,
    })
}

/// Takes the rating of whoever holds the token.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown token; a refusal with its articles (HP-2.1, HP-2.2, HP-4.3, HP-6.1).
pub fn submit(tx: &mut Tx<'_>, body: SubmitEvaluation) -> Result<EvaluationReceipt, AppError> {
    let row = find(&mut tx.reader(), &body.token)?;
    let device = body.device.as_deref().map(|device| tx.app.keys.hash.hex(Purpose::Device, device));
    let via =
        if row.channel == EvaluationChannel::Sms.code() { EvaluationChannel::Sms } else { EvaluationChannel::Counter };
    let case = record(tx, row, via, body.rating, device)?;
    Ok(EvaluationReceipt { number: case.file.number, overall: case.file.overall, rated_at: case.file.rated_at })
}

/// Records a rating on its invitation: the file, and the answer the figures count, in one unit.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    row: InvitationRow,
    via: EvaluationChannel,
    rating: Rating,
    device_hash: Option<String>,
) -> Result<Stored<Evaluation>, AppError> {
    let application = load::<Application>(tx.conn, &Caller::System, &row.subject_id)?.file;
    let around = around(tx, &row, device_hash.as_deref())?;
    let new = NewEvaluation { id: tx.new_id(), number: business_number(tx, KIND, Evaluation::PREFIX)? };
    let facts = InvitationFacts {
        id: row.id.clone(),
        application_id: application.id.clone(),
        application_number: application.number.clone(),
        item_id: application.item_id.clone(),
        item_name: application.item_name.clone(),
        unit_id: application.unit_id.clone(),
        window_id: row.window_id.clone(),
        served_by: served_by(&application),
        invited_at: row.invited_at.0,
        expires_at: row.expires_at.0,
        answered: row.answered_at.is_some(),
    };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let decision = decide(new, Submission { via, rating, around }, facts, &moment.context(String::new(), ()))?;
    let case = service_case::persist(tx, None, decision, None)?;
    let given = &case.file.rating;
    let change = AnswerChange {
        answered_at: Some(Ts(tx.now)),
        answer_device_hash: device_hash,
        evaluation_id: Some(case.file.id.clone()),
        attitude: Some(given.attitude.grade().code().to_owned()),
        efficiency: Some(given.efficiency.grade().code().to_owned()),
        grade: Some(case.file.overall.code().to_owned()),
        positive: Some(case.file.overall.is_positive()),
    };
    if !rows::answer(tx.conn, &row.id, &change)? {
        return Err(AppError::Conflict { code: "already_rated", detail: "这次服务已经评价过。".to_owned() });
    }
    Ok(case)
}

/// Counts around a rating, each including it (HP-4.3).
fn around(tx: &mut Tx<'_>, row: &InvitationRow, device_hash: Option<&str>) -> Result<Around, AppError> {
    let today = Ts(Instant::start_of(tx.now.date()));
    let with_this = |n: i64| u32::try_from(n + 1).unwrap_or(u32::MAX);
    let own_device = device_hash.is_some() && device_hash == row.counter_device_hash.as_deref();
    let services_of_device_today = match device_hash.filter(|_| !own_device) {
        Some(hash) => Some(with_this(rows::rated_from_device(tx.conn, hash, today)?)),
        None => None,
    };
    let services_of_phone_today = match &row.phone_hash {
        Some(hash) => Some(with_this(rows::rated_by_phone(tx.conn, hash, today)?)),
        None => None,
    };
    let since = Ts(burst_since(tx.now, &tx.app.rulebook()));
    let ratings_of_window_in_burst = match &row.window_id {
        Some(window_id) => with_this(rows::rated_at_window(tx.conn, window_id, since)?),
        None => 0,
    };
    Ok(Around { services_of_device_today, services_of_phone_today, ratings_of_window_in_burst })
}
