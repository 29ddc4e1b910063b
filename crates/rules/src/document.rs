//! The numbered texts that leave the house.

use crate::code_list;

code_list! {
    /// 文书种类。
    pub enum DocumentKind = "document-kinds", "文书种类" {
        ComplaintAcceptance = "complaint_acceptance" => "投诉举报受理通知书" @ "TS-11.2b",
        ComplaintRejection = "complaint_rejection" => "投诉举报不予受理通知书" @ "TS-11.2b",
        ApplicationAcceptance = "application_acceptance" => "受理通知书" @ "FD-5.1",
        NotRequired = "not_required" => "不受理告知书" @ "FD-5.1",
        ApprovalDecision = "approval_decision" => "准予决定书" @ "FW-5.4",
        OneTimeNotice = "one_time_notice" => "一次性告知单" @ "YC-4.1",
        CorrectionNotice = "correction_notice" => "补正告知书" @ "YC-6.1",
        CommitmentNotice = "commitment_notice" => "承诺告知书" @ "RQ-3.2a",
        CommitmentLetter = "commitment_letter" => "承诺书" @ "RQ-3.3",
        NonAcceptanceDecision = "non_acceptance_decision" => "不予受理决定书" @ "FD-2.2",
        NonPermissionDecision = "non_permission_decision" => "不予许可决定书" @ "FD-2.2",
        RefusalFilingForm = "refusal_filing_form" => "否定备案登记表" @ "FD-2.3",
        AssessmentResult = "assessment_result" => "考核结果单" @ "KH-9.1",
        AssessmentReport = "assessment_report" => "综合评价报告" @ "KH-8",
    }
}
