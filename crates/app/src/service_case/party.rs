//! Who applies or asks: sealed like a complainant, but known to the unit that handles the case.

use yingshang_rules::Refusal;
use yingshang_rules::procedure::counter::{Capacity, capacities};
use yingshang_store::Ts;
use yingshang_store::service_case as rows;

use super::ServiceCase;
use super::persist::load;
use crate::caller::Caller;
use crate::error::AppError;
use crate::event_log::facts;
use crate::party::{PartyInput, PartyView, open, seal};
use crate::tx::{Expected, Reader, Subject, Tx};

/// Whether the caller may see the person in full: the unit, who took the case in, and 行政审批室.
pub(crate) fn may_look<F: ServiceCase>(file: &F, caller: &Caller) -> bool {
    let parts = capacities(file, &caller.actor());
    parts.iter().any(|part| matches!(part, Capacity::Unit | Capacity::Registrar | Capacity::ApprovalOffice))
}

/// The person as a case view shows them: masked.
pub(crate) fn shown(read: &mut Reader<'_>, subject: Subject<'_>) -> Result<Option<PartyView>, AppError> {
    Ok(open(read.conn, read.app, subject)?.map(|identity| identity.view(true)))
}

/// The person in full; every look is an entry of the log.
pub(crate) fn reveal<F: ServiceCase>(tx: &mut Tx<'_>, id: &str) -> Result<PartyView, AppError> {
    let case = load::<F>(tx.conn, tx.caller, id)?;
    if !may_look(&case.file, tx.caller) {
        return Err(sealed_off());
    }
    let subject = Subject { kind: F::KIND, id };
    let identity = open(tx.conn, tx.app, subject)?.ok_or(AppError::NotFound)?;
    tx.log(subject, "identity_viewed", &facts([]), &[])?;
    Ok(identity.view(false))
}

/// Records or corrects the person and returns them masked, with the new version of the case; earlier revisions stay.
pub(crate) fn set<F: ServiceCase>(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: PartyInput,
) -> Result<(PartyView, i64), AppError> {
    let case = load::<F>(tx.conn, tx.caller, id)?;
    expected.check(case.row.version)?;
    if !may_look(&case.file, tx.caller) {
        return Err(sealed_off());
    }
    let identity = body.checked(tx.now.date())?;
    if !identity.is_named() {
        return Err(AppError::invalid("", "name_missing", "须登记姓名或者单位名称。"));
    }
    let subject = Subject { kind: F::KIND, id };
    seal(tx, subject, &identity)?;
    let mut row = case.row;
    row.updated_at = Ts(tx.now);
    row.version = rows::update(tx.conn, &row, row.version)?;
    tx.log(subject, "identity_recorded", &facts([]), &[])?;
    Ok((identity.view(true), row.version))
}

fn sealed_off() -> AppError {
    let detail = "申请人和服务对象的完整身份只有承办单位、登记人和行政审批室可以查看。";
    Refusal::actor("identity_sealed", &[], detail).into()
}
