//! The file of a notice.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::command::*;
use super::gate::{Action, gate};
use crate::application::case_file::Shortcoming;
use crate::procedure::counter::{Gate, Procedure};

/// 一次性告知。服务对象的身份另行密封保存。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = OneTimeNotice)]
pub struct Notice {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 种类。
    pub kind: NoticeKind,
    /// 状态。
    pub status: NoticeStatus,
    /// 部门。
    pub unit_id: Option<String>,
    /// 事项；未指明的为空。
    pub item_id: Option<String>,
    /// 事项版本。
    pub item_version: Option<u32>,
    /// 事项名称。
    pub item_name: Option<String>,
    /// 办件；补正告知所属。
    pub application_id: Option<String>,
    /// 咨询渠道；补正告知的为空。
    pub channel: Option<EnquiryChannel>,
    /// 询问或者申请的内容。
    pub matter: String,
    /// 收到时间。
    pub received_at: Instant,
    /// 登记时间。
    pub registered_at: Instant,
    /// 首问责任人账号。
    pub first_contact_id: Option<String>,
    /// 首办责任人账号；尚未确定的为空。
    pub handler_id: Option<String>,
    /// 来源系统。
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    pub external_ref: Option<String>,
    /// 转交和指引的经过，按次序。
    pub hand_overs: Vec<HandOverRecord>,
    /// 经办人接手。
    pub take_over: Option<TakeOverRecord>,
    /// 负责人确定经办人。
    pub handler_assignment: Option<HandlerAssignment>,
    /// 请示部门领导。
    pub consultations: Vec<Consultation>,
    /// 四告知。
    pub telling: Option<Telling>,
    /// 须补正的全部材料；咨询的为空。
    pub shortcomings: Vec<Shortcoming>,
    /// 第几次补正告知；咨询的为空。
    pub round: Option<u32>,
    /// 告知了可以申请容缺受理（容缺制度第五条第一项）。
    pub deferral_told: bool,
    /// 送达。
    pub service: Option<NoticeService>,
    /// 关联的投诉举报。
    pub complaints: Vec<LinkedComplaint>,
}

impl Procedure for Notice {
    type Status = NoticeStatus;
    type Action = Action;

    const TITLE: &'static str = "一次性告知";

    fn status(&self) -> NoticeStatus {
        self.status
    }

    fn unit_id(&self) -> Option<&str> {
        self.unit_id.as_deref()
    }

    fn registered_by(&self) -> Option<&str> {
        self.first_contact_id.as_deref()
    }

    fn gate(action: Action) -> Gate<NoticeStatus> {
        gate(action)
    }
}
