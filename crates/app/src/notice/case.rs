//! A notice on its way between the store and the rules.

use yingshang_rules::application::Application;
use yingshang_rules::application::case_file::Examination;
use yingshang_rules::notice::command::Route;
use yingshang_rules::notice::{self as rules, Command, Facts, NewCorrection, Notice, NoticeStatus};
use yingshang_rules::service_item::ItemVersion;
use yingshang_store::{unit, user};

use super::KIND;
use super::view::{NoticeView, build};
use crate::complaint;
use crate::document::Source;
use crate::error::{AppError, FieldError};
use crate::moment::Moment;
use crate::party;
use crate::service_case::{self, Columns, ServiceCase, Stored, business_number, load};
use crate::service_item;
use crate::tx::{Expected, Reader, Subject, Tx};

impl ServiceCase for Notice {
    const KIND: &'static str = KIND;
    const PREFIX: &'static str = "GZ";
    const PATH: &'static str = "/v1/notices";

    fn columns(&self) -> Columns {
        Columns {
            id: self.id.clone(),
            number: self.number.clone(),
            category: Some(self.kind.code()),
            outcome: None,
            item_id: self.item_id.clone(),
            item_version: self.item_version,
            application_id: self.application_id.clone(),
            window_id: None,
            handler_id: None,
            received_at: self.received_at,
            accepted_at: None,
            source_system: self.source_system.clone(),
            external_ref: self.external_ref.clone(),
            text: format!("{} {}", self.item_name.as_deref().unwrap_or_default(), self.matter),
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.status, NoticeStatus::Told | NoticeStatus::Redirected | NoticeStatus::Served)
    }

    fn source(&self) -> Source<'_> {
        Source::Notice(self)
    }
}

/// What the rules must know beside the file.
pub(super) fn facts_of(read: &mut Reader<'_>, file: &Notice) -> Result<Facts, AppError> {
    let item = match (&file.item_id, file.item_version) {
        (Some(id), Some(number)) => Some(service_item::version_number(read.conn, id, number)?),
        _ => None,
    };
    let known = party::open(read.conn, read.app, Subject { kind: KIND, id: &file.id })?;
    Ok(Facts { item, contact_known: known.is_some_and(|visitor| can_be_called(&visitor)) })
}

/// YC-5.1: name and telephone of the visitor are registered.
pub(super) fn can_be_called(visitor: &party::PartyInput) -> bool {
    visitor.is_named() && visitor.phone.is_some()
}

/// Takes one step for the caller and shows the case afterwards.
///
/// # Errors
/// Not found where the caller may not know of the case; stale version; a refusal with its articles; unknown references.
pub fn step(tx: &mut Tx<'_>, id: &str, expected: Expected, command: Command) -> Result<NoticeView, AppError> {
    let case = load::<Notice>(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    references_exist(tx, &command)?;
    let facts = facts_of(&mut tx.reader(), &case.file)?;
    let item = facts.item.clone();
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(tx.new_id(), facts);
    let decision = rules::decide(&case.file, command, &context)?;
    let case = service_case::persist(tx, Some(case.row), decision, item.as_ref())?;
    build(&mut tx.reader(), case, false)
}

fn references_exist(tx: &mut Tx<'_>, command: &Command) -> Result<(), AppError> {
    let mut faults = Vec::new();
    match command {
        Command::HandOver(body) => faults.extend(route_faults(tx, &body.route)?),
        Command::AssignHandler(body) => faults.extend(handler_fault(tx, &body.handler_id, "/handler_id")?),
        Command::LinkComplaint(body) if !complaint::is_known(tx, &body.complaint_id)? => {
            faults.push(FieldError::new("/complaint_id", "unknown_reference", "没有这件投诉举报。"));
        }
        _ => {}
    }
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

/// The handler and the unit a route names must exist and be at work.
pub(super) fn route_faults(tx: &mut Tx<'_>, route: &Route) -> Result<Vec<FieldError>, AppError> {
    let mut faults = Vec::new();
    if let Some(id) = &route.handler_id {
        faults.extend(handler_fault(tx, id, "/route/handler_id")?);
    }
    if let Some(id) = &route.unit_id
        && !unit::get(tx.conn, id)?.is_some_and(|unit| unit.active)
    {
        faults.push(FieldError::new("/route/unit_id", "unknown_reference", "没有这个单位，或者该单位已停用。"));
    }
    Ok(faults)
}

/// A handler belongs to the unit of the person first asked (YC-4.2).
fn handler_fault(tx: &mut Tx<'_>, id: &str, pointer: &str) -> Result<Option<FieldError>, AppError> {
    let own_unit = tx.caller.principal().and_then(|principal| principal.staff.unit_id.clone());
    let known = user::get(tx.conn, id)?.is_some_and(|user| user.active && user.unit_id == own_unit);
    let fault = || FieldError::new(pointer, "unknown_reference", "不是本部门在用的账号。").resting_on(&["YC-4.2"]);
    Ok((!known).then(fault))
}

/// Issues the correction notice of an examination, in its unit (YC-6.1).
pub(crate) fn issue_correction(
    tx: &mut Tx<'_>,
    application: &Application,
    examination: &Examination,
    item: &ItemVersion,
) -> Result<(), AppError> {
    let new = NewCorrection {
        id: tx.new_id(),
        number: business_number(tx, KIND, Notice::PREFIX)?,
        shortcomings: examination.shortcomings.clone(),
        deferral_told: examination.deferral.as_ref().is_some_and(|offer| !offer.deferrable.is_empty()),
    };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let context = moment.context(String::new(), Facts { item: Some(item.clone()), contact_known: false });
    let decision = rules::issue_correction(new, application, &context);
    service_case::persist(tx, None, decision, Some(item)).map(|_: Stored<Notice>| ())
}
