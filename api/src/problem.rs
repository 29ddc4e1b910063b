//! The one answer to everything that goes wrong: RFC 9457 `application/problem+json`.
//!
//! A [`Problem`] is data until [`Problem::respond`] knows the request. What is for the log only (`cause`) and what the
//! client reads are different fields, so that no internal text can leak.

mod from_app;
pub mod page;
pub mod table;

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::web::Data;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use yingshang_app::App;
use yingshang_rules::rulebook::BasisRef;

use crate::request_id::RequestId;
use table::ProblemType;

/// 问题报告（RFC 9457）。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// 问题类型的地址，由本服务提供说明。
    #[serde(rename = "type")]
    pub kind: String,
    /// 标题。
    pub title: &'static str,
    /// HTTP 状态码。
    pub status: u16,
    /// 具体说明，供窗口人员阅读；不含个人信息。
    pub detail: String,
    /// 发生问题的地址（不含查询参数）。
    pub instance: String,
    /// 问题代码，供程序判断。
    pub code: &'static str,
    /// 请求编号，报修时请提供。
    pub request_id: String,
    /// 逐项错误，一次列全。
    pub errors: Vec<Fault>,
    /// 拒绝所依据的条文；与制度无关的问题为空数组。
    pub basis: Vec<BasisRef>,
    /// 与问题有关的数据，如日期、数量。
    pub params: Map<String, Value>,
}

/// 一处错误；`pointer`、`parameter`、`header` 三者恰有一个不为空。
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ProblemFault)]
pub struct Fault {
    /// 请求体中的位置（JSON Pointer）。
    pub pointer: Option<String>,
    /// 查询参数名称。
    pub parameter: Option<String>,
    /// 请求头名称。
    pub header: Option<&'static str>,
    /// 错误代码，供程序判断。
    pub code: &'static str,
    /// 说明；不重复所提交的内容。
    pub message: String,
    /// 与错误有关的数据，如上限。
    pub params: Map<String, Value>,
}

impl Fault {
    /// A fault in the body.
    pub fn at(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            pointer: Some(pointer.into()),
            parameter: None,
            header: None,
            code,
            message: message.into(),
            params: Map::new(),
        }
    }

    /// A fault in the query.
    pub fn parameter(name: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { pointer: None, parameter: Some(name.into()), ..Self::at("", code, message) }
    }

    /// A fault in a header.
    pub fn header(name: &'static str, code: &'static str, message: impl Into<String>) -> Self {
        Self { pointer: None, header: Some(name), ..Self::at("", code, message) }
    }

    /// Adds a fact.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

/// Something went wrong; see the module.
#[derive(Debug)]
pub struct Problem(Box<Facts>);

/// Boxed, because every handler returns a problem by value and hardly any does so often.
#[derive(Debug)]
struct Facts {
    kind: &'static ProblemType,
    code: &'static str,
    detail: String,
    errors: Vec<Fault>,
    basis: Vec<&'static str>,
    params: Map<String, Value>,
    retry_after: Option<u32>,
    etag: Option<i64>,
    allow: Option<String>,
    cause: Option<String>,
}

impl Problem {
    /// A problem of this kind.
    pub fn new(kind: &'static ProblemType, detail: impl Into<String>) -> Self {
        Self(Box::new(Facts {
            kind,
            code: kind.code,
            detail: detail.into(),
            errors: Vec::new(),
            basis: Vec::new(),
            params: Map::new(),
            retry_after: None,
            etag: None,
            allow: None,
            cause: None,
        }))
    }

    /// A fault of ours: `cause` goes to the log, the client learns nothing of it.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let mut problem = Self::new(&table::INTERNAL, "服务内部错误，已记录。");
        problem.0.cause = Some(cause.to_string());
        problem
    }

    /// A body that is readable but wrong.
    pub fn invalid(errors: Vec<Fault>) -> Self {
        Self::listing(&table::INVALID, errors)
    }

    /// A wrong query.
    pub fn query(errors: Vec<Fault>) -> Self {
        Self::listing(&table::INVALID_QUERY, errors)
    }

    /// A wrong header.
    pub fn header(name: &'static str, code: &'static str, message: &str) -> Self {
        Self::listing(&table::INVALID_HEADER, vec![Fault::header(name, code, message)])
    }

    fn listing(kind: &'static ProblemType, errors: Vec<Fault>) -> Self {
        let detail = format!("共有{}处需要改正。", errors.len());
        let mut problem = Self::new(kind, detail);
        problem.0.errors = errors;
        problem
    }

    /// A wrong method; `allow` lists the right ones.
    pub fn method_not_allowed(allow: String) -> Self {
        let detail = format!("可用的方法：{allow}。");
        let mut problem = Self::new(&table::METHOD_NOT_ALLOWED, detail);
        problem.0.allow = Some(allow);
        problem
    }

    /// Come back in so many seconds.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// HTTP status.
    pub fn status(&self) -> u16 {
        self.0.kind.status
    }

    /// Stable code.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The response to `request`. Writes the cause to the log, if there is one: this is the one place that does.
    pub fn respond(self, request: &HttpRequest) -> HttpResponse {
        let facts = *self.0;
        let request_id = RequestId::of(request);
        if let Some(cause) = &facts.cause {
            log::error!(request_id = request_id.as_str(), code = facts.code; "{cause}");
        }
        let basis = match request.app_data::<Data<App>>() {
            Some(app) if !facts.basis.is_empty() => app.rulebook().cite(&facts.basis, app.now().date()),
            _ => Vec::new(),
        };
        let mut response = HttpResponse::build(status_of(facts.kind));
        response.content_type("application/problem+json");
        if facts.kind.status == 401 {
            response.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"yingshang\""));
        }
        if let Some(seconds) = facts.retry_after {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        if let Some(version) = facts.etag {
            response.insert_header((ETAG, format!("\"{version}\"")));
        }
        if let Some(allow) = facts.allow {
            response.insert_header((ALLOW, allow));
        }
        response.json(ProblemBody {
            kind: facts.kind.href(),
            title: facts.kind.title,
            status: facts.kind.status,
            detail: facts.detail,
            instance: request.path().to_owned(),
            code: facts.code,
            request_id: request_id.as_str().to_owned(),
            errors: facts.errors,
            basis,
            params: facts.params,
        })
    }
}

fn status_of(kind: &ProblemType) -> StatusCode {
    StatusCode::from_u16(kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
