//! Registration: one case, its sealed complainant, its two clocks and its query code, in one unit.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};
use yingshang_calendar::Instant;
use yingshang_rules::complaint::NewCase;
use yingshang_rules::complaint::command::{Registration, RespondentInput};
use yingshang_rules::complaint::{self as rules, ComplaintCategory, ComplaintChannel, Facts, Respondent};
use yingshang_store::{staff, unit};

use super::case::{KIND, persist};
use super::repeats::possible_repeats;
use super::view;
use super::view::{ComplaintView, build};
use crate::check;
use crate::error::{AppError, FieldError};
use crate::moment::Moment;
use crate::organisation::UnitKind;
use crate::party::{PartyInput, seal};
use crate::secret::{self, Purpose};
use crate::service_case::business_number;
use crate::tx::{Subject, Tx};

/// 登记投诉举报。
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = RegisterComplaintRequest)]
#[validate(schema(function = "pair_is_whole"), schema(function = "complainant_is_named_or_anonymous"))]
pub struct RegisterComplaint {
    /// 渠道。
    pub channel: ComplaintChannel,
    /// 类别；可在受理时再定，交办前必须分类。
    #[serde(default)]
    pub category: Option<ComplaintCategory>,
    /// 标题；不得写入投诉人身份。
    #[schema(min_length = 1, max_length = 100)]
    pub title: String,
    /// 反映内容。
    #[schema(min_length = 1, max_length = 5000)]
    pub content: String,
    /// 事发日期。
    #[serde(default)]
    pub occurred_on: Option<NaiveDate>,
    /// 收到时间；不写即为现在。受理和答复时限自此日的次日起算。
    #[serde(default)]
    pub received_at: Option<Instant>,
    /// 匿名。匿名投诉同样调查处理。
    #[serde(default)]
    pub anonymous: bool,
    /// 投诉人是否同意向被投诉人公开身份。
    #[serde(default)]
    pub consent_to_disclose: bool,
    /// 投诉人身份；不匿名的必填。
    #[serde(default)]
    pub complainant: Option<PartyInput>,
    /// 被投诉的单位或人员，可有多个。
    #[serde(default)]
    #[schema(max_items = 20)]
    pub respondents: Vec<RespondentInput>,
    /// 转批机关；渠道为转批时必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub transferring_body: Option<String>,
    /// 转批机关的文号或编号；渠道为转批时必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub transfer_number: Option<String>,
    /// 来源系统；与来源编号同时填写，二者合起来唯一。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 50)]
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub external_ref: Option<String>,
}

/// 登记结果。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegisteredComplaint {
    /// 查询码，只显示这一次；投诉人凭编号和查询码查询进展。
    pub query_code: String,
    /// 投诉举报。
    pub complaint: ComplaintView,
}

/// Registers a complaint for the caller.
///
/// # Errors
/// All faults of the body at once; a refusal by the rules (TS-3.1, TS-4.1, TS-11.1); a conflict when the pair of source system and
/// number is taken.
pub fn register(tx: &mut Tx<'_>, body: RegisterComplaint) -> Result<RegisteredComplaint, AppError> {
    let today = tx.now.date();
    let mut faults = check::faults(body.validate(), "");
    faults.extend(body.complainant.iter().flat_map(|given| given.faults(today, "/complainant")));
    let (respondents, unknown) = named_respondents(tx, &body.respondents)?;
    faults.extend(unknown);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let complainant = body.complainant.filter(|given| !given.is_empty()).map(|given| given.normalised(today));
    let external = body.source_system.zip(body.external_ref);
    let code = secret::query_code();
    let code_hash = query_code_hash(tx, &code);
    let repeats = possible_repeats(tx, &body.content, &respondents, complainant.as_ref())?;
    let new =
        NewCase { id: tx.new_id(), number: business_number(tx, KIND, "TS")?, external, possible_repeats: repeats };
    let id = new.id.clone();
    let registration = Registration {
        channel: body.channel,
        category: body.category,
        title: body.title,
        content: body.content,
        occurred_on: body.occurred_on,
        received_at: body.received_at,
        anonymous: body.anonymous,
        consent_to_disclose: body.consent_to_disclose,
        respondents: body.respondents,
        transferring_body: body.transferring_body,
        transfer_number: body.transfer_number,
    };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(String::new(), Facts { respondents, ..Facts::default() });
    let decision = rules::register(new, registration, &context)?;
    let row = persist(tx, None, Some(code_hash), decision)
        .map_err(|error| error.or_external_ref_taken("来源系统中的这一编号已经登记过。"))?;
    if let Some(complainant) = &complainant {
        seal(tx, Subject { kind: KIND, id: &id }, complainant)?;
    }
    let case = view::case_of(row)?;
    let complaint = build(&mut tx.reader(), &case, false)?;
    Ok(RegisteredComplaint { query_code: code, complaint })
}

