//! Where other systems hand things in with a secret of their own instead of an account.

use actix_web::web::Data;
use yingshang_app::sms::{self, InboundReceipt, InboundSms};
use yingshang_app::{Answer, App, Caller};

use crate::body::Body;
use crate::gate::Public;
use crate::operation::{Operation, Outcome, Path};
use crate::write::Write;

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    crate::operations![receive_sms]
}

/// 接收短信回复
///
/// 供短信服务商推送回复。密钥在路径中，不对的答复不存在；同一服务商的同一短信编号只处理一次。回复“1、2、3”或者“满意、基本满意、不满意”
/// 等字样的，记为该号码最近一次评价邀请的评价（好差评制度第五条）；未能识别的保留备查。
#[utoipa::path(
    post,
    path = "/v1/integrations/sms/{provider}/{secret}",
    tag = "sms",
    request_body(content = InboundSms, example = json!({
        "message_id": "mo-20261124-0001", "phone": "+8613900001234", "text": "１", "received_at": "2026-11-24T17:20:31+08:00"
    })),
    responses((status = 200, description = "处理结果", body = InboundReceipt))
)]
pub async fn receive_sms(
    _: Public,
    Path((provider, secret)): Path<(String, String)>,
    write: Write,
    Body(body): Body<InboundSms>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, Caller::Anyone, move |tx| Answer::json(200, &sms::take_in(tx, &provider, &secret, body)?)).await
}
