//! Code lists of service items.

use crate::code_list;

code_list! {
    /// 事项类型。
    pub enum ServiceItemKind = "service-item-kinds", "事项类型" {
        Permit = "permit" => "行政许可" @ "FD-4.1",
        OtherApproval = "other_approval" => "其他审批事项" @ "FD-4.1",
        PublicService = "public_service" => "公共服务",
    }
}

impl ServiceItemKind {
    /// Whether refusals of it fall under the refusal filing institution (FD-4.1).
    pub fn is_approval(self) -> bool {
        matches!(self, Self::Permit | Self::OtherApproval)
    }
}

code_list! {
    /// 窗口落实的制度。
    pub enum WindowInstitution = "window-institutions", "窗口制度" {
        FirstInquiry = "first_inquiry" => "首问负责" @ "GZ-1.2.1",
        RefusalFiling = "refusal_filing" => "否定备案" @ "GZ-1.2.1",
        OneTimeNotice = "one_time_notice" => "一次性告知" @ "GZ-1.2.1",
        Deferral = "deferral" => "容缺受理告知承诺" @ "GZ-1.2.1",
        TimeLimit = "time_limit" => "限时办结" @ "GZ-1.2.1",
        ServiceCommitment = "service_commitment" => "服务承诺" @ "GZ-1.2.1",
    }
}

code_list! {
    /// 容缺清单中的办理措施。
    pub enum DeferralMeasure = "deferral-measures", "容缺办理措施" {
        None = "none" => "不适用容缺受理",
        Commitment = "commitment" => "告知承诺后受理" @ "RQ-3.1",
        Direct = "direct" => "不需承诺，直接受理" @ "RQ-3.1",
    }
}

code_list! {
    /// 材料的法定形式。
    pub enum LegalForm = "legal-forms", "材料法定形式" {
        Original = "original" => "原件",
        Copy = "copy" => "复印件",
        OriginalAndCopy = "original_and_copy" => "原件和复印件",
        Electronic = "electronic" => "电子件",
        Any = "any" => "形式不限",
    }
}
