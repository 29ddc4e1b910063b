//! Code lists of evaluations.

use crate::code_list;

code_list! {
    /// 评价等级制。原始评价按所用等级制原样保存，不改写。
    pub enum RatingScale = "rating-scales", "评价等级制" {
        ThreeGrade = "three_grade" => "三级（满意、基本满意、不满意）" @ "HP-2.2",
        FiveGrade = "five_grade" => "五级（全国政务服务“好差评”）",
    }
}

code_list! {
    /// 评价人选择的等级：五级制用全部五级，三级制用中间三级。次序自好至差。
    pub enum RatingGrade = "rating-grades", "评价等级" {
        VerySatisfied = "very_satisfied" => "非常满意",
        Satisfied = "satisfied" => "满意" @ "HP-2.2",
        BasicallySatisfied = "basically_satisfied" => "基本满意" @ "HP-2.2",
        Dissatisfied = "dissatisfied" => "不满意" @ "HP-2.2",
        VeryDissatisfied = "very_dissatisfied" => "非常不满意",
    }
}

code_list! {
    /// 统计所用的三级。次序自好至差；前两级为好评，末级为差评。
    pub enum Grade = "evaluation-grades", "好差评等级" {
        Satisfied = "satisfied" => "满意" @ "HP-2.2",
        BasicallySatisfied = "basically_satisfied" => "基本满意" @ "HP-2.2",
        Dissatisfied = "dissatisfied" => "不满意" @ "HP-2.2",
    }
}

code_list! {
    /// 评价的两个方面。
    pub enum Aspect = "evaluation-aspects", "评价方面" {
        Attitude = "attitude" => "服务态度" @ "HP-1.1",
        Efficiency = "efficiency" => "办事效率" @ "HP-1.1",
    }
}

code_list! {
    /// 评价渠道。
    pub enum EvaluationChannel = "evaluation-channels", "评价渠道" {
        Counter = "counter" => "现场评价器或者扫码" @ "HP-3.1",
        Sms = "sms" => "事后短信" @ "HP-3.1",
        Paper = "paper" => "书面问卷" @ "HP-3.1",
    }
}

code_list! {
    /// 不满意的具体情形。
    pub enum DissatisfactionReason = "dissatisfaction-reasons", "不满意的情形" {
        PoorAttitude = "poor_attitude" => "服务态度欠佳" @ "HP-6.1",
        WeakSkills = "weak_skills" => "业务能力不强" @ "HP-6.1",
        PromiseExceeded = "promise_exceeded" => "超承诺时限办结" @ "HP-6.1",
        FirstContactNeglected = "first_contact_neglected" => "首问责任履行不到位" @ "HP-6.1",
        NotToldAtOnce = "not_told_at_once" => "一次告知履行不到位" @ "HP-6.1",
        SlowInside = "slow_inside" => "部门内部办理效率低下" @ "HP-6.1",
        Other = "other" => "其他" @ "HP-6.1",
    }
}

code_list! {
    /// 评价状态。
    pub enum EvaluationStatus = "evaluation-statuses", "评价状态" {
        Recorded = "recorded" => "好评已记录" @ "HP-2.2",
        ToVerify = "to_verify" => "差评待核实" @ "HP-7.1",
        Verified = "verified" => "已核实" @ "HP-7.1",
        Rectifying = "rectifying" => "限期整改中" @ "HP-7.1",
        Rectified = "rectified" => "已整改待告知" @ "HP-7.1",
        Closed = "closed" => "已办结" @ "HP-7.1",
        SetAside = "set_aside" => "申诉成立，不计入统计" @ "HP-4.3",
    }
}

code_list! {
    /// 评价的异常情形：只列出、不剔除。
    pub enum Anomaly = "evaluation-anomalies", "评价异常" {
        TooFast = "too_fast" => "发起后数秒内即评价" @ "HP-4.3",
        RepeatedDevice = "repeated_device" => "同一设备一日内评价多次服务" @ "HP-4.3",
        Burst = "burst" => "同一窗口短时间内集中评价" @ "HP-4.3",
        RepeatedPhone = "repeated_phone" => "同一电话一日内评价多次服务" @ "HP-4.3",
    }
}

code_list! {
    /// 差评核实结果。
    pub enum VerificationOutcome = "evaluation-verifications", "差评核实结果" {
        Substantiated = "substantiated" => "反映的情况属实" @ "HP-7.1",
        Unsubstantiated = "unsubstantiated" => "反映的情况不属实" @ "HP-7.1",
        NotDetermined = "not_determined" => "未说明情形，无法核实" @ "HP-7.1",
    }
}

code_list! {
    /// 向评价人反馈的结果。
    pub enum TellingOutcome = "telling-outcomes", "反馈结果" {
        Told = "told" => "已反馈",
        Unreachable = "unreachable" => "无法联系",
    }
}

code_list! {
    /// 被评价人申诉的理由。
    pub enum AppealGround = "evaluation-appeal-grounds", "差评申诉理由" {
        Malicious = "malicious" => "恶意差评" @ "HP-4.3",
        Mistaken = "mistaken" => "误评" @ "HP-4.3",
    }
}

code_list! {
    /// 短信状态。
    pub enum SmsState = "sms-states", "短信状态" {
        Queued = "queued" => "待发送" @ "HP-5.1",
        Sent = "sent" => "已发送" @ "HP-5.1",
        Failed = "failed" => "发送失败" @ "HP-5.1",
    }
}

code_list! {
    /// 收到的短信回复的处理结果。
    pub enum InboundOutcome = "inbound-outcomes", "短信回复处理结果" {
        Rated = "rated" => "已记为评价" @ "HP-5.1",
        NotUnderstood = "not_understood" => "未能识别" @ "HP-5.1",
        Unmatched = "unmatched" => "没有对应的评价邀请" @ "HP-4.3",
        Refused = "refused" => "不能记为评价" @ "HP-4.3",
    }
}

impl RatingScale {
    /// The grades one may choose, best first; in a text message they are numbered in this order from 1.
    pub fn grades(self) -> &'static [RatingGrade] {
        match self {
            Self::ThreeGrade => &[RatingGrade::Satisfied, RatingGrade::BasicallySatisfied, RatingGrade::Dissatisfied],
            Self::FiveGrade => RatingGrade::ALL,
        }
    }
}

impl RatingGrade {
    /// The grade of the regulation that it counts as (HP-2.2).
    pub fn grade(self) -> Grade {
        match self {
            Self::VerySatisfied | Self::Satisfied => Grade::Satisfied,
            Self::BasicallySatisfied => Grade::BasicallySatisfied,
            Self::Dissatisfied | Self::VeryDissatisfied => Grade::Dissatisfied,
        }
    }

    /// The number of the national five-grade scale, 5 (非常满意) to 1 (非常不满意), for systems the rating is pushed to. A choice on the
    /// scale of three keeps its word: 满意 is pushed as 4, never raised to 5.
    pub fn national_score(self) -> u8 {
        match self {
            Self::VerySatisfied => 5,
            Self::Satisfied => 4,
            Self::BasicallySatisfied => 3,
            Self::Dissatisfied => 2,
            Self::VeryDissatisfied => 1,
        }
    }
}

impl Grade {
    /// 好评: satisfied or basically satisfied (HP-2.2).
    pub fn is_positive(self) -> bool {
        self != Self::Dissatisfied
    }
}
