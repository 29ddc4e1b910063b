//! The event feed.

use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_app::App;
use yingshang_app::feed::{self, FeedItem};
use yingshang_app::page::Slice;

use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome};
use crate::page::{Page, Position};
use crate::permits::ReadFeed;
use crate::reply;

/// 一页事件。
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedPage {
    /// 事件，先发布的在前。
    items: Vec<FeedItem>,
    /// 接着读取的游标；还没有事件时为空。读到末尾也给出，稍后凭它继续。
    next_cursor: Option<String>,
    /// 是否还有已发布的事件。
    more: bool,
}

/// 读取事件流
///
/// 按发布次序列出事件，位置连续不断；记住最后的游标即可接着读取，不会遗漏。不含个人信息，详情按标识另取。
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "events",
    responses((status = 200, description = "一页事件", body = FeedPage))
)]
pub async fn list_events(permit: Permit<ReadFeed>, page: Page, app: Data<App>) -> Outcome {
    let after = page.after.as_ref().and_then(|position| position.id.parse().ok()).unwrap_or(0);
    let limit = page.limit;
    let rows = app.read(permit.caller(), move |read| feed::list(read, after, limit + 1)).await?;
    let found = Slice::cut(rows, limit);
    let last = found.items.last().map_or(after, |item| item.position);
    let next_cursor = (last > 0).then(|| page.cursor(Position::id(last.to_string())));
    Ok(reply::json(&FeedPage { items: found.items, next_cursor, more: found.more }))
}

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_events]
}
