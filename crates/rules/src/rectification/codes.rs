//! Code lists of rectifications.

use crate::code_list;

code_list! {
    /// 整改对象。
    pub enum RectificationTarget = "rectification-targets", "整改对象" {
        Window = "window" => "窗口" @ "HP-7.1",
        Staff = "staff" => "工作人员" @ "HP-7.1",
    }
}

code_list! {
    /// 限期整改状态。
    pub enum RectificationStatus = "rectification-statuses", "限期整改状态" {
        Ordered = "ordered" => "整改中" @ "HP-7.1",
        Reported = "reported" => "已报整改待查看",
        Completed = "completed" => "已整改",
    }
}

code_list! {
    /// 查看整改的结果。
    pub enum ReviewResult = "rectification-reviews", "整改查看结果" {
        Passed = "passed" => "整改到位",
        SentBack = "sent_back" => "整改不到位，继续整改",
    }
}
