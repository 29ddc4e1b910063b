//! Code lists of surveys.

use crate::code_list;

code_list! {
    /// 测评种类。
    pub enum SurveyKind = "survey-kinds", "测评种类" {
        Mobile = "mobile" => "流动测评" @ "HP-6.1",
        Intercept = "intercept" => "监测点拦截问卷" @ "GZ-3.2",
    }
}

code_list! {
    /// 测评事件。
    pub enum SurveyEventKind = "survey-event-kinds", "测评事件" {
        Opened = "opened" => "安排测评" @ "HP-6.1",
        Entered = "entered" => "录入问卷" @ "HP-6.1",
    }
}
