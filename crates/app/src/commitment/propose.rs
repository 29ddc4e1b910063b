//! Proposing a commitment on an application that is incomplete.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};
use yingshang_rules::application::{may_propose_commitment, outstanding};
use yingshang_rules::commitment::codes::DeferralCause;
use yingshang_rules::commitment::command::Proposal;
use yingshang_rules::commitment::{self as rules, Commitment, CommitmentStatus, Facts, NewCommitment};
use yingshang_store::identity;

use super::KIND;
use super::view::{CommitmentView, build};
use crate::application as applications;
use crate::check;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{self, ServiceCase, business_number, of_application};
use crate::tx::Tx;

/// Applications of one person that are looked through for broken commitments.
const LOOKED_AT_MOST: i64 = 200;

/// 提出容缺受理申请。
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = ProposeCommitmentRequest)]
#[validate(schema(function = "pair_is_whole"))]
pub struct ProposeCommitment {
    /// 办件。
    #[schema(min_length = 1, max_length = 64)]
    pub application_id: String,
    /// 核对时所用的清单（事项）版本；须为该办件适用的版本。
    #[schema(minimum = 1, maximum = 100_000)]
    pub item_version: u32,
    /// 申请容缺的材料代码。
    #[schema(min_items = 1, max_items = 50)]
    pub material_codes: Vec<String>,
    /// 材料缺失的原因。
    pub cause: DeferralCause,
    /// 原因说明；其他原因的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 500)]
    pub cause_note: Option<String>,
    /// 申请人是否同意采用容缺受理。
    pub applicant_agrees: bool,
    /// 来源系统；与来源编号同时填写，二者合起来唯一。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 50)]
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub external_ref: Option<String>,
}

/// Opens a commitment for the caller: checked against the version of the list the application began under (RQ-2.1).
///
/// # Errors
/// Not found where the caller may not know of the application; a refusal with its articles (RQ-1.1, RQ-2.1, RQ-3.1).
pub fn propose(tx: &mut Tx<'_>, body: ProposeCommitment) -> Result<CommitmentView, AppError> {
    let faults = check::faults(body.validate(), "");
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let application = applications::named(tx, &body.application_id)?.file;
    let of_application_facts = applications::facts_of(&mut tx.reader(), &application)?;
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let item = of_application_facts.item.clone();
    let statutory_due_on = of_application_facts.statutory_due_on;
    let of_application_context = moment.context(String::new(), of_application_facts);
    may_propose_commitment(&application, &of_application_context)?;
    let lacking = outstanding(&application, &item).into_iter().map(|s| s.code).collect();
    let open = of_application::<Commitment>(tx.conn, &application.id)?;
    let facts = Facts {
        item: item.clone(),
        statutory_due_on,
        earlier_broken: earlier_broken(tx, &application.id)?,
        another_open: open.iter().any(|case| !case.file.is_over()),
        lacking,
    };
    let new = NewCommitment {
        id: tx.new_id(),
        number: business_number(tx, KIND, Commitment::PREFIX)?,
        external: body.source_system.zip(body.external_ref),
    };
    let proposal = Proposal {
        item_version: body.item_version,
        material_codes: body.material_codes,
        cause: body.cause,
        cause_note: body.cause_note,
        applicant_agrees: body.applicant_agrees,
    };
    let decision = rules::propose(new, proposal, &application, &moment.context(String::new(), facts))?;
    let case = service_case::persist(tx, None, decision, Some(&item))?;
    build(&mut tx.reader(), case, false)
}

/// Broken commitments of the same applicant, found by the number, else by the telephone.
fn earlier_broken(tx: &mut Tx<'_>, application_id: &str) -> Result<u32, AppError> {
    let Some(known) = identity::current(tx.conn, applications::KIND, application_id)? else { return Ok(0) };
    let number = known.id_number_hash.as_deref();
    let phone = known.phone_hash.as_deref().filter(|_| number.is_none());
    if number.is_none() && phone.is_none() {
        return Ok(0);
    }
    let ids = identity::find_subjects_by_hash(tx.conn, applications::KIND, phone, number, LOOKED_AT_MOST)?;
    let mut broken = 0;
    for id in ids {
        let cases = of_application::<Commitment>(tx.conn, &id)?;
        broken += cases.iter().filter(|case| case.file.status == CommitmentStatus::Broken).count();
    }
    Ok(u32::try_from(broken).unwrap_or(u32::MAX))
}

/// The pair is the key of an import: half of it identifies nothing.
fn pair_is_whole(body: &ProposeCommitment) -> Result<(), ValidationError> {
    check::pair_is_whole(&body.source_system, &body.external_ref)
}
