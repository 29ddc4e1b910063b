//! Rating a service with the token of an invitation, without an account.

use actix_web::web::Data;
use yingshang_app::evaluation::{self, EvaluationLookUp, EvaluationReceipt, LookUpEvaluation, SubmitEvaluation};
use yingshang_app::{Answer, App, Caller};

use crate::body::Body;
use crate::gate::Public;
use crate::operation::{Operation, Outcome};
use crate::reply;
use crate::write::Write;

const TAG: &str = "public";

/// 评价一次服务
///
/// 凭二维码或者短信中的凭证，一次服务只能评价一次（好差评制度第二项）。分服务态度、办事效率两个方面；不满意的选择情形或者写明原因。不记名。
#[utoipa::path(
    post,
    path = "/v1/public/evaluations",
    tag = TAG,
    request_body(content = SubmitEvaluation, example = json!({
        "token": "q3Yk0Jm1n2P4r5S6t7U8v9W0x1Y2z3A4b5C6d7E8f9G",
        "rating": {"scale": "three_grade", "attitude": "satisfied", "efficiency": "basically_satisfied"}
    })),
    responses(
        (status = 201, description = "已评价", body = EvaluationReceipt),
        (status = 404, description = "没有这个凭证")
    )
)]
pub async fn submit_evaluation(_: Public, write: Write, body: Body<SubmitEvaluation>, app: Data<App>) -> Outcome {
    write.run(&app, Caller::Anyone, move |tx| Answer::json(201, &evaluation::submit(tx, body.0)?)).await
}

/// 查看所评价的服务
///
/// 凭证放在请求体中，不进入网址。不含个人信息。
#[utoipa::path(
    post,
    path = "/v1/public/evaluations/look-up",
    tag = TAG,
    request_body(content = LookUpEvaluation, example = json!({"token": "q3Yk0Jm1n2P4r5S6t7U8v9W0x1Y2z3A4b5C6d7E8f9G"})),
    responses(
        (status = 200, description = "所评价的服务", body = EvaluationLookUp),
        (status = 404, description = "没有这个凭证")
    )
)]
pub async fn look_up_evaluation(_: Public, body: Body<LookUpEvaluation>, app: Data<App>) -> Outcome {
    let view = app.read(Caller::Anyone, move |read| evaluation::look_up(read, &body.0)).await?;
    Ok(reply::json(&view))
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![submit_evaluation, look_up_evaluation]
}
