//! The complainant's identity: sealed apart from the case, masked for most, absent for the respondent's side (TS-13.2).

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use yingshang_rules::Refusal;
use yingshang_rules::complaint::Complaint;
use yingshang_rules::complaint::gate::{Capacity, capacities};
use yingshang_store::identity as rows;
use yingshang_store::{Conn, Ts, complaint as cases};

use super::case::{KIND, load, visibility};
use super::list::{ComplaintSummary, summary};
use crate::caller::Caller;
use crate::document::Sight;
use crate::error::AppError;
use crate::event_log::facts;
use crate::party::{PartyInput, PartyView, hash, open, seal};
use crate::secret::Purpose;
use crate::tx::{Expected, Reader, Subject, Tx};

/// Cases found by one identity search.
const FOUND_MOST: i64 = 200;

/// 按号码查找投诉举报；号码放在请求体中，不进入网址。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SearchComplaintsRequest)]
pub struct IdentityQuery {
    /// 电话。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 40)]
    pub phone: Option<String>,
    /// 居民身份证号码。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 40)]
    pub id_number: Option<String>,
}

/// What the case view shows of the complainant. Outer `None`: the caller is on the respondent's side, the field does not exist.
pub(super) fn shown(read: &mut Reader<'_>, file: &Complaint) -> Result<Option<Option<PartyView>>, AppError> {
    if hidden_from(read.caller, file) {
        return Ok(None);
    }
    let known = open(read.conn, read.app, Subject { kind: KIND, id: &file.id })?;
    Ok(Some(known.map(|identity| identity.view(true))))
}

/// Whether the caller is on the respondent's side of a case whose complainant has not agreed to be known.
pub(super) fn hidden_from(caller: &Caller, file: &Complaint) -> bool {
    let side = caller.principal().is_some_and(|principal| file.is_respondents_side(&principal.staff));
    side && !file.consent_to_disclose
}

fn may_look(caller: &Caller, file: &Complaint) -> bool {
    let Some(principal) = caller.principal() else { return false };
    let named = file.investigators().contains(&principal.staff.user_id);
    let accepts = capacities(file, &caller.actor()).contains(&Capacity::AcceptanceBody);
    !hidden_from(caller, file) && (accepts || named)
}

/// How much of the complainant's name the caller sees, if the caller may know of the case.
pub(crate) fn sight(conn: &mut Conn, caller: &Caller, id: &str) -> Result<Sight, AppError> {
    let case = load(conn, caller, id)?;
    Ok(if may_look(caller, &case.file) {
        Sight::Full
    } else if hidden_from(caller, &case.file) || caller.principal().is_none() {
        Sight::Nothing
    } else {
        Sight::Masked
    })
}

/// The refusal to say who complains.
pub(super) fn sealed_off() -> AppError {
    Refusal::actor(
        "identity_sealed",
        &["TS-13.2"],
        "投诉人身份只有受理机构和列名的调查人员可以查看；被投诉一方未经投诉人同意不得查看。",
    )
    .into()
}

/// The full identity; every look is an entry of the case's log.
pub fn complainant(tx: &mut Tx<'_>, id: &str) -> Result<PartyView, AppError> {
    let case = load(tx.conn, tx.caller, id)?;
    if !may_look(tx.caller, &case.file) {
        return Err(sealed_off());
    }
    let identity = open(tx.conn, tx.app, Subject { kind: KIND, id })?.ok_or(AppError::NotFound)?;
    tx.log(Subject { kind: KIND, id }, "identity_viewed", &facts([]), &["TS-13.1", "TS-13.2"])?;
    Ok(identity.view(false))
}

/// Records or corrects the identity and returns it masked, with the case's new version; earlier revisions stay.
pub fn set_complainant(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: PartyInput,
) -> Result<(PartyView, i64), AppError> {
    let case = load(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    if !may_look(tx.caller, &case.file) {
        return Err(sealed_off());
    }
    let identity = body.checked(tx.now.date())?;
    if identity.is_empty() || !(case.file.anonymous || identity.is_named()) {
        return Err(AppError::invalid(
            "",
            "complainant_missing",
            "须登记投诉人姓名或单位名称；匿名的至少留下联系方式。",
        ));
    }
    seal(tx, Subject { kind: KIND, id }, &identity)?;
    let mut row = case.row;
    row.updated_at = Ts(tx.now);
    row.version = cases::update(tx.conn, &row, row.version)?;
    tx.log(Subject { kind: KIND, id }, "identity_recorded", &facts([]), &["TS-11.1", "TS-13.2"])?;
    Ok((identity.view(true), row.version))
}

/// Cases of the person with this phone or identity number; the search itself is on record.
pub fn find_by_identity(tx: &mut Tx<'_>, query: IdentityQuery) -> Result<Vec<ComplaintSummary>, AppError> {
    let wanted = normalised(query, tx.now.date())?;
    let phone_hash = hash(tx.app, Purpose::Phone, wanted.phone.as_deref());
    let id_hash = hash(tx.app, Purpose::IdNumber, wanted.id_number.as_deref());
    let ids = rows::find_subjects_by_hash(tx.conn, KIND, phone_hash.as_deref(), id_hash.as_deref(), FOUND_MOST)?;
    let viewer = visibility(tx.caller);
    let mut found = Vec::new();
    for id in ids {
        let Some(row) = cases::get_visible(tx.conn, &id, &viewer)? else { continue };
        let file: Complaint = serde_json::from_str(&row.document).map_err(AppError::internal)?;
        if may_look(tx.caller, &file) {
            found.push(summary(row.into(), tx.now)?);
        }
    }
    let user_id = tx.caller.user_id().unwrap_or_default().to_owned();
    let by_phone = wanted.phone.is_some();
    let payload = facts([("by_phone", json!(by_phone)), ("found", json!(found.len()))]);
    tx.log(Subject { kind: "user", id: &user_id }, "identity_searched", &payload, &["TS-13.1"])?;
    Ok(found)
}

fn normalised(query: IdentityQuery, today: chrono::NaiveDate) -> Result<IdentityQuery, AppError> {
    if query.phone.is_none() && query.id_number.is_none() {
        return Err(AppError::invalid("", "nothing_to_search", "请给出电话或者居民身份证号码。"));
    }
    let wanted = PartyInput { id_number: query.id_number, phone: query.phone, ..PartyInput::default() };
    let wanted = wanted.checked(today)?;
    Ok(IdentityQuery { phone: wanted.phone, id_number: wanted.id_number })
}
