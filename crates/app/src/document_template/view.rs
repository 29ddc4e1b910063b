//! What is asked and shown.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::document::DocumentKind;
use yingshang_store::Ts;
use yingshang_store::document_template::{self as rows, DocumentTemplateFilter, DocumentTemplateRow};

use crate::error::AppError;
use crate::organisation::present;
use crate::page::Slice;
use crate::tx::Reader;

/// 事项专用的文书样本。报行政审批室备案后使用。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentTemplateView {
    /// 标识。
    pub id: String,
    /// 事项标识。
    pub service_item_id: String,
    /// 文书种类：承诺告知书或者承诺书。
    pub kind: DocumentKind,
    /// 样本名称。
    pub title: String,
    /// 正文。
    pub body: String,
    /// 事项的承办单位标识。
    pub unit_id: String,
    /// 备案文号；尚未备案的为空。
    #[schema(required = true)]
    pub filing_number: Option<String>,
    /// 备案日期（北京时间）；尚未备案的为空。
    #[schema(required = true)]
    pub filed_on: Option<NaiveDate>,
    /// 是否在用；停用不删除。
    pub active: bool,
    /// 现在是否用于制发文书：已经备案、没有停用，且是同一事项同种样本中最后备案的。
    pub in_use: bool,
    /// 版本，写入时放在 `If-Match` 中。
    pub version: i64,
    /// 登记时间。
    pub created_at: Instant,
    /// 最近修改时间。
    pub updated_at: Instant,
}

/// 登记样本。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDocumentTemplateRequest {
    /// 事项标识。
    #[schema(min_length = 1, max_length = 36)]
    pub service_item_id: String,
    /// 文书种类：commitment_notice 承诺告知书，或者 commitment_letter 承诺书。
    pub kind: DocumentKind,
    /// 样本名称。
    #[schema(min_length = 1, max_length = 100)]
    pub title: String,
    /// 正文，换行即另起一段。可用的占位：{item} 事项、{materials} 缺少的材料、{supply_by} 补齐日期、{consequence} 不补齐的后果、{number} 办件编号。
    #[schema(min_length = 10, max_length = 5000)]
    pub body: String,
}

/// 修改尚未备案的样本（合并补丁：不写的字段不变）。
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchDocumentTemplateRequest {
    /// 样本名称。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 100)]
    pub title: Option<String>,
    /// 正文。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 10, max_length = 5000)]
    pub body: Option<String>,
}

/// 备案（容缺制度第五条第三项）。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileDocumentTemplateRequest {
    /// 备案文号。
    #[schema(min_length = 1, max_length = 100)]
    pub filing_number: String,
    /// 备案日期；不写即为今天。
    #[serde(default)]
    pub filed_on: Option<NaiveDate>,
}

/// Which templates.
#[derive(Debug, Clone, Default)]
pub struct DocumentTemplateQuery {
    /// For this item.
    pub service_item_id: Option<String>,
    /// Of this kind of text.
    pub kind: Option<DocumentKind>,
    /// Of this unit.
    pub unit_id: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Instant>,
    /// Id of the last template of the page before.
    pub after: Option<String>,
    /// Templates of a page.
    pub limit: i64,
}

pub(super) fn shown(read: &mut Reader<'_>, row: DocumentTemplateRow) -> Result<DocumentTemplateView, AppError> {
    let in_use = rows::in_use(read.conn, &row.service_item_id, &row.kind)?.is_some_and(|used| used.id == row.id);
    Ok(DocumentTemplateView {
        kind: row.kind.parse().map_err(AppError::internal)?,
        filed_on: row.filed_at.map(|at| at.0.date()),
        in_use,
        id: row.id,
        service_item_id: row.service_item_id,
        title: row.title,
        body: row.body,
        unit_id: row.unit_id,
        filing_number: row.filing_number,
        active: row.active,
        version: row.version,
        created_at: row.created_at.0,
        updated_at: row.updated_at.0,
    })
}

/// One template.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn get(read: &mut Reader<'_>, id: &str) -> Result<DocumentTemplateView, AppError> {
    let row = rows::get(read.conn, id)?.ok_or(AppError::NotFound)?;
    shown(read, row)
}

/// Templates in the order they were drawn up.
///
/// # Errors
/// A failed query.
pub fn list(read: &mut Reader<'_>, query: &DocumentTemplateQuery) -> Result<Slice<DocumentTemplateView>, AppError> {
    let filter = DocumentTemplateFilter {
        service_item_id: query.service_item_id.clone(),
        kind: query.kind.map(|kind| kind.code().to_owned()),
        unit_id: query.unit_id.clone(),
        active: query.active,
        updated_since: query.updated_since.map(Ts),
    };
    let found = rows::list(read.conn, &filter, query.after.as_deref(), query.limit + 1)?;
    Slice::cut(found, query.limit).try_map(|row| shown(read, row))
}
