//! Findings: breaches by the office that came to light in cases.

use actix_web::web::Data;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::App;
use yingshang_app::finding::{self, FindingQuery, FindingView};
use yingshang_rules::finding::FindingKind;

use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::page::{List, Page, Position};
use crate::permits::ReadFindings;
use crate::query::Query;

/// Filters of the list; the range is half-open.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ListFindingsQuery {
    /// 问题，可重复。
    #[serde(default)]
    #[param(max_items = 20)]
    kind: Vec<FindingKind>,
    /// 办件类别，如 application、notice、commitment、refusal。
    #[param(min_length = 1, max_length = 50)]
    subject_kind: Option<String>,
    /// 办件标识。
    #[param(min_length = 1, max_length = 64)]
    subject_id: Option<String>,
    /// 责任单位。
    #[param(min_length = 1, max_length = 64)]
    unit_id: Option<String>,
    /// 发现日期不早于。
    found_from: Option<NaiveDate>,
    /// 发现日期早于。
    found_to: Option<NaiveDate>,
}

/// 查询发现的问题
///
/// 经办部门没有尽到的职责：补正未一次告知、逾期视为受理、容缺告知差错、否定备案的违规情节等。本单位人员只看到本单位的。
#[utoipa::path(
    get,
    path = "/v1/findings",
    tag = "findings",
    params(ListFindingsQuery),
    responses((status = 200, description = "一页问题", body = List<FindingView>))
)]
pub async fn list_findings(
    permit: Permit<ReadFindings>,
    query: Query<ListFindingsQuery>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let asked = query.0;
    let query = FindingQuery {
        kind: asked.kind,
        subject_kind: asked.subject_kind,
        subject_id: asked.subject_id,
        unit_id: asked.unit_id,
        found_from: asked.found_from,
        found_to: asked.found_to,
    };
    let after = page.after.as_ref().map(|position| position.id.clone());
    let limit = page.limit;
    let found = app.read(permit.caller(), move |read| finding::list(read, &query, after.as_deref(), limit)).await?;
    Ok(page.answer(found, None, |finding| Position::id(&finding.id)))
}

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_findings]
}
