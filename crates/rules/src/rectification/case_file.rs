//! The file of a rectification.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::command::*;
use super::gate::{Action, gate};
use crate::procedure::counter::{Gate, Procedure};

/// 对评价偏低的窗口或者工作人员的限期整改。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Rectification {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 状态。
    pub status: RectificationStatus,
    /// 窗口或者工作人员所在的单位。
    pub unit_id: String,
    /// 责令内容。
    pub order: OrderRectification,
    /// 期间内的好评数。
    pub positive: u32,
    /// 期间内计入统计的评价数。
    pub rated: u32,
    /// 责令时间。
    pub ordered_at: Instant,
    /// 责令人账号。
    pub ordered_by: Option<String>,
    /// 现行整改期限的最后一日。
    pub due_on: NaiveDate,
    /// 历次报告。
    pub reports: Vec<RectificationReport>,
    /// 历次查看。
    pub reviews: Vec<RectificationReview>,
}

impl Procedure for Rectification {
    type Status = RectificationStatus;
    type Action = Action;

    const TITLE: &'static str = "限期整改";

    fn status(&self) -> RectificationStatus {
        self.status
    }

    fn unit_id(&self) -> Option<&str> {
        Some(&self.unit_id)
    }

    fn registered_by(&self) -> Option<&str> {
        self.ordered_by.as_deref()
    }

    fn gate(action: Action) -> Gate<RectificationStatus> {
        gate(action)
    }
}
