//! Plans of the yearly assessment, and the results under a plan side by side.

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::assessment::{AssessmentStandings, standings};
use yingshang_app::assessment_plan::{self, AssessmentPlanQuery, AssessmentPlanView, WriteAssessmentPlan};
use yingshang_app::{App, Tx};
use yingshang_calendar::Instant;
use yingshang_rules::assessment::codes::PlanStatus;

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page};
use crate::permits::{MakeAssessmentPlans, ReadAssessmentPlans};
use crate::query::Query;
use crate::reply::{self, IfNoneMatch};
use crate::resource;
use crate::write::{IfMatch, Write};

const TAG: &str = "assessment_plans";

/// The operations on plans.
pub fn operations() -> Vec<Operation> {
    crate::operations![
        list_assessment_plans,
        draft_assessment_plan,
        get_assessment_plan,
        rewrite_assessment_plan,
        publish_assessment_plan,
        get_assessment_standings,
    ]
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AssessmentPlanFilter {
    /// 考核年度
    #[param(minimum = 2000, maximum = 2100)]
    pub year: Option<i32>,
    /// 状态
    pub status: Option<PlanStatus>,
    /// 此时刻（含）之后有变动的，用于增量同步
    pub updated_since: Option<Instant>,
}

/// 列出年度方案
///
/// 年度考评实施方案的各个版本，按起草先后排列。
#[utoipa::path(get, path = "/v1/assessment-plans", tag = TAG, responses((status = 200, description = "方案列表", body = List<AssessmentPlanView>)))]
pub async fn list_assessment_plans(
    permit: Permit<ReadAssessmentPlans>,
    Query(filter): Query<AssessmentPlanFilter>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let query = AssessmentPlanQuery {
        year: filter.year,
        status: filter.status,
        updated_since: filter.updated_since,
        after: page.after_id(),
        limit: page.limit,
    };
    let slice = app.read(permit.caller(), move |read| assessment_plan::list(read, &query)).await?;
    Ok(resource::listed(&page, slice))
}

/// 起草年度方案
///
/// 由考评专责小组制定（考核办法第五条）。可以先不完整，`faults` 列明印发前须改正的全部地方；本年度已有版本的，须写明修改理由。
#[utoipa::path(
    post,
    path = "/v1/assessment-plans",
    tag = TAG,
    request_body(content = WriteAssessmentPlan, example = json!({"content": {
        "year": 2026, "title": "2026年度营商环境工作考评实施方案", "document_number": "人社营商组〔2026〕1号",
        "indicators": [
            {"code": "1", "heading": "annual_tasks", "title": "年度工作部署落实"},
            {"code": "1.1", "parent": "1", "title": "年度任务完成", "points": "30.00", "criteria": "每有一项未完成扣二分。"},
            {"code": "2", "heading": "policy_documents", "title": "政策文件落实", "points": "20.00", "criteria": "抽查落实台账。"},
            {"code": "3", "heading": "complaints", "title": "投诉处理", "points": "20.00", "criteria": "按期办理率每低一个百分点扣一分。"}
        ],
        "adjustments": {"additions_max": "10.00", "deductions_max": "30.00", "rules": [
            {"code": "J1", "title": "创新和经验", "sources": ["innovation", "good_practice", "leading_position"], "points_each": "3.00"},
            {"code": "J2", "title": "查实的问题", "sources": ["complaint", "inspection", "missed_deadline"], "points_each": "2.00"}
        ]},
        "satisfaction": {"points": "30.00", "evaluations_weight": 70, "surveys_weight": 30, "basic_counts": 80, "unmeasured_points": "24.00"},
        "cut_offs": {"first": "90.00", "second": "80.00", "third": "60.00"}
    }})),
    responses((status = 201, description = "已起草", body = AssessmentPlanView))
)]
pub async fn draft_assessment_plan(
    permit: Permit<MakeAssessmentPlans>,
    write: Write,
    Body(body): Body<WriteAssessmentPlan>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::created("/v1/assessment-plans", &assessment_plan::draft(tx, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 查看年度方案
///
/// 起草中的，`faults` 列明印发前须改正的地方。
#[utoipa::path(get, path = "/v1/assessment-plans/{id}", tag = TAG, responses((status = 200, description = "方案", body = AssessmentPlanView)))]
pub async fn get_assessment_plan(
    permit: Permit<ReadAssessmentPlans>,
    Path(id): Path<String>,
    has: IfNoneMatch,
    app: Data<App>,
) -> Outcome {
    let plan = app.read(permit.caller(), move |read| assessment_plan::get(read, &id)).await?;
    Ok(resource::shown(&plan, &has))
}

/// 改写年度方案
///
/// 整体改写起草中的方案；印发后不得修改，另行起草新版本（考核办法第五条）。
#[utoipa::path(
    put,
    path = "/v1/assessment-plans/{id}",
    tag = TAG,
    responses((status = 200, description = "已改写", body = AssessmentPlanView))
)]
pub async fn rewrite_assessment_plan(
    permit: Permit<MakeAssessmentPlans>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Body(body): Body<WriteAssessmentPlan>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&assessment_plan::rewrite(tx, &id, expected, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 印发年度方案
///
/// 一次列明内容的全部错误：指标、分值合计一百、加减分规则和上限、监测评价公式、分数线。印发后不得修改；同年度原在用的版本即被代替，依其启动的
/// 考核仍按原版本进行（考核办法第五条）。
#[utoipa::path(
    post,
    path = "/v1/assessment-plans/{id}/publication",
    tag = TAG,
    responses((status = 200, description = "已印发", body = AssessmentPlanView))
)]
pub async fn publish_assessment_plan(
    permit: Permit<MakeAssessmentPlans>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&assessment_plan::publish(tx, &id, expected)?);
    write.run(&app, permit.caller(), work).await
}

/// 查看考核结果排列
///
/// 依本方案启动的考核的总分、名次、监测评价得分和名次、等次；同分并列。只列当前用户有权知悉的考核，名次也在其中排列（考核办法第七条第三项、第八条）。
#[utoipa::path(get, path = "/v1/assessment-plans/{id}/standings", tag = TAG, responses((status = 200, description = "考核结果排列", body = AssessmentStandings)))]
pub async fn get_assessment_standings(
    permit: Permit<ReadAssessmentPlans>,
    Path(id): Path<String>,
    app: Data<App>,
) -> Outcome {
    let found = app.read(permit.caller(), move |read| standings(read, &id)).await?;
    Ok(reply::json(&found))
}
