//! Pages of a list: an opaque cursor that fits one filter and one order only.

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderValue, LINK};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::{ObjectBuilder, Type};
use yingshang_app::page::Slice;

use crate::body::sha256_hex;
use crate::operation::{Argument, Sheet};
use crate::problem::{Fault, Problem};
use crate::query::QueryValues;

const DEFAULT_LIMIT: i64 = 50;
const MAX_LIMIT: i64 = 200;
const MAX_CURSOR: usize = 1000;

/// Parameters that turn pages and do not change which list it is.
const TURNING: [&str; 3] = ["limit", "cursor", "include_total"];

/// A list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(description = "一页列表")]
pub struct List<T> {
    /// 本页各项
    pub items: Vec<T>,
    /// 下一页的游标；没有下一页时为空
    #[schema(required = true)]
    pub next_cursor: Option<String>,
    /// 总数；仅在 include_total=true 时给出
    #[schema(required = true)]
    pub total: Option<i64>,
}

/// Where a page ended: the sort values of its last item, and its id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Values of the sort keys; empty when the list is ordered by id.
    pub sort: Vec<Value>,
    /// Id of the last item.
    pub id: String,
}

impl Position {
    /// In a list ordered by id.
    pub fn id(id: impl Into<String>) -> Self {
        Self { sort: Vec::new(), id: id.into() }
    }
}

/// Which page is asked for.
#[derive(Debug, Clone)]
pub struct Page {
    /// Most items, 1 to 200.
    pub limit: i64,
    /// Whether the total is wanted.
    pub include_total: bool,
    /// Where the page before ended; `None` for the first page.
    pub after: Option<Position>,
    path: String,
    query: String,
}

#[derive(Serialize, Deserialize)]
struct Cursor {
    #[serde(flatten)]
    position: Position,
    list: String,
}

impl Argument for Page {
    async fn extract(request: &HttpRequest, _: &mut Payload) -> Result<Self, Problem> {
        let values = QueryValues::of(request);
        let (path, query) = (request.path().to_owned(), request.query_string().to_owned());
        let after = match values.get("cursor").and_then(Value::as_str) {
            Some(text) => Some(read_cursor(text, &list_identity(&path, &query)).ok_or_else(misused)?),
            None => None,
        };
        Ok(Self {
            limit: values.get("limit").and_then(Value::as_i64).unwrap_or(DEFAULT_LIMIT),
            include_total: values.get("include_total").and_then(Value::as_bool).unwrap_or(false),
            after,
            path,
            query,
        })
    }

    fn document(sheet: &mut Sheet) {
        let limit = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1))
            .maximum(Some(MAX_LIMIT as isize))
            .default(Some(DEFAULT_LIMIT.into()));
        let cursor = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(MAX_CURSOR));
        let total = ObjectBuilder::new().schema_type(Type::Boolean).default(Some(false.into()));
        for (name, description, schema) in [
            ("limit", "每页项数", limit.build()),
            ("cursor", "上一页给出的 next_cursor；只适用于相同的筛选和排序", cursor.build()),
            ("include_total", "是否同时给出总数", total.build()),
        ] {
            let parameter = ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Query)
                .description(Some(description))
                .schema(Some(schema));
            sheet.parameters.push(parameter.build());
        }
    }
}

impl Page {
    /// Id of the last item of the page before, for lists ordered by id.
    pub fn after_id(&self) -> Option<String> {
        self.after.as_ref().map(|position| position.id.clone())
    }

    /// The answer; `position` tells where an item stands.
    pub fn answer<T: Serialize>(
        &self,
        slice: Slice<T>,
        total: Option<i64>,
        position: impl Fn(&T) -> Position,
    ) -> HttpResponse {
        let list = self.list(slice, total, position);
        let mut response = crate::reply::json(&list);
        self.link(&mut response, &list);
        response
    }

    /// The page as a value, for answers that are not like the others.
    pub(crate) fn list<T>(&self, slice: Slice<T>, total: Option<i64>, position: impl Fn(&T) -> Position) -> List<T> {
        let last = slice.items.last().filter(|_| slice.more).map(position);
        let next_cursor = last.map(|position| self.cursor(position));
        List { items: slice.items, next_cursor, total }
    }

    /// Says in the header `Link` where the next page is.
    pub(crate) fn link<T>(&self, response: &mut HttpResponse, list: &List<T>) {
        let Some(cursor) = &list.next_cursor else { return };
        let link = format!("<{}>; rel=\"next\"", self.href(cursor));
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().insert(LINK, link);
        }
    }

    /// The cursor of the page behind `position`.
    pub(crate) fn cursor(&self, position: Position) -> String {
        let cursor = Cursor { position, list: list_identity(&self.path, &self.query) };
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&cursor).expect("a cursor is plain data"))
    }

    fn href(&self, cursor: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(form_urlencoded::parse(self.query.as_bytes()).filter(|(name, _)| name != "cursor"));
        query.append_pair("cursor", cursor);
        format!("{}?{}", self.path, query.finish())
    }
}

/// Which list it is: path, filter and order, whatever the order of the parameters.
fn list_identity(path: &str, query: &str) -> String {
    let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| !TURNING.contains(&name.as_ref()))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.sort();
    let mut hash = sha256_hex(&[path.as_bytes(), pairs.join("\n").as_bytes()]);
    hash.truncate(16);
    hash
}

fn read_cursor(text: &str, list: &str) -> Option<Position> {
    let cursor: Cursor = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    (cursor.list == list).then_some(cursor.position)
}

/// A cursor of another list.
pub(crate) fn misused() -> Problem {
    let message = "游标无法识别，或不是由相同筛选和排序的列表给出的";
    Problem::query(vec![Fault::parameter("cursor", "cursor_mismatch", message)])
}
