//! Ratings given on paper, entered in a batch by someone other than who served: all of them or none (HP-3.1, HP-4.3).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingshang_rules::application::Application;
use yingshang_rules::evaluation::{EvaluationChannel, PaperEntry, check_batch};
use yingshang_store::evaluation as rows;
use yingshang_store::seek::{Page, SortKey};
use yingshang_store::service_case::{self as cases, ServiceCaseFilter};

use super::invite::ask;
use super::submit::record;
use crate::application;
use crate::error::{AppError, FieldError};
use crate::service_case::{load, visibility};
use crate::tx::Tx;

/// 录入书面评价。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EnterPaperEvaluationsRequest)]
pub struct PaperBatch {
    /// 问卷，一次最多二百份；全部录入或者全部不录入。
    #[schema(min_items = 1, max_items = 200)]
    pub entries: Vec<PaperEntry>,
}

/// 已录入的书面评价。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecordedBatch {
    /// 评价编号，与问卷次序相同。
    pub numbers: Vec<String>,
}

/// Enters a batch.
///
/// # Errors
/// Every fault of every entry at once, each at its place.
pub fn enter_paper(tx: &mut Tx<'_>, body: PaperBatch) -> Result<RecordedBatch, AppError> {
    let mut faults: Vec<FieldError> = check_batch(&body.entries)
        .into_iter()
        .map(|fault| FieldError::new(format!("/entries/{}", fault.index), fault.refusal.code, fault.refusal.detail))
        .collect();
    let mut applications = Vec::new();
    for (index, entry) in body.entries.iter().enumerate() {
        match by_number(tx, entry.application_number.trim())? {
            Some(application) => applications.push(application),
            None => faults.push(FieldError::new(
                format!("/entries/{index}/application_number"),
                "unknown_reference",
                "没有这件办件。",
            )),
        }
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let mut numbers = Vec::new();
    for (index, (entry, application)) in body.entries.into_iter().zip(applications).enumerate() {
        match enter_one(tx, &application, entry) {
            Ok(number) => numbers.push(number),
            Err(AppError::Refused(no)) => {
                faults.push(FieldError::new(format!("/entries/{index}"), no.code, no.detail));
            }
            Err(other) => return Err(other),
        }
    }
    if faults.is_empty() { Ok(RecordedBatch { numbers }) } else { Err(AppError::Invalid(faults)) }
}

fn enter_one(tx: &mut Tx<'_>, application: &Application, entry: PaperEntry) -> Result<String, AppError> {
    let row = match rows::of_service(tx.conn, application::KIND, &application.id)? {
        Some(row) => row,
        None => ask(tx, application, EvaluationChannel::Paper, None)?.1,
    };
    Ok(record(tx, row, EvaluationChannel::Paper, entry.rating, None)?.file.number)
}

fn by_number(tx: &mut Tx<'_>, number: &str) -> Result<Option<Application>, AppError> {
    let filter = ServiceCaseFilter {
        visibility: visibility(tx.caller),
        kind: application::KIND.to_owned(),
        number: Some(number.to_owned()),
        ..ServiceCaseFilter::default()
    };
    let found = cases::list(tx.conn, &filter, &Page::first(SortKey::Number, false, 1))?;
    match found.first() {
        Some(row) => Ok(Some(load::<Application>(tx.conn, tx.caller, &row.id)?.file)),
        None => Ok(None),
    }
}
