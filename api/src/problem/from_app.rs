//! What a failed use case looks like from outside.

use serde_json::{Map, json};
use yingshang_app::{AppError, FieldError};
use yingshang_rules::{Refusal, RefusalKind};
use yingshang_store::StoreError;

use super::table::{self, ProblemType};
use super::{Fault, Problem};

/// Seconds after which a busy service is worth another try.
const RETRY_SOON: u32 = 1;

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::new(&table::NOT_FOUND, "没有这一项，或您无权知悉。"),
            AppError::Missing { code, detail } => coded(&table::NOT_FOUND, code, detail),
            AppError::Refused(refusal) => refused(*refusal),
            AppError::Invalid(errors) => invalid(errors),
            AppError::Forbidden { code, detail } => coded(&table::FORBIDDEN, code, detail),
            AppError::Unauthenticated { code, detail } => coded(&table::UNAUTHENTICATED, code, detail),
            AppError::Conflict { code, detail } => coded(&table::CONFLICT, code, detail),
            AppError::Stale { current } => stale(current),
            AppError::KeyReused => Self::new(&table::KEY_REUSED, "该幂等键已用于内容不同的请求。"),
            AppError::CalendarNotPublished(missing) => calendar_not_published(missing),
            AppError::TooMany { retry_after } => {
                Self::new(&table::TOO_MANY_REQUESTS, "请求过于频繁，请稍后再试。").retry_after(retry_after)
            }
            AppError::TooLarge { message } => Self::new(&table::TOO_LARGE, message),
            AppError::UnsupportedType { message } => Self::new(&table::UNSUPPORTED_MEDIA_TYPE, message),
            AppError::Store(error) => from_store(error),
            AppError::Internal(cause) => Self::internal(cause),
        }
    }
}

impl From<FieldError> for Fault {
    fn from(error: FieldError) -> Self {
        Self { params: error.params, ..Self::at(error.pointer, error.code, error.message) }
    }
}

fn invalid(errors: Vec<FieldError>) -> Problem {
    let mut basis: Vec<&'static str> = Vec::new();
    for id in errors.iter().flat_map(|error| &error.basis) {
        if !basis.contains(id) {
            basis.push(id);
        }
    }
    let mut problem = Problem::invalid(errors.into_iter().map(Fault::from).collect());
    problem.0.basis = basis;
    problem
}

fn refused(refusal: Refusal) -> Problem {
    let kind = match refusal.kind {
        RefusalKind::WrongState => &table::WRONG_STATE,
        RefusalKind::NotThisActor => &table::NOT_THIS_ACTOR,
        RefusalKind::AgainstRule => &table::AGAINST_RULE,
    };
    let mut problem = coded(kind, refusal.code, refusal.detail);
    problem.0.basis = refusal.basis;
    problem.0.params = refusal.params;
    problem
}

/// The row of `code` where it has one of its own and agrees in status, else `kind`; the code is kept either way.
fn coded(kind: &'static ProblemType, code: &'static str, detail: String) -> Problem {
    let kind = ProblemType::find(code).filter(|row| row.status == kind.status).unwrap_or(kind);
    let mut problem = Problem::new(kind, detail);
    problem.0.code = code;
    problem
}

fn stale(current: i64) -> Problem {
    let mut problem = Problem::new(&table::STALE, "您读取之后，该项已被更新。");
    problem.0.etag = Some(current);
    problem.0.params = one("current_version", json!(current));
    problem
}

fn calendar_not_published(missing: yingshang_calendar::NotPublished) -> Problem {
    let mut problem = Problem::new(&table::CALENDAR_NOT_PUBLISHED, format!("{missing}。"));
    problem.0.params = one("first_missing_day", json!(missing.first_missing_day));
    problem
}

fn from_store(error: StoreError) -> Problem {
    match error {
        StoreError::Busy | StoreError::Closed | StoreError::Unavailable(_) => {
            let mut problem = Problem::new(&table::BUSY, "服务繁忙，请稍后再试。").retry_after(RETRY_SOON);
            // A full queue is no fault and would flood the log just when there is no time for it.
            problem.0.cause = (!matches!(error, StoreError::Busy)).then(|| error.to_string());
            problem
        }
        // Two instances on one database took the same key at once; the other one is about to commit.
        StoreError::Duplicate { constraint } if constraint.starts_with("idempotency") => {
            Problem::new(&table::REQUEST_IN_PROGRESS, "相同幂等键的请求正在处理。").retry_after(RETRY_SOON)
        }
        other => Problem::internal(other),
    }
}

fn one(name: &str, value: serde_json::Value) -> Map<String, serde_json::Value> {
    Map::from_iter([(name.to_owned(), value)])
}
