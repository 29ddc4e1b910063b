//! Handling an accepted application: reviews, decision, delivery, and what moves the clocks.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::application::{self, ApplicationView};
use yingshang_rules::application::Command;
use yingshang_rules::application::command::{
    ApproveApplication, CorrectRecord, DeliverDecision, ExtendLimit, OpenGreenChannel, RecordFirstReview, RecordReview,
    ResumeClock, SuspendClock,
};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::HandleApplication;
use crate::resource::changed;
use crate::steps::steps;
use crate::write::{IfMatch, Write};

steps! {
    module: application,
    view: yingshang_app::application::ApplicationView, tag: super::TAG, answer: "办理后的办件";

    /// 初审
    ///
    /// 按环节时限办理（服务规范第五部分第四项）。不符合条件的，只能经否定备案作出决定。
    record_first_review: "/v1/applications/{id}/first-review", HandleApplication, RecordFirstReview => FirstReview,
        {"conforms": true, "opinion": "材料真实有效，符合许可条件。"};

    /// 复核
    ///
    /// 复核人不得是初审人（服务规范第五部分第五项，本单位参数）。
    record_review: "/v1/applications/{id}/review", HandleApplication, RecordReview => Review,
        {"conforms": true, "opinion": "同意初审意见。"};

    /// 准予
    ///
    /// 审批事项须经初审和复核；容缺材料须已补齐；中止计时的须先恢复。作出决定后十个工作日内送达。
    approve_application: "/v1/applications/{id}/approval", HandleApplication, ApproveApplication => Approve,
        {"content": "准予劳务派遣经营许可，有效期三年。", "certificate_number": "210000202600001"};

    /// 送达
    ///
    /// 送达决定和证照，办件了结。
    deliver_application: "/v1/applications/{id}/delivery", HandleApplication, DeliverDecision => Deliver,
        {"method": "in_person", "proof_number": "送2026-0001"};

    /// 中止计时
    ///
    /// 听证、检验、检测、鉴定、专家评审等所需时间不计入期限，须将所需时间书面告知申请人（行政许可法第四十五条）。中止之日仍计入。
    suspend_application: "/v1/applications/{id}/suspensions", HandleApplication, SuspendClock => Suspend,
        {"ground": "expert_review", "document_number": "开人社评〔2026〕5号", "expected_days": 10};

    /// 延长法定时限
    ///
    /// 经负责人批准，最长十个工作日，只能延长一次，须在届满前批准并告知申请人（行政许可法第四十二条）。承诺时限不随之延长（本单位参数）。
    extend_application: "/v1/applications/{id}/extension", ExtendApplication, ExtendLimit => Extend,
        {"working_days": 10, "reasons": "需要向外地主管部门核实有关证明。"};

    /// 开辟绿色通道
    ///
    /// 对距离较远、往返困难及有其他特殊情况的服务对象急事急办（服务规范第五部分第四项）。
    open_green_channel: "/v1/applications/{id}/green-channel", HandleApplication, OpenGreenChannel => OpenGreenChannel,
        {"ground": "urgent", "measures": "当日初审、当日复核，结果邮寄送达。"};

    /// 更正差错
    ///
    /// 发现有错及时改正，原来的内容和更正都留在案卷中（服务规范第五部分第五项）。
    correct_application: "/v1/applications/{id}/corrections", HandleApplication, CorrectRecord => CorrectRecord,
        {"place": "初审意见", "error": "许可有效期误写为五年。", "correction": "许可有效期为三年。"};
}

/// 恢复计时
///
/// 自恢复之日的次日起继续计算；须有结束文书。
#[utoipa::path(
    post,
    path = "/v1/applications/{id}/suspensions/{suspension_id}/resumption",
    tag = super::TAG,
    request_body(content = ResumeClock, example = json!({"document_number": "开人社评〔2026〕5号结论"})),
    responses((status = 200, description = "办理后的办件", body = ApplicationView))
)]
pub async fn resume_application(
    permit: Permit<HandleApplication>,
    Path((id, suspension_id)): Path<(String, String)>,
    if_match: IfMatch,
    write: Write,
    body: Body<ResumeClock>,
    app: Data<App>,
) -> Outcome {
    let command = Command::Resume(suspension_id, body.0);
    write.run(&app, permit.caller(), move |tx| changed(&application::step(tx, &id, if_match.0, command)?)).await
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = steps();
    operations.extend(crate::operations![resume_application]);
    operations
}
