//! The catalogue for front ends: public and cacheable (FD-4.1).

use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;
use yingshang_app::page::Slice;
use yingshang_app::service_item::{self, PublicServiceItem, PublicServiceItemQuery};
use yingshang_app::{App, Caller};
use yingshang_rules::service_item::ServiceItemKind;

use crate::gate::Public;
use crate::operation::{Operation, Outcome, Path};
use crate::page::{List, Page, Position};
use crate::query::Query;
use crate::reply::{self, IfNoneMatch};

const TAG: &str = "public";

/// Seconds that an answer may be kept: a new version shows this much later at most.
const MAX_AGE: u32 = 300;

/// Entries of the route table.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_public_service_items, get_public_service_item]
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct PublicServiceItemFilter {
    /// 事项类型
    pub kind: Option<ServiceItemKind>,
    /// 承办单位标识
    #[param(min_length = 1, max_length = 36)]
    pub unit_id: Option<String>,
    /// 名称或事项编码中的文字
    #[param(min_length = 1, max_length = 100)]
    pub q: Option<String>,
}

/// 查询办事事项
///
/// 今日可以办理的事项：材料、时限、适用的制度、服务指南、承办单位和窗口。无须账号，可缓存五分钟。
#[utoipa::path(get, path = "/v1/public/service-items", tag = TAG, responses((status = 200, description = "事项列表", body = List<PublicServiceItem>)))]
pub async fn list_public_service_items(
    _: Public,
    Query(filter): Query<PublicServiceItemFilter>,
    page: Page,
    has: IfNoneMatch,
    app: Data<App>,
) -> Outcome {
    let query = PublicServiceItemQuery {
        kind: filter.kind,
        unit_id: filter.unit_id,
        q: filter.q,
        after: page.after_id(),
        limit: page.limit,
    };
    let found = app.read(Caller::Anyone, move |read| service_item::public_list(read, &query)).await?;
    let last = found.items.last().map(|(id, _)| id.clone()).unwrap_or_default();
    let items = found.items.into_iter().map(|(_, item)| item).collect();
    let list = page.list(Slice { items, more: found.more }, None, |_| Position::id(last.clone()));
    let mut response = reply::cacheable(&list, MAX_AGE, &has)?;
    page.link(&mut response, &list);
    Ok(response)
}

/// 查看办事事项
///
/// 凭代码查看今日执行的版本；停用的、尚未生效的答复不存在。可缓存五分钟。
#[utoipa::path(get, path = "/v1/public/service-items/{code}", tag = TAG, responses((status = 200, description = "事项", body = PublicServiceItem)))]
pub async fn get_public_service_item(_: Public, Path(code): Path<String>, has: IfNoneMatch, app: Data<App>) -> Outcome {
    let item = app.read(Caller::Anyone, move |read| service_item::public_get(read, &code)).await?;
    reply::cacheable(&item, MAX_AGE, &has)
}
