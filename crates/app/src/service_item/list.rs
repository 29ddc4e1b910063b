//! The catalogue as it stands on a day.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::{Instant, Limit};
use yingshang_rules::service_item::{DeferralMeasure, ServiceItemKind, WindowInstitution};
use yingshang_store::Ts;
use yingshang_store::service_item::{self as rows, ServiceItemFilter, ServiceItemRow, ServiceItemVersionRow};

use super::content;
use crate::error::AppError;
use crate::page::Slice;
use crate::tx::Reader;

/// 政务服务事项摘要。
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ServiceItemSummary {
    /// 标识。
    pub id: String,
    /// 代码。
    pub code: String,
    /// 是否在用。
    pub active: bool,
    /// 所问之日执行的版本号。
    pub number: u32,
    /// 该版本的生效日期。
    pub effective_from: NaiveDate,
    /// 事项名称。
    pub name: String,
    /// 事项类型。
    pub kind: ServiceItemKind,
    /// 承办单位标识。
    pub unit_id: String,
    /// 办理窗口标识。
    pub window_ids: Vec<String>,
    /// 适用的制度。
    pub institutions: Vec<WindowInstitution>,
    /// 承诺办理时限。
    pub promised_limit: Limit,
    /// 法定办理时限。
    #[schema(required = true)]
    pub statutory_limit: Option<Limit>,
    /// 容缺清单中的办理措施。
    pub deferral_measure: DeferralMeasure,
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
}

/// Which items.
#[derive(Debug, Clone, Default)]
pub struct ServiceItemQuery {
    /// With their versions of this day; today unless given.
    pub as_of: Option<NaiveDate>,
    /// Of this kind.
    pub kind: Option<ServiceItemKind>,
    /// Handled by this unit.
    pub unit_id: Option<String>,
    /// With exactly this code.
    pub code: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Text in the name or in an official code.
    pub q: Option<String>,
    /// Changed at or after this instant.
    pub updated_since: Option<Instant>,
    /// Id of the last item of the page before.
    pub after: Option<String>,
    /// Items of a page.
    pub limit: i64,
}

/// Items in the order they were made, each with its version of the day; those that have none yet are not listed.
///
/// # Errors
/// A failed query.
pub fn list(read: &mut Reader<'_>, query: &ServiceItemQuery) -> Result<Slice<ServiceItemSummary>, AppError> {
    page(read, query)?.try_map(|(item, version)| summary(item, version))
}

pub(super) fn page(
    read: &mut Reader<'_>,
    query: &ServiceItemQuery,
) -> Result<Slice<(ServiceItemRow, ServiceItemVersionRow)>, AppError> {
    let filter = ServiceItemFilter {
        on: query.as_of.unwrap_or(read.now.date()),
        kind: query.kind.map(|kind| kind.code().to_owned()),
        unit_id: query.unit_id.clone(),
        code: query.code.clone(),
        active: query.active,
        updated_since: query.updated_since.map(Ts),
        q: query.q.clone(),
    };
    Ok(Slice::cut(rows::list(read.conn, &filter, query.after.as_deref(), query.limit + 1)?, query.limit))
}

fn summary(item: ServiceItemRow, version: ServiceItemVersionRow) -> Result<ServiceItemSummary, AppError> {
    let content = content(version)?;
    Ok(ServiceItemSummary {
        id: item.id,
        code: item.code,
        active: item.active,
        number: content.number,
        effective_from: content.effective_from,
        name: content.name,
        kind: content.kind,
        unit_id: content.unit_id,
        window_ids: content.window_ids,
        institutions: content.institutions,
        promised_limit: content.promised_limit,
        statutory_limit: content.statutory_limit,
        deferral_measure: content.deferral_measure,
        source_system: item.source_system,
        external_ref: item.external_ref,
        version: item.version,
        created_at: item.created_at.0,
        updated_at: item.updated_at.0,
    })
}
