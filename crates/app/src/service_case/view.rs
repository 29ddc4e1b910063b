//! What every case of the counter shows beside its file: clocks, findings, texts, steps, log.

use serde::Serialize;
use utoipa::ToSchema;
use yingshang_rules::code_list::Code;
use yingshang_rules::procedure::Offer;
use yingshang_rules::rulebook::BasisRef;
use yingshang_rules::{RefusalKind, Role};
use yingshang_store::deadline as deadlines;

use super::ServiceCase;
use super::persist::load;
use crate::caller::Caller;
use crate::chain::digest;
use crate::deadline::{DeadlineView, view as deadline_view};
use crate::document::{self, IssuedDocument};
use crate::error::AppError;
use crate::event_log::{self, ChainVerification, TimelineEntry};
use crate::finding::{self, FindingView};
use crate::tx::{Reader, Subject};

/// 一个步骤。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseActionView {
    /// 步骤代码，见该类办件的步骤代码表。
    pub name: &'static str,
    /// 名称。
    pub label: &'static str,
    /// 请求方法。
    pub method: &'static str,
    /// 请求路径。
    pub href: String,
    /// 现在能否办理。
    pub enabled: bool,
    /// 不能办理的原因代码。
    pub code: Option<String>,
    /// 不能办理的原因。
    pub reason: Option<String>,
    /// 不能办理所依据的条文；能办理的为空。
    pub basis: Vec<BasisRef>,
}

/// What every view has beside the file.
pub(crate) struct CaseParts {
    /// Clocks, oldest first.
    pub deadlines: Vec<DeadlineView>,
    /// Breaches by the office.
    pub findings: Vec<FindingView>,
    /// Texts issued.
    pub documents: Vec<IssuedDocument>,
}

/// Reads them.
pub(crate) fn parts(read: &mut Reader<'_>, subject: Subject<'_>, with_trace: bool) -> Result<CaseParts, AppError> {
    let rows = deadlines::all_for(read.conn, subject.kind, subject.id)?;
    let (rulebook, calendar) = (read.app.rulebook(), read.app.calendar());
    Ok(CaseParts {
        deadlines: rows
            .iter()
            .map(|row| deadline_view(row, &rulebook, &calendar, read.now, with_trace))
            .collect::<Result<_, _>>()?,
        findings: finding::of(read, subject)?,
        documents: document::issued(read.conn, subject)?,
    })
}

/// The steps of the caller. What is someone else's task is left out: a clerk's screen shows the clerk's own steps. `tail` is the path of
/// a step below the case.
pub(crate) fn actions<A: Code>(
    read: &Reader<'_>,
    path: &str,
    offers: Vec<Offer<A>>,
    tail: impl Fn(A, &str) -> String,
) -> Vec<CaseActionView> {
    let rulebook = read.app.rulebook();
    let today = read.now.date();
    let own = |offer: &Offer<A>| !offer.closed.as_ref().is_some_and(|no| no.kind == RefusalKind::NotThisActor);
    let view = |offer: Offer<A>| CaseActionView {
        name: offer.action.code(),
        label: offer.action.label(),
        method: "POST",
        href: format!("{path}/{}", tail(offer.action, offer.item_id.as_deref().unwrap_or_default())),
        enabled: offer.closed.is_none(),
        code: offer.closed.as_ref().map(|no| no.code.to_owned()),
        basis: offer.closed.as_ref().map(|no| rulebook.cite(&no.basis, today)).unwrap_or_default(),
        reason: offer.closed.map(|no| no.detail),
    };
    offers.into_iter().filter(own).map(view).collect()
}

/// The log of the case, for those who may see the case.
pub(crate) fn timeline<F: ServiceCase>(
    read: &mut Reader<'_>,
    id: &str,
    after_seq: i64,
    limit: i64,
) -> Result<Vec<TimelineEntry>, AppError> {
    load::<F>(read.conn, read.caller, id)?;
    event_log::timeline(read, Subject { kind: F::KIND, id }, after_seq, limit)
}

/// Whether the log of the case and the case file still agree with what was written. An auditor checks every chain: the answer holds
/// nothing of the case.
pub(crate) fn verify_timeline<F: ServiceCase>(read: &mut Reader<'_>, id: &str) -> Result<ChainVerification, AppError> {
    let audits = read.caller.principal().is_some_and(|principal| principal.has_any(&[Role::Auditor]));
    let viewer = if audits { &Caller::System } else { read.caller };
    let case = load::<F>(read.conn, viewer, id)?;
    let hash = digest(case.row.document.as_bytes());
    event_log::verify(read, Subject { kind: F::KIND, id }, Some(&hash))
}

