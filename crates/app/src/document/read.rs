//! Reading what was issued, with the name of the person it is addressed to as far as the reader may know it (TS-13.2).

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use yingshang_documents::{Block, Document, FieldRow};
use yingshang_rules::application::Application;
use yingshang_rules::assessment::Assessment;
use yingshang_rules::commitment::Commitment;
use yingshang_rules::document::DocumentKind;
use yingshang_rules::identifier::mask_name;
use yingshang_rules::notice::Notice;
use yingshang_rules::refusal_filing::RefusalFiling;
use yingshang_store::Conn;
use yingshang_store::document::{self as rows, DocumentRow};

use super::text::APPLICANT;
use crate::caller::Caller;
use crate::complaint;
use crate::error::AppError;
use crate::event_log::facts;
use crate::party;
use crate::service_case::party::may_look;
use crate::service_case::{self, ServiceCase};
use crate::tx::{Reader, Subject, Tx};

/// The collections whose cases have texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// 投诉举报.
    Complaints,
    /// 办件.
    Applications,
    /// 一次性告知.
    Notices,
    /// 容缺承诺.
    Commitments,
    /// 否定备案.
    Refusals,
    /// 监督考核.
    Assessments,
}

/// 已制发的文书。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IssuedDocument {
    /// 文书种类。
    pub kind: DocumentKind,
    /// 文书名称。
    pub label: String,
    /// 文号。
    #[schema(required = true)]
    pub number: Option<String>,
    /// 成文日期（北京时间）。
    pub issued_on: NaiveDate,
    /// 查看文书的地址：默认为数据，请求头 Accept 为 text/html 时为可以打印的页面。
    pub href: String,
}

/// 一件案件已制发的文书，先制发的在前。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IssuedDocuments {
    /// 文书。
    pub items: Vec<IssuedDocument>,
}

/// 文书，带当事人名称。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentView {
    /// 文书内容。
    #[serde(flatten)]
    pub document: Document,
    /// 当事人名称是否已经遮盖；没有写明当事人的为假。
    pub masked: bool,
}

/// How much of the name behind a case a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// The name; each look is on record.
    Full,
    /// The name with most of it blotted out.
    Masked,
    /// Not even that there is one.
    Nothing,
}

impl Shelf {
    fn kind(self) -> &'static str {
        match self {
            Shelf::Complaints => complaint::KIND,
            Shelf::Applications => Application::KIND,
            Shelf::Notices => Notice::KIND,
            Shelf::Commitments => Commitment::KIND,
            Shelf::Refusals => RefusalFiling::KIND,
            Shelf::Assessments => Assessment::KIND,
        }
    }

    fn of(kind: &str) -> Option<Self> {
        let all =
            [Self::Complaints, Self::Applications, Self::Notices, Self::Commitments, Self::Refusals, Self::Assessments];
        all.into_iter().find(|shelf| shelf.kind() == kind)
    }

    fn path(self) -> &'static str {
        match self {
            Shelf::Complaints => "/v1/complaints",
            Shelf::Applications => "/v1/applications",
            Shelf::Notices => "/v1/notices",
            Shelf::Commitments => "/v1/commitments",
            Shelf::Refusals => "/v1/refusals",
            Shelf::Assessments => "/v1/assessments",
        }
    }

    /// Lets the caller in to the case and says whose name is behind it.
    fn enter(self, conn: &mut Conn, caller: &Caller, id: &str) -> Result<Behind, AppError> {
        match self {
            Shelf::Complaints => {
                let sight = complaint::sight(conn, caller, id)?;
                Ok(Behind { sight, kind: self.kind(), id: id.to_owned() })
            }
            Shelf::Applications => behind::<Application>(conn, caller, id),
            Shelf::Notices => behind::<Notice>(conn, caller, id),
            Shelf::Commitments => behind::<Commitment>(conn, caller, id),
            Shelf::Refusals => behind::<RefusalFiling>(conn, caller, id),
            Shelf::Assessments => behind::<Assessment>(conn, caller, id),
        }
    }
}

/// Under which case the name is sealed that a text is addressed to, and how much of it the reader sees.
struct Behind {
    sight: Sight,
    kind: &'static str,
    id: String,
}

/// What belongs to an application is addressed to whoever made the application.
fn behind<F: ServiceCase>(conn: &mut Conn, caller: &Caller, id: &str) -> Result<Behind, AppError> {
    let file = service_case::load::<F>(conn, caller, id)?.file;
    let sight = if may_look(&file, caller) { Sight::Full } else { Sight::Masked };
    Ok(match file.columns().application_id {
        Some(application_id) => Behind { sight, kind: Application::KIND, id: application_id },
        None => Behind { sight, kind: F::KIND, id: id.to_owned() },
    })
}

/// What a case view lists: the texts that were issued, oldest first. The caller must already have been let in to the case.
pub(crate) fn issued(conn: &mut Conn, subject: Subject<'_>) -> Result<Vec<IssuedDocument>, AppError> {
    let path = Shelf::of(subject.kind).map(Shelf::path).unwrap_or_default();
    let rows = rows::of(conn, subject.kind, subject.id)?;
    let mut seen: Vec<&str> = Vec::new();
    let mut views = Vec::new();
    for row in rows.iter().rev() {
        let kind: DocumentKind = row.kind.parse().map_err(AppError::internal)?;
        let mut href = format!("{path}/{}/documents/{}", subject.id, row.kind);
        // Without a number the address means the newest of the kind.
        if seen.contains(&row.kind.as_str()) {
            let number: String =
                form_urlencoded::byte_serialize(row.number.as_deref().unwrap_or_default().as_bytes()).collect();
            href = format!("{href}?number={number}");
        }
        seen.push(&row.kind);
        views.push(IssuedDocument {
            kind,
            label: kind.label().to_owned(),
            number: row.number.clone(),
            issued_on: row.issued_on,
            href,
        });
    }
    views.reverse();
    Ok(views)
}

