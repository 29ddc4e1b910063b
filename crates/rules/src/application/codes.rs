//! Code lists of applications.

use crate::code_list;

code_list! {
    /// 办件状态。
    pub enum ApplicationStatus = "application-statuses", "办件状态" {
        Registered = "registered" => "已收件待审查",
        AwaitingCorrection = "awaiting_correction" => "待补正",
        Accepted = "accepted" => "已受理",
        FirstReviewed = "first_reviewed" => "已初审",
        Reviewed = "reviewed" => "已复核",
        Approved = "approved" => "已准予待送达",
        Delivered = "delivered" => "已办结",
        NotRequired = "not_required" => "无需许可",
        RefusalPending = "refusal_pending" => "拟否定待批",
        Refused = "refused" => "已否定",
        Withdrawn = "withdrawn" => "已撤回",
    }
}

code_list! {
    /// 办件结果。
    pub enum ApplicationOutcome = "application-outcomes", "办件结果" {
        Granted = "granted" => "准予",
        NotRequired = "not_required" => "无需许可" @ "FD-5.1",
        NotAccepted = "not_accepted" => "不予受理" @ "FD-2.1",
        NotPermitted = "not_permitted" => "不予许可" @ "FD-2.1",
        Withdrawn = "withdrawn" => "申请人撤回",
    }
}

code_list! {
    /// 收件渠道。
    pub enum ApplicationChannel = "application-channels", "收件渠道" {
        Window = "window" => "窗口",
        Online = "online" => "网上",
        Mail = "mail" => "邮寄",
        SelfService = "self_service" => "自助终端",
        HomeService = "home_service" => "上门服务" @ "FW-5.4",
    }
}

code_list! {
    /// 对申请的五种处理（行政许可法第三十二条）。
    pub enum ExaminationOutcome = "examination-outcomes", "审查结果" {
        NotRequired = "not_required" => "依法不需要取得许可，即时告知" @ "FD-5.1",
        NotThisAuthority = "not_this_authority" => "不属于本机关职权，告知向有关机关申请" @ "FD-5.1",
        CorrectedOnTheSpot = "corrected_on_the_spot" => "有可以当场更正的错误，已当场更正" @ "FD-5.1",
        Incomplete = "incomplete" => "材料不齐或者不符合法定形式，一次告知补正" @ "FD-5.1",
        Complete = "complete" => "材料齐全、符合法定形式，受理" @ "FD-5.1",
    }
}

code_list! {
    /// 材料需要补正的原因。
    pub enum ShortcomingKind = "shortcoming-kinds", "材料问题" {
        Missing = "missing" => "缺少" @ "YC-6.1",
        WrongForm = "wrong_form" => "不符合法定形式" @ "YC-6.1",
        Defective = "defective" => "内容有误或不全" @ "YC-6.1",
    }
}

code_list! {
    /// 受理方式。
    pub enum AcceptanceManner = "acceptance-manners", "受理方式" {
        Complete = "complete" => "材料齐全受理" @ "FD-5.1",
        Deemed = "deemed" => "逾期未告知，视为受理" @ "FD-5.1",
        OnCommitment = "on_commitment" => "容缺受理" @ "RQ-3.4",
    }
}

code_list! {
    /// 不计入办理时限的事由（行政许可法第四十五条）。
    pub enum SuspensionGround = "suspension-grounds", "中止计时事由" {
        Hearing = "hearing" => "听证",
        Bidding = "bidding" => "招标",
        Auction = "auction" => "拍卖",
        Inspection = "inspection" => "检验",
        Testing = "testing" => "检测",
        Quarantine = "quarantine" => "检疫",
        Appraisal = "appraisal" => "鉴定",
        ExpertReview = "expert_review" => "专家评审",
    }
}

code_list! {
    /// 绿色通道事由（服务规范第五部分第四项）。
    pub enum GreenChannelGround = "green-channel-grounds", "绿色通道事由" {
        LongDistance = "long_distance" => "距离较远、往返困难" @ "FW-5.4",
        Urgent = "urgent" => "急事急办" @ "FW-5.4",
        SpecialNeeds = "special_needs" => "老弱病残孕等特殊群体" @ "FW-5.4",
        Other = "other" => "其他特殊情况" @ "FW-5.4",
    }
}

code_list! {
    /// 送达方式。
    pub enum ServiceMethod = "service-methods", "送达方式" {
        InPerson = "in_person" => "直接送达",
        Mail = "mail" => "邮寄送达",
        Electronic = "electronic" => "电子送达",
        LeftBehind = "left_behind" => "留置送达",
        ByOthers = "by_others" => "委托送达",
        PublicNotice = "public_notice" => "公告送达",
    }
}
