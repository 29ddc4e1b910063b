//! The results of a plan side by side: who has which total, grade and place (KH-7.3, KH-8).

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use yingshang_rules::assessment::codes::TargetKind;
use yingshang_rules::assessment::summary::standings as places;
use yingshang_rules::assessment::{Assessment, AssessmentGrade, AssessmentStatus, Points};
use yingshang_store::{assessment as targets, assessment_plan, service_case as rows};

use super::KIND;
use crate::error::AppError;
use crate::service_case::{Stored, visibility};
use crate::tx::Reader;

/// 一个年度方案下各考核对象的结果和名次；只列当前用户有权知悉的考核。
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AssessmentStandings {
    /// 年度方案。
    pub plan_id: String,
    /// 考核年度。
    pub year: i32,
    /// 考核数量。
    pub assessments: usize,
    /// 已经审定的数量。
    pub decided: usize,
    /// 已经审定的各等次的数量，按等次代码。
    pub grades: BTreeMap<String, usize>,
    /// 各考核对象，先股室（部）后窗口；同类的按名次，尚未汇总的在后。
    pub items: Vec<AssessmentStanding>,
}

/// 一个考核对象的结果和名次。
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AssessmentStanding {
    /// 考核。
    pub assessment_id: String,
    /// 编号。
    pub number: String,
    /// 考核对象种类。
    pub target_kind: TargetKind,
    /// 考核对象名称。
    pub target_name: String,
    /// 状态。
    pub status: AssessmentStatus,
    /// 汇总的总分；尚未汇总的为空。
    #[schema(required = true)]
    pub total: Option<Points>,
    /// 在同类对象中按总分的名次，并列的名次相同；尚未汇总的为空。
    #[schema(required = true)]
    pub rank: Option<u32>,
    /// 监测评价得分；尚未计算的为空。
    #[schema(required = true)]
    pub satisfaction: Option<Points>,
    /// 监测评价在同类对象中的名次；没有评价的为空。
    #[schema(required = true)]
    pub satisfaction_rank: Option<u32>,
    /// 审定的等次；尚未审定的为空。
    #[schema(required = true)]
    pub grade: Option<AssessmentGrade>,
    /// 考核的路径。
    pub href: String,
}

/// The standings under a plan, of the assessments the caller may see.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such plan.
pub fn standings(read: &mut Reader<'_>, plan_id: &str) -> Result<AssessmentStandings, AppError> {
    let plan = assessment_plan::get(read.conn, plan_id)?.ok_or(AppError::NotFound)?;
    let visible = visibility(read.caller);
    let mut items = Vec::new();
    for target in targets::of_plan(read.conn, plan_id)? {
        let row = rows::get_visible(read.conn, KIND, &target.assessment_id, &visible)?;
        if let Some(row) = row {
            items.push(standing(Stored::<Assessment>::of(row)?.file));
        }
    }
    for kind in TargetKind::ALL {
        rank(&mut items, *kind);
    }
    items.sort_by_key(|item| (item.target_kind, item.rank.is_none(), item.rank, item.number.clone()));
    let mut grades = BTreeMap::new();
    for grade in items.iter().filter_map(|item| item.grade) {
        *grades.entry(grade.code().to_owned()).or_insert(0) += 1;
    }
    Ok(AssessmentStandings {
        plan_id: plan.id,
        year: plan.year,
        assessments: items.len(),
        decided: grades.values().sum(),
        grades,
        items,
    })
}

fn standing(file: Assessment) -> AssessmentStanding {
    let summary = file.summary();
    AssessmentStanding {
        total: summary.map(|summary| summary.total),
        rank: None,
        satisfaction: file.satisfaction.as_ref().map(|score| score.points),
        satisfaction_rank: file.satisfaction.as_ref().and_then(|score| score.rank),
        href: format!("/v1/assessments/{}", file.id),
        target_kind: file.target_kind,
        status: file.status,
        grade: file.grade,
        assessment_id: file.id,
        number: file.number,
        target_name: file.target_name,
    }
}

/// Gives the targets of a kind their places.
fn rank(items: &mut [AssessmentStanding], kind: TargetKind) {
    let mut summed: Vec<_> = items.iter_mut().filter(|item| item.target_kind == kind && item.total.is_some()).collect();
    let totals: Vec<Points> = summed.iter().filter_map(|item| item.total).collect();
    for (item, place) in summed.iter_mut().zip(places(&totals)) {
        item.rank = Some(place);
    }
}
