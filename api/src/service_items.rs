//! Service items: the catalogue, its versions, and who keeps it.

use actix_web::web::Data;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yingshang_app::service_item::{
    self, AddedItemVersion, CreateServiceItemRequest, ItemVersionRequest, ItemVersionView, PatchServiceItemRequest,
    ServiceItemQuery, ServiceItemSummary, ServiceItemView,
};
use yingshang_app::{Answer, App, Tx};
use yingshang_calendar::Instant;
use yingshang_rules::service_item::ServiceItemKind;

use crate::body::{Body, Patch};
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page};
use crate::permits::{ManageServiceItems, ReadServiceItems};
use crate::query::Query;
use crate::reply::{self, IfNoneMatch};
use crate::resource;
use crate::write::{IfMatch, Write};

const TAG: &str = "service_items";

/// The operations on service items.
pub fn operations() -> Vec<Operation> {
    crate::operations![
        list_service_items,
        create_service_item,
        get_service_item,
        patch_service_item,
        list_service_item_versions,
        add_service_item_version,
        get_service_item_version,
    ]
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ServiceItemFilter {
    /// 按哪一日执行的版本；不写的为今日
    pub as_of: Option<NaiveDate>,
    /// 事项类型
    pub kind: Option<ServiceItemKind>,
    /// 承办单位标识
    #[param(min_length = 1, max_length = 36)]
    pub unit_id: Option<String>,
    /// 代码
    #[param(min_length = 1, max_length = 64)]
    pub code: Option<String>,
    /// 是否在用
    pub active: Option<bool>,
    /// 名称或事项编码中的文字
    #[param(min_length = 1, max_length = 100)]
    pub q: Option<String>,
    /// 此时刻（含）之后有变动的，包括登记了新版本的，用于增量同步
    pub updated_since: Option<Instant>,
}

/// The day that is asked about.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AsOf {
    /// 查看哪一日执行的版本；不写的为今日
    pub as_of: Option<NaiveDate>,
}

/// 事项的各个版本，最新的在前。
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceItemVersions {
    /// 版本。
    pub items: Vec<ItemVersionView>,
}

/// 列出事项
///
/// 所问之日有版本执行的事项，按登记先后排列；第一个版本尚未生效的不列入。停用不删除。
#[utoipa::path(get, path = "/v1/service-items", tag = TAG, responses((status = 200, description = "事项列表", body = List<ServiceItemSummary>)))]
pub async fn list_service_items(
    permit: Permit<ReadServiceItems>,
    Query(filter): Query<ServiceItemFilter>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let query = ServiceItemQuery {
        as_of: filter.as_of,
        kind: filter.kind,
        unit_id: filter.unit_id,
        code: filter.code,
        active: filter.active,
        q: filter.q,
        updated_since: filter.updated_since,
        after: page.after_id(),
        limit: page.limit,
    };
    let slice = app.read(permit.caller(), move |read| service_item::list(read, &query)).await?;
    Ok(resource::listed(&page, slice))
}

