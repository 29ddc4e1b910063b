//! Code lists of the figures.

use crate::code_list;

code_list! {
    /// 统计指标。
    pub enum Indicator = "indicators", "统计指标" {
        RequestRate = "request_rate" => "服务评价率" @ "HP-4.1",
        DefaultRate = "default_rate" => "默认评价率" @ "HP-4.2",
        PositiveRate = "positive_rate" => "好评率" @ "HP-2.2",
        SurveySatisfaction = "survey_satisfaction" => "测评满意率" @ "HP-6.1",
        ComplaintsReceived = "complaints_received" => "投诉举报接收件数" @ "TS-4.1",
        ComplaintsAccepted = "complaints_accepted" => "投诉举报受理率" @ "TS-11.2a",
        ComplaintsRepliedOnTime = "complaints_replied_on_time" => "投诉举报按期答复率" @ "GZ-4.2",
        ComplaintsHandledOnTime = "complaints_handled_on_time" => "投诉举报按期办理率" @ "TS-14.1",
        ComplaintsSubstantiated = "complaints_substantiated" => "投诉举报查实率" @ "TS-12.3",
        ComplaintsResolved = "complaints_resolved" => "投诉举报办结件数" @ "TS-19.1",
        ComplaintsTerminated = "complaints_terminated" => "投诉举报终止办理件数" @ "TS-18.1",
        ComplaintsSatisfaction = "complaints_satisfaction" => "投诉举报回访满意率" @ "TS-21.2",
        CommitmentsKept = "commitments_kept" => "容缺承诺兑现率" @ "RQ-3.3",
        RefusalsFiledInTime = "refusals_filed_in_time" => "否定按期备案率" @ "FD-2.3",
        PromiseKept = "promise_kept" => "承诺时限按期率" @ "GZ-1.2.1",
        StatutoryKept = "statutory_kept" => "法定时限按期率" @ "FW-5.4",
    }
}

code_list! {
    /// 指标的计量方式。
    pub enum Measure = "figure-measures", "计量方式" {
        Share = "share" => "比率（百分比，两位小数）",
        Count = "count" => "件数",
    }
}

code_list! {
    /// 统计维度。
    pub enum Dimension = "figure-dimensions", "统计维度" {
        Bureau = "bureau" => "全局",
        Unit = "unit" => "单位",
        Window = "window" => "窗口",
        Handler = "handler" => "经办人",
        Item = "item" => "事项",
        Channel = "channel" => "渠道",
        Day = "day" => "日",
        Month = "month" => "月",
        Quarter = "quarter" => "季度",
        Year = "year" => "年",
    }
}

code_list! {
    /// 期间的单位。
    pub enum Grain = "period-grains", "期间单位" {
        Day = "day" => "日",
        Month = "month" => "月",
        Quarter = "quarter" => "季度",
        Year = "year" => "年",
    }
}

code_list! {
    /// 指标所计的记录。
    pub enum CountedRecord = "counted-records", "所计记录" {
        Application = "application" => "已受理的办件",
        EvaluationInvitation = "evaluation_invitation" => "评价请求",
        SurveyResponse = "survey_response" => "测评问卷",
        Complaint = "complaint" => "投诉举报",
        Deadline = "deadline" => "时限",
        Commitment = "commitment" => "容缺承诺",
    }
}

code_list! {
    /// 记录归入期间所依的时间，一律为北京时间。
    pub enum DatedBy = "figure-dates", "归入期间所依时间" {
        AcceptedAt = "accepted_at" => "受理时间",
        InvitedAt = "invited_at" => "发起评价时间",
        TakenOn = "taken_on" => "问卷填写日期",
        ReceivedAt = "received_at" => "接收时间",
        ConcludedAt = "concluded_at" => "办结时间",
        TerminatedAt = "terminated_at" => "终止时间",
        FollowedUpAt = "followed_up_at" => "回访时间",
        DueOn = "due_on" => "时限届满日",
        EndedAt = "ended_at" => "结束时间",
    }
}

code_list! {
    /// 数值与要求的比较。
    pub enum Comparison = "figure-comparisons", "比较" {
        AtLeast = "at_least" => "不低于",
        AtMost = "at_most" => "不高于",
    }
}

code_list! {
    /// 指标的优劣方向，排名时使用。
    pub enum FigureDirection = "figure-directions", "优劣方向" {
        HigherIsBetter = "higher_is_better" => "高者为优",
        LowerIsBetter = "lower_is_better" => "低者为优",
    }
}

code_list! {
    /// 长期末位的处理；须由人决定，系统只列出。
    pub enum BottomConsequence = "bottom-consequences", "长期末位的处理" {
        Dismissal = "dismissal" => "予以辞退" @ "HP-7.2",
        Education = "education" => "予以教育" @ "HP-7.2",
        StudySuspension = "study_suspension" => "经教育无明显改善的，停职学习，发离岗学习工资" @ "HP-7.2",
        Accountability = "accountability" => "造成不良影响的，按作风纪律规定追责问责" @ "HP-7.2",
    }
}

impl Dimension {
    /// The unit of time it splits by; `None` for the dimensions of place and person.
    pub fn grain(self) -> Option<Grain> {
        match self {
            Self::Day => Some(Grain::Day),
            Self::Month => Some(Grain::Month),
            Self::Quarter => Some(Grain::Quarter),
            Self::Year => Some(Grain::Year),
            Self::Bureau | Self::Unit | Self::Window | Self::Handler | Self::Item | Self::Channel => None,
        }
    }
}
