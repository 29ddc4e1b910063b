//! How lists of cases are ordered, filtered by alarm and paged; and, for the cases of the counter, the operations that read them.

use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use yingshang_calendar::Instant;
use yingshang_store::Ts;
use yingshang_store::seek::{Alarm, SortKey, SortValue};

use crate::page::Position;
use crate::problem::Problem;

/// Orders of the list; ties are ordered by id.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
pub enum CaseSort {
    /// 收到时间，早的在前。
    #[serde(rename = "received_at")]
    ReceivedAt,
    /// 收到时间，晚的在前。
    #[default]
    #[serde(rename = "-received_at")]
    ReceivedAtDescending,
    /// 编号。
    #[serde(rename = "number")]
    Number,
    /// 编号，倒序。
    #[serde(rename = "-number")]
    NumberDescending,
    /// 最近的届满日，没有的在后。
    #[serde(rename = "next_due_on")]
    NextDueOn,
    /// 最近的届满日，倒序。
    #[serde(rename = "-next_due_on")]
    NextDueOnDescending,
    /// 更新时间，早的在前；同步用。
    #[serde(rename = "updated_at")]
    UpdatedAt,
    /// 更新时间，晚的在前。
    #[serde(rename = "-updated_at")]
    UpdatedAtDescending,
}

impl CaseSort {
    /// Column and whether the largest comes first.
    pub(crate) fn key(self) -> (SortKey, bool) {
        match self {
            Self::ReceivedAt => (SortKey::ReceivedAt, false),
            Self::ReceivedAtDescending => (SortKey::ReceivedAt, true),
            Self::Number => (SortKey::Number, false),
            Self::NumberDescending => (SortKey::Number, true),
            Self::NextDueOn => (SortKey::NextDueOn, false),
            Self::NextDueOnDescending => (SortKey::NextDueOn, true),
            Self::UpdatedAt => (SortKey::UpdatedAt, false),
            Self::UpdatedAtDescending => (SortKey::UpdatedAt, true),
        }
    }
}

/// Alarms of the nearest deadline.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlarmFilter {
    /// 临期。
    Amber,
    /// 逾期。
    Red,
}

impl AlarmFilter {
    /// As the store asks for it.
    pub(crate) fn alarm(self) -> Alarm {
        match self {
            Self::Amber => Alarm::Amber,
            Self::Red => Alarm::Red,
        }
    }
}

/// What can be shown of a case in more detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
pub enum CaseExpansion {
    /// 时限的逐日计算过程。
    #[serde(rename = "deadlines.trace")]
    DeadlineTrace,
}

/// Query of one case.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CaseExpansionQuery {
    /// 展开：deadlines.trace 时限的逐日计算过程。
    #[serde(default)]
    #[param(inline, max_items = 5)]
    expand: Vec<CaseExpansion>,
}

impl CaseExpansionQuery {
    /// Whether the trace of every day is asked for.
    pub(crate) fn with_trace(&self) -> bool {
        self.expand.contains(&CaseExpansion::DeadlineTrace)
    }
}

/// Where the next page starts, as the cursor keeps it.
pub(crate) fn position((value, id): &(SortValue, String)) -> Position {
    let value = match value {
        SortValue::At(ts) => json!(ts.0.micros()),
        SortValue::Text(text) => json!(text),
        SortValue::On(on) => json!(on),
    };
    Position { sort: vec![value], id: id.clone() }
}

/// What a cursor says of the order it was made for.
///
/// # Errors
/// A cursor of another order.
pub(crate) fn seek(key: SortKey, position: &Position) -> Result<(SortValue, String), Problem> {
    let value = position.sort.first().unwrap_or(&Value::Null);
    let value = match key {
        SortKey::ReceivedAt | SortKey::UpdatedAt => {
            value.as_i64().and_then(Instant::from_micros).map(|at| SortValue::At(Ts(at)))
        }
        SortKey::Number => value.as_str().map(|text| SortValue::Text(text.to_owned())),
        SortKey::NextDueOn => serde_json::from_value(value.clone()).ok().map(SortValue::On),
    };
    value.map(|value| (value, position.id.clone())).ok_or_else(crate::page::misused)
}

