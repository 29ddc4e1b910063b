//! Surveys as people see them.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::code_list::Code;
use yingshang_rules::evaluation::{Grade, Rating};
use yingshang_rules::rulebook::BasisRef;
use yingshang_rules::survey::{MonthReport, SurveyRound};
use yingshang_store::survey::{SurveyResponseRow, SurveyRow};

use crate::error::AppError;

/// 一轮测评。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SurveyView {
    /// 安排、抽取和已录入的份数。
    #[serde(flatten)]
    pub round: SurveyRound,
    /// 版本。
    pub version: i64,
    /// 更新时间。
    pub updated_at: Instant,
}

/// 一份已录入的问卷。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SurveyResponseView {
    /// 标识。
    pub id: String,
    /// 窗口。
    pub window_id: String,
    /// 窗口所属单位。
    pub unit_id: String,
    /// 填写日期。
    pub taken_on: NaiveDate,
    /// 评价，按填写的原样。
    pub rating: Rating,
    /// 统计所用的等级：两个方面中较差的。
    pub grade: Grade,
    /// 录入人账号。
    #[schema(required = true)]
    pub entered_by: Option<String>,
    /// 录入时间。
    pub entered_at: Instant,
}

/// 一年各月的测评情况。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SurveyMonths {
    /// 年份。
    pub year: i32,
    /// 各月，只列已经开始的。
    pub months: Vec<MonthReport>,
    /// 依据。
    pub basis: Vec<BasisRef>,
}

impl SurveyView {
    pub(super) fn of(row: &SurveyRow) -> Result<Self, AppError> {
        Ok(Self {
            round: serde_json::from_str(&row.document).map_err(AppError::internal)?,
            version: row.version,
            updated_at: row.updated_at.0,
        })
    }
}

impl SurveyResponseView {
    pub(super) fn of(row: SurveyResponseRow) -> Result<Self, AppError> {
        let rating = Rating {
            scale: code(&row.scale)?,
            attitude: code(&row.attitude)?,
            efficiency: code(&row.efficiency)?,
            reasons: serde_json::from_str(&row.reasons).map_err(AppError::internal)?,
            text: row.text,
        };
        Ok(Self {
            id: row.id,
            window_id: row.window_id,
            unit_id: row.unit_id,
            taken_on: row.taken_on,
            rating,
            grade: code(&row.grade)?,
            entered_by: row.entered_by,
            entered_at: row.created_at.0,
        })
    }
}

/// A code as it stands in a column.
pub(super) fn code<C: Code + std::str::FromStr>(text: &str) -> Result<C, AppError> {
    text.parse().map_err(|_| AppError::internal(format!("unknown code {text} in the store")))
}
