//! Drafting a refusal and the steps on it.

use actix_web::web::Data;
use yingshang_app::App;
use yingshang_app::refusal_filing::{self, DraftRefusal, RefusalFilingView};
use yingshang_rules::refusal_filing::command::{
    ApproveRefusal, ArchiveRefusal, FileRefusal, RecordAuthorityReview, RecordDiscussion, RecordRefusalBreach,
    ServeRefusal,
};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::permits;
use crate::resource::created;
use crate::steps::steps;
use crate::write::Write;

/// 拟否定
///
/// 不予受理、不予许可的决定只能由此作出。须逐条写明不符合的规定；案卷记载符合规定的不得否定（否定备案制度第四条第二项）。
/// 拟定后办件等待审批，未获批准的恢复原状。
#[utoipa::path(
    post,
    path = "/v1/refusals",
    tag = super::TAG,
    request_body(content = DraftRefusal, example = json!({
        "application_id": "019a0000-0000-7000-8000-000000000004", "kind": "non_permission", "ground": "conditions_not_met",
        "provisions": [{"instrument": "《劳务派遣行政许可实施办法》", "article": "第七条", "requirement": "注册资本不得少于人民币二百万元。"}],
        "facts": "营业执照载明注册资本为一百万元。", "reasons": "注册资本不符合许可条件。"
    })),
    responses((status = 201, description = "已拟", body = RefusalFilingView))
)]
pub async fn draft_refusal(
    permit: Permit<permits::DraftRefusal>,
    write: Write,
    body: Body<DraftRefusal>,
    app: Data<App>,
) -> Outcome {
    write.run(&app, permit.caller(), move |tx| created("/v1/refusals", &refusal_filing::draft(tx, body.0)?)).await
}

steps! {
    module: refusal_filing,
    view: yingshang_app::refusal_filing::RefusalFilingView, tag: super::TAG, answer: "办理后的否定备案";

    /// 分管领导审批
    ///
    /// 须为分管该单位的领导；不在分管范围的不得批准（否定备案制度第二条、第七条）。批准后决定书编号，十个工作日内送达。
    approve_refusal: "/v1/refusals/{id}/approval", ApproveRefusal, ApproveRefusal => Approve,
        {"decision": "granted", "opinion": "同意不予许可。"};

    /// 登记集体讨论
    ///
    /// 机关办公会议集体讨论决定的，登记会议纪要（否定备案制度第二条）。
    record_refusal_discussion: "/v1/refusals/{id}/collective-discussion", RecordDiscussion, RecordDiscussion => Discuss,
        {"held_on": "2026-11-23", "minutes_number": "局办纪要〔2026〕12号", "participants": 7, "decision": "granted", "opinion": "一致同意不予许可。"};

    /// 送达
    ///
    /// 书面送达申请人，说明理由并告知救济途径；送达后办件了结（否定备案制度第二条）。送达之日的次日起在规定期限内备案。
    serve_refusal: "/v1/refusals/{id}/service", DraftRefusal, ServeRefusal => Serve,
        {"method": "in_person", "proof_number": "送2026-0003", "reasons_told": true, "remedies_told": true};

    /// 备案
    ///
    /// 抄送同级营商环境建设管理部门备案；条文未写明期限，本单位参数为五个工作日（否定备案制度第二条、第四条第三项）。
    file_refusal: "/v1/refusals/{id}/filing", FileRefusal, FileRefusal => File,
        {"authority": "营商环境建设局", "reference_number": "营商备〔2026〕8号"};

    /// 登记备案审查结果
    ///
    /// 营商环境建设管理部门定期审查、通报的结果；存在问题的写明情节，列入考核（否定备案制度第六条、第七条）。
    record_refusal_review: "/v1/refusals/{id}/reviews", ReviewRefusal, RecordAuthorityReview => Review,
        {"reviewed_on": "2026-11-24", "result": "upheld", "bulletin_number": "营商通〔2026〕2号"};

    /// 登记违规情节
    ///
    /// 四种情节之一，记为发现的问题（否定备案制度第七条）。
    record_refusal_breach: "/v1/refusals/{id}/breaches", RecordRefusalBreach, RecordRefusalBreach => RecordBreach,
        {"breach": "reasons_not_told", "explanation": "送达时只口头说明，没有写入决定书。"};

    /// 归档
    ///
    /// 资料整理装订归档（否定备案制度第四条第四项）。
    archive_refusal: "/v1/refusals/{id}/archiving", FileRefusal, ArchiveRefusal => Archive,
        {"dossier_number": "否备2026-001"};
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = crate::operations![draft_refusal];
    operations.extend(steps());
    operations
}
