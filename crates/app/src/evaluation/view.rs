//! A rating as a member of staff sees it.

use yingshang_rules::evaluation::gate::Action;
use yingshang_rules::evaluation::{Evaluation, EvaluationChannel, EvaluationStatus, Grade, offers};

use super::KIND;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{ServiceCase, Stored, actions, case_views, parts};
use crate::tx::{Reader, Subject};

case_views! {
    Evaluation, EvaluationStatus,
    /// 评价。
    EvaluationView {
        /// 推送国家政务服务平台时使用的五级分值：服务态度、办事效率。
        national_scores: Vec<u8>,
    }
    /// 评价摘要。
    EvaluationSummary {
        /// 评价渠道。
        channel: EvaluationChannel = category,
        /// 总评，折为三级。
        overall: Grade = outcome,
    }
}

pub(super) fn build(
    read: &mut Reader<'_>,
    case: Stored<Evaluation>,
    with_trace: bool,
) -> Result<EvaluationView, AppError> {
    let Stored { row, file } = case;
    let subject = Subject { kind: KIND, id: &row.id };
    let shown = parts(read, subject, with_trace)?;
    let moment = Moment::of(read.app, read.caller, read.now);
    let offered = offers(&file, &moment.context(String::new(), ()));
    let path = format!("{}/{}", Evaluation::PATH, row.id);
    Ok(EvaluationView {
        version: row.version,
        updated_at: row.updated_at.0,
        national_scores: vec![file.rating.attitude.national_score(), file.rating.efficiency.national_score()],
        deadlines: shown.deadlines,
        findings: shown.findings,
        documents: shown.documents,
        actions: actions(read, &path, offered, tail),
        file,
    })
}

/// Where a step is asked for, below the evaluation.
fn tail(action: Action, _item: &str) -> String {
    let tail = match action {
        Action::Verify => "verification",
        Action::OrderRectification => "rectification-order",
        Action::CompleteRectification => "rectification-result",
        Action::Tell => "telling",
        Action::Appeal => "appeal",
        Action::DecideAppeal => "appeal-decision",
    };
    tail.to_owned()
}
