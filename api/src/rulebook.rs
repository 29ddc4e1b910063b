//! The rulebook, for reading, and the one thing an installation records in it: that a text was renewed or replaced.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yingshang_app::rulebook::{self, RecordRenewalRequest};
use yingshang_app::{Answer, App, Tx};
use yingshang_rules::rulebook::{InstrumentStatus, InstrumentView, ObligationKind, ObligationView, Parameter};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::{ManageRulebook, ReadRulebook};
use crate::query::Query;
use crate::reply;
use crate::write::Write;

/// The operations on the rulebook.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_instruments, record_renewal, list_obligations, list_parameters]
}

/// 制度文件。
#[derive(Debug, Serialize, ToSchema)]
pub struct Instruments {
    /// 文件。
    pub items: Vec<InstrumentView>,
}

/// 义务条目。
#[derive(Debug, Serialize, ToSchema)]
pub struct Obligations {
    /// 条目。
    pub items: Vec<ObligationView>,
}

/// 参数。
#[derive(Debug, Serialize, ToSchema)]
pub struct Parameters {
    /// 参数。
    pub items: Vec<Parameter>,
}

/// Filters of the obligations.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ObligationFilter {
    /// 所属文件编号
    #[param(max_length = 16, example = "TS")]
    pub instrument: Option<String>,
    /// 条目种类，可重复
    #[serde(default)]
    #[param(max_items = 10, required = false)]
    pub kind: Vec<ObligationKind>,
    /// 所属文件今日的效力状态
    pub status: Option<InstrumentStatus>,
}

/// 列出制度文件
///
/// 文件的施行日期、有效期、今日的效力状态，以及登记的续期或替代文件。
#[utoipa::path(get, path = "/v1/rulebook/instruments", tag = "rulebook", responses((status = 200, description = "制度文件", body = Instruments)))]
pub async fn list_instruments(_: Permit<ReadRulebook>, app: Data<App>) -> Outcome {
    Ok(reply::json(&Instruments { items: app.rulebook().instruments_on(app.now().date()) }))
}

/// 登记续期或替代
///
/// 有效期届满的文件，登记其续期或替代文件；此后引用该文件的答复不再提示届满。
#[utoipa::path(put, path = "/v1/rulebook/instruments/{id}/renewal", tag = "rulebook", responses((status = 200, description = "已登记", body = InstrumentView)))]
pub async fn record_renewal(
    permit: Permit<ManageRulebook>,
    Path(id): Path<String>,
    write: Write,
    Body(body): Body<RecordRenewalRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| Answer::json(200, &rulebook::record_renewal(tx, &id, body)?);
    let answer = write.run(&app, permit.caller(), work).await?;
    rulebook::reload(&app).await?;
    Ok(answer)
}

/// 列出义务条目
///
/// 制度条文要求本系统落实的条目，可按文件、种类、效力状态筛选。
#[utoipa::path(get, path = "/v1/rulebook/obligations", tag = "rulebook", responses((status = 200, description = "义务条目", body = Obligations)))]
pub async fn list_obligations(
    _: Permit<ReadRulebook>,
    Query(filter): Query<ObligationFilter>,
    app: Data<App>,
) -> Outcome {
    let mut items = app.rulebook().obligations_on(app.now().date());
    items.retain(|view| {
        filter.instrument.as_ref().is_none_or(|id| *id == view.instrument)
            && (filter.kind.is_empty() || filter.kind.contains(&view.kind))
            && filter.status.is_none_or(|status| status == view.status)
    });
    Ok(reply::json(&Obligations { items }))
}

/// 列出参数
///
/// 期限、数量等取值及其依据；`local` 为真的由本单位确定。
#[utoipa::path(get, path = "/v1/rulebook/parameters", tag = "rulebook", responses((status = 200, description = "参数", body = Parameters)))]
pub async fn list_parameters(_: Permit<ReadRulebook>, app: Data<App>) -> Outcome {
    Ok(reply::json(&Parameters { items: app.rulebook().parameters().to_vec() }))
}
