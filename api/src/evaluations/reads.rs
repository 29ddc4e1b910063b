//! Reading evaluations.

use yingshang_rules::evaluation::{EvaluationChannel, EvaluationStatus, Grade};

use crate::case_list::case_reads;
use crate::page::List;

case_reads! {
    module: evaluation, view: yingshang_app::evaluation::EvaluationView,
    summary: yingshang_app::evaluation::EvaluationSummary, status: EvaluationStatus,
    tag: super::TAG, title: "评价";
    columns: {
        /// 评价渠道，可重复。
        channel: EvaluationChannel => category,
        /// 总评，可重复。
        overall: Grade => outcome
    }
    /// 查询评价
    ///
    /// 只列出当前用户有权知悉的评价；不含评价人身份。有异常情形的，以其代码（如 repeated_device）作为 q 查找（好差评制度第四项）。
    list: list_evaluations(ListEvaluationsQuery) "/v1/evaluations";
    /// 查看评价
    ///
    /// 原始评价、折为三级的总评、异常情形，以及差评的核实、整改、反馈和申诉。
    get: get_evaluation "/v1/evaluations/{id}";
    timeline: list_evaluation_timeline "/v1/evaluations/{id}/timeline";
    verify: verify_evaluation_timeline "/v1/evaluations/{id}/timeline/verification";
}
