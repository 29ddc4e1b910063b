//! Opening an enquiry.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};
use yingshang_calendar::Instant;
use yingshang_rules::notice::codes::EnquiryChannel;
use yingshang_rules::notice::command::Route;
use yingshang_rules::notice::{self as rules, Facts, NewNotice, Notice};

use super::KIND;
use super::case::{can_be_called, route_faults};
use super::view::{NoticeView, build};
use crate::check;
use crate::error::AppError;
use crate::moment::Moment;
use crate::party::{PartyInput, seal};
use crate::service_case::{self, ServiceCase, business_number};
use crate::service_item;
use crate::tx::{Subject, Tx};

/// 登记咨询。登记的账号即为首问责任人。
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = OpenNoticeRequest)]
#[validate(schema(function = "pair_is_whole"))]
pub struct OpenNotice {
    /// 咨询渠道。
    pub channel: EnquiryChannel,
    /// 询问的事项；能够确定的写明，告知内容可以取自其服务指南。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub item_id: Option<String>,
    /// 询问的内容；不得写入服务对象身份。
    #[schema(min_length = 1, max_length = 1000)]
    pub matter: String,
    /// 收到时间；不写即为现在。
    #[serde(default)]
    pub received_at: Option<Instant>,
    /// 去向。
    pub route: Route,
    /// 服务对象；经办人不在而要求联系的，须登记姓名和电话（第五条）。
    #[serde(default)]
    pub visitor: Option<PartyInput>,
    /// 来源系统；与来源编号同时填写，二者合起来唯一。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 50)]
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub external_ref: Option<String>,
}

/// Opens an enquiry for the caller.
///
/// # Errors
/// All faults of the body at once; a refusal by the rules (YC-4.2, YC-5.1, YC-7.1, YC-8.1); a conflict when the pair of source system
/// and number is taken.
pub fn open(tx: &mut Tx<'_>, body: OpenNotice) -> Result<NoticeView, AppError> {
    let today = tx.now.date();
    let received_on = body.received_at.map_or(today, |at| at.date());
    let mut faults = check::faults(body.validate(), "");
    faults.extend(body.visitor.iter().flat_map(|given| given.faults(today, "/visitor")));
    faults.extend(route_faults(tx, &body.route)?);
    if let Some(item_id) = &body.item_id {
        faults.extend(service_item::check_item(tx.conn, item_id, received_on, "/item_id")?);
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let item = match &body.item_id {
        Some(item_id) => Some(service_item::version_on(tx.conn, item_id, received_on)?),
        None => None,
    };
    let visitor = body.visitor.filter(|given| !given.is_empty()).map(|given| given.normalised(today));
    let new = NewNotice {
        id: tx.new_id(),
        number: business_number(tx, KIND, Notice::PREFIX)?,
        external: body.source_system.zip(body.external_ref),
        unit_id: tx.caller.principal().and_then(|principal| principal.staff.unit_id.clone()),
        channel: body.channel,
        matter: body.matter,
        received_at: body.received_at,
        route: body.route,
    };
    let id = new.id.clone();
    let facts = Facts { item: item.clone(), contact_known: visitor.as_ref().is_some_and(can_be_called) };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(tx.new_id(), facts);
    let decision = rules::open(new, &context)?;
    if let Some(visitor) = &visitor {
        seal(tx, Subject { kind: KIND, id: &id }, visitor)?;
    }
    let case = service_case::persist(tx, None, decision, item.as_ref())?;
    build(&mut tx.reader(), case, false)
}

/// The pair is the key of an import: half of it identifies nothing.
fn pair_is_whole(body: &OpenNotice) -> Result<(), ValidationError> {
    check::pair_is_whole(&body.source_system, &body.external_ref)
}
