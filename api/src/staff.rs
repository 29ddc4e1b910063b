//! Members of staff: who belongs where.

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::organisation::{self, CreateStaffRequest, PatchStaffRequest, StaffQuery, StaffView};
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

/// The operations on staff.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_staff, create_staff, get_staff, patch_staff]
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct StaffFilter {
    /// 所属单位标识
    #[param(max_length = 36)]
    pub unit_id: Option<String>,
    /// 窗口标识
    #[param(max_length = 36)]
    pub window_id: Option<String>,
    /// 是否在用
    pub active: Option<bool>,
    /// 此时刻（含）之后有变动的，用于增量同步
    pub updated_since: Option<Instant>,
}

/// 列出工作人员
///
/// 工作人员是办理业务的人，不一定有账号；停用不删除。按登记先后排列。
#[utoipa::path(get, path = "/v1/staff", tag = "organisation", responses((status = 200, description = "工作人员列表", body = List<StaffView>)))]
pub async fn list_staff(
    permit: Permit<ReadOrganisation>,
    Query(filter): Query<StaffFilter>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let query = StaffQuery {
        unit_id: filter.unit_id,
        window_id: filter.window_id,
        active: filter.active,
        updated_since: filter.updated_since,
        after: page.after_id(),
        limit: page.limit,
    };
    let slice = app.read(permit.caller(), move |read| organisation::list_staff(read, &query)).await?;
    Ok(resource::listed(&page, slice))
}

/// 登记工作人员
///
/// 工作人员属于一个单位，可以在一个窗口上岗。
#[utoipa::path(post, path = "/v1/staff", tag = "organisation", responses((status = 201, description = "已登记", body = StaffView)))]
pub async fn create_staff(
    permit: Permit<ManageOrganisation>,
    write: Write,
    Body(body): Body<CreateStaffRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::created("/v1/staff", &organisation::create_staff(tx, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 查看工作人员
///
/// 答复中的 ETag 是修改时 If-Match 要带的版本。
#[utoipa::path(get, path = "/v1/staff/{id}", tag = "organisation", responses((status = 200, description = "工作人员", body = StaffView)))]
pub async fn get_staff(
    permit: Permit<ReadOrganisation>,
    Path(id): Path<String>,
    has: IfNoneMatch,
    app: Data<App>,
) -> Outcome {
    let staff = app.read(permit.caller(), move |read| organisation::get_staff(read, &id)).await?;
    Ok(resource::shown(&staff, &has))
}

/// 修改工作人员
///
/// 合并补丁：未写的项不变，null 清空。停用用 `active: false`。
#[utoipa::path(patch, path = "/v1/staff/{id}", tag = "organisation", responses((status = 200, description = "已修改", body = StaffView)))]
pub async fn patch_staff(
    permit: Permit<ManageOrganisation>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Patch(body): Patch<PatchStaffRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&organisation::patch_staff(tx, &id, expected, body)?);
    write.run(&app, permit.caller(), work).await
}
