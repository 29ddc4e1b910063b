//! Findings: breaches by the office, kept where assessment and oversight find them.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use yingshang_rules::finding::{Finding, FindingKind};
use yingshang_rules::rulebook::BasisRef;
use yingshang_store::Ts;
use yingshang_store::finding::{self as rows, FindingFilter, FindingRow};

use crate::error::AppError;
use crate::event_log::facts;
use crate::page::Slice;
use crate::service_case::visibility;
use crate::tx::{Reader, Subject, Tx};

/// 发现的问题：经办部门没有尽到的职责。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FindingView {
    /// 标识。
    pub id: String,
    /// 问题。
    pub kind: FindingKind,
    /// 办件类别，见事件流的主体类别。
    pub subject_kind: String,
    /// 办件标识。
    pub subject_id: String,
    /// 责任单位。
    pub unit_id: Option<String>,
    /// 责任人账号；不能确定到人的为空。
    pub user_id: Option<String>,
    /// 发现日期。
    pub found_on: NaiveDate,
    /// 说明。
    pub detail: String,
    /// 没有履行的职责。
    pub basis: Vec<BasisRef>,
}

/// Which findings. Empty means not asked.
#[derive(Debug, Clone, Default)]
pub struct FindingQuery {
    /// Kinds.
    pub kind: Vec<FindingKind>,
    /// Kind of case.
    pub subject_kind: Option<String>,
    /// The case.
    pub subject_id: Option<String>,
    /// The unit that answers for it.
    pub unit_id: Option<String>,
    /// Found on or after.
    pub found_from: Option<NaiveDate>,
    /// Found before.
    pub found_to: Option<NaiveDate>,
}

/// Keeps what a decision found, with an entry in the log of the case.
pub(crate) fn record(tx: &mut Tx<'_>, subject: Subject<'_>, findings: Vec<Finding>) -> Result<(), AppError> {
    let mut kept = Vec::new();
    for finding in findings {
        let payload = facts([("kind", json!(finding.kind)), ("unit_id", json!(finding.unit_id))]);
        tx.log(subject, "finding_recorded", &payload, &finding.basis)?;
        kept.push(FindingRow {
            id: tx.new_id(),
            kind: finding.kind.code().to_owned(),
            subject_kind: subject.kind.to_owned(),
            subject_id: subject.id.to_owned(),
            unit_id: finding.unit_id,
            user_id: finding.user_id,
            found_on: tx.now.date(),
            basis: serde_json::to_string(&finding.basis).map_err(AppError::internal)?,
            detail: finding.detail,
            created_at: Ts(tx.now),
        });
    }
    Ok(rows::insert_all(tx.conn, &kept)?)
}

/// The findings of one case, oldest first.
pub(crate) fn of(read: &mut Reader<'_>, subject: Subject<'_>) -> Result<Vec<FindingView>, AppError> {
    let found = rows::of(read.conn, subject.kind, subject.id)?;
    found.into_iter().map(|row| view(read, row)).collect()
}

/// One page of the findings the caller may see: all, or those against the caller's unit.
pub fn list(
    read: &mut Reader<'_>,
    query: &FindingQuery,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Slice<FindingView>, AppError> {
    let filter = FindingFilter {
        visibility: visibility(read.caller),
        kind: query.kind.iter().map(|kind| kind.code().to_owned()).collect(),
        subject_kind: query.subject_kind.clone(),
        subject_id: query.subject_id.clone(),
        unit_id: query.unit_id.clone(),
        found_from: query.found_from,
        found_to: query.found_to,
    };
    Slice::cut(rows::list(read.conn, &filter, after_id, limit + 1)?, limit).try_map(|row| view(read, row))
}

fn view(read: &Reader<'_>, row: FindingRow) -> Result<FindingView, AppError> {
    let basis: Vec<String> = serde_json::from_str(&row.basis).map_err(AppError::internal)?;
    let ids: Vec<&str> = basis.iter().map(String::as_str).collect();
    Ok(FindingView {
        kind: row.kind.parse().map_err(AppError::internal)?,
        basis: read.app.rulebook().cite(&ids, row.found_on),
        id: row.id,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        unit_id: row.unit_id,
        user_id: row.user_id,
        found_on: row.found_on,
        detail: row.detail,
    })
}
