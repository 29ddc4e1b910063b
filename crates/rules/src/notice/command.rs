//! What can be asked of a notice. Each body is also the wire form of its request; its record is part of the case file.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use crate::application::codes::ServiceMethod;
use crate::procedure::step;

/// One step in the life of a notice.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Sends the enquiry on (YC-4.2, YC-5.1, YC-7.1, YC-8.1).
    HandOver(HandOver),
    /// The handler who was absent takes it over (YC-5.1).
    TakeOver(TakeOver),
    /// The head names the handler (YC-5.1).
    AssignHandler(AssignHandler),
    /// The leader was consulted (YC-6.2).
    Consult(ConsultLeader),
    /// The four tellings (FW-5.2, YC-4.1).
    Tell(Tell),
    /// A correction notice reaches the applicant (YC-6.1).
    Serve(ServeNotice),
    /// Repeated trips were complained about (YC-9.1).
    LinkComplaint(LinkComplaint),
}

/// 去向：由谁办理，以及该种情形须登记或告知的内容。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// 由谁办理。
    pub competence: Competence,
    /// 经办人账号；介绍给经办人、转交经办人的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub handler_id: Option<String>,
    /// 承办部门；其他部门职责的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 64)]
    pub unit_id: Option<String>,
    /// 承办部门或者机关的联系电话；其他部门职责的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 40)]
    pub phone: Option<String>,
    /// 承办机关、单位名称；其他机关职责的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub authority: Option<String>,
    /// 向服务对象作出的说明；指引到其他部门、机关的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 500)]
    pub explanation: Option<String>,
}

step! {
    /// 转交或者指引。
    HandOver as HandOverNoticeRequest => HandOverRecord {
        /// 去向。
        route: Route,
    }
}

step! {
    /// 经办人接手。
    TakeOver as TakeOverNoticeRequest => TakeOverRecord {
        /// 与服务对象联系的情况。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 500)]
        note: Option<String>,
    }
}

step! {
    /// 部门负责人确定经办人。
    AssignHandler as AssignHandlerRequest => HandlerAssignment {
        /// 经办人账号。
        #[schema(min_length = 1, max_length = 64)]
        handler_id: String,
    }
}

step! {
    /// 政策不明确或者情况特殊的，请示部门领导，共同研究确定（第六条）。
    ConsultLeader as ConsultLeaderRequest => Consultation {
        /// 不明确或者特殊之处。
        #[schema(min_length = 1, max_length = 1000)]
        question: String,
        /// 研究确定的意见。
        #[schema(min_length = 1, max_length = 1000)]
        conclusion: String,
    }
}

step! {
    /// 四告知：是否符合政策、手续、路径、时限。已指明事项的，后三项不写即按事项的服务指南。
    Tell as TellNoticeRequest => Telling {
        /// 是否符合政策规定。
        #[serde(default)]
        conformity: Option<Conformity>,
        /// 是否符合的说明。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 1000)]
        conformity_note: Option<String>,
        /// 所需手续和材料，逐项写明。
        #[serde(default)]
        #[schema(max_items = 50)]
        formalities: Vec<String>,
        /// 办理路径：程序、窗口或者部门。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 1000)]
        path: Option<String>,
        /// 办理时限。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 200)]
        time_limit: Option<String>,
        /// 政策是否不明确或者情况特殊；是的，须先请示部门领导。
        #[serde(default)]
        policy_unclear: bool,
    }
}

step! {
    /// 送达补正告知书。
    ServeNotice as ServeNoticeRequest => NoticeService {
        /// 送达方式。
        method: ServiceMethod,
        /// 送达时间；不写即为现在。
        #[serde(default)]
        served_at: Option<Instant>,
        /// 送达凭证编号。
        #[serde(default)]
        #[schema(min_length = 1, max_length = 100)]
        proof_number: Option<String>,
    }
}

step! {
    /// 因未一次性告知致来回多次并被投诉的，关联投诉举报（第九条）。
    LinkComplaint as LinkNoticeComplaintRequest => LinkedComplaint {
        /// 投诉举报。
        #[schema(min_length = 1, max_length = 64)]
        complaint_id: String,
    }
}
