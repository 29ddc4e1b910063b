//! Windows: who belongs where.

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::organisation::{self, CreateWindowRequest, PatchWindowRequest, WindowQuery, WindowView};
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

/// The operations on windows.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_windows, create_window, get_window, patch_window]
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct WindowFilter {
    /// 所属单位标识
    #[param(max_length = 36)]
    pub unit_id: Option<String>,
    /// 是否在用
    pub active: Option<bool>,
    /// 此时刻（含）之后有变动的，用于增量同步
    pub updated_since: Option<Instant>,
}

/// 列出窗口
///
/// 窗口是服务大厅中面向群众的办事窗口；停用不删除。按登记先后排列。
#[utoipa::path(get, path = "/v1/windows", tag = "organisation", responses((status = 200, description = "窗口列表", body = List<WindowView>)))]
pub async fn list_windows(
    permit: Permit<ReadOrganisation>,
    Query(filter): Query<WindowFilter>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let query = WindowQuery {
        unit_id: filter.unit_id,
        active: filter.active,
        updated_since: filter.updated_since,
        after: page.after_id(),
        limit: page.limit,
    };
    let slice = app.read(permit.caller(), move |read| organisation::list_windows(read, &query)).await?;
    Ok(resource::listed(&page, slice))
}

/// 登记窗口
///
/// 窗口属于一个单位，代码唯一。
#[utoipa::path(post, path = "/v1/windows", tag = "organisation", responses((status = 201, description = "已登记", body = WindowView)))]
pub async fn create_window(
    permit: Permit<ManageOrganisation>,
    write: Write,
    Body(body): Body<CreateWindowRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::created("/v1/windows", &organisation::create_window(tx, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 查看窗口
///
/// 答复中的 ETag 是修改时 If-Match 要带的版本。
#[utoipa::path(get, path = "/v1/windows/{id}", tag = "organisation", responses((status = 200, description = "窗口", body = WindowView)))]
pub async fn get_window(
    permit: Permit<ReadOrganisation>,
    Path(id): Path<String>,
    has: IfNoneMatch,
    app: Data<App>,
) -> Outcome {
    let window = app.read(permit.caller(), move |read| organisation::get_window(read, &id)).await?;
    Ok(resource::shown(&window, &has))
}

/// 修改窗口
///
/// 合并补丁：未写的项不变，null 清空。停用用 `active: false`。
#[utoipa::path(patch, path = "/v1/windows/{id}", tag = "organisation", responses((status = 200, description = "已修改", body = WindowView)))]
pub async fn patch_window(
    permit: Permit<ManageOrganisation>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Patch(body): Patch<PatchWindowRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&organisation::patch_window(tx, &id, expected, body)?);
    write.run(&app, permit.caller(), work).await
}
