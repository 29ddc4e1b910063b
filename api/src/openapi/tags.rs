//! The groups that operations are shown in.

use std::collections::BTreeSet;

use utoipa::openapi::Tag;
use utoipa::openapi::tag::TagBuilder;

use crate::operation::Operation;

/// Name and Chinese description, in the order they are shown.
const TAGS: &[(&str, &str)] = &[
    ("complaints", "投诉举报：登记、受理、交办、调查、核查、办结、归档"),
    ("service_items", "政务服务事项：事项、版本、材料、时限、服务指南"),
    ("applications", "办件：收件、审查、受理、初审、复核、决定、送达，承诺和法定时限并列"),
    ("notices", "一次性告知：首问、首办、转交、四告知、补正告知"),
    ("commitments", "容缺受理告知承诺：提出、告知书、承诺书、受理、补齐"),
    ("refusals", "否定备案：拟定、审批或集体讨论、送达、备案、审查、归档"),
    ("sms", "短信评价：取号、评价短信、短信回复"),
    ("surveys", "流动测评和监测点拦截问卷：抽取、录入、各月情况"),
    ("evaluations", "好差评：发起评价、评价、差评核实整改、申诉、限期整改"),
    ("findings", "发现的问题：经办部门没有尽到的职责"),
    ("statistics", "统计：指标目录、数值、排名、长期末位，所计记录逐条可查"),
    ("assessment_plans", "年度考评实施方案：起草、印发、新版本，考核结果排列"),
    ("assessments", "监督考核：自评、评分、实地核验、加减分、监测评价、汇总、审议、结果应用"),
    ("document_templates", "文书样本：事项专用的承诺告知书、承诺书，报行政审批室备案后使用"),
    ("public", "公众：不登录查询办事事项，提交投诉举报，凭编号和查询码查询、补充、评价"),
    ("deadlines", "时限：逐件时限、期限计算"),
    ("calendar", "工作日历：年度放假安排、本地安排、工作日查询"),
    ("rulebook", "制度库：文件、义务条目、参数"),
    ("code_lists", "代码表：各枚举值的中文名称"),
    ("organisation", "机构人员：单位、窗口、工作人员"),
    ("users", "账号：建立、修改、停用、解锁、重置密码"),
    ("auth", "登录：令牌、密码、公钥"),
    ("events", "事件流：供其他系统拉取"),
    ("service", "服务：问题类型说明"),
];

/// The tags that `operations` use, with their descriptions.
///
/// # Panics
/// If an operation uses a tag without a description.
pub(super) fn used_by(operations: &[Operation]) -> Vec<Tag> {
    let used: BTreeSet<&str> = operations
        .iter()
        .flat_map(|operation| operation.documented.tags.iter().flatten())
        .map(String::as_str)
        .collect();
    for tag in &used {
        assert!(TAGS.iter().any(|(name, _)| name == tag), "tag {tag} has no description");
    }
    TAGS.iter()
        .filter(|(name, _)| used.contains(name))
        .map(|(name, description)| TagBuilder::new().name(*name).description(Some(*description)).build())
        .collect()
}
