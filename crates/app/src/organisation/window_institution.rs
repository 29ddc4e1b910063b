//! The six institutions a window carries.

use yingshang_rules::code_list;

code_list! {
    /// 窗口落实的制度。
    pub enum WindowInstitution = "window-institutions", "窗口制度" {
        FirstInquiry = "first_inquiry" => "首问负责" @ "GZ-1.2.1",
        RefusalFiling = "refusal_filing" => "否定备案" @ "GZ-1.2.1",
        OneTimeNotice = "one_time_notice" => "一次性告知" @ "GZ-1.2.1",
        Deferral = "deferral" => "容缺受理" @ "GZ-1.2.1",
        TimeLimit = "time_limit" => "限时办结" @ "GZ-1.2.1",
        ServiceCommitment = "service_commitment" => "服务承诺" @ "GZ-1.2.1",
    }
}
