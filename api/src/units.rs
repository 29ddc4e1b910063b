//! Units: who belongs where.

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::organisation::{self, CreateUnitRequest, PatchUnitRequest, UnitKind, UnitQuery, UnitView};
use yingshang_app::{App, Tx};
use yingshang_calendar::Instant;

use crate::body::{Body, Patch};
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page};
use crate::permits::{ManageOrganisation, ReadOrganisation};
use crate::query::Query;
use crate::reply::IfNoneMatch;
use crate::resource;
use crate::write::{IfMatch, Write};

/// The operations on units.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_units, create_unit, get_unit, patch_unit]
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct UnitFilter {
    /// 单位类别
    pub kind: Option<UnitKind>,
    /// 上级单位标识
    #[param(max_length = 36)]
    pub parent_id: Option<String>,
    /// 是否在用
    pub active: Option<bool>,
    /// 此时刻（含）之后有变动的，用于增量同步
    pub updated_since: Option<Instant>,
}

/// 列出单位
///
/// 单位是本局的机关股室、中心部门和领导班子；停用不删除。按登记先后排列。
#[utoipa::path(get, path = "/v1/units", tag = "organisation", responses((status = 200, description = "单位列表", body = List<UnitView>)))]
pub async fn list_units(
    permit: Permit<ReadOrganisation>,
    Query(filter): Query<UnitFilter>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let query = UnitQuery {
        kind: filter.kind,
        parent_id: filter.parent_id,
        active: filter.active,
        updated_since: filter.updated_since,
        after: page.after_id(),
        limit: page.limit,
    };
    let slice = app.read(permit.caller(), move |read| organisation::list_units(read, &query)).await?;
    Ok(resource::listed(&page, slice))
}

/// 登记单位
///
/// 代码全局唯一；在用的信访室至多一个。
#[utoipa::path(post, path = "/v1/units", tag = "organisation", responses((status = 201, description = "已登记", body = UnitView)))]
pub async fn create_unit(
    permit: Permit<ManageOrganisation>,
    write: Write,
    Body(body): Body<CreateUnitRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::created("/v1/units", &organisation::create_unit(tx, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 查看单位
///
/// 答复中的 ETag 是修改时 If-Match 要带的版本。
#[utoipa::path(get, path = "/v1/units/{id}", tag = "organisation", responses((status = 200, description = "单位", body = UnitView)))]
pub async fn get_unit(
    permit: Permit<ReadOrganisation>,
    Path(id): Path<String>,
    has: IfNoneMatch,
    app: Data<App>,
) -> Outcome {
    let unit = app.read(permit.caller(), move |read| organisation::get_unit(read, &id)).await?;
    Ok(resource::shown(&unit, &has))
}

/// 修改单位
///
/// 合并补丁：未写的项不变，null 清空。停用用 `active: false`。
#[utoipa::path(patch, path = "/v1/units/{id}", tag = "organisation", responses((status = 200, description = "已修改", body = UnitView)))]
pub async fn patch_unit(
    permit: Permit<ManageOrganisation>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Patch(body): Patch<PatchUnitRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&organisation::patch_unit(tx, &id, expected, body)?);
    write.run(&app, permit.caller(), work).await
}
