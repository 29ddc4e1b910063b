//! Opening assessments: one, or all of a plan.

use actix_web::web::Data;
use yingshang_app::assessment::{self, AssessmentView, OpenAssessment, OpenedAssessments};
use yingshang_app::{Answer, App, Tx};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::Assess;
use crate::resource::created;
use crate::write::Write;

/// 启动考核
///
/// 依据已印发的年度方案，对一个股室（部）或者窗口启动；每年一次（考核办法第五条）。
#[utoipa::path(
    post,
    path = "/v1/assessments",
    tag = super::TAG,
    request_body(content = OpenAssessment, example = json!({
        "plan_id": "019a0000-0000-7000-8000-000000000008", "unit_id": "019a0000-0000-7000-8000-000000000001"
    })),
    responses((status = 201, description = "已启动", body = AssessmentView))
)]
pub async fn open_assessment(
    permit: Permit<Assess>,
    write: Write,
    body: Body<OpenAssessment>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, permit.caller(), move |tx| created("/v1/assessments", &assessment::open(tx, body.0)?)).await
}

/// 启动全部考核
///
/// 对全部在用的股室（部）和窗口启动本年度的考核，已经启动的略过；局领导和派驻机构不在其内（考核办法第二条）。
#[utoipa::path(
    post,
    path = "/v1/assessment-plans/{id}/assessments",
    tag = super::TAG,
    responses((status = 200, description = "已启动", body = OpenedAssessments))
)]
pub async fn open_assessments(permit: Permit<Assess>, Path(id): Path<String>, write: Write, app: Data<App>) -> Outcome {
    let work = move |tx: &mut Tx<'_>| Answer::json(200, &assessment::open_all(tx, &id)?);
    write.run(&app, permit.caller(), work).await
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![open_assessment, open_assessments]
}
