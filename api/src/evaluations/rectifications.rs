//! Dated rectification of windows and people whose ratings are low.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::rectification::{self, RectificationView};
use yingshang_rules::rectification::command::{OrderRectification, ReportRectification, ReviewRectification};
use yingshang_rules::rectification::{RectificationStatus, RectificationTarget};

use crate::body::Body;
use crate::case_list::case_reads;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::page::List;
use crate::permits::OrderRectification as MayOrder;
use crate::resource::created;
use crate::steps::steps;
use crate::write::Write;

/// 责令窗口或者工作人员限期整改
///
/// 期间内好评率偏低的窗口、工作人员，限期整改（好差评制度第七项）。好评数和评价数由系统按统计口径计算。
#[utoipa::path(
    post,
    path = "/v1/rectifications",
    tag = super::TAG,
    request_body(content = OrderRectification, example = json!({
        "target": "window", "target_id": "019a0000-0000-7000-8000-000000000005", "from": "2026-10-01", "to": "2026-10-31",
        "due_on": "2026-12-31", "requirement": "查找差评原因，逐项整改。"
    })),
    responses((status = 201, description = "已责令", body = RectificationView))
)]
pub async fn order_rectification(
    permit: Permit<MayOrder>,
    write: Write,
    body: Body<OrderRectification>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, permit.caller(), move |tx| created("/v1/rectifications", &rectification::order(tx, body.0)?)).await
}

steps! {
    module: rectification, view: yingshang_app::rectification::RectificationView, tag: super::TAG, answer: "办理后的限期整改";

    /// 报告整改
    ///
    /// 由单位负责人在期限内报告。
    report_rectification: "/v1/rectifications/{id}/reports", ReportRectification, ReportRectification => Report,
        {"measures": "调整排班，补训业务。"};

    /// 查看整改
    ///
    /// 整改到位的了结，不到位的写明新的期限。
    record_rectification_review: "/v1/rectifications/{id}/reviews", OrderRectification, ReviewRectification => Review,
        {"result": "passed", "opinion": "抽查十件，均按要求办理。"};
}

case_reads! {
    module: rectification, view: yingshang_app::rectification::RectificationView,
    summary: yingshang_app::rectification::RectificationSummary, status: RectificationStatus,
    tag: super::TAG, title: "限期整改";
    columns: {
        /// 整改对象，可重复。
        target: RectificationTarget => category
    }
    /// 查询限期整改
    ///
    /// 只列出当前用户有权知悉的限期整改。
    list: list_rectifications(ListRectificationsQuery) "/v1/rectifications";
    /// 查看限期整改
    ///
    /// 所依据的评价数字、历次报告和查看。
    get: get_rectification "/v1/rectifications/{id}";
    timeline: list_rectification_timeline "/v1/rectifications/{id}/timeline";
    verify: verify_rectification_timeline "/v1/rectifications/{id}/timeline/verification";
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = crate::operations![order_rectification];
    operations.extend(steps());
    operations.extend(reads());
    operations
}
