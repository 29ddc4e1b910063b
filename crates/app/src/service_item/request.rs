//! Bodies of the writes. Lengths are checked against the schema before a use case runs.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use yingshang_calendar::Limit;
use yingshang_rules::service_item::{
    DeferralMeasure, ItemMaterial, ItemVersion, OfficialCodes, ServiceGuide, ServiceItemKind, StageLimits,
    WindowInstitution,
};

use crate::organisation::present;

/// 登记事项。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateServiceItemRequest {
    /// 代码，全局唯一；用于公开查询的地址。
    #[schema(
        min_length = 1,
        max_length = 64,
        pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$",
        example = "job-agency-licence"
    )]
    pub code: String,
    /// 第一个版本。
    pub first_version: ItemVersionRequest,
    /// 来源系统，与外部编号同时填写。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub source_system: Option<String>,
    /// 在来源系统中的编号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 128)]
    pub external_ref: Option<String>,
}

/// 修改事项（合并补丁：不写的字段不变，空值清除）。内容的改变用新版本。
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchServiceItemRequest {
    /// 代码。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    pub code: Option<String>,
    /// 是否在用；停用不删除，已经开始的办件照常办理。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    pub active: Option<bool>,
    /// 来源系统，与外部编号同时有或者同时没有。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 64)]
    pub source_system: Option<Option<String>>,
    /// 在来源系统中的编号。
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 128)]
    pub external_ref: Option<Option<String>>,
}

/// 事项的一个版本，完整填写。
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemVersionRequest {
    /// 生效日期；原版本到前一日为止。
    pub effective_from: NaiveDate,
    /// 事项名称。
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// 事项类型。
    pub kind: ServiceItemKind,
    /// 承办单位标识。
    #[schema(min_length = 1, max_length = 36)]
    pub unit_id: String,
    /// 办理窗口标识。
    #[serde(default)]
    #[schema(max_items = 50)]
    pub window_ids: Vec<String>,
    /// 适用的制度。
    #[schema(max_items = 6)]
    pub institutions: Vec<WindowInstitution>,
    /// 国家和省统一的事项编码；长度不合通常的，给出提示，不予拒绝。
    #[serde(default)]
    pub official_codes: OfficialCodes,
    /// 承诺办理时限；数量为零的是即办件。
    pub promised_limit: Limit,
    /// 法定办理时限；行政许可必须填写。
    #[serde(default)]
    pub statutory_limit: Option<Limit>,
    /// 各环节时限；没有规定的环节不写。
    #[serde(default)]
    pub stage_limits: StageLimits,
    /// 容缺清单中的办理措施。
    pub deferral_measure: DeferralMeasure,
    /// 申请材料。
    #[schema(max_items = 100)]
    pub materials: Vec<ItemMaterial>,
    /// 服务指南；审批事项必须有。
    #[serde(default)]
    pub guide: Option<ServiceGuide>,
}

impl ItemVersionRequest {
    /// As the version of an item with this number; its institutions in the order of the text, each once.
    pub(super) fn numbered(self, item_id: &str, number: u32) -> ItemVersion {
        let mut institutions = self.institutions;
        institutions.sort_unstable();
        institutions.dedup();
        ItemVersion {
            item_id: item_id.to_owned(),
            number,
            effective_from: self.effective_from,
            name: self.name,
            kind: self.kind,
            unit_id: self.unit_id,
            window_ids: self.window_ids,
            institutions,
            official_codes: self.official_codes,
            promised_limit: self.promised_limit,
            statutory_limit: self.statutory_limit,
            stage_limits: self.stage_limits,
            deferral_measure: self.deferral_measure,
            materials: self.materials,
            guide: self.guide,
        }
    }
}
