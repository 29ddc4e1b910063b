//! Code lists of refusal filings.

use crate::code_list;
use crate::finding::FindingKind;

code_list! {
    /// 否定种类。
    pub enum RefusalKind = "refusal-kinds", "否定种类" {
        NonAcceptance = "non_acceptance" => "不予受理" @ "FD-2.1",
        NonPermission = "non_permission" => "不予许可" @ "FD-2.1",
    }
}

code_list! {
    /// 否定备案状态。
    pub enum RefusalStatus = "refusal-statuses", "否定备案状态" {
        Drafted = "drafted" => "已拟待批",
        Dropped = "dropped" => "未获批准",
        Approved = "approved" => "已批准待送达",
        Served = "served" => "已送达待备案",
        Filed = "filed" => "已备案",
        Archived = "archived" => "已归档",
    }
}

code_list! {
    /// 否定的理由。
    pub enum RefusalGround = "refusal-grounds", "否定理由" {
        NotThisAuthority = "not_this_authority" => "不属于本机关职权范围" @ "FD-5.1",
        NotCorrected = "not_corrected" => "经一次告知仍未补正" @ "FD-5.1",
        ConditionsNotMet = "conditions_not_met" => "不符合法定条件、标准" @ "FD-4.2",
        Prohibited = "prohibited" => "法律法规禁止" @ "FD-4.2",
        CommitmentBroken = "commitment_broken" => "容缺材料到期未补齐" @ "RQ-3.2a",
    }
}

code_list! {
    /// 备案部门审查结果。
    pub enum AuthorityReview = "authority-reviews", "备案审查结果" {
        Upheld = "upheld" => "符合规定" @ "FD-6.1",
        Flagged = "flagged" => "存在问题" @ "FD-6.1",
    }
}

code_list! {
    /// 四种违规情节（第七条）。
    pub enum RefusalBreach = "refusal-breaches", "否定备案违规情节" {
        NotFiled = "not_filed" => "未及时、准确登记备案" @ "FD-7.1",
        WithoutGround = "without_ground" => "不符合应予否定情节" @ "FD-7.1",
        WithoutPower = "without_power" => "无权、越权作出" @ "FD-7.1",
        ReasonsNotTold = "reasons_not_told" => "未及时、准确告知理由" @ "FD-7.1",
    }
}

impl RefusalBreach {
    /// The finding it is recorded as.
    pub fn finding(self) -> FindingKind {
        match self {
            Self::NotFiled => FindingKind::RefusalNotFiled,
            Self::WithoutGround => FindingKind::RefusedWithoutGround,
            Self::WithoutPower => FindingKind::RefusedWithoutPower,
            Self::ReasonsNotTold => FindingKind::ReasonsNotTold,
        }
    }
}
