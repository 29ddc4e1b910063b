//! A rectification as a member of staff sees it.

use yingshang_rules::rectification::gate::Action;
use yingshang_rules::rectification::{Rectification, RectificationStatus, RectificationTarget, offers};

use super::KIND;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{ServiceCase, Stored, actions, case_views, parts};
use crate::tx::{Reader, Subject};

case_views! {
    Rectification, RectificationStatus,
    /// 限期整改。
    RectificationView {}
    /// 限期整改摘要。
    RectificationSummary {
        /// 整改对象。
        target: RectificationTarget = category,
    }
}

pub(super) fn build(
    read: &mut Reader<'_>,
    case: Stored<Rectification>,
    with_trace: bool,
) -> Result<RectificationView, AppError> {
    let Stored { row, file } = case;
    let subject = Subject { kind: KIND, id: &row.id };
    let shown = parts(read, subject, with_trace)?;
    let moment = Moment::of(read.app, read.caller, read.now);
    let offered = offers(&file, &moment.context(String::new(), ()));
    let path = format!("{}/{}", Rectification::PATH, row.id);
    Ok(RectificationView {
        version: row.version,
        updated_at: row.updated_at.0,
        deadlines: shown.deadlines,
        findings: shown.findings,
        documents: shown.documents,
        actions: actions(read, &path, offered, tail),
        file,
    })
}

/// Where a step is asked for, below the rectification.
fn tail(action: Action, _item: &str) -> String {
    let tail = match action {
        Action::Report => "reports",
        Action::Review => "reviews",
    };
    tail.to_owned()
}
