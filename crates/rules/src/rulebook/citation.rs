//! Citations: what a decision, a refusal or a deadline rests on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Instrument, InstrumentStatus, Obligation};

/// 依据，不查制度库也能读懂
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BasisRef {
    /// 条目编号
    #[schema(example = "TS-11.2a")]
    pub obligation: String,
    /// 条文引用
    #[schema(example = "《营商环境投诉举报处理暂行办法》第十一条第2项")]
    pub article: String,
    /// 文件名称
    pub instrument: String,
    /// 所引文件是否已届满
    pub lapsed: bool,
    /// 所引文件不在有效期内时的说明
    #[schema(required = true)]
    pub note: Option<String>,
}

impl BasisRef {
    pub(super) fn new(obligation: &Obligation, instrument: &Instrument, on: NaiveDate) -> Self {
        Self {
            obligation: obligation.id.clone(),
            article: obligation.citation(instrument),
            instrument: instrument.title.clone(),
            lapsed: instrument.status(on) == InstrumentStatus::Lapsed,
            note: instrument.status_note(on),
        }
    }
}