/// Defines how cases of a kind are shown, alone and in lists, with the use cases that read them.
macro_rules! case_views {
    (
        $file:ty, $status:ty,
        $(#[$view_meta:meta])* $view:ident { $( $(#[$extra_meta:meta])* $extra:ident: $extra_type:ty ),* $(,)? }
        $(#[$summary_meta:meta])* $summary:ident { $( $(#[$column_meta:meta])* $name:ident: $code:ty = $column:ident ),* $(,)? }
    ) => {
        $(#[$view_meta])*
        #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
        pub struct $view {
            /// 案卷。
            #[serde(flatten)]
            pub file: $file,
            /// 版本，写入时放在 `If-Match` 中。
            pub version: i64,
            /// 更新时间。
            pub updated_at: yingshang_calendar::Instant,
            $( $(#[$extra_meta])* pub $extra: $extra_type, )*
            /// 时限。
            pub deadlines: Vec<crate::deadline::DeadlineView>,
            /// 发现的问题。
            pub findings: Vec<crate::finding::FindingView>,
            /// 已出具的文书。
            pub documents: Vec<crate::document::IssuedDocument>,
            /// 当前用户可办理的步骤；不能办理的写明原因和依据。
            pub actions: Vec<crate::service_case::CaseActionView>,
        }

        $(#[$summary_meta])*
        #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
        pub struct $summary {
            /// 标识。
            pub id: String,
            /// 编号。
            pub number: String,
            /// 版本。
            pub version: i64,
            /// 状态。
            pub status: $status,
            $( $(#[$column_meta])* pub $name: Option<$code>, )*
            /// 单位。
            pub unit_id: Option<String>,
            /// 事项。
            pub item_id: Option<String>,
            /// 事项版本。
            pub item_version: Option<i32>,
            /// 所属办件。
            pub application_id: Option<String>,
            /// 收到时间。
            pub received_at: yingshang_calendar::Instant,
            /// 了结时间。
            pub ended_at: Option<yingshang_calendar::Instant>,
            /// 最近的届满日。
            pub next_due_on: Option<chrono::NaiveDate>,
            /// 最近时限的状态；没有未了结时限的为空。
            pub deadline_state: Option<yingshang_rules::deadline::DeadlineState>,
            /// 来源系统。
            pub source_system: Option<String>,
            /// 来源编号。
            pub external_ref: Option<String>,
            /// 登记时间。
            pub created_at: yingshang_calendar::Instant,
            /// 更新时间。
            pub updated_at: yingshang_calendar::Instant,
        }

        fn summary(
            row: yingshang_store::service_case::ServiceCaseSummaryRow,
            now: yingshang_calendar::Instant,
        ) -> Result<$summary, crate::error::AppError> {
            use crate::error::AppError;
            Ok($summary {
                status: row.status.parse().map_err(AppError::internal)?,
                $( $name: row.$column.as_deref().map(str::parse).transpose().map_err(AppError::internal)?, )*
                deadline_state: crate::service_case::summary_parts(&row, now),
                id: row.id,
                number: row.number,
                version: row.version,
                unit_id: row.unit_id,
                item_id: row.item_id,
                item_version: row.item_version,
                application_id: row.application_id,
                received_at: row.received_at.0,
                ended_at: row.ended_at.map(|ts| ts.0),
                next_due_on: row.next_due_on,
                source_system: row.source_system,
                external_ref: row.external_ref,
                created_at: row.created_at.0,
                updated_at: row.updated_at.0,
            })
        }

        /// One page of what the caller may see.
        ///
        /// # Errors
        /// A failed query.
        pub fn list(
            read: &mut crate::tx::Reader<'_>,
            query: &crate::service_case::CaseQuery,
            page: &yingshang_store::seek::Page,
        ) -> Result<crate::page::Slice<crate::service_case::Listed<$summary>>, crate::error::AppError> {
            crate::service_case::list(read, <$file as crate::service_case::ServiceCase>::KIND, query, page, summary)
        }

        /// How many the caller may see.
        ///
        /// # Errors
        /// A failed query.
        pub fn count(
            read: &mut crate::tx::Reader<'_>,
            query: &crate::service_case::CaseQuery,
        ) -> Result<i64, crate::error::AppError> {
            crate::service_case::count(read, <$file as crate::service_case::ServiceCase>::KIND, query)
        }

        /// The case, if the caller may know of it.
        ///
        /// # Errors
        /// Not found, also where the caller may not know of it.
        pub fn get(
            read: &mut crate::tx::Reader<'_>,
            id: &str,
            with_trace: bool,
        ) -> Result<$view, crate::error::AppError> {
            let case = crate::service_case::load(read.conn, read.caller, id)?;
            build(read, case, with_trace)
        }

        /// The log of the case, for those who may see the case.
        ///
        /// # Errors
        /// Not found, also where the caller may not know of it.
        pub fn timeline(
            read: &mut crate::tx::Reader<'_>,
            id: &str,
            after_seq: i64,
            limit: i64,
        ) -> Result<Vec<crate::event_log::TimelineEntry>, crate::error::AppError> {
            crate::service_case::timeline::<$file>(read, id, after_seq, limit)
        }

        /// Whether the log of the case and the case file still agree with what was written.
        ///
        /// # Errors
        /// Not found, also where the caller may not know of it.
        pub fn verify_timeline(
            read: &mut crate::tx::Reader<'_>,
            id: &str,
        ) -> Result<crate::event_log::ChainVerification, crate::error::AppError> {
            crate::service_case::verify_timeline::<$file>(read, id)
        }
    };
}
pub(crate) use case_views;
