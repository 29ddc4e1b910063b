//! Reading assessments.

use yingshang_rules::assessment::codes::TargetKind;
use yingshang_rules::assessment::{AssessmentGrade, AssessmentStatus};

use crate::case_list::case_reads;
use crate::page::List;

case_reads! {
    module: assessment, view: yingshang_app::assessment::AssessmentView,
    summary: yingshang_app::assessment::AssessmentCaseSummary, status: AssessmentStatus,
    tag: super::TAG, title: "监督考核";
    columns: {
        /// 考核对象种类，可重复。
        target_kind: TargetKind => category,
        /// 审定的等次，可重复。
        grade: AssessmentGrade => outcome
    }
    /// 查询监督考核
    ///
    /// 单位人员只看到本单位的考核；按 q 可以查年度和考核对象名称，如「2026年度」。
    list: list_assessments(ListAssessmentsQuery) "/v1/assessments";
    /// 查看监督考核
    ///
    /// 自评、评分、实地核验、加减分依据、监测评价、汇总、审议、结果应用、异议，改分的留痕，以及当前用户可办理的步骤。
    get: get_assessment "/v1/assessments/{id}";
    timeline: list_assessment_timeline "/v1/assessments/{id}/timeline";
    verify: verify_assessment_timeline "/v1/assessments/{id}/timeline/verification";
}
