//! The way out.

use yingshang_rules::complaint::command::{Archive, Conclude, OrderRework, RecordFollowUp, Terminate, Verify};

use crate::operation::Operation;
use crate::steps::steps;

steps! {
    module: complaint, view: yingshang_app::complaint::ComplaintView,
    tag: super::TAG, answer: "办理后的投诉举报";

    /// 核查并听取投诉人意见
    ///
    /// 受理机构收到办理结果之日起三个工作日内核查，并听取投诉人意见（投诉办法第十五条）。
    verify_result: "/v1/complaints/{id}/verification", VerifyResult, Verify => Verify,
        {"complainant_opinion": "accepts", "heard_at": "2026-11-24T10:20:00+08:00", "method": "phone", "note": "投诉人表示认可。"};

    /// 发回重新办理
    ///
    /// 投诉人不满意并提供新的证据和理由的，可以发回，重新办理不得超过十个工作日，不能延期（投诉办法第十六条）。
    order_rework: "/v1/complaints/{id}/rework", OrderRework, OrderRework => Rework,
        {"new_evidence": "投诉人提供了当日现场录像。", "reasons": "录像显示当日两次提前停止取号。"};

    /// 办结
    ///
    /// 限于三种情形之一，且须与案卷记载相符（投诉办法第十九条）。
    conclude_complaint: "/v1/complaints/{id}/conclusion", ConcludeComplaint, Conclude => Conclude,
        {"ground": "result_accepted"};

    /// 终止办理
    ///
    /// 限于五种情形之一（投诉办法第十八条）。终止不等于解决，统计时分开。
    terminate_complaint: "/v1/complaints/{id}/termination", TerminateComplaint, Terminate => Terminate,
        {"ground": "legal_procedure_begun", "explanation": "投诉人已就同一事项申请行政复议。"};

    /// 归档立卷
    ///
    /// 每日一结：了结当日归档，按案件性质分类立卷（投诉办法第十五条、第二十条、第二十一条）。
    archive_complaint: "/v1/complaints/{id}/archiving", ArchiveComplaint, Archive => Archive,
        {"nature": "service_norms", "dossier_number": "2026-诉-0123"};

    /// 回访
    ///
    /// 征询投诉人的满意度和建议（投诉办法第六章）。
    record_follow_up: "/v1/complaints/{id}/follow-ups", FollowUp, RecordFollowUp => FollowUp,
        {"method": "phone", "satisfaction": "satisfied", "suggestions": "希望增加午间窗口。"};
}

pub(super) fn operations() -> Vec<Operation> {
    steps()
}
