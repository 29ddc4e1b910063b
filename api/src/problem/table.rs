//! Every problem the service can answer with: one table for the code, the pages at `/problems` and the contract.

use serde::Serialize;
use utoipa::ToSchema;

/// 问题类型。
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemType {
    /// 问题代码，稳定不变。
    pub code: &'static str,
    /// HTTP 状态码。
    pub status: u16,
    /// 标题。
    pub title: &'static str,
    /// 处理办法。
    pub remedy: &'static str,
}

impl ProblemType {
    /// Path of its page on this host, the `type` of the problem.
    pub fn href(&self) -> String {
        format!("/problems/{}", self.code)
    }

    /// The row with this code.
    pub fn find(code: &str) -> Option<&'static Self> {
        TABLE.iter().copied().find(|row| row.code == code)
    }
}

macro_rules! problem_types {
    ($( $name:ident = $status:literal $code:literal $title:literal $remedy:literal; )+) => {
        $(
            #[doc = $title]
            pub static $name: ProblemType =
                ProblemType { code: $code, status: $status, title: $title, remedy: $remedy };
        )+
        /// Every problem type, ordered by status.
        pub static TABLE: &[&ProblemType] = &[$(&$name),+];
    };
}

problem_types! {
    MALFORMED_BODY = 400 "malformed_body" "请求体无法读取" "请发送完整、合法的 JSON（UTF-8）。";
    INVALID_QUERY = 400 "invalid_query" "查询参数有误" "按 errors 逐项改正查询参数；未列入文档的参数不接受。";
    INVALID_HEADER = 400 "invalid_header" "请求头有误" "按 errors 改正请求头。";
    UNAUTHENTICATED = 401 "unauthenticated" "未登录或登录已失效" "请重新登录，或用刷新令牌换取新的访问令牌。";
    FORBIDDEN = 403 "forbidden" "不允许的操作" "请由有权限的人员办理。";
    PERMISSION_DENIED = 403 "permission_denied" "没有所需权限" "请由具备该权限的角色办理，或请系统管理员核对角色。";
    PASSWORD_CHANGE_REQUIRED = 403 "password_change_required" "须先修改密码" "请先调用修改密码接口设置新密码。";
    NOT_THIS_ACTOR = 403 "not_this_actor" "制度规定不由该人员办理" "见 basis 所列条文，由条文规定的人员办理。";
    NOT_FOUND = 404 "not_found" "不存在或无权知悉" "请核对编号；无权知悉的事项同样答复不存在。";
    ROUTE_NOT_FOUND = 404 "route_not_found" "没有这个地址" "请对照接口文档核对地址。";
    DOCUMENT_NOT_ISSUED = 404 "document_not_issued" "文书尚未制发" "办理 detail 所指的步骤后再查看；已制发的见案件的文书目录。";
    METHOD_NOT_ALLOWED = 405 "method_not_allowed" "该地址不支持此方法" "可用的方法见响应头 Allow。";
    NOT_ACCEPTABLE = 406 "not_acceptable" "没有所要的格式" "请在请求头 Accept 中写明 detail 所列的格式之一。";
    WRONG_STATE = 409 "wrong_state" "当前状态不允许该操作" "请重新读取后按 actions 所列可办事项办理；依据见 basis。";
    CONFLICT = 409 "conflict" "与已有数据冲突" "请核对后改用其他值。";
    REQUEST_IN_PROGRESS = 409 "request_in_progress" "相同请求正在处理" "请按 Retry-After 稍后用同一幂等键重试。";
    STALE = 412 "stale" "数据已被他人更新" "请重新读取最新内容，核对后用新的 ETag 再次提交。";
    TOO_LARGE = 413 "too_large" "内容过大" "请减小内容后重试。";
    UNSUPPORTED_MEDIA_TYPE = 415 "unsupported_media_type" "内容类型不支持" "请使用 detail 指明的 Content-Type，且不要压缩请求体。";
    INVALID = 422 "invalid" "内容有误" "按 errors 逐项改正后重新提交。";
    AGAINST_RULE = 422 "against_rule" "不符合制度规定" "见 basis 所列条文。";
    KEY_REUSED = 422 "key_reused" "幂等键已用于其他请求" "不同的请求请使用不同的 Idempotency-Key。";
    CALENDAR_NOT_PUBLISHED = 422 "calendar_not_published" "放假安排尚未公布" "待国务院办公厅公布并录入该年度放假安排后再计算。";
    IF_MATCH_REQUIRED = 428 "if_match_required" "缺少 If-Match" "请先读取该对象，把得到的 ETag 放入请求头 If-Match。";
    TOO_MANY_REQUESTS = 429 "too_many_requests" "请求过于频繁" "请按 Retry-After 稍后重试。";
    INTERNAL = 500 "internal" "服务内部错误" "请稍后重试；仍有问题时把 request_id 告知管理员。";
    BUSY = 503 "busy" "服务繁忙" "请按 Retry-After 稍后重试。";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_rows_are_ordered_by_status() {
        for pair in TABLE.windows(2) {
            assert!(pair[0].status <= pair[1].status, "{}", pair[1].code);
        }
        for row in TABLE {
            assert!(std::ptr::eq(ProblemType::find(row.code).expect("listed"), *row), "{} is there twice", row.code);
        }
    }
}
