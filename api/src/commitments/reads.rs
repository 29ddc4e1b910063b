//! Reading commitments.

use yingshang_rules::commitment::CommitmentStatus;
use yingshang_rules::service_item::DeferralMeasure;

use crate::case_list::case_reads;
use crate::page::List;

case_reads! {
    module: commitment, view: yingshang_app::commitment::CommitmentView,
    summary: yingshang_app::commitment::CommitmentSummary, status: CommitmentStatus,
    tag: super::TAG, title: "容缺承诺";
    columns: {
        /// 办理措施，可重复。
        measure: DeferralMeasure => category
    }
    /// 查询容缺承诺
    ///
    /// 只列出当前用户有权知悉的容缺承诺。
    list: list_commitments(ListCommitmentsQuery) "/v1/commitments";
    /// 查看容缺承诺
    ///
    /// 告知书、承诺书、补齐情况、逾期责任，以及当前用户可办理的步骤。
    get: get_commitment "/v1/commitments/{id}";
    timeline: list_commitment_timeline "/v1/commitments/{id}/timeline";
    verify: verify_commitment_timeline "/v1/commitments/{id}/timeline/verification";
}