/// 登记事项
///
/// 连同第一个版本一起登记。审批事项须有公开的服务指南并适用否定备案（否定备案制度第四条第一项）；主要材料不得容缺（容缺制度第一条）。承办单位负责人登记本单位的事项，行政审批室登记各单位的事项。
#[utoipa::path(
    post,
    path = "/v1/service-items",
    tag = TAG,
    request_body(content = CreateServiceItemRequest, example = json!({
        "code": "job-agency-licence",
        "first_version": {
            "effective_from": "2026-03-02", "name": "人力资源服务许可", "kind": "permit",
            "unit_id": "0199f0c2-7b1e-7c3a-9d55-2f6c1f0a1b2c", "window_ids": ["0199f0c2-7b1e-7c3a-9d55-2f6c1f0a1b2d"],
            "institutions": ["first_inquiry", "refusal_filing", "one_time_notice", "deferral", "time_limit", "service_commitment"],
            "official_codes": {"catalog_code": "000114003000"},
            "promised_limit": {"n": 5, "unit": "working_day"}, "statutory_limit": {"n": 20, "unit": "working_day"},
            "stage_limits": {"first_review": {"n": 2, "unit": "working_day"}},
            "deferral_measure": "commitment",
            "materials": [
                {"code": "M01", "name": "人力资源服务许可申请表", "main": true, "required": true, "deferrable": false, "legal_form": "original"},
                {"code": "M02", "name": "经营场所使用证明", "main": false, "required": true, "deferrable": true, "legal_form": "copy"}
            ],
            "guide": {
                "conditions": "有固定的经营场所和三名以上专职工作人员。", "legal_basis": "《人力资源市场暂行条例》第十八条",
                "procedure": ["提交申请", "审查受理", "审核决定", "送达"], "place": "服务大厅综合窗口", "phone": "024-00000003",
                "fees": "不收费", "published_on": "2026-03-01"
            }
        }
    })),
    responses((status = 201, description = "已登记", body = ServiceItemView))
)]
pub async fn create_service_item(
    permit: Permit<ManageServiceItems>,
    write: Write,
    Body(body): Body<CreateServiceItemRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::created("/v1/service-items", &service_item::create(tx, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 查看事项
///
/// 所问之日执行的版本，和下一版本的生效日期。不写 `as_of` 而有版本将要生效的，不答复 304。
#[utoipa::path(get, path = "/v1/service-items/{id}", tag = TAG, responses((status = 200, description = "事项", body = ServiceItemView)))]
pub async fn get_service_item(
    permit: Permit<ReadServiceItems>,
    Path(id): Path<String>,
    Query(day): Query<AsOf>,
    has: IfNoneMatch,
    app: Data<App>,
) -> Outcome {
    let item = app.read(permit.caller(), move |read| service_item::get(read, &id, day.as_of)).await?;
    // A version begins at midnight without any write, so the tag alone would not tell.
    let has = if item.settled { has } else { IfNoneMatch::default() };
    Ok(resource::shown(&item, &has))
}

/// 修改事项
///
/// 合并补丁：代码、是否在用、来源编号。内容的改变用新版本；停用后不再收件，已经开始的办件照常办理。
#[utoipa::path(
    patch,
    path = "/v1/service-items/{id}",
    tag = TAG,
    request_body(content = PatchServiceItemRequest, content_type = "application/merge-patch+json", example = json!({"active": false})),
    responses((status = 200, description = "已修改", body = ServiceItemView))
)]
pub async fn patch_service_item(
    permit: Permit<ManageServiceItems>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Patch(body): Patch<PatchServiceItemRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&service_item::patch(tx, &id, expected, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 列出事项的版本
///
/// 全部版本，最新的在前，各有起止日期。
#[utoipa::path(get, path = "/v1/service-items/{id}/versions", tag = TAG, responses((status = 200, description = "各个版本", body = ServiceItemVersions)))]
pub async fn list_service_item_versions(
    permit: Permit<ReadServiceItems>,
    Path(id): Path<String>,
    app: Data<App>,
) -> Outcome {
    let items = app.read(permit.caller(), move |read| service_item::versions(read, &id)).await?;
    Ok(reply::json(&ServiceItemVersions { items }))
}

/// 登记新版本
///
/// 完整填写；生效日期须晚于最新版本的，且不早于今天。新版本生效之日，原版本自动停止执行（容缺制度第二条）；已经开始的办件按开始时的版本。
#[utoipa::path(
    post,
    path = "/v1/service-items/{id}/versions",
    tag = TAG,
    request_body(content = ItemVersionRequest, example = json!({
        "effective_from": "2026-07-01", "name": "就业困难人员认定", "kind": "public_service",
        "unit_id": "0199f0c2-7b1e-7c3a-9d55-2f6c1f0a1b2c", "institutions": ["first_inquiry", "one_time_notice", "time_limit"],
        "promised_limit": {"n": 3, "unit": "working_day"}, "deferral_measure": "none",
        "materials": [
            {"code": "M01", "name": "就业困难人员认定申请表", "main": true, "required": true, "deferrable": false, "legal_form": "original"}
        ]
    })),
    responses((status = 201, description = "已登记，并写明原版本的最后一日", body = AddedItemVersion))
)]
pub async fn add_service_item_version(
    permit: Permit<ManageServiceItems>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Body(body): Body<ItemVersionRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| {
        let added = service_item::add_version(tx, &id, expected, body)?;
        let href = format!("/v1/service-items/{id}/versions/{}", added.added.content.number);
        Ok(Answer::json(201, &added)?.etag(added.version).location(href))
    };
    write.run(&app, permit.caller(), work).await
}

/// 查看事项的一个版本
///
/// 办件开始时的版本，可凭版本号查看。
#[utoipa::path(get, path = "/v1/service-items/{id}/versions/{number}", tag = TAG, responses((status = 200, description = "版本", body = ItemVersionView)))]
pub async fn get_service_item_version(
    permit: Permit<ReadServiceItems>,
    Path((id, number)): Path<(String, u32)>,
    app: Data<App>,
) -> Outcome {
    let version = app.read(permit.caller(), move |read| service_item::version(read, &id, number)).await?;
    Ok(reply::json(&version))
}
