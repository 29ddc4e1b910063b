//! Any period, calculated and explained.

use actix_web::web::Data;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_app::{App, AppError};
use yingshang_calendar::{Direction, Instant, Limit, Start, TraceDay, Unit, calculate};

use crate::body::Body;
use crate::gate::Permit;
use crate::operation::{Operation, Outcome};
use crate::permits::CalculateDeadlines;
use crate::reply;

/// The operation.
pub fn operations() -> Vec<Operation> {
    crate::operations![calculate_deadline]
}

/// 期限计算。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"start": "2026-02-10", "n": 5, "unit": "working_day", "direction": "after", "trace": true}))]
pub struct CalculateDeadlineRequest {
    /// 起算日或起算时刻。
    pub start: Start,
    /// 数量；0 表示当日。
    #[schema(minimum = 0, maximum = 10_000)]
    pub n: u32,
    /// 单位。
    pub unit: Unit,
    /// 方向；不写为向后。
    #[serde(default)]
    pub direction: Direction,
    /// 是否给出逐日计算过程。
    #[serde(default)]
    pub trace: bool,
}

/// 期限。
#[derive(Debug, Serialize, ToSchema)]
pub struct CalculatedDeadline {
    /// 届满日。
    pub due_on: NaiveDate,
    /// 届满时刻。
    pub due_at: Instant,
    /// 是否暂定：用到了下一年度通知仍可能调整的日期。
    pub provisional: bool,
    /// 最后一日为休息日，已移至工作日。
    pub rolled: bool,
    /// 逐日计算过程；未要求时为空。
    #[schema(required = true)]
    pub trace: Option<Vec<TraceDay>>,
}

/// 计算期限
///
/// 自起算日向后或自事件之日向前计算，可给出逐日的计入与不计入及原因；超出已公布的放假安排时答复 422。
#[utoipa::path(post, path = "/v1/deadline-calculations", tag = "deadlines", responses((status = 200, description = "期限", body = CalculatedDeadline)))]
pub async fn calculate_deadline(
    _: Permit<CalculateDeadlines>,
    Body(body): Body<CalculateDeadlineRequest>,
    app: Data<App>,
) -> Outcome {
    let limit = Limit::new(body.n, body.unit);
    let found = calculate(&app.calendar(), body.start, limit, body.direction, body.trace).map_err(AppError::from)?;
    Ok(reply::json(&CalculatedDeadline {
        due_on: found.due.on,
        due_at: found.due.at,
        provisional: found.due.provisional,
        rolled: found.due.rolled,
        trace: found.trace,
    }))
}
