//! Deadlines across cases.

use actix_web::web::Data;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use yingshang_app::App;
use yingshang_app::deadline::{self, DeadlineQuery, ListedDeadline};
use yingshang_calendar::Instant;
use yingshang_rules::deadline::{DeadlineKind, DeadlineState};
use yingshang_store::Ts;

use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::page::{List, Page, Position};
use crate::permits::ReadDeadlines;
use crate::query::Query;

/// Filters of the list; the range is half-open.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ListDeadlinesQuery {
    /// 状态，可重复。
    #[serde(default)]
    #[param(max_items = 10)]
    state: Vec<DeadlineState>,
    /// 种类，可重复。
    #[serde(default)]
    #[param(max_items = 40)]
    kind: Vec<DeadlineKind>,
    /// 责任单位。
    #[param(min_length = 1, max_length = 64)]
    unit_id: Option<String>,
    /// 届满日不早于。
    due_from: Option<NaiveDate>,
    /// 届满日早于。
    due_to: Option<NaiveDate>,
}

/// 查询时限
///
/// 跨办件列出时限，届满早的在前；只列出当前用户有权知悉的办件。
#[utoipa::path(
    get,
    path = "/v1/deadlines",
    tag = "deadlines",
    params(ListDeadlinesQuery),
    responses((status = 200, description = "一页时限", body = List<ListedDeadline>))
)]
pub async fn list_deadlines(
    permit: Permit<ReadDeadlines>,
    query: Query<ListDeadlinesQuery>,
    page: Page,
    app: Data<App>,
) -> Outcome {
    let asked = query.0;
    let query = DeadlineQuery {
        state: asked.state,
        kind: asked.kind,
        unit_id: asked.unit_id,
        due_from: asked.due_from,
        due_to: asked.due_to,
        after: page.after.as_ref().map(seek),
        limit: page.limit,
    };
    let found = app.read(permit.caller(), move |read| deadline::list(read, &query)).await?;
    Ok(page.answer(found, None, |listed| Position {
        sort: vec![json!(listed.deadline.due_at.map(Instant::micros))],
        id: listed.deadline.id.clone(),
    }))
}

fn seek(position: &Position) -> (Option<Ts>, String) {
    let due_at = position.sort.first().and_then(serde_json::Value::as_i64).and_then(Instant::from_micros);
    (due_at.map(Ts), position.id.clone())
}

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_deadlines]
}
