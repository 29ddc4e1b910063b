//! A complaint as a member of staff sees it.

use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::complaint::actions::{Offer, offers};
use yingshang_rules::complaint::case_file::PossibleRepeat;
use yingshang_rules::complaint::gate::Action;
use yingshang_rules::complaint::{Complaint, ComplaintStatus};
use yingshang_rules::rulebook::{BasisRef, Rulebook};
use yingshang_rules::{RefusalKind, Role};
use yingshang_store::complaint::{self as rows, ComplaintRow};
use yingshang_store::deadline::DeadlineRow;

use super::case::{Case, KIND, clocks, facts_of, load, visibility};
use super::identity;
use crate::caller::Caller;
use crate::chain::digest;
use crate::deadline::{DeadlineView, view as deadline_view};
use crate::document::{self, IssuedDocument};
use crate::error::AppError;
use crate::event_log::{self, ChainVerification, TimelineEntry};
use crate::moment::Moment;
use crate::party::PartyView;
use crate::tx::{Reader, Subject};

/// 投诉举报。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComplaintView {
    /// 案卷。
    #[serde(flatten)]
    pub file: Complaint,
    /// 版本，写入时放在 `If-Match` 中。
    pub version: i64,
    /// 更新时间。
    pub updated_at: Instant,
    /// 投诉人身份（已遮盖）；没有登记的为空。被投诉一方看到的结果中没有这一项。
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub complainant: Option<Option<PartyView>>,
    /// 时限。
    pub deadlines: Vec<DeadlineView>,
    /// 当前用户可办理的步骤；不能办理的写明原因和依据。
    pub actions: Vec<ActionView>,
    /// 已制发的文书，先制发的在前。
    pub documents: Vec<IssuedDocument>,
    /// 投诉人不服时的途径（第十一条、第十七条）。
    pub remedies: Vec<Remedy>,
    /// 所适用制度的效力；试行期已满的如实写明（第二十六条）。
    pub rule_status: Vec<BasisRef>,
}

/// 一个步骤。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ActionView {
    /// 步骤。
    pub name: Action,
    /// 名称。
    pub label: String,
    /// 请求方法。
    pub method: String,
    /// 请求路径。
    pub href: String,
    /// 现在能否办理。
    pub enabled: bool,
    /// 不能办理的原因代码。
    pub code: Option<String>,
    /// 不能办理的原因。
    pub reason: Option<String>,
    /// 不能办理所依据的条文；能办理的为空。
    pub basis: Vec<BasisRef>,
}

/// 救济途径。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Remedy {
    /// 途径。
    pub text: String,
    /// 依据。
    pub basis: Vec<BasisRef>,
}

/// The case, if the caller may know of it.
pub fn get(read: &mut Reader<'_>, id: &str, with_trace: bool) -> Result<ComplaintView, AppError> {
    let case = load(read.conn, read.caller, id)?;
    build(read, &case, with_trace)
}

/// The log of the case, for those who may see the case.
pub fn timeline(read: &mut Reader<'_>, id: &str, after_seq: i64, limit: i64) -> Result<Vec<TimelineEntry>, AppError> {
    load(read.conn, read.caller, id)?;
    event_log::timeline(read, Subject { kind: KIND, id }, after_seq, limit)
}

/// Whether the log of the case and the case file still agree with what was written.
pub fn verify_timeline(read: &mut Reader<'_>, id: &str) -> Result<ChainVerification, AppError> {
    // An auditor checks every chain, also of a case against the auditor's own unit: the answer holds nothing of the case.
    let audits = read.caller.principal().is_some_and(|principal| principal.has_any(&[Role::Auditor]));
    let viewer = if audits { &Caller::System } else { read.caller };
    let case = load(read.conn, viewer, id)?;
    let hash = digest(case.row.document.as_bytes());
    event_log::verify(read, Subject { kind: KIND, id }, Some(&hash))
}

pub(super) fn case_of(row: ComplaintRow) -> Result<Case, AppError> {
    let file = serde_json::from_str(&row.document).map_err(AppError::internal)?;
    Ok(Case { row, file })
}

pub(super) fn build(read: &mut Reader<'_>, case: &Case, with_trace: bool) -> Result<ComplaintView, AppError> {
    let clocks = clocks(read.conn, &case.file.id)?;
    let complainant = identity::shown(read, &case.file)?;
    let mut file = case.file.clone();
    file.possible_repeats = known_repeats(read, file.possible_repeats)?;
    let (rulebook, calendar) = (read.app.rulebook(), read.app.calendar());
    let deadlines = clocks
        .iter()
        .map(|row| deadline_view(row, &rulebook, &calendar, read.now, with_trace))
        .collect::<Result<_, _>>()?;
    Ok(ComplaintView {
        version: case.row.version,
        updated_at: case.row.updated_at.0,
        complainant,
        deadlines,
        actions: actions(read, &case.file, &clocks),
        documents: document::issued(read.conn, Subject { kind: KIND, id: &case.file.id })?,
        remedies: remedies(&case.file, &rulebook, read.now),
        rule_status: rulebook.cite(&["TS-26.1"], read.now.date()),
        file,
    })
}

