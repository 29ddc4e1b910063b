//! A refusal as a member of staff sees it.

use yingshang_rules::refusal_filing::gate::Action;
use yingshang_rules::refusal_filing::{RefusalFiling, RefusalKind, RefusalStatus, offers};

use super::KIND;
use super::case::facts_of;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{ServiceCase, Stored, actions, case_views, parts};
use crate::tx::{Reader, Subject};

case_views! {
    RefusalFiling, RefusalStatus,
    /// 否定备案。
    RefusalFilingView {}
    /// 否定备案摘要。
    RefusalFilingSummary {
        /// 否定种类。
        kind: RefusalKind = category,
    }
}

pub(super) fn build(
    read: &mut Reader<'_>,
    case: Stored<RefusalFiling>,
    with_trace: bool,
) -> Result<RefusalFilingView, AppError> {
    let Stored { row, file } = case;
    let subject = Subject { kind: KIND, id: &row.id };
    let shown = parts(read, subject, with_trace)?;
    let facts = facts_of(read, &file)?;
    let moment = Moment::of(read.app, read.caller, read.now);
    let offered = offers(&file, &moment.context(String::new(), facts));
    let path = format!("{}/{}", RefusalFiling::PATH, row.id);
    Ok(RefusalFilingView {
        version: row.version,
        updated_at: row.updated_at.0,
        deadlines: shown.deadlines,
        findings: shown.findings,
        documents: shown.documents,
        actions: actions(read, &path, offered, tail),
        file,
    })
}

/// Where a step is asked for, below the refusal.
fn tail(action: Action, _item: &str) -> String {
    let tail = match action {
        Action::Approve => "approval",
        Action::Discuss => "collective-discussion",
        Action::Serve => "service",
        Action::File => "filing",
        Action::Review => "reviews",
        Action::RecordBreach => "breaches",
        Action::Archive => "archiving",
        // A step of the sweep is not offered.
        Action::NoteNotFiled => "",
    };
    tail.to_owned()
}
