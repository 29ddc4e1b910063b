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

/// One obligation as the document has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Id, such as `TS-11.2a`.
    pub id: String,
    /// Id of its instrument.
    pub instrument: String,
    /// Place in the text, in Chinese.
    pub article: String,
    /// Kind of demand.
    pub kind: ObligationKind,
    /// What it asks for, in Chinese and in our own words.
    pub summary: String,
    /// Resources that carry it out.
    pub surface: Vec<String>,
}

/// 义务条目及其在某日的效力
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ObligationView {
    /// 条目编号
    #[schema(example = "TS-11.2a")]
    pub id: String,
    /// 所属文件编号
    #[schema(example = "TS")]
    pub instrument: String,
    /// 条文引用
    #[schema(example = "《营商环境投诉举报处理暂行办法》第十一条第2项")]
    pub article: String,
    /// 条目种类
    pub kind: ObligationKind,
    /// 内容概要
    pub summary: String,
    /// 落实该条目的资源
    pub surface: Vec<String>,
    /// 所属文件的效力状态
    pub status: InstrumentStatus,
    /// 所属文件不在有效期内时的说明
    #[schema(required = true)]
    pub status_note: Option<String>,
}

impl Obligation {
    pub(super) fn citation(&self, instrument: &Instrument) -> String {
        format!("《{}》{}", instrument.short_title, self.article)
    }

    pub(super) fn view(&self, instrument: &Instrument, on: NaiveDate) -> ObligationView {
        ObligationView {
            id: self.id.clone(),
            instrument: self.instrument.clone(),
            article: self.citation(instrument),
            kind: self.kind,
            summary: self.summary.clone(),
            surface: self.surface.clone(),
            status: instrument.status(on),
            status_note: instrument.status_note(on),
        }
    }
}
