//! One version of a service item, as data.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Limit;

use super::codes::{DeferralMeasure, LegalForm, ServiceItemKind, WindowInstitution};

/// 政务服务事项的一个版本。新版本生效之日起，原版本自动停止执行；已经开始办理的按开始时的版本。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ItemVersion {
    /// 事项标识。
    pub item_id: String,
    /// 版本号，自一起。
    pub number: u32,
    /// 生效日期。
    pub effective_from: NaiveDate,
    /// 事项名称。
    pub name: String,
    /// 事项类型。
    pub kind: ServiceItemKind,
    /// 承办单位。
    pub unit_id: String,
    /// 办理窗口。
    pub window_ids: Vec<String>,
    /// 适用的制度（首问负责、否定备案、一次性告知、容缺受理、限时办结、服务承诺）。
    pub institutions: Vec<WindowInstitution>,
    /// 国家和省统一的事项编码。
    pub official_codes: OfficialCodes,
    /// 承诺办理时限；数量为零的是即办件。
    pub promised_limit: Limit,
    /// 法定办理时限；没有规定的为空。
    pub statutory_limit: Option<Limit>,
    /// 各环节时限；没有规定的环节为空。
    pub stage_limits: StageLimits,
    /// 容缺清单中的办理措施。
    pub deferral_measure: DeferralMeasure,
    /// 申请材料。
    pub materials: Vec<ItemMaterial>,
    /// 服务指南；审批事项必须公开。
    pub guide: Option<ServiceGuide>,
}

/// 事项编码，原样保存。
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficialCodes {
    /// 基本目录编码。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub catalog_code: Option<String>,
    /// 实施清单编码。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub task_code: Option<String>,
    /// 业务办理项编码。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub handling_code: Option<String>,
}

/// 各环节时限（服务规范第五部分第四项）。
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageLimits {
    /// 初审，自受理起算。
    #[serde(default)]
    pub first_review: Option<Limit>,
    /// 复核，自初审完成起算。
    #[serde(default)]
    pub review: Option<Limit>,
    /// 决定，自复核完成起算。
    #[serde(default)]
    pub decision: Option<Limit>,
}

/// 一项申请材料。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemMaterial {
    /// 材料代码，在事项内唯一。
    #[schema(min_length = 1, max_length = 40, example = "M01")]
    pub code: String,
    /// 材料名称。
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// 是否主要材料；主要材料不得容缺。
    #[serde(default)]
    #[schema(required = true)]
    pub main: bool,
    /// 是否必须提交。
    #[serde(default = "yes")]
    #[schema(required = true)]
    pub required: bool,
    /// 是否可以容缺。
    #[serde(default)]
    #[schema(required = true)]
    pub deferrable: bool,
    /// 法定形式。
    pub legal_form: LegalForm,
    /// 填写和提交的要求。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 500)]
    pub note: Option<String>,
}

fn yes() -> bool {
    true
}

/// 服务指南。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceGuide {
    /// 办理条件。
    #[schema(min_length = 1, max_length = 2000)]
    pub conditions: String,
    /// 设定和办理依据。
    #[schema(min_length = 1, max_length = 2000)]
    pub legal_basis: String,
    /// 办理程序，按次序。
    #[schema(min_items = 1, max_items = 30)]
    pub procedure: Vec<String>,
    /// 办理地点。
    #[schema(min_length = 1, max_length = 200)]
    pub place: String,
    /// 咨询电话。
    #[schema(min_length = 1, max_length = 40)]
    pub phone: String,
    /// 收费；不收费的如实写明。
    #[schema(min_length = 1, max_length = 500)]
    pub fees: String,
    /// 公开日期。
    pub published_on: NaiveDate,
}

impl ItemVersion {
    /// The material with this code.
    pub fn material(&self, code: &str) -> Option<&ItemMaterial> {
        self.materials.iter().find(|material| material.code == code)
    }

    /// Required materials that are not among `handed_in` (codes), in the order of the list.
    pub fn missing<'a>(&'a self, handed_in: &[String]) -> Vec<&'a ItemMaterial> {
        self.materials.iter().filter(|m| m.required && !handed_in.contains(&m.code)).collect()
    }

    /// Whether this material may be supplied later: the measure allows it, the list says so, and it is not a main one (RQ-1.1).
    pub fn may_defer(&self, code: &str) -> bool {
        self.deferral_measure != DeferralMeasure::None && self.material(code).is_some_and(|m| m.deferrable && !m.main)
    }
}
