//! What can be asked of a rectification. Each body is also the wire form of its request.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::*;
use crate::procedure::step;

/// One step of a rectification.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// What was done (HP-7.1).
    Report(ReportRectification),
    /// Whether that is enough.
    Review(ReviewRectification),
}

/// 责令限期整改。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRectification {
    /// 整改对象。
    pub target: RectificationTarget,
    /// 窗口或者工作人员的标识。
    #[schema(min_length = 1, max_length = 64)]
    pub target_id: String,
    /// 评价所属期间的第一日。
    pub from: NaiveDate,
    /// 评价所属期间的最后一日，不晚于今日。
    pub to: NaiveDate,
    /// 整改期限的最后一日，在今日之后。
    pub due_on: NaiveDate,
    /// 整改要求。
    #[schema(min_length = 2, max_length = 1000)]
    pub requirement: String,
}

step! {
    /// 报告整改情况。
    ReportRectification as ReportRectificationRequest => RectificationReport {
        /// 整改措施和结果。
        #[schema(min_length = 2, max_length = 2000)]
        measures: String,
    }
}

step! {
    /// 查看整改情况。
    ReviewRectification as ReviewRectificationRequest => RectificationReview {
        /// 结果。
        result: ReviewResult,
        /// 意见。
        #[schema(min_length = 2, max_length = 1000)]
        opinion: String,
        /// 继续整改的，新期限的最后一日。
        #[serde(default)]
        due_on: Option<NaiveDate>,
    }
}
