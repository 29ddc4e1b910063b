//! Templates of 承诺告知书 and 承诺书 for one item, and their filing (RQ-5.3).

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::document_template::{
    self, CreateDocumentTemplateRequest, DocumentTemplateQuery, DocumentTemplateView, FileDocumentTemplateRequest,
    PatchDocumentTemplateRequest,
};
use yingshang_app::{App, Tx};
use yingshang_calendar::Instant;
use yingshang_rules::document::DocumentKind;

use crate::body::{Body, Patch};
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page};
use crate::permits::{DraftDocumentTemplates, FileDocumentTemplates, ReadDocumentTemplates};
use crate::query::Query;
use crate::reply::IfNoneMatch;
use crate::resource;
use crate::write::{IfMatch, Write};

const TAG: &str = "document_templates";

/// The operations on templates.
pub fn operations() -> Vec<Operation> {
    crate::operations![
        list_document_templates,
        create_document_template,
        get_document_template,
        patch_document_template,
        file_document_template,
        retire_document_template,
    ]
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DocumentTemplateFilter {
    /// 事项标识
    #[param(min_length = 1, max_length = 36)]
    pub service_item_id: Option<String>,
    /// 文书种类
    pub kind: Option<DocumentKind>,
    /// 承办单位标识
    #[param(min_length = 1, max_length = 36)]
    pub unit_id: Option<String>,
    /// 是否在用
    pub active: Option<bool>,
    /// 此时刻（含）之后有变动的，用于增量同步
    pub updated_since: Option<Instant>,
}

/// 列出样本
///
/// 事项专用的承诺告知书、承诺书样本，按登记先后排列，包括尚未备案和已经停用的。
#[utoipa::path(get, path = "/v1/document-templates", tag = TAG, responses((status = 200, description = "样本列表", body = List<DocumentTemplateView>)))]
pub async fn list_document_templates(
    permit: Permit<ReadDocumentTemplates>,
    Query(filter): Query<DocumentTemplateFilter>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let query = DocumentTemplateQuery {
        service_item_id: filter.service_item_id,
        kind: filter.kind,
        unit_id: filter.unit_id,
        active: filter.active,
        updated_since: filter.updated_since,
        after: page.after_id(),
        limit: page.limit,
    };
    let slice = app.read(permit.caller(), move |read| document_template::list(read, &query)).await?;
    Ok(resource::listed(&page, slice))
}

/// 登记样本
///
/// 由事项的承办单位拟定，须写明缺什么、何时补齐、不补齐的后果；报行政审批室备案后才使用（容缺制度第五条第三项）。
#[utoipa::path(
    post,
    path = "/v1/document-templates",
    tag = TAG,
    request_body(content = CreateDocumentTemplateRequest, example = json!({
        "service_item_id": "0199f0c2-7b1e-7c3a-9d55-2f6c1f0a1b2c", "kind": "commitment_notice", "title": "人力资源服务许可承诺告知书",
        "body": "办理{item}（{number}）尚缺：{materials}。\n请于{supply_by}前补齐。不补齐的，{consequence}。"
    })),
    responses((status = 201, description = "已登记", body = DocumentTemplateView))
)]
pub async fn create_document_template(
    permit: Permit<DraftDocumentTemplates>,
    write: Write,
    Body(body): Body<CreateDocumentTemplateRequest>,
    app: Data<App>,
) -> Outcome {
    let work =
        move |tx: &mut Tx<'_>| resource::created("/v1/document-templates", &document_template::create(tx, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 查看样本
///
/// `in_use` 说明现在是否用于制发文书。
#[utoipa::path(get, path = "/v1/document-templates/{id}", tag = TAG, responses((status = 200, description = "样本", body = DocumentTemplateView)))]
pub async fn get_document_template(
    permit: Permit<ReadDocumentTemplates>,
    Path(id): Path<String>,
    app: Data<App>,
) -> Outcome {
    let template = app.read(permit.caller(), move |read| document_template::get(read, &id)).await?;
    // Another template that is filed takes this one out of use without touching it, so its version does not tell.
    Ok(resource::shown(&template, &IfNoneMatch::default()))
}

/// 修改样本
///
/// 合并补丁；已经备案的不能再改，另拟样本重新备案（容缺制度第五条第三项）。
#[utoipa::path(
    patch,
    path = "/v1/document-templates/{id}",
    tag = TAG,
    request_body(content = PatchDocumentTemplateRequest, content_type = "application/merge-patch+json", example = json!({"title": "承诺告知书（人力资源服务许可）"})),
    responses((status = 200, description = "已修改", body = DocumentTemplateView))
)]
pub async fn patch_document_template(
    permit: Permit<DraftDocumentTemplates>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Patch(body): Patch<PatchDocumentTemplateRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&document_template::patch(tx, &id, expected, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 备案样本
///
/// 由行政审批室备案（容缺制度第五条第三项）；自此该事项的文书按本样本制发，同种的原样本不再使用。
#[utoipa::path(
    post,
    path = "/v1/document-templates/{id}/filing",
    tag = TAG,
    request_body(content = FileDocumentTemplateRequest, example = json!({"filing_number": "审批备〔2026〕3号"})),
    responses((status = 200, description = "已备案", body = DocumentTemplateView))
)]
pub async fn file_document_template(
    permit: Permit<FileDocumentTemplates>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    Body(body): Body<FileDocumentTemplateRequest>,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&document_template::file(tx, &id, expected, body)?);
    write.run(&app, permit.caller(), work).await
}

/// 停用样本
///
/// 停用不删除；已经制发的文书不变。没有在用样本的，文书按通用格式制发。
#[utoipa::path(
    post,
    path = "/v1/document-templates/{id}/retirement",
    tag = TAG,
    responses((status = 200, description = "已停用", body = DocumentTemplateView))
)]
pub async fn retire_document_template(
    permit: Permit<DraftDocumentTemplates>,
    Path(id): Path<String>,
    write: Write,
    IfMatch(expected): IfMatch,
    app: Data<App>,
) -> Outcome {
    let work = move |tx: &mut Tx<'_>| resource::changed(&document_template::retire(tx, &id, expected)?);
    write.run(&app, permit.caller(), work).await
}