/// The keyed hash under which a query code is stored.
pub(super) fn query_code_hash(tx: &Tx<'_>, code: &str) -> String {
    let written = secret::read_query_code(code).unwrap_or_default();
    tx.app.keys.hash.hex(Purpose::QueryCode, &written)
}

/// The pair is the key of an import: half of it identifies nothing.
fn pair_is_whole(body: &RegisterComplaint) -> Result<(), ValidationError> {
    check::pair_is_whole(&body.source_system, &body.external_ref)
}

/// TS-11.1: the record says who complains, or that nobody wants to be named.
fn complainant_is_named_or_anonymous(body: &RegisterComplaint) -> Result<(), ValidationError> {
    let named = body.complainant.as_ref().is_some_and(PartyInput::is_named);
    match (body.anonymous, named) {
        (true, true) => Err(check::finding_at(
            "complainant",
            "anonymous_with_name",
            "匿名投诉不登记姓名或单位名称，只可留联系方式。",
        )),
        (false, false) => Err(check::finding_at(
            "complainant",
            "complainant_missing",
            "须登记投诉人姓名或单位名称；投诉人不愿具名的，登记为匿名。",
        )),
        _ => Ok(()),
    }
}

/// The respondents an amendment names; all unknown ones at once.
pub(super) fn respondents(tx: &mut Tx<'_>, named: &[RespondentInput]) -> Result<Vec<Respondent>, AppError> {
    let (found, faults) = named_respondents(tx, named)?;
    if faults.is_empty() { Ok(found) } else { Err(AppError::Invalid(faults)) }
}

/// Looks the respondents up in the registers; the second list says which of them are unknown.
fn named_respondents(
    tx: &mut Tx<'_>,
    named: &[RespondentInput],
) -> Result<(Vec<Respondent>, Vec<FieldError>), AppError> {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (place, input) in named.iter().enumerate() {
        let mut is_acceptance_body = false;
        if let Some(id) = &input.unit_id {
            match unit::get(tx.conn, id)? {
                Some(unit) => is_acceptance_body = unit.kind == UnitKind::AcceptanceBody.code(),
                None => faults.push(unknown(format!("/respondents/{place}/unit_id"), "没有这个单位。")),
            }
        }
        let mut staff_unit_id = None;
        if let Some(id) = &input.staff_id {
            match staff::get(tx.conn, id)? {
                Some(person) => staff_unit_id = Some(person.unit_id),
                None => faults.push(unknown(format!("/respondents/{place}/staff_id"), "没有这名工作人员。")),
            }
        }
        found.push(Respondent {
            unit_id: input.unit_id.clone(),
            staff_id: input.staff_id.clone(),
            staff_unit_id,
            is_acceptance_body,
            description: input.description.clone(),
        });
    }
    Ok((found, faults))
}

fn unknown(pointer: String, message: &str) -> FieldError {
    FieldError::new(pointer, "unknown_reference", message)
}
