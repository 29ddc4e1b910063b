//! Official texts of the cases: what was issued, as data or as a page to print.

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, VARY};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::App;
use yingshang_app::document::{self, DocumentView, IssuedDocuments, Shelf};
use yingshang_rules::document::DocumentKind;

use crate::accept;
use crate::gate::{Gate, Permit};
use crate::operation::{Argument, Operation, Outcome, Path, Sheet};
use crate::permits::ReadDocuments;
use crate::problem::Problem;
use crate::query::Query;
use crate::reply;

/// What a page may do: show its own style, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// Which of several texts of one kind.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WhichDocument {
    /// 文号；不写的为最近制发的一份
    #[param(min_length = 1, max_length = 200)]
    pub number: Option<String>,
}

/// The form a text is wanted in, from the header `Accept`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendering {
    /// JSON.
    Data,
    /// HTML.
    Page,
}

impl Argument for Rendering {
    async fn extract(request: &HttpRequest, _: &mut Payload) -> Result<Self, Problem> {
        accept::wanted(
            request,
            Self::Data,
            "文书可以是 application/json 或者 text/html。",
            |kind, subtype, _| match (kind, subtype) {
                ("text", "html" | "*") => Some(Self::Page),
                ("application", "json" | "*") | ("*", "*") => Some(Self::Data),
                _ => None,
            },
        )
    }

    fn document(_: &mut Sheet) {
        // The contract says it by the media types of the answer; OpenAPI has no parameter for `Accept`.
    }
}

/// Answers with a text in the form that is wanted.
fn shown(view: &DocumentView, rendering: Rendering) -> HttpResponse {
    let mut response = reply::no_store();
    response.insert_header((VARY, "Accept"));
    match rendering {
        Rendering::Data => response.json(view),
        Rendering::Page => response
            .insert_header((CONTENT_SECURITY_POLICY, POLICY))
            .content_type("text/html; charset=utf-8")
            .body(yingshang_documents::html(&view.document)),
    }
}

/// Defines the two operations of a collection: its texts, and one of them.
macro_rules! shelves {
    ($(
        $shelf:ident, $tag:literal:
        $(#[$list_doc:meta])*
        $list:ident $list_path:literal;
        $(#[$get_doc:meta])*
        $get:ident $get_path:literal;
    )+) => {
        $(
            $(#[$list_doc])*
            #[utoipa::path(
                get,
                path = $list_path,
                tag = $tag,
                responses((status = 200, description = "文书目录", body = IssuedDocuments))
            )]
            pub async fn $list(
                permit: Permit<ReadDocuments>,
                Path(id): Path<String>,
                app: Data<App>,
            ) -> Outcome {
                let caller = permit.caller();
                let shelf = Shelf::$shelf;
                let found = app.read(caller, move |read| document::list(read, shelf, &id)).await?;
                Ok(reply::json(&found))
            }

            $(#[$get_doc])*
            #[utoipa::path(
                get,
                path = $get_path,
                tag = $tag,
                params(WhichDocument),
                responses(
                    (status = 200, description = "文书", content(
                        (DocumentView = "application/json"),
                        (String = "text/html"),
                    )),
                    (status = 406, description = "没有所要的格式")
                )
            )]
            pub async fn $get(
                permit: Permit<ReadDocuments>,
                Path((id, kind)): Path<(String, DocumentKind)>,
                Query(which): Query<WhichDocument>,
                rendering: Rendering,
                app: Data<App>,
            ) -> Outcome {
                let caller = permit.caller();
                let shelf = Shelf::$shelf;
                // A look at a name is written down, so this read is a write.
                let view = app
                    .write_as(caller, "document", move |tx| {
                        document::get(tx, shelf, &id, kind, which.number.as_deref())
                    })
                    .await?;
                Ok(shown(&view, rendering))
            }
        )+

        /// The operations on official texts.
        pub fn operations() -> Vec<Operation> {
            crate::operations![$($list, $get),+]
        }
    };
}

shelves! {
    Complaints, "complaints":
    /// 列出投诉举报的文书
    ///
    /// 受理通知书或者不予受理通知书（投诉办法第十一条第二项），先制发的在前。
    list_complaint_documents "/v1/complaints/{id}/documents";
    /// 查看投诉举报的文书
    ///
    /// 内容制发时固定。投诉人名称只向受理机构和列名的调查人员完整显示，每次查看留痕；其他人员看到的已经遮盖，被投诉一方看不到。请求头 Accept 为 text/html 时答复可以打印的页面。
    get_complaint_document "/v1/complaints/{id}/documents/{kind}";

    Applications, "applications":
    /// 列出办件的文书
    ///
    /// 受理通知书、不受理告知书、准予决定书（否定备案制度第五条：受理与否均出具书面凭证），先制发的在前。
    list_application_documents "/v1/applications/{id}/documents";
    /// 查看办件的文书
    ///
    /// 内容制发时固定。申请人名称向承办单位、登记人和行政审批室完整显示，每次查看留痕；其他人员看到的已经遮盖。请求头 Accept 为 text/html 时答复可以打印的页面。
    get_application_document "/v1/applications/{id}/documents/{kind}";

    Notices, "notices":
    /// 列出一次性告知的文书
    ///
    /// 一次性告知单或者补正告知书（一次性告知制度第四条、第六条），先制发的在前。
    list_notice_documents "/v1/notices/{id}/documents";
    /// 查看一次性告知的文书
    ///
    /// 内容制发时固定。服务对象名称向承办单位、登记人和行政审批室完整显示，每次查看留痕；其他人员看到的已经遮盖。请求头 Accept 为 text/html 时答复可以打印的页面。
    get_notice_document "/v1/notices/{id}/documents/{kind}";

    Commitments, "commitments":
    /// 列出容缺承诺的文书
    ///
    /// 承诺告知书和承诺书（容缺制度第三条），先制发的在前。
    list_commitment_documents "/v1/commitments/{id}/documents";
    /// 查看容缺承诺的文书
    ///
    /// 内容制发时固定。申请人名称向承办单位、登记人和行政审批室完整显示，每次查看留痕；其他人员看到的已经遮盖。请求头 Accept 为 text/html 时答复可以打印的页面。
    get_commitment_document "/v1/commitments/{id}/documents/{kind}";

    Refusals, "refusals":
    /// 列出否定备案的文书
    ///
    /// 不予受理、不予许可决定书和否定备案登记表（否定备案制度第二条），先制发的在前。
    list_refusal_documents "/v1/refusals/{id}/documents";
    /// 查看否定备案的文书
    ///
    /// 内容制发时固定。申请人名称向承办单位、登记人和行政审批室完整显示，每次查看留痕；其他人员看到的已经遮盖。请求头 Accept 为 text/html 时答复可以打印的页面。
    get_refusal_document "/v1/refusals/{id}/documents/{kind}";

    Assessments, "assessments":
    /// 列出考核的文书
    ///
    /// 考核结果单（考核办法第九条），先制发的在前；重新审定的另行制发。
    list_assessment_documents "/v1/assessments/{id}/documents";
    /// 查看考核的文书
    ///
    /// 内容制发时固定。请求头 Accept 为 text/html 时答复可以打印的页面。
    get_assessment_document "/v1/assessments/{id}/documents/{kind}";
}
