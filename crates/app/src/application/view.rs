//! An application as a member of staff sees it.

use serde::Serialize;
use utoipa::ToSchema;
use yingshang_rules::application::gate::Action;
use yingshang_rules::application::{Application, ApplicationChannel, ApplicationOutcome, ApplicationStatus, offers};
use yingshang_rules::commitment::Commitment;
use yingshang_rules::notice::Notice;
use yingshang_rules::refusal_filing::RefusalFiling;

use super::KIND;
use super::case::facts_of;
use crate::error::AppError;
use crate::moment::Moment;
use crate::party::{PartyInput, PartyView};
use crate::service_case::{ServiceCase, Stored, actions, case_views, of_application, parts, party};
use crate::tx::{Expected, Reader, Subject, Tx};

case_views! {
    Application, ApplicationStatus,
    /// 办件。
    ApplicationView {
        /// 申请人身份（已遮盖）；没有登记的为空。
        applicant: Option<PartyView>,
        /// 相关的告知单、容缺承诺和否定备案。
        related: Vec<LinkedCase>,
    }
    /// 办件摘要。
    ApplicationSummary {
        /// 收件渠道。
        channel: ApplicationChannel = category,
        /// 结果；没有了结的为空。
        outcome: ApplicationOutcome = outcome,
    }
}

/// 相关的案卷。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LinkedCase {
    /// 类别：notice 告知单、commitment 容缺承诺、refusal 否定备案。
    pub kind: &'static str,
    /// 编号。
    pub number: String,
    /// 状态代码。
    pub status: String,
    /// 状态名称。
    pub status_label: &'static str,
    /// 路径。
    pub href: String,
}

pub(super) fn build(
    read: &mut Reader<'_>,
    case: Stored<Application>,
    with_trace: bool,
) -> Result<ApplicationView, AppError> {
    let Stored { row, file } = case;
    let subject = Subject { kind: KIND, id: &row.id };
    let shown = parts(read, subject, with_trace)?;
    let facts = facts_of(read, &file)?;
    let moment = Moment::of(read.app, read.caller, read.now);
    let offered = offers(&file, &moment.context(String::new(), facts));
    let path = format!("{}/{}", Application::PATH, row.id);
    Ok(ApplicationView {
        version: row.version,
        updated_at: row.updated_at.0,
        applicant: party::shown(read, subject)?,
        related: related(read, &row.id)?,
        deadlines: shown.deadlines,
        findings: shown.findings,
        documents: shown.documents,
        actions: actions(read, &path, offered, tail),
        file,
    })
}

fn related(read: &mut Reader<'_>, id: &str) -> Result<Vec<LinkedCase>, AppError> {
    let mut related = linked::<Notice>(read, id)?;
    related.extend(linked::<Commitment>(read, id)?);
    related.extend(linked::<RefusalFiling>(read, id)?);
    Ok(related)
}

fn linked<F: ServiceCase>(read: &mut Reader<'_>, application_id: &str) -> Result<Vec<LinkedCase>, AppError> {
    use yingshang_rules::code_list::Code;
    let cases = of_application::<F>(read.conn, application_id)?;
    Ok(cases
        .into_iter()
        .map(|case| LinkedCase {
            kind: F::KIND,
            href: format!("{}/{}", F::PATH, case.row.id),
            number: case.row.number,
            status: case.row.status,
            status_label: case.file.status().label(),
        })
        .collect())
}

/// Where a step is asked for, below the application.
fn tail(action: Action, item: &str) -> String {
    let tail = match action {
        Action::Examine | Action::DeemAccepted => "examination",
        Action::SupplyMaterials => "material-supplies",
        Action::FirstReview => "first-review",
        Action::Review => "review",
        Action::Approve => "approval",
        Action::Deliver => "delivery",
        Action::Suspend => "suspensions",
        Action::Resume => return format!("suspensions/{item}/resumption"),
        Action::Extend => "extension",
        Action::OpenGreenChannel => "green-channel",
        Action::CorrectRecord => "corrections",
        Action::Withdraw => "withdrawal",
        // Offered by the commitment or the refusal.
        Action::AcceptOnCommitment
        | Action::ReceiveOutstanding
        | Action::LiftPromise
        | Action::CommitmentBroken
        | Action::ProposeRefusal
        | Action::DropRefusal
        | Action::DecideRefusal
        | Action::ServeRefusal => "",
    };
    tail.to_owned()
}

/// The applicant in full, for the unit, who took the application in, and 行政审批室; every look is on record.
///
/// # Errors
/// Not found; a refusal for everybody else.
pub fn applicant(tx: &mut Tx<'_>, id: &str) -> Result<PartyView, AppError> {
    party::reveal::<Application>(tx, id)
}

/// Records or corrects the applicant.
///
/// # Errors
/// All faults of the identity at once; a refusal for those who may not see it.
pub fn set_applicant(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: PartyInput,
) -> Result<(PartyView, i64), AppError> {
    party::set::<Application>(tx, id, expected, body)
}
