//! The operations.

use actix_web::http::header::{CONTENT_SECURITY_POLICY, VARY};
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yingshang_app::App;
use yingshang_app::statistics::{self, CountedRecordView, FiguresView, PersistentBottomView, RankingsView, Scope};
use yingshang_rules::statistics::{Dimension, Indicator, IndicatorView, Period, indicators};
use yingshang_rules::survey::Month;

use super::rendering::Rendering;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::page::{List, Page, Position};
use crate::permits::{ReadPersistentBottom, ReadStatistics};
use crate::query::Query;
use crate::reply;

/// What a picture may do: be looked at.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// 指标目录
#[derive(Debug, Serialize, ToSchema)]
pub struct Indicators {
    /// 指标
    pub items: Vec<IndicatorView>,
}

/// Which figure, of which records.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct FiguresQuery {
    /// 指标。
    indicator: Indicator,
    /// 统计维度；默认全局。
    by: Option<Dimension>,
    /// 期间（北京时间）：年、季度、月、日，或者“起日/止日”，止日不计入。
    period: Period,
    /// 单位标识；填 none 的为没有登记单位的，下同。
    #[param(min_length = 1, max_length = 64)]
    unit_id: Option<String>,
    /// 窗口标识。
    #[param(min_length = 1, max_length = 64)]
    window_id: Option<String>,
    /// 经办人账号标识。
    #[param(min_length = 1, max_length = 64)]
    handler_id: Option<String>,
    /// 事项标识。
    #[param(min_length = 1, max_length = 64)]
    item_id: Option<String>,
    /// 渠道代码：办件及其评价为收件渠道，投诉举报为投诉举报渠道，问卷为测评种类。
    #[param(min_length = 1, max_length = 64)]
    channel: Option<String>,
}

/// Which ranking, of which records.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct RankingsQuery {
    /// 指标。
    indicator: Indicator,
    /// 排名的维度：单位、窗口或者经办人。
    by: Dimension,
    /// 期间（北京时间）：年、季度、月、日，或者“起日/止日”，止日不计入。
    period: Period,
    /// 单位标识。
    #[param(min_length = 1, max_length = 64)]
    unit_id: Option<String>,
    /// 窗口标识。
    #[param(min_length = 1, max_length = 64)]
    window_id: Option<String>,
    /// 事项标识。
    #[param(min_length = 1, max_length = 64)]
    item_id: Option<String>,
    /// 渠道代码。
    #[param(min_length = 1, max_length = 64)]
    channel: Option<String>,
}

/// Which records.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct RecordsQuery {
    /// 指标。
    indicator: Indicator,
    /// 期间（北京时间）：年、季度、月、日，或者“起日/止日”，止日不计入。
    period: Period,
    /// 只列计入分子的。
    #[serde(default)]
    numerator_only: bool,
    /// 单位标识；填 none 的为没有登记单位的，下同。
    #[param(min_length = 1, max_length = 64)]
    unit_id: Option<String>,
    /// 窗口标识。
    #[param(min_length = 1, max_length = 64)]
    window_id: Option<String>,
    /// 经办人账号标识。
    #[param(min_length = 1, max_length = 64)]
    handler_id: Option<String>,
    /// 事项标识。
    #[param(min_length = 1, max_length = 64)]
    item_id: Option<String>,
    /// 渠道代码。
    #[param(min_length = 1, max_length = 64)]
    channel: Option<String>,
}

/// Up to which month.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct PersistentBottomQuery {
    /// 截止的月份，须已结束。
    month: Month,
}

/// 列出统计指标
///
/// 每个指标的定义、分子、分母、要求、可用的维度和依据的条文。
#[utoipa::path(
    get,
    path = "/v1/statistics/indicators",
    tag = super::TAG,
    responses((status = 200, description = "指标目录", body = Indicators))
)]
pub async fn list_indicators(_: Permit<ReadStatistics>, app: Data<App>) -> Outcome {
    let items = indicators(&app.rulebook(), app.now().date());
    Ok(reply::json(&Indicators { items }))
}

