//! Surveys in the hall: rounds with their draw, questionnaires in batches, how the months stand.

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::survey::{self, SurveyBatch, SurveyMonths, SurveyQuery, SurveyResponseView, SurveyView};
use yingshang_app::{App, Tx};
use yingshang_rules::survey::{Month, SurveyKind, SurveyRoundRequest};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page, Position};
use crate::permits::{ConductSurveys, ReadSurveys};
use crate::query::Query;
use crate::reply::{self, IfNoneMatch};
use crate::resource;
use crate::write::Write;

const TAG: &str = "surveys";

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    crate::operations![
        list_surveys,
        open_survey,
        get_survey,
        list_survey_responses,
        enter_survey_responses,
        list_survey_months
    ]
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ListSurveysQuery {
    /// 种类。
    kind: Option<SurveyKind>,
    /// 月份，如 2026-11。
    month: Option<Month>,
}

/// The year that is asked for.
#[derive(Debug, Deserialize, IntoParams)]
pub struct SurveyMonthsQuery {
    /// 年份；不写为今年。
    #[param(minimum = 2000, maximum = 2100)]
    year: Option<i32>,
}

/// 查询测评
///
/// 流动测评和监测点拦截问卷，按安排先后排列。抽取的时间和窗口不对被测评的单位公开。
#[utoipa::path(get, path = "/v1/surveys", tag = TAG, responses((status = 200, description = "一页测评", body = List<SurveyView>)))]
pub async fn list_surveys(
    permit: Permit<ReadSurveys>,
    Query(asked): Query<ListSurveysQuery>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let query = SurveyQuery { kind: asked.kind, month: asked.month, after: page.after_id(), limit: page.limit };
    let found = app.read(permit.caller(), move |read| survey::list(read, &query)).await?;
    Ok(resource::listed(&page, found))
}

/// 安排测评
///
/// 流动测评当即抽取日期、时间、窗口和间隔人数（好差评制度第六条）：种子由系统产生并记录，任何人可以凭种子和范围重新抽取核对。
/// 监测点拦截问卷不抽取。
#[utoipa::path(
    post,
    path = "/v1/surveys",
    tag = TAG,
    request_body(content = SurveyRoundRequest, example = json!({"kind": "mobile", "month": "2026-11", "slots": 6, "participants": 5})),
    responses((status = 201, description = "已安排", body = SurveyView))
)]
pub async fn open_survey(
    permit: Permit<ConductSurveys>,
    write: Write,
    Body(body): Body<SurveyRoundRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::created("/v1/surveys", &survey::open(tx, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 查看测评
///
/// 安排、种子、抽取的范围和结果，以及已录入的份数。
#[utoipa::path(get, path = "/v1/surveys/{id}", tag = TAG, responses((status = 200, description = "测评", body = SurveyView)))]
pub async fn get_survey(
    permit: Permit<ReadSurveys>,
    Path(id): Path<String>,
    has: IfNoneMatch,
    app: Data<App>,
) -> Outcome {
    let view = app.read(permit.caller(), move |read| survey::get(read, &id)).await?;
    Ok(resource::shown(&view, &has))
}

/// 查看已录入的问卷
///
/// 按录入先后排列；评价按填写的原样。
#[utoipa::path(
    get,
    path = "/v1/surveys/{id}/responses",
    tag = TAG,
    responses((status = 200, description = "一页问卷", body = List<SurveyResponseView>))
)]
pub async fn list_survey_responses(
    permit: Permit<ReadSurveys>,
    Path(id): Path<String>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let (after, limit) = (page.after_id(), page.limit);
    let found = app.read(permit.caller(), move |read| survey::responses(read, &id, after.as_deref(), limit)).await?;
    Ok(page.answer(found, None, |response| Position::id(&response.id)))
}

/// 录入问卷
///
/// 成批录入，一份有误则全部不录入，各处错误一次告知。流动测评的日期和窗口以抽取的为准；不满意的，至少选择一种情形；
/// 不得录入对本单位窗口的测评（好差评制度第四条、第六条）。
#[utoipa::path(
    post,
    path = "/v1/surveys/{id}/responses",
    tag = TAG,
    request_body(content = SurveyBatch, example = json!({"entries": [{
        "window_id": "019a0000-0000-7000-8000-000000000021", "taken_on": "2026-11-24",
        "rating": {"scale": "three_grade", "attitude": "satisfied", "efficiency": "dissatisfied", "reasons": ["slow_inside"]}
    }]})),
    responses((status = 200, description = "录入后的测评", body = SurveyView))
)]
pub async fn enter_survey_responses(
    permit: Permit<ConductSurveys>,
    Path(id): Path<String>,
    write: Write,
    Body(body): Body<SurveyBatch>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&survey::enter(tx, &id, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 查询各月测评情况
///
/// 每月流动测评不少于三十份，缺额列明（好差评制度第六条）；监测点拦截问卷每月都要有，整月没有的列为缺报。
#[utoipa::path(get, path = "/v1/survey-months", tag = TAG, responses((status = 200, description = "各月情况", body = SurveyMonths)))]
pub async fn list_survey_months(
    permit: Permit<ReadSurveys>,
    Query(asked): Query<SurveyMonthsQuery>,
    app: Data<App>,
) -> Outcome {
    let view = app.read(permit.caller(), move |read| survey::months(read, asked.year)).await?;
    Ok(reply::json(&view))
}
