//! Opening an enquiry and the steps on a notice.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::notice::{self, NoticeView, OpenNotice};
use yingshang_rules::notice::command::{
    AssignHandler, ConsultLeader, HandOver, LinkComplaint, ServeNotice, TakeOver, Tell,
};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::permits::HandleNotice;
use crate::resource::created;
use crate::steps::steps;
use crate::write::Write;

/// 登记咨询
///
/// 登记的账号即为首问责任人。写明由谁办理：本人职责的本人即首办责任人；本部门他人职责的介绍给经办人；经办人不在的登记服务对象联系方式并及时转交；
/// 责任不明的报部门负责人；其他部门或者机关职责的说明并告知（一次性告知制度第四条至第八条）。
#[utoipa::path(
    post,
    path = "/v1/notices",
    tag = super::TAG,
    request_body(content = OpenNotice, example = json!({
        "channel": "window", "matter": "询问劳务派遣经营许可的办理条件和材料",
        "item_id": "019a0000-0000-7000-8000-000000000001", "route": {"competence": "same_person"}
    })),
    responses((status = 201, description = "已登记", body = NoticeView))
)]
pub async fn open_notice(
    permit: Permit<HandleNotice>,
    write: Write,
    body: Body<OpenNotice>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, permit.caller(), move |tx| created("/v1/notices", &notice::open(tx, body.0)?)).await
}

steps! {
    module: notice,
    view: yingshang_app::notice::NoticeView, tag: super::TAG, answer: "办理后的一次性告知";

    /// 转交或者指引
    ///
    /// 首问责任人重新判断由谁办理；每次转交都留在经过中（一次性告知制度第四条、第五条、第七条、第八条）。
    hand_over_notice: "/v1/notices/{id}/hand-overs", HandleNotice, HandOver => HandOver,
        {"route": {"competence": "other_authority", "authority": "市场监督管理局", "explanation": "营业执照由市场监督管理部门办理。"}};

    /// 经办人接手
    ///
    /// 经办人不在时转交的，由经办人接手并联系服务对象（一次性告知制度第五条）。
    take_over_notice: "/v1/notices/{id}/take-over", HandleNotice, TakeOver => TakeOver,
        {"note": "已电话联系，约定次日上午到窗口。"};

    /// 确定经办人
    ///
    /// 没有经办人或者责任不明的，由部门负责人处理（一次性告知制度第五条）。
    assign_notice_handler: "/v1/notices/{id}/handler", HandleNotice, AssignHandler => AssignHandler,
        {"handler_id": "019a0000-0000-7000-8000-000000000002"};

    /// 请示部门领导
    ///
    /// 政策不明确或者情况特殊的，共同研究确定后一次性告知（一次性告知制度第六条）。
    consult_leader: "/v1/notices/{id}/consultations", HandleNotice, ConsultLeader => Consult,
        {"question": "跨省分公司能否由本县受理。", "conclusion": "分公司向所在地备案，由本县受理。"};

    /// 一次性告知
    ///
    /// 四告知须一次说全：是否符合政策、手续、路径、时限（服务规范第五部分第二项）。已指明事项的，后三项不写即按服务指南。出具书面告知单。
    tell_notice: "/v1/notices/{id}/telling", HandleNotice, Tell => Tell,
        {"conformity": "conforms", "conformity_note": "注册资本和场所符合要求。", "policy_unclear": false};

    /// 送达补正告知书
    ///
    /// 记录送达方式和凭证（一次性告知制度第六条）。
    serve_notice: "/v1/notices/{id}/service", HandleNotice, ServeNotice => Serve,
        {"method": "in_person", "proof_number": "送2026-0002"};

    /// 关联投诉举报
    ///
    /// 因未一次性告知致来回多次并被投诉的，转入责任追究，记为发现的问题（一次性告知制度第九条）。
    link_notice_complaint: "/v1/notices/{id}/complaints", OverseeService, LinkComplaint => LinkComplaint,
        {"complaint_id": "019a0000-0000-7000-8000-000000000003"};
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = crate::operations![open_notice];
    operations.extend(steps());
    operations
}