/// Defines the operations that read cases of the counter of one kind: list, one case, log, check of the log. `module` is the
/// name the kind has in app. The columns are the filters by code that the kind has: field, type, field of the query.
macro_rules! case_reads {
    (
        module: $module:ident, view: $view:ty, summary: $summary:ty, status: $status:ty, tag: $tag:expr, title: $title:literal;
        columns: { $( $(#[$column_doc:meta])* $column:ident: $code:ty => $into:ident ),* }
        $(#[$list_doc:meta])*
        list: $list:ident($query:ident) $list_path:literal;
        $(#[$get_doc:meta])*
        get: $get:ident $get_path:literal;
        timeline: $timeline:ident $timeline_path:literal;
        verify: $verify:ident $verify_path:literal;
    ) => {
        /// Filters of the list; ranges are half-open.
        #[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
        pub struct $query {
            /// 状态，可重复。
            #[serde(default)]
            #[param(max_items = 20)]
            status: Vec<$status>,
            $(
                $(#[$column_doc])*
                #[serde(default)]
                #[param(max_items = 20)]
                $column: Vec<$code>,
            )*
            /// 单位，可重复。
            #[serde(default)]
            #[param(max_items = 50)]
            unit_id: Vec<String>,
            /// 事项，可重复。
            #[serde(default)]
            #[param(max_items = 50)]
            item_id: Vec<String>,
            /// 所属办件。
            #[param(min_length = 1, max_length = 64)]
            application_id: Option<String>,
            /// 收到时间不早于。
            received_from: Option<yingshang_calendar::Instant>,
            /// 收到时间早于。
            received_to: Option<yingshang_calendar::Instant>,
            /// 最近的届满日不早于。
            due_from: Option<chrono::NaiveDate>,
            /// 最近的届满日早于。
            due_to: Option<chrono::NaiveDate>,
            /// 更新时间不早于；同步用。
            updated_since: Option<yingshang_calendar::Instant>,
            /// 最近时限的警示：amber 临期、red 逾期。
            #[param(inline)]
            deadline_state: Option<crate::case_list::AlarmFilter>,
            /// 编号、事项名称或内容中的文字；不得用于查找个人信息。
            #[param(min_length = 1, max_length = 100)]
            q: Option<String>,
            /// 编号。
            #[param(min_length = 1, max_length = 50)]
            number: Option<String>,
            /// 来源系统。
            #[param(min_length = 1, max_length = 50)]
            source_system: Option<String>,
            /// 来源编号。
            #[param(min_length = 1, max_length = 100)]
            external_ref: Option<String>,
            /// 排序；默认收到时间晚的在前。
            #[serde(default)]
            #[param(inline)]
            sort: Option<crate::case_list::CaseSort>,
        }

        impl $query {
            fn into_query(self) -> (yingshang_app::service_case::CaseQuery, crate::case_list::CaseSort) {
                let mut query = yingshang_app::service_case::CaseQuery {
                    status: self.status.iter().map(|code| code.code()).collect(),
                    unit_id: self.unit_id,
                    item_id: self.item_id,
                    application_id: self.application_id,
                    received_from: self.received_from,
                    received_to: self.received_to,
                    due_from: self.due_from,
                    due_to: self.due_to,
                    updated_since: self.updated_since,
                    alarm: self.deadline_state.map(crate::case_list::AlarmFilter::alarm),
                    q: self.q,
                    number: self.number,
                    source_system: self.source_system,
                    external_ref: self.external_ref,
                    ..Default::default()
                };
                $( query.$into = self.$column.iter().map(|code| code.code()).collect(); )*
                (query, self.sort.unwrap_or_default())
            }
        }

        $(#[$list_doc])*
        #[utoipa::path(
            get,
            path = $list_path,
            tag = $tag,
            params($query),
            responses((status = 200, description = $title, body = List<$summary>))
        )]
        pub async fn $list(
            permit: crate::gate::Permit<crate::permits::ReadServiceCases>,
            query: crate::query::Query<$query>,
            page: crate::page::Page,
            app: actix_web::web::Data<yingshang_app::App>,
        ) -> crate::operation::Outcome {
            let (query, sort) = query.0.into_query();
            let (key, descending) = sort.key();
            let after =
                page.after.as_ref().map(|position| crate::case_list::seek(key, position)).transpose()?;
            let (limit, include_total) = (page.limit, page.include_total);
            let wanted = yingshang_store::seek::Page { sort: key, descending, after, limit };
            let (found, total) = app
                .read(crate::gate::Gate::caller(&permit), move |read| {
                    let total = include_total.then(|| yingshang_app::$module::count(read, &query)).transpose()?;
                    Ok((yingshang_app::$module::list(read, &query, &wanted)?, total))
                })
                .await?;
            let last = found.items.last().map(|listed| crate::case_list::position(&listed.position));
            let items = found.items.into_iter().map(|listed| listed.summary).collect();
            let slice = yingshang_app::page::Slice::<$summary> { items, more: found.more };
            Ok(page.answer(slice, total, |_| last.clone().unwrap_or_else(|| crate::page::Position::id(""))))
        }

        $(#[$get_doc])*
        #[utoipa::path(
            get,
            path = $get_path,
            tag = $tag,
            params(crate::case_list::CaseExpansionQuery),
            responses((status = 200, description = $title, body = $view))
        )]
        pub async fn $get(
            permit: crate::gate::Permit<crate::permits::ReadServiceCases>,
            crate::operation::Path(id): crate::operation::Path<String>,
            query: crate::query::Query<crate::case_list::CaseExpansionQuery>,
            has: crate::reply::IfNoneMatch,
            app: actix_web::web::Data<yingshang_app::App>,
        ) -> crate::operation::Outcome {
            let trace = query.0.with_trace();
            let view =
                app.read(crate::gate::Gate::caller(&permit), move |read| yingshang_app::$module::get(read, &id, trace)).await?;
            Ok(crate::resource::shown(&view, &has))
        }

        /// 查看办理过程
        ///
        /// 只增不改的事件记录，每条都与上一条以国密 SM3 摘要相连；不含个人信息。即服务日志（服务规范第五部分第五项）。
        #[utoipa::path(
            get,
            path = $timeline_path,
            tag = $tag,
            responses((status = 200, description = "办理过程", body = List<yingshang_app::event_log::TimelineEntry>))
        )]
        pub async fn $timeline(
            permit: crate::gate::Permit<crate::permits::ReadServiceLog>,
            crate::operation::Path(id): crate::operation::Path<String>,
            page: crate::page::Page,
            app: actix_web::web::Data<yingshang_app::App>,
        ) -> crate::operation::Outcome {
            let after = page.after.as_ref().and_then(|position| position.id.parse().ok()).unwrap_or(0);
            let limit = page.limit;
            let rows = app
                .read(crate::gate::Gate::caller(&permit), move |read| yingshang_app::$module::timeline(read, &id, after, limit + 1))
                .await?;
            Ok(page.answer(yingshang_app::page::Slice::cut(rows, limit), None, |entry| {
                crate::page::Position::id(entry.seq.to_string())
            }))
        }

        /// 核验办理记录
        ///
        /// 逐条核对摘要，并核对案卷与最后一条记录；返回第一处不符的位置。
        #[utoipa::path(
            get,
            path = $verify_path,
            tag = $tag,
            responses((status = 200, description = "核验结果", body = yingshang_app::event_log::ChainVerification))
        )]
        pub async fn $verify(
            permit: crate::gate::Permit<crate::permits::VerifyChain>,
            crate::operation::Path(id): crate::operation::Path<String>,
            app: actix_web::web::Data<yingshang_app::App>,
        ) -> crate::operation::Outcome {
            let found =
                app.read(crate::gate::Gate::caller(&permit), move |read| yingshang_app::$module::verify_timeline(read, &id)).await?;
            Ok(crate::reply::json(&found))
        }

        pub(super) fn reads() -> Vec<crate::operation::Operation> {
            crate::operations![$list, $get, $timeline, $verify]
        }
    };
}
pub(crate) use case_reads;
