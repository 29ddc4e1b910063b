//! What a complainant can do.

use actix_web::web::Data;
use yingshang_app::complaint::{self, PublicProgress, PublicReceipt, PublicRegistration};
use yingshang_app::material::MaterialView;
use yingshang_app::{Answer, App, Caller, Expected};
use yingshang_rules::complaint::Command;
use yingshang_rules::complaint::command::{Escalate, MakeStatement, Withdraw};

use super::Complainant;
use crate::body::Body;
use crate::gate::{Gate, Public};
use crate::operation::{Operation, Outcome};
use crate::reply;
use crate::upload::Upload;
use crate::write::Write;

const TAG: &str = "public";

/// 网上提交投诉举报
///
/// 无须账号，可以匿名。返回编号和查询码；查询码只显示这一次，请妥善保存，凭二者查询进展、补充证据、撤回和表示意见。
#[utoipa::path(
    post,
    path = "/v1/public/complaints",
    tag = TAG,
    request_body(content = PublicRegistration, example = json!({
        "title": "窗口提前停止取号", "content": "反映服务大厅下午三点以后不再放号，两次前往均未办成。", "anonymous": true,
        "respondents": [{"description": "社会保险窗口"}]
    })),
    responses((status = 201, description = "已收到", body = PublicReceipt))
)]
pub async fn submit_complaint(_: Public, write: Write, body: Body<PublicRegistration>, app: Data<App>) -> Outcome {
    write
        .run(&app, Caller::Complainant { complaint_id: None }, move |tx| {
            Answer::json(201, &complaint::register_public(tx, body.0)?)
        })
        .await
}

/// 查询进展
///
/// 凭编号和查询码。包含时限、答复和不服时的途径。
#[utoipa::path(
    get,
    path = "/v1/public/complaints/progress",
    tag = TAG,
    responses((status = 200, description = "进展", body = PublicProgress))
)]
pub async fn get_progress(complainant: Complainant, app: Data<App>) -> Outcome {
    let (caller, id) = (complainant.caller(), complainant.complaint_id);
    let view = app.read(caller, move |read| complaint::progress(read, &id)).await?;
    Ok(reply::json(&view))
}

/// 撤回投诉举报
///
/// 撤回后终止办理（投诉办法第十八条第一项）。
#[utoipa::path(
    post,
    path = "/v1/public/complaints/withdrawal",
    tag = TAG,
    request_body(content = Withdraw, example = json!({"reason": "问题已经解决。"})),
    responses((status = 200, description = "进展", body = PublicProgress))
)]
pub async fn withdraw_own_complaint(
    complainant: Complainant,
    write: Write,
    body: Body<Withdraw>,
    app: Data<App>,
) -> Outcome {
    take(complainant, Command::Withdraw(body.0), write, app).await
}

/// 补充陈述、表示意见或满意度
///
/// 结果反馈以后可以表示是否认可；有新的证据和理由的，写明并上传材料（投诉办法第十五条、第十六条）。
#[utoipa::path(
    post,
    path = "/v1/public/complaints/statements",
    tag = TAG,
    request_body(content = MakeStatement, example = json!({"opinion": "objects", "text": "当日有现场录像。", "new_evidence": true})),
    responses((status = 200, description = "进展", body = PublicProgress))
)]
pub async fn make_statement(
    complainant: Complainant,
    write: Write,
    body: Body<MakeStatement>,
    app: Data<App>,
) -> Outcome {
    take(complainant, Command::State(body.0), write, app).await
}

/// 向上一级投诉
///
/// 应当受理而不受理、逾期不办、处理不公，或者对过程、结果不满意的（投诉办法第十一条、第十七条）。
#[utoipa::path(
    post,
    path = "/v1/public/complaints/escalations",
    tag = TAG,
    request_body(content = Escalate, example = json!({"ground": "overdue"})),
    responses((status = 200, description = "进展", body = PublicProgress))
)]
pub async fn escalate_own_complaint(
    complainant: Complainant,
    write: Write,
    body: Body<Escalate>,
    app: Data<App>,
) -> Outcome {
    take(complainant, Command::Escalate(body.0), write, app).await
}

/// 补充证据材料
///
/// 可以提交文档、图片、录音和录像（投诉办法第十一条第二项）。
#[utoipa::path(
    post,
    path = "/v1/public/complaints/materials",
    tag = TAG,
    request_body(content = crate::upload::UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "已收下", body = MaterialView))
)]
pub async fn add_evidence(complainant: Complainant, write: Write, upload: Upload, app: Data<App>) -> Outcome {
    let (caller, id) = (complainant.caller(), complainant.complaint_id);
    write
        .run(&app, caller, move |tx| {
            let added = complaint::add_material(tx, &id, upload.kept, &upload.file_name, upload.description)?;
            Answer::json(201, &added)
        })
        .await
}

async fn take(complainant: Complainant, command: Command, write: Write, app: Data<App>) -> Outcome {
    let (caller, id) = (complainant.caller(), complainant.complaint_id);
    write
        .run(&app, caller, move |tx| {
            complaint::step(tx, &id, Expected::Any, command)?;
            Answer::json(200, &complaint::progress(&mut tx.reader(), &id)?)
        })
        .await
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![
        submit_complaint,
        get_progress,
        withdraw_own_complaint,
        make_statement,
        escalate_own_complaint,
        add_evidence,
    ]
}
