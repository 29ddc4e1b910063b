//! What is asked and shown.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::assessment::codes::PlanStatus;
use yingshang_rules::assessment::{AssessmentPlan, PlanContent, validate};
use yingshang_rules::rulebook::BasisRef;
use yingshang_store::Ts;
use yingshang_store::assessment_plan::{self as rows, AssessmentPlanFilter, AssessmentPlanRow};

use crate::error::AppError;
use crate::page::Slice;
use crate::tx::Reader;

/// 起草或者改写年度考评实施方案。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WriteAssessmentPlanRequest)]
pub struct WriteAssessmentPlan {
    /// 内容；起草中可以不完整，印发时逐项校验。
    pub content: PlanContent,
    /// 修改理由；自第二版起必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: Option<String>,
}

/// 年度考评实施方案的一个版本。
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AssessmentPlanView {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 本年度的第几版，自一起。
    pub plan_version: u32,
    /// 状态。
    pub status: PlanStatus,
    /// 内容。
    pub content: PlanContent,
    /// 修改理由；第一版的可以为空。
    #[schema(required = true)]
    pub reason: Option<String>,
    /// 印发前还须改正的地方；已经印发的为空。
    pub faults: Vec<PlanFaultView>,
    /// 起草时间。
    pub drafted_at: Instant,
    /// 起草人账号。
    #[schema(required = true)]
    pub drafted_by: Option<String>,
    /// 印发时间；尚未印发的为空。
    #[schema(required = true)]
    pub published_at: Option<Instant>,
    /// 印发人账号。
    #[schema(required = true)]
    pub published_by: Option<String>,
    /// 版本，写入时放在 `If-Match` 中。
    pub version: i64,
    /// 登记时间。
    pub created_at: Instant,
    /// 更新时间。
    pub updated_at: Instant,
}

/// 方案中须改正的一处。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AssessmentPlanFault)]
pub struct PlanFaultView {
    /// 在方案内容中的位置（JSON 指针）。
    pub pointer: String,
    /// 代码。
    pub code: &'static str,
    /// 说明。
    pub message: String,
    /// 依据。
    pub basis: Vec<BasisRef>,
}

/// Which plans.
#[derive(Debug, Clone, Default)]
pub struct AssessmentPlanQuery {
    /// Of this year.
    pub year: Option<i32>,
    /// In this state.
    pub status: Option<PlanStatus>,
    /// Changed at or after this instant.
    pub updated_since: Option<Instant>,
    /// Id of the last plan of the page before.
    pub after: Option<String>,
    /// Plans of a page.
    pub limit: i64,
}

/// The plan of a row.
pub(crate) fn plan_of(row: &AssessmentPlanRow) -> Result<AssessmentPlan, AppError> {
    serde_json::from_str(&row.document).map_err(AppError::internal)
}

pub(super) fn shown(read: &Reader<'_>, row: &AssessmentPlanRow) -> Result<AssessmentPlanView, AppError> {
    let plan = plan_of(row)?;
    let (rulebook, today) = (read.app.rulebook(), read.now.date());
    let faults = if plan.status == PlanStatus::Draft { validate(&plan.content) } else { Vec::new() };
    let faults = faults.into_iter().map(|fault| PlanFaultView {
        basis: rulebook.cite(fault.basis, today),
        pointer: fault.pointer,
        code: fault.code,
        message: fault.message,
    });
    Ok(AssessmentPlanView {
        faults: faults.collect(),
        id: plan.id,
        number: plan.number,
        plan_version: plan.version,
        status: plan.status,
        content: plan.content,
        reason: plan.reason,
        drafted_at: plan.drafted_at,
        drafted_by: plan.drafted_by,
        published_at: plan.published_at,
        published_by: plan.published_by,
        version: row.version,
        created_at: row.created_at.0,
        updated_at: row.updated_at.0,
    })
}

/// One version of a plan.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn get(read: &mut Reader<'_>, id: &str) -> Result<AssessmentPlanView, AppError> {
    let row = rows::get(read.conn, id)?.ok_or(AppError::NotFound)?;
    shown(read, &row)
}

/// Plans in the order they were drafted.
///
/// # Errors
/// A failed query.
pub fn list(read: &mut Reader<'_>, query: &AssessmentPlanQuery) -> Result<Slice<AssessmentPlanView>, AppError> {
    let filter = AssessmentPlanFilter {
        year: query.year,
        status: query.status.map(|status| status.code().to_owned()),
        updated_since: query.updated_since.map(Ts),
    };
    let rows = rows::list(read.conn, &filter, query.after.as_deref(), query.limit + 1)?;
    Slice::cut(rows, query.limit).try_map(|row| shown(read, &row))
}
