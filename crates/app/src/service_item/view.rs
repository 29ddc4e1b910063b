//! An item and its versions, as members of staff see them.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::service_item::{ItemVersion, ItemWarning, warnings};
use yingshang_store::Conn;
use yingshang_store::service_item::{self as rows, ServiceItemRow};

use super::content;
use crate::error::AppError;
use crate::tx::Reader;

/// 政务服务事项。
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ServiceItemView {
    /// 标识。
    pub id: String,
    /// 代码。
    pub code: String,
    /// 是否在用。
    pub active: bool,
    /// 所问之日执行的版本；第一个版本尚未生效的为空。
    #[schema(required = true)]
    pub in_force: Option<ItemVersionView>,
    /// 下一版本的生效日期；没有下一版本的为空。
    #[schema(required = true)]
    pub next_version_from: Option<NaiveDate>,
    /// 来源系统。
    #[schema(required = true)]
    pub source_system: Option<String>,
    /// 在来源系统中的编号。
    #[schema(required = true)]
    pub external_ref: Option<String>,
    /// 本项的修改次数，用于 `If-Match`；不是事项的版本号。
    pub version: i64,
    /// 登记时间。
    pub created_at: Instant,
    /// 最近修改时间，包括登记新版本。
    pub updated_at: Instant,
    /// The same question has the same answer until the item is changed: no version that is known begins in between.
    #[serde(skip)]
    pub settled: bool,
}

/// 事项的一个版本。
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ItemVersionView {
    /// 内容。
    #[serde(flatten)]
    pub content: ItemVersion,
    /// 最后一日，即下一版本生效的前一日；没有下一版本的为空。
    #[schema(required = true)]
    pub effective_until: Option<NaiveDate>,
    /// 提示，请核对。
    pub warnings: Vec<ItemWarning>,
}

/// 登记新版本的结果。
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AddedItemVersion {
    /// 事项标识。
    pub id: String,
    /// 新版本。
    pub added: ItemVersionView,
    /// 由此停止执行的版本。
    pub ended: EndedVersion,
    /// 事项的修改次数，用于 `If-Match`。
    pub version: i64,
}

/// 停止执行的版本。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EndedVersion {
    /// 版本号。
    pub number: u32,
    /// 最后一日。
    pub effective_until: NaiveDate,
}

/// The item as it stands on a day, today unless `as_of` names another.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn get(read: &mut Reader<'_>, id: &str, as_of: Option<NaiveDate>) -> Result<ServiceItemView, AppError> {
    let row = rows::get(read.conn, id)?.ok_or(AppError::NotFound)?;
    let on = as_of.unwrap_or(read.now.date());
    let mut view = shown(read.conn, row, on)?;
    view.settled |= as_of.is_some();
    Ok(view)
}

/// Every version of an item, the newest first.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn versions(read: &mut Reader<'_>, id: &str) -> Result<Vec<ItemVersionView>, AppError> {
    rows::get(read.conn, id)?.ok_or(AppError::NotFound)?;
    history(read.conn, id)
}

/// One version of an item.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn version(read: &mut Reader<'_>, id: &str, number: u32) -> Result<ItemVersionView, AppError> {
    history(read.conn, id)?.into_iter().find(|version| version.content.number == number).ok_or(AppError::NotFound)
}

pub(super) fn shown(conn: &mut Conn, row: ServiceItemRow, on: NaiveDate) -> Result<ServiceItemView, AppError> {
    let mut versions = history(conn, &row.id)?;
    let settled = versions.first().is_none_or(|newest| newest.content.effective_from <= row.updated_at.0.date());
    let place = versions.iter().position(|version| version.content.effective_from <= on);
    let later = place.unwrap_or(versions.len()).checked_sub(1);
    let next_version_from = later.map(|later| versions[later].content.effective_from);
    Ok(ServiceItemView {
        in_force: place.map(|place| versions.swap_remove(place)),
        next_version_from,
        id: row.id,
        code: row.code,
        active: row.active,
        source_system: row.source_system,
        external_ref: row.external_ref,
        version: row.version,
        created_at: row.created_at.0,
        updated_at: row.updated_at.0,
        settled,
    })
}

/// The versions with their last days, the newest first.
pub(super) fn history(conn: &mut Conn, id: &str) -> Result<Vec<ItemVersionView>, AppError> {
    let mut next_from: Option<NaiveDate> = None;
    let mut versions = Vec::new();
    for row in rows::versions(conn, id)? {
        let content = content(row)?;
        let effective_until = next_from.replace(content.effective_from).and_then(|next| next.pred_opt());
        versions.push(view(content, effective_until));
    }
    Ok(versions)
}

pub(super) fn view(content: ItemVersion, effective_until: Option<NaiveDate>) -> ItemVersionView {
    ItemVersionView { warnings: warnings(&content), content, effective_until }
}
