//! A notice as a member of staff sees it.

use yingshang_rules::notice::gate::Action;
use yingshang_rules::notice::{Notice, NoticeKind, NoticeStatus, offers};

use super::KIND;
use super::case::facts_of;
use crate::error::AppError;
use crate::moment::Moment;
use crate::party::{PartyInput, PartyView};
use crate::service_case::{ServiceCase, Stored, actions, case_views, parts, party};
use crate::tx::{Expected, Reader, Subject, Tx};

case_views! {
    Notice, NoticeStatus,
    /// 一次性告知。
    NoticeView {
        /// 服务对象身份（已遮盖）；没有登记的为空。补正告知见所属办件。
        visitor: Option<PartyView>,
    }
    /// 一次性告知摘要。
    NoticeSummary {
        /// 种类。
        kind: NoticeKind = category,
    }
}

pub(super) fn build(read: &mut Reader<'_>, case: Stored<Notice>, with_trace: bool) -> Result<NoticeView, AppError> {
    let Stored { row, file } = case;
    let subject = Subject { kind: KIND, id: &row.id };
    let shown = parts(read, subject, with_trace)?;
    let facts = facts_of(read, &file)?;
    let moment = Moment::of(read.app, read.caller, read.now);
    let offered = offers(&file, &moment.context(String::new(), facts));
    let path = format!("{}/{}", Notice::PATH, row.id);
    Ok(NoticeView {
        version: row.version,
        updated_at: row.updated_at.0,
        visitor: party::shown(read, subject)?,
        deadlines: shown.deadlines,
        findings: shown.findings,
        documents: shown.documents,
        actions: actions(read, &path, offered, tail),
        file,
    })
}

/// Where a step is asked for, below the notice.
fn tail(action: Action, _item: &str) -> String {
    let tail = match action {
        Action::HandOver => "hand-overs",
        Action::TakeOver => "take-over",
        Action::AssignHandler => "handler",
        Action::Consult => "consultations",
        Action::Tell => "telling",
        Action::Serve => "service",
        Action::LinkComplaint => "complaints",
    };
    tail.to_owned()
}

/// The visitor in full, for the unit, the person first asked, and 行政审批室; every look is on record.
///
/// # Errors
/// Not found; a refusal for everybody else.
pub fn visitor(tx: &mut Tx<'_>, id: &str) -> Result<PartyView, AppError> {
    party::reveal::<Notice>(tx, id)
}

/// Records or corrects the visitor.
///
/// # Errors
/// All faults of the identity at once; a refusal for those who may not see it.
pub fn set_visitor(
    tx: &mut Tx<'_>,
    id: &str,
    expected: Expected,
    body: PartyInput,
) -> Result<(PartyView, i64), AppError> {
    party::set::<Notice>(tx, id, expected, body)
}
