//! Code lists of one-time notices.

use crate::code_list;

code_list! {
    /// 告知单种类。
    pub enum NoticeKind = "notice-kinds", "告知单种类" {
        Enquiry = "enquiry" => "咨询一次性告知" @ "YC-4.1",
        Correction = "correction" => "补正一次性告知" @ "YC-6.1",
    }
}

code_list! {
    /// 告知单状态。
    pub enum NoticeStatus = "notice-statuses", "告知单状态" {
        Open = "open" => "待告知",
        PassedOn = "passed_on" => "经办人不在，待转交",
        WithHead = "with_head" => "已报负责人，待确定经办人",
        Told = "told" => "已告知",
        Redirected = "redirected" => "已指引到其他单位或机关",
        Issued = "issued" => "已出具待送达",
        Served = "served" => "已送达",
    }
}

code_list! {
    /// 首问责任人的去向判断。
    pub enum Competence = "competences", "由谁办理" {
        SamePerson = "same_person" => "本人职责，本人即首办责任人" @ "YC-4.2",
        SameUnit = "same_unit" => "本部门他人职责，介绍给经办人" @ "YC-4.2",
        AbsentHandler = "absent_handler" => "经办人不在，登记后转交" @ "YC-5.1",
        NoClearHandler = "no_clear_handler" => "没有经办人或者责任不明，报部门负责人" @ "YC-5.1",
        OtherUnit = "other_unit" => "本机关、本中心其他部门职责" @ "YC-7.1",
        OtherAuthority = "other_authority" => "其他机关职责" @ "YC-8.1",
    }
}

code_list! {
    /// 咨询渠道。
    pub enum EnquiryChannel = "enquiry-channels", "咨询渠道" {
        Window = "window" => "窗口",
        Phone = "phone" => "电话",
        Online = "online" => "网上",
    }
}

code_list! {
    /// 是否符合政策规定。
    pub enum Conformity = "conformities", "是否符合政策规定" {
        Conforms = "conforms" => "符合" @ "FW-5.2",
        DoesNotConform = "does_not_conform" => "不符合" @ "FW-5.2",
        DependsOnMaterials = "depends_on_materials" => "须提交材料后审查确定" @ "FW-5.2",
    }
}
