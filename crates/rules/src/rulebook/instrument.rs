//! Instruments: the published texts, each with the time it is in force.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

crate::code_list! {
    /// Whether an instrument is in force on a given day.
    pub enum InstrumentStatus = "instrument-statuses", "文件效力状态" {
        NotYetInForce = "not_yet_in_force" => "尚未施行",
        InForce = "in_force" => "有效",
        Lapsed = "lapsed" => "已届满",
    }
}

/// One published text. All dates are days at +08:00.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(description = "制度文件")]
pub struct Instrument {
    /// 文件编号，也是其条目编号的前缀
    pub id: String,
    /// 文件名称
    pub title: String,
    /// 引用时的简称
    pub short_title: String,
    /// 发布机关
    pub issuer: String,
    /// 公布日期
    pub issued_on: NaiveDate,
    /// 施行日期
    pub effective_from: NaiveDate,
    /// 有效期的最后一日；为空表示没有有效期
    #[serde(default)]
    #[schema(required = true)]
    pub valid_until: Option<NaiveDate>,
    /// 是否试行
    #[serde(default)]
    #[schema(required = true)]
    pub trial: bool,
    /// 登记的续期的最后一日
    #[serde(default)]
    #[schema(required = true)]
    pub renewed_until: Option<NaiveDate>,
    /// 登记续期所依据的文件
    #[serde(default)]
    #[schema(required = true)]
    pub renewal_document: Option<String>,
    /// 登记的替代文件名称
    #[serde(default)]
    #[schema(required = true)]
    pub successor: Option<String>,
    /// 施行日期和有效期的说明
    #[serde(default)]
    #[schema(required = true)]
    pub note: Option<String>,
}

/// An instrument as it stands on a given day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(description = "制度文件及其效力")]
pub struct InstrumentView {
    /// 文件
    #[serde(flatten)]
    pub instrument: Instrument,
    /// 效力状态
    pub status: InstrumentStatus,
    /// 不在有效期内时的说明
    #[schema(required = true)]
    pub status_note: Option<String>,
}

impl Instrument {
    /// Last day in force, a recorded renewal included; `None` where the text sets no end.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.renewed_until.or(self.valid_until)
    }

    /// Whether the instrument is in force on a day. The first and the last day count.
    pub fn status(&self, on: NaiveDate) -> InstrumentStatus {
        if on < self.effective_from {
            InstrumentStatus::NotYetInForce
        } else if self.last_day().is_some_and(|last| on > last) {
            InstrumentStatus::Lapsed
        } else {
            InstrumentStatus::InForce
        }
    }

    /// What a result that cites the instrument must say openly (TS-26.1); `None` while it is in force.
    pub fn status_note(&self, on: NaiveDate) -> Option<String> {
        match self.status(on) {
            InstrumentStatus::InForce => None,
            InstrumentStatus::NotYetInForce => Some(format!("自{}起施行", self.effective_from)),
            InstrumentStatus::Lapsed => {
                let last = self.last_day()?;
                let period = match (self.renewed_until, self.trial) {
                    (Some(_), _) => "续期",
                    (None, true) => "试行期",
                    (None, false) => "有效期",
                };
                let replacement = match &self.successor {
                    Some(title) => format!("替代文件为{title}"),
                    None => "尚未登记续期或替代文件".to_owned(),
                };
                Some(format!("{period}已于{last}届满，{replacement}"))
            }
        }
    }

    pub(super) fn view(&self, on: NaiveDate) -> InstrumentView {
        InstrumentView {
            instrument: self.clone(),
            status: self.status(on),
            status_note: self.status_note(on),
        }
    }
}
