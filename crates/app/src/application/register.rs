//! Taking an application in: case, sealed applicant and clock in one unit.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};
use yingshang_calendar::Instant;
use yingshang_rules::application::command::{HandedInInput, Registration};
use yingshang_rules::application::{self as rules, Application, ApplicationChannel, Facts, NewApplication};

use super::KIND;
use super::view::{ApplicationView, build};
use yingshang_store::window;

use crate::check;
use crate::error::{AppError, FieldError};
use crate::moment::Moment;
use crate::party::{PartyInput, seal};
use crate::service_case::{self, ServiceCase, business_number};
use crate::service_item;
use crate::tx::{Subject, Tx};

/// 登记办件。
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = RegisterApplicationRequest)]
#[validate(schema(function = "pair_is_whole"), schema(function = "applicant_is_named"))]
pub struct RegisterApplication {
    /// 事项。
    #[schema(min_length = 1, max_length = 64)]
    pub item_id: String,
    /// 收件渠道。
    pub channel: ApplicationChannel,
    /// 收件窗口；在窗口收件的写明。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub window_id: Option<String>,
    /// 申请内容；不得写入申请人身份。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    pub matter: Option<String>,
    /// 收到时间；不写即为现在。适用当日生效的事项版本，审查时限自次日起算。
    #[serde(default)]
    pub received_at: Option<Instant>,
    /// 申请人。
    pub applicant: PartyInput,
    /// 提交的材料。
    #[serde(default)]
    #[schema(max_items = 50)]
    pub materials: Vec<HandedInInput>,
    /// 来源系统；与来源编号同时填写，二者合起来唯一。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 50)]
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub external_ref: Option<String>,
}

/// Takes an application in for the caller.
///
/// # Errors
/// All faults of the body at once; a refusal by the rules (FD-5.1, RQ-2.1); a conflict when the pair of source system and number is
/// taken.
pub fn register(tx: &mut Tx<'_>, body: RegisterApplication) -> Result<ApplicationView, AppError> {
    let today = tx.now.date();
    let received_on = body.received_at.map_or(today, |at| at.date());
    let mut faults = check::faults(body.validate(), "");
    faults.extend(body.applicant.faults(today, "/applicant"));
    faults.extend(service_item::check_item(tx.conn, &body.item_id, received_on, "/item_id")?);
    if let Some(window_id) = &body.window_id
        && !window::get(tx.conn, window_id)?.is_some_and(|window| window.active)
    {
        faults.push(FieldError::new("/window_id", "unknown_reference", "没有这个窗口，或者该窗口已停用。"));
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let item = service_item::version_on(tx.conn, &body.item_id, received_on)?;
    let new = NewApplication {
        id: tx.new_id(),
        number: business_number(tx, KIND, Application::PREFIX)?,
        external: body.source_system.zip(body.external_ref),
    };
    let id = new.id.clone();
    let registration = Registration {
        channel: body.channel,
        window_id: body.window_id,
        matter: body.matter,
        received_at: body.received_at,
        materials: body.materials,
    };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(String::new(), Facts { item: item.clone(), statutory_due_on: None });
    let decision = rules::register(new, registration, &context)?;
    seal(tx, Subject { kind: KIND, id: &id }, &body.applicant.normalised(today))?;
    let case = service_case::persist(tx, None, decision, Some(&item))?;
    build(&mut tx.reader(), case, false)
}

/// The pair is the key of an import: half of it identifies nothing.
fn pair_is_whole(body: &RegisterApplication) -> Result<(), ValidationError> {
    check::pair_is_whole(&body.source_system, &body.external_ref)
}

fn applicant_is_named(body: &RegisterApplication) -> Result<(), ValidationError> {
    if body.applicant.is_named() {
        return Ok(());
    }
    Err(check::finding_at("applicant", "name_missing", "须登记申请人姓名或者单位名称。"))
}