/// An earlier case is named only to those who may know of it: it may be against the very unit that handles this one (TS-13.2).
fn known_repeats(read: &mut Reader<'_>, found: Vec<PossibleRepeat>) -> Result<Vec<PossibleRepeat>, AppError> {
    let viewer = visibility(read.caller);
    let mut known = Vec::new();
    for repeat in found {
        if rows::get_visible(read.conn, &repeat.complaint_id, &viewer)?.is_some() {
            known.push(repeat);
        }
    }
    Ok(known)
}

fn actions(read: &Reader<'_>, file: &Complaint, clocks: &[DeadlineRow]) -> Vec<ActionView> {
    let moment = Moment::of(read.app, read.caller, read.now);
    let context = moment.context(String::new(), facts_of(clocks));
    let rulebook = read.app.rulebook();
    let today = read.now.date();
    // What is someone else's task is left out: a clerk's screen shows the clerk's own steps.
    let own = |offer: &Offer| !offer.closed.as_ref().is_some_and(|no| no.kind == RefusalKind::NotThisActor);
    offers(file, &context).into_iter().filter(own).map(|offer| action_view(file, offer, &rulebook, today)).collect()
}

fn action_view(file: &Complaint, offer: Offer, rulebook: &Rulebook, today: chrono::NaiveDate) -> ActionView {
    let ids = offer.closed.as_ref().map(|no| no.basis.clone()).unwrap_or_default();
    ActionView {
        name: offer.action,
        label: offer.action.label().to_owned(),
        method: if offer.action == Action::Amend { "PATCH" } else { "POST" }.to_owned(),
        href: href(&file.id, offer.action, offer.item_id.as_deref()),
        enabled: offer.closed.is_none(),
        code: offer.closed.as_ref().map(|no| no.code.to_owned()),
        reason: offer.closed.map(|no| no.detail),
        basis: rulebook.cite(&ids, today),
    }
}

/// Where a step is asked for.
fn href(id: &str, action: Action, item: Option<&str>) -> String {
    let item = item.unwrap_or_default();
    let tail = match action {
        Action::Amend => return format!("/v1/complaints/{id}"),
        Action::TellRights => "rights-notice",
        Action::Accept => "acceptance",
        Action::Reject => "rejection",
        Action::AnswerOnTheSpot => "on-the-spot-answer",
        Action::Assign => "assignment",
        Action::SignReceipt | Action::DeemReceived => "receipt",
        Action::ApproveInvestigation => "investigation-approval",
        Action::Investigate => "investigations",
        Action::RequestExtension => "extension-requests",
        Action::DecideExtension => return format!("/v1/complaints/{id}/extension-requests/{item}/decision"),
        Action::SubmitResult => "result",
        Action::Verify => "verification",
        Action::Rework => "rework",
        Action::Conclude => "conclusion",
        Action::Terminate => "termination",
        Action::Archive => "archiving",
        Action::FollowUp => "follow-ups",
        Action::Remind | Action::RemindAutomatically => "reminders",
        Action::OrderSupervision => "supervision-orders",
        Action::LiftSupervision => return format!("/v1/complaints/{id}/supervision-orders/{item}/lifting"),
        Action::Escalate => "escalations",
        Action::RegisterClue => "clue-transfers",
        Action::DispatchClue => return format!("/v1/complaints/{id}/clue-transfers/{item}/dispatch"),
        Action::ReportEmergency => "emergency-reports",
        Action::RecordObstruction => "obstructions",
        Action::State => "statements",
        Action::Withdraw => "withdrawal",
    };
    format!("/v1/complaints/{id}/{tail}")
}

/// What a complainant who does not agree can do, as soon as there is something to disagree with (TS-11.2d, TS-17.1).
pub(super) fn remedies(file: &Complaint, rulebook: &Rulebook, now: Instant) -> Vec<Remedy> {
    let today = now.date();
    let remedy = |text: &str, ids: &[&str]| Remedy { text: text.to_owned(), basis: rulebook.cite(ids, today) };
    let mut remedies =
        vec![remedy("认为应当受理而不受理、逾期不办或者处理不公的，可以直接向上一级投诉受理机构投诉。", &["TS-11.2d"])];
    if !matches!(file.status, ComplaintStatus::Registered | ComplaintStatus::Accepted | ComplaintStatus::Assigned) {
        remedies.push(remedy(
            "对办理过程或者结果不满意的，可以向上一级投诉受理机构投诉，也可以依法申请仲裁或者向人民法院提起诉讼。",
            &["TS-17.1"],
        ));
    }
    if file.status == ComplaintStatus::Reported {
        remedies.push(remedy("对结果不满意并有新的证据和理由的，可以提出，由受理机构发回重新办理。", &["TS-16.1"]));
    }
    remedies
}
