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

/// One published text as the document has it. All dates are days at +08:00.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Id, which also starts the ids of its obligations.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// Short Chinese title for citations.
    pub short_title: String,
    /// Body that issued it.
    pub issuer: String,
    /// Day of publication.
    pub issued_on: NaiveDate,
    /// First day in force.
    pub effective_from: NaiveDate,
    /// Last day in force by the text itself; `None` where it sets no end.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// Whether the period up to `valid_until` is a trial.
    #[serde(default)]
    pub trial: bool,
    /// Last day in force by a recorded renewal.
    #[serde(default)]
    pub renewed_until: Option<NaiveDate>,
    /// Paper that renews it.
    #[serde(default)]
    pub renewal_document: Option<String>,
    /// Title of the text that replaces it.
    #[serde(default)]
    pub successor: Option<String>,
    /// How the dates were read from the text.
    #[serde(default)]
    pub note: Option<String>,
}

/// 制度文件及其在某日的效力
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InstrumentView {
    /// 文件编号，也是其条目编号的前缀
    #[schema(example = "TS")]
    pub id: String,
    /// 文件名称
    pub title: String,
    /// 发布机关
    pub issuer: String,
    /// 公布日期
    pub issued_on: NaiveDate,
    /// 施行日期
    pub effective_from: NaiveDate,
    /// 有效期的最后一日；为空表示没有规定有效期
    #[schema(required = true)]
    pub valid_until: Option<NaiveDate>,
    /// 是否试行
    pub trial: bool,
    /// 登记的续期的最后一日
    #[schema(required = true)]
    pub renewed_until: Option<NaiveDate>,
    /// 登记续期所依据的文件
    #[schema(required = true)]
    pub renewal_document: Option<String>,
    /// 登记的替代文件名称
    #[schema(required = true)]
    pub successor: Option<String>,
    /// 施行日期和有效期的说明
    #[schema(required = true)]
    pub note: Option<String>,
    /// 效力状态
    pub status: InstrumentStatus,
    /// 不在有效期内时的说明
    #[schema(required = true)]
    pub status_note: Option<String>,
}

impl Instrument {
    /// Last day in force, a recorded renewal included; `None` where the text sets no end.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let renewed_without_end = self.renewal_document.is_some() && self.successor.is_none();
        if renewed_without_end { self.renewed_until } else { self.renewed_until.or(self.valid_until) }
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
        let instrument = self.clone();
        InstrumentView {
            status: instrument.status(on),
            status_note: instrument.status_note(on),
            id: instrument.id,
            title: instrument.title,
            issuer: instrument.issuer,
            issued_on: instrument.issued_on,
            effective_from: instrument.effective_from,
            valid_until: instrument.valid_until,
            trial: instrument.trial,
            renewed_until: instrument.renewed_until,
            renewal_document: instrument.renewal_document,
            successor: instrument.successor,
            note: instrument.note,
        }
    }
}

/// What an installation records when an instrument was renewed or replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// Last day of the renewed validity; `None` without an end.
    pub renewed_until: Option<NaiveDate>,
    /// Title of the instrument that took its place.
    pub successor: Option<String>,
    /// Number of the document that says so.
    pub document: String,
}
