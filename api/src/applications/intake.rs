//! Taking applications in: registration, examination, materials, withdrawal.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::application::{self, ApplicationView, RegisterApplication};
use yingshang_rules::application::command::{Examine, SupplyMaterials, WithdrawApplication};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::permits;
use crate::resource::created;
use crate::steps::steps;
use crate::write::Write;

/// 登记办件
///
/// 窗口收件或者网上提交。适用收件之日生效的事项版本，办理全程不变（容缺制度第二条）。收件次日起五个工作日内审查并一次告知补正，
/// 逾期不告知的自收件之日起即为受理（否定备案制度第五条，行政许可法第三十二条）。申请人身份加密保存。
#[utoipa::path(
    post,
    path = "/v1/applications",
    tag = super::TAG,
    request_body(content = RegisterApplication, example = json!({
        "item_id": "019a0000-0000-7000-8000-000000000001", "channel": "window",
        "matter": "申请劳务派遣经营许可",
        "applicant": {"kind": "market_entity", "name": "测试乙", "organisation": "测试劳务有限公司", "phone": "13900000000"},
        "materials": [{"code": "M01", "form": "original"}, {"code": "M02", "form": "copy"}]
    })),
    responses((status = 201, description = "已收件", body = ApplicationView))
)]
pub async fn register_application(
    permit: Permit<permits::RegisterApplication>,
    write: Write,
    body: Body<RegisterApplication>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, permit.caller(), move |tx| created("/v1/applications", &application::register(tx, body.0)?)).await
}

steps! {
    module: application,
    view: yingshang_app::application::ApplicationView, tag: super::TAG, answer: "办理后的办件";

    /// 审查收件
    ///
    /// 对照行政许可法第三十二条的五种情形处理，答复写明法律后果。缺少的材料按事项清单算出，连同内容有误的一次告知，并出具补正告知书；
    /// 哪些可以容缺、容缺受理是否可用，在答复的 deferral 中主动写明（容缺制度第五条）。材料齐全的即为受理。
    /// 不属于本机关职权的，写明有权机关，不予受理的决定须经否定备案作出。
    examine_application: "/v1/applications/{id}/examination", HandleApplication, Examine => Examine,
        {"outcome": "incomplete", "defects": [{"code": "M02", "problem": "复印件未加盖公章。"}]};

    /// 收取补交的材料
    ///
    /// 补正后重新审查，五个工作日自收到之日的次日起算。
    supply_materials: "/v1/applications/{id}/material-supplies", TakeInMaterials, SupplyMaterials => SupplyMaterials,
        {"materials": [{"code": "M03", "form": "original"}]};

    /// 办理撤回
    ///
    /// 申请人在作出决定前撤回申请；未了结的时限随之消灭，进行中的容缺承诺终止。
    withdraw_application: "/v1/applications/{id}/withdrawal", TakeInMaterials, WithdrawApplication => Withdraw,
        {"reason": "申请人改为网上申请。"};
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = crate::operations![register_application];
    operations.extend(steps());
    operations
}