/// The texts of a case, for those who may see the case.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn list(read: &mut Reader<'_>, shelf: Shelf, id: &str) -> Result<IssuedDocuments, AppError> {
    shelf.enter(read.conn, read.caller, id)?;
    Ok(IssuedDocuments { items: issued(read.conn, Subject { kind: shelf.kind(), id })? })
}

/// A text of a case: the one with this number, else the newest of its kind. A look at a full name is an entry of the case's log.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Missing`] where no such text was issued, naming the step that issues it.
pub fn get(
    tx: &mut Tx<'_>,
    shelf: Shelf,
    id: &str,
    kind: DocumentKind,
    number: Option<&str>,
) -> Result<DocumentView, AppError> {
    let behind = shelf.enter(tx.conn, tx.caller, id)?;
    let subject = Subject { kind: shelf.kind(), id };
    let row = find(tx.conn, subject, kind, number)?.ok_or_else(|| not_issued(shelf, kind, number))?;
    let mut document: Document = serde_json::from_str(&row.content).map_err(AppError::internal)?;
    let party = match behind.sight {
        Sight::Nothing => None,
        Sight::Full | Sight::Masked => party::open(tx.conn, tx.app, Subject { kind: behind.kind, id: &behind.id })?,
    };
    let Some(name) = party.and_then(|party| party.organisation.or(party.name)) else {
        return Ok(DocumentView { document, masked: false });
    };
    let masked = behind.sight == Sight::Masked;
    address(&mut document, if masked { mask_name(&name) } else { name });
    if !masked {
        let payload = facts([("document_kind", json!(kind)), ("number", json!(row.number))]);
        tx.log(subject, "document_viewed", &payload, basis_of_looking(shelf))?;
    }
    Ok(DocumentView { document, masked })
}

/// A complainant is protected by the measure; that a look is on record is the habit of this house everywhere.
fn basis_of_looking(shelf: Shelf) -> &'static [&'static str] {
    if shelf == Shelf::Complaints { &["TS-13.1", "TS-13.2"] } else { &[] }
}

fn find(
    conn: &mut Conn,
    subject: Subject<'_>,
    kind: DocumentKind,
    number: Option<&str>,
) -> Result<Option<DocumentRow>, AppError> {
    let Some(number) = number else { return Ok(rows::latest(conn, subject.kind, subject.id, kind.code())?) };
    let of_this_case =
        |row: &DocumentRow| row.subject_kind == subject.kind && row.subject_id == subject.id && row.kind == kind.code();
    Ok(rows::by_number(conn, number)?.filter(of_this_case))
}

/// Puts the name in its place: the row of a form that waits for it, else the line above the text.
fn address(document: &mut Document, name: String) {
    let rows = document.blocks.iter_mut().filter_map(|block| match block {
        Block::Fields { rows } => Some(rows),
        _ => None,
    });
    let waiting = |row: &&mut FieldRow| row.label == APPLICANT && row.value.is_empty();
    match rows.flatten().find(waiting) {
        Some(row) => row.value = name,
        None => document.addressee = Some(name),
    }
}

fn not_issued(shelf: Shelf, kind: DocumentKind, number: Option<&str>) -> AppError {
    let detail = match step_of(shelf, kind) {
        _ if number.is_some() => "本案没有这个文号的该种文书。".to_owned(),
        Some(step) => format!("《{}》尚未制发：{step}时制发。", kind.label()),
        None => format!("这一类案件不制发《{}》。", kind.label()),
    };
    AppError::Missing { code: "document_not_issued", detail }
}

/// The step that issues a text, where cases of this collection have it.
fn step_of(shelf: Shelf, kind: DocumentKind) -> Option<&'static str> {
    use DocumentKind::*;
    match (shelf, kind) {
        (Shelf::Complaints, ComplaintAcceptance) => Some("作出受理决定"),
        (Shelf::Complaints, ComplaintRejection) => Some("作出不予受理决定"),
        (Shelf::Applications, ApplicationAcceptance) => Some("审查后受理、容缺受理或者视为受理"),
        (Shelf::Applications, NotRequired) => Some("审查认为不需要取得许可"),
        (Shelf::Applications, ApprovalDecision) => Some("作出准予的决定"),
        (Shelf::Notices, OneTimeNotice) => Some("告知四项内容，或者指引到其他单位、机关"),
        (Shelf::Notices, CorrectionNotice) => Some("审查认为材料不齐、一次告知补正"),
        (Shelf::Commitments, CommitmentNotice) => Some("出具承诺告知书"),
        (Shelf::Commitments, CommitmentLetter) => Some("申请人作出承诺"),
        (Shelf::Refusals, NonAcceptanceDecision) => Some("批准不予受理"),
        (Shelf::Refusals, NonPermissionDecision) => Some("批准不予许可"),
        (Shelf::Refusals, RefusalFilingForm) => Some("报送备案"),
        (Shelf::Assessments, AssessmentResult) => Some("领导小组审议通过"),
        _ => None,
    }
}
