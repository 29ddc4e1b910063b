//! A commitment as a member of staff sees it.

use yingshang_rules::commitment::gate::Action;
use yingshang_rules::commitment::{Commitment, CommitmentStatus, offers};
use yingshang_rules::service_item::DeferralMeasure;

use super::KIND;
use super::case::facts_of;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{ServiceCase, Stored, actions, case_views, parts};
use crate::tx::{Reader, Subject};

case_views! {
    Commitment, CommitmentStatus,
    /// 容缺承诺。
    CommitmentView {
        /// 尚未补齐的材料代码。
        outstanding: Vec<String>,
    }
    /// 容缺承诺摘要。
    CommitmentSummary {
        /// 办理措施。
        measure: DeferralMeasure = category,
    }
}

pub(super) fn build(
    read: &mut Reader<'_>,
    case: Stored<Commitment>,
    with_trace: bool,
) -> Result<CommitmentView, AppError> {
    let Stored { row, file } = case;
    let subject = Subject { kind: KIND, id: &row.id };
    let shown = parts(read, subject, with_trace)?;
    let facts = facts_of(read, &file)?;
    let moment = Moment::of(read.app, read.caller, read.now);
    let offered = offers(&file, &moment.context(String::new(), facts));
    let path = format!("{}/{}", Commitment::PATH, row.id);
    Ok(CommitmentView {
        version: row.version,
        updated_at: row.updated_at.0,
        outstanding: file.outstanding(),
        deadlines: shown.deadlines,
        findings: shown.findings,
        documents: shown.documents,
        actions: actions(read, &path, offered, tail),
        file,
    })
}

/// Where a step is asked for, below the commitment.
fn tail(action: Action, item: &str) -> String {
    let tail = match action {
        Action::IssueNotice => "notice",
        Action::Commit => "letter",
        Action::Accept => "acceptance",
        Action::Supply => "supplies",
        Action::Expire | Action::ExpireAutomatically => "expiry",
        Action::RecordFault => "notification-faults",
        Action::RegisterComplaint => "complaints",
        Action::ReplyToComplaint => return format!("complaints/{item}/reply"),
        Action::Cancel => "cancellation",
        // Steps of the sweep are not offered.
        Action::BecomeOverdue | Action::Remind => "",
    };
    tail.to_owned()
}