/// 查看统计数值
///
/// 一个指标在期间内的分子、分母、百分比和是否达到要求，可按单位、窗口、经办人、事项、渠道或者时间分列；每一行都附所计记录的清单。只统计当前用户有权知悉的记录。请求头 Accept 为 image/svg+xml 时答复图表：按时间的为折线，其他为条形。
#[utoipa::path(
    get,
    path = "/v1/statistics/figures",
    tag = super::TAG,
    params(FiguresQuery),
    responses(
        (status = 200, description = "统计数值", content(
            (FiguresView = "application/json"),
            (String = "image/svg+xml"),
        )),
        (status = 406, description = "没有所要的格式"),
        (status = 422, description = "该指标不能这样统计")
    )
)]
pub async fn get_figures(
    permit: Permit<ReadStatistics>,
    Query(asked): Query<FiguresQuery>,
    rendering: Rendering,
    app: Data<App>,
) -> Outcome {
    let by = asked.by.unwrap_or(Dimension::Bureau);
    let scope = Scope {
        period: asked.period,
        unit_id: asked.unit_id,
        window_id: asked.window_id,
        handler_id: asked.handler_id,
        item_id: asked.item_id,
        channel: asked.channel,
    };
    let view = app.read(permit.caller(), move |read| statistics::figures(read, asked.indicator, by, &scope)).await?;
    let mut response = reply::no_store();
    response.insert_header((VARY, "Accept"));
    Ok(match rendering {
        Rendering::Data => response.json(view),
        Rendering::Picture => response
            .insert_header((CONTENT_SECURITY_POLICY, POLICY))
            .content_type("image/svg+xml")
            .body(statistics::svg(&view)?),
    })
}

/// 查看排名
///
/// 按一个指标对单位、窗口或者经办人排名：比率相等的并列，记录过少的不列名次。只在当前用户有权知悉的记录中排名。
#[utoipa::path(
    get,
    path = "/v1/statistics/rankings",
    tag = super::TAG,
    params(RankingsQuery),
    responses(
        (status = 200, description = "排名", body = RankingsView),
        (status = 422, description = "该指标不能这样排名")
    )
)]
pub async fn get_rankings(
    permit: Permit<ReadStatistics>,
    Query(asked): Query<RankingsQuery>,
    app: Data<App>,
) -> Outcome {
    let scope = Scope {
        period: asked.period,
        unit_id: asked.unit_id,
        window_id: asked.window_id,
        handler_id: None,
        item_id: asked.item_id,
        channel: asked.channel,
    };
    let view =
        app.read(permit.caller(), move |read| statistics::rankings(read, asked.indicator, asked.by, &scope)).await?;
    Ok(reply::json(&view))
}

/// 列出所计记录
///
/// 统计数值所计的每一条记录：条件与统计相同，总数即分母（只列计入分子的，即分子）。
#[utoipa::path(
    get,
    path = "/v1/statistics/records",
    tag = super::TAG,
    params(RecordsQuery),
    responses(
        (status = 200, description = "一页记录", body = List<CountedRecordView>),
        (status = 422, description = "该指标不能这样统计")
    )
)]
pub async fn list_counted_records(
    permit: Permit<ReadStatistics>,
    Query(asked): Query<RecordsQuery>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let (indicator, numerator_only) = (asked.indicator, asked.numerator_only);
    let scope = Scope {
        period: asked.period,
        unit_id: asked.unit_id,
        window_id: asked.window_id,
        handler_id: asked.handler_id,
        item_id: asked.item_id,
        channel: asked.channel,
    };
    let (after, limit, include_total) = (page.after_id(), page.limit, page.include_total);
    let (found, total) = app
        .read(permit.caller(), move |read| {
            let total =
                include_total.then(|| statistics::record_count(read, indicator, &scope, numerator_only)).transpose()?;
            Ok((statistics::records(read, indicator, &scope, numerator_only, after.as_deref(), limit)?, total))
        })
        .await?;
    Ok(page.answer(found, total, |record| Position::id(&record.id)))
}

/// 查看长期末位
///
/// 好评率连续几个月处于末位的经办人（评价制度第七条），附其岗位性质可以采取的处理；处理由人决定。
#[utoipa::path(
    get,
    path = "/v1/statistics/persistent-bottom",
    tag = super::TAG,
    params(PersistentBottomQuery),
    responses(
        (status = 200, description = "长期末位", body = PersistentBottomView),
        (status = 422, description = "该月尚未结束")
    )
)]
pub async fn get_persistent_bottom(
    permit: Permit<ReadPersistentBottom>,
    Query(asked): Query<PersistentBottomQuery>,
    app: Data<App>,
) -> Outcome {
    let view = app.read(permit.caller(), move |read| statistics::persistent_bottom(read, asked.month)).await?;
    Ok(reply::json(&view))
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![list_indicators, get_figures, get_rankings, list_counted_records, get_persistent_bottom]
}
