//! Registration.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::complaint::{self, RegisterComplaint, RegisteredComplaint};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::permits;
use crate::resource::created;
use crate::write::Write;

/// 登记投诉举报
///
/// 来电、来信、来访、转批件由受理机构登记；行政审批室和窗口收到的同样登记，由信访室决定是否受理（工作制度第四部分，投诉办法第三条、第四条、第十一条）。
/// 返回编号和查询码，查询码只显示这一次，请告知投诉人。收到之日次日起算：三个工作日内决定是否受理，十个工作日内答复。
#[utoipa::path(
    post,
    path = "/v1/complaints",
    tag = super::TAG,
    request_body(content = RegisterComplaint, example = json!({
        "channel": "phone", "category": "refusal_or_delay", "title": "窗口提前停止取号",
        "content": "反映服务大厅下午三点以后不再放号，两次前往均未办成。",
        "received_at": "2026-11-24T09:30:00+08:00",
        "complainant": {"kind": "person", "name": "测试甲", "phone": "13900000000"},
        "respondents": [{"description": "社会保险窗口"}]
    })),
    responses((status = 201, description = "已登记", body = RegisteredComplaint))
)]
pub async fn register_complaint(
    permit: Permit<permits::RegisterComplaint>,
    write: Write,
    body: Body<RegisterComplaint>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, permit.caller(), move |tx| created("/v1/complaints", &complaint::register(tx, body.0)?)).await
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![register_complaint]
}
