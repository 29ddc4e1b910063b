//! The catalogue for everyone: what can be done here today, with which materials, how fast, and where (FD-4.1, GZ-1.2.1).

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::Limit;
use yingshang_rules::service_item::{
    DeferralMeasure, ItemMaterial, ItemVersion, OfficialCodes, ServiceGuide, ServiceItemKind, WindowInstitution,
};
use yingshang_store::service_item::{self as rows, ServiceItemRow};
use yingshang_store::{Conn, unit, window};

use super::list::{ServiceItemQuery, page};
use super::{content, version_on};
use crate::error::AppError;
use crate::page::Slice;
use crate::tx::Reader;

/// 公开的政务服务事项，今日执行的版本。
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PublicServiceItem {
    /// 代码。
    pub code: String,
    /// 事项名称。
    pub name: String,
    /// 事项类型。
    pub kind: ServiceItemKind,
    /// 本版本的生效日期。
    pub effective_from: NaiveDate,
    /// 事项编码。
    pub official_codes: OfficialCodes,
    /// 适用的制度。
    pub institutions: Vec<WindowInstitution>,
    /// 承诺办理时限；数量为零的是即办件。
    pub promised_limit: Limit,
    /// 法定办理时限；没有规定的为空。
    #[schema(required = true)]
    pub statutory_limit: Option<Limit>,
    /// 容缺办理措施。
    pub deferral_measure: DeferralMeasure,
    /// 申请材料。
    pub materials: Vec<ItemMaterial>,
    /// 服务指南；没有的为空。
    #[schema(required = true)]
    pub guide: Option<ServiceGuide>,
    /// 承办单位。
    pub unit: PublicUnit,
    /// 办理窗口。
    pub windows: Vec<PublicWindow>,
}

/// 承办单位。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicUnit {
    /// 标识，用于筛选。
    pub id: String,
    /// 名称。
    pub name: String,
    /// 对外公布的电话。
    #[schema(required = true)]
    pub phone: Option<String>,
}

/// 办理窗口。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicWindow {
    /// 代码。
    pub code: String,
    /// 名称。
    pub name: String,
}

/// Which items; only those in use today are shown.
#[derive(Debug, Clone, Default)]
pub struct PublicServiceItemQuery {
    /// Of this kind.
    pub kind: Option<ServiceItemKind>,
    /// Handled by this unit.
    pub unit_id: Option<String>,
    /// Text in the name or in an official code.
    pub q: Option<String>,
    /// Id of the last item of the page before.
    pub after: Option<String>,
    /// Items of a page.
    pub limit: i64,
}

/// Items in use with a version in force today, each with its id for the next page.
///
/// # Errors
/// A failed query.
pub fn public_list(
    read: &mut Reader<'_>,
    query: &PublicServiceItemQuery,
) -> Result<Slice<(String, PublicServiceItem)>, AppError> {
    let query = ServiceItemQuery {
        kind: query.kind,
        unit_id: query.unit_id.clone(),
        q: query.q.clone(),
        active: Some(true),
        after: query.after.clone(),
        limit: query.limit,
        ..ServiceItemQuery::default()
    };
    let found = page(read, &query)?;
    let mut places = Places::new(read.conn);
    found.try_map(|(item, version)| Ok((item.id.clone(), places.item(item, content(version)?)?)))
}

/// The item with this code.
///
/// # Errors
/// [`AppError::NotFound`]: none in use, or its first version begins later.
pub fn public_get(read: &mut Reader<'_>, code: &str) -> Result<PublicServiceItem, AppError> {
    let item = rows::by_code(read.conn, code)?.filter(|item| item.active).ok_or(AppError::NotFound)?;
    let version = version_on(read.conn, &item.id, read.now.date())?;
    Places::new(read.conn).item(item, version)
}

/// Units and windows by id, each looked up once.
struct Places<'a> {
    conn: &'a mut Conn,
    units: HashMap<String, PublicUnit>,
    windows: HashMap<String, Option<PublicWindow>>,
}

impl<'a> Places<'a> {
    fn new(conn: &'a mut Conn) -> Self {
        Self { conn, units: HashMap::new(), windows: HashMap::new() }
    }

    fn item(&mut self, item: ServiceItemRow, version: ItemVersion) -> Result<PublicServiceItem, AppError> {
        let unit = self.unit(&version.unit_id)?;
        let mut windows = Vec::new();
        for id in &version.window_ids {
            windows.extend(self.window(id)?);
        }
        Ok(PublicServiceItem {
            code: item.code,
            name: version.name,
            kind: version.kind,
            effective_from: version.effective_from,
            official_codes: version.official_codes,
            institutions: version.institutions,
            promised_limit: version.promised_limit,
            statutory_limit: version.statutory_limit,
            deferral_measure: version.deferral_measure,
            materials: version.materials,
            guide: version.guide,
            unit,
            windows,
        })
    }

    fn unit(&mut self, id: &str) -> Result<PublicUnit, AppError> {
        if let Some(known) = self.units.get(id) {
            return Ok(known.clone());
        }
        let row = unit::get(self.conn, id)?.ok_or_else(|| AppError::internal(format!("no unit {id}")))?;
        let found = PublicUnit { id: row.id, name: row.name, phone: row.phone };
        self.units.insert(id.to_owned(), found.clone());
        Ok(found)
    }

    /// `None` for a window that was closed after the version was written: nobody should be sent there.
    fn window(&mut self, id: &str) -> Result<Option<PublicWindow>, AppError> {
        if let Some(known) = self.windows.get(id) {
            return Ok(known.clone());
        }
        let row = window::get(self.conn, id)?.filter(|row| row.active);
        let found = row.map(|row| PublicWindow { code: row.code, name: row.name });
        self.windows.insert(id.to_owned(), found.clone());
        Ok(found)
    }
}
