//! Obligations: what one article asks for, in our own words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Instrument, InstrumentStatus};

crate::code_list! {
    /// What kind of demand an article makes on the system.
    pub enum ObligationKind = "obligation-kinds", "条目种类" {
        Limit = "limit" => "时限",
        Gate = "gate" => "前置条件",
        Duty = "duty" => "职责",
        Right = "right" => "权利",
        Role = "role" => "分工",
        List = "list" => "目录",
        Calc = "calc" => "计算",
    }
}

/// One obligation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(description = "义务条目")]
pub struct Obligation {
    /// 条目编号
    pub id: String,
    /// 所属文件编号
    pub instrument: String,
    /// 条文位置
    pub article: String,
    /// 条目种类
    pub kind: ObligationKind,
    /// 内容概要
    pub summary: String,
    /// 落实该条目的资源
    pub surface: Vec<String>,
}

/// An obligation as it stands on a given day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(description = "义务条目及其效力")]
pub struct ObligationView {
    /// 条目
    #[serde(flatten)]
    pub obligation: Obligation,
    /// 完整引用
    pub citation: String,
    /// 所属文件的效力状态
    pub status: InstrumentStatus,
    /// 不在有效期内时的说明
    #[schema(required = true)]
    pub status_note: Option<String>,
}

impl Obligation {
    pub(super) fn citation(&self, instrument: &Instrument) -> String {
        format!("《{}》{}", instrument.short_title, self.article)
    }

    pub(super) fn view(&self, instrument: &Instrument, on: NaiveDate) -> ObligationView {
        ObligationView {
            obligation: self.clone(),
            citation: self.citation(instrument),
            status: instrument.status(on),
            status_note: instrument.status_note(on),
        }
    }
}
