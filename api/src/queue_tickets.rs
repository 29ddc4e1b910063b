//! Numbers drawn at the queueing machine.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::answer::Answer;
use yingshang_app::sms::{self, QueueTicketView, TakeQueueTicket};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::permits::TakeQueueTicket as TakeTicket;
use crate::write::Write;

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    crate::operations![take_queue_ticket]
}

/// 登记取号
///
/// 排队取号时留下的手机号码，加密保存。每个工作日的固定时间，对当日已受理、尚未发起评价的服务发送一次评价短信（好差评制度第三条、第五条）。
#[utoipa::path(
    post,
    path = "/v1/queue-tickets",
    tag = "sms",
    request_body(content = TakeQueueTicket, example = json!({
        "phone": "13900001234", "window_id": "019a0000-0000-7000-8000-000000000021", "taken_at": "2026-11-24T09:12:00+08:00"
    })),
    responses((status = 201, description = "已登记", body = QueueTicketView))
)]
pub async fn take_queue_ticket(
    permit: Permit<TakeTicket>,
    write: Write,
    Body(body): Body<TakeQueueTicket>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, permit.caller(), move |tx| Answer::json(201, &sms::take(tx, body)?)).await
}
