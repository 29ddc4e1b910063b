//! Reading refusals.

use yingshang_rules::refusal_filing::{RefusalKind, RefusalStatus};

use crate::case_list::case_reads;
use crate::page::List;

case_reads! {
    module: refusal_filing, view: yingshang_app::refusal_filing::RefusalFilingView,
    summary: yingshang_app::refusal_filing::RefusalFilingSummary, status: RefusalStatus,
    tag: super::TAG, title: "否定备案";
    columns: {
        /// 否定种类，可重复。
        kind: RefusalKind => category
    }
    /// 查询否定备案
    ///
    /// 只列出当前用户有权知悉的否定备案。
    list: list_refusals(ListRefusalsQuery) "/v1/refusals";
    /// 查看否定备案
    ///
    /// 理由和依据、审批或者集体讨论、送达、备案、审查，以及当前用户可办理的步骤。
    get: get_refusal "/v1/refusals/{id}";
    timeline: list_refusal_timeline "/v1/refusals/{id}/timeline";
    verify: verify_refusal_timeline "/v1/refusals/{id}/timeline/verification";
}
