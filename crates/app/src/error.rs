//! Why a use case did not do what was asked. The API turns this into a problem; nothing here is an outside text except `detail`s.

use serde_json::{Map, Value};
use thiserror::Error;
use yingshang_rules::Refusal;
use yingshang_store::StoreError;

/// One fault of a request, at a place in it.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    /// JSON pointer into the body.
    pub pointer: String,
    /// Stable ASCII code.
    pub code: &'static str,
    /// Chinese message; never repeats the value.
    pub message: String,
    /// Facts, such as the limit.
    pub params: Map<String, Value>,
    /// Obligation ids, where it is a rule that says so.
    pub basis: Vec<&'static str>,
}

impl FieldError {
    /// A fault without further facts.
    pub fn new(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, message: message.into(), params: Map::new(), basis: Vec::new() }
    }

    /// Names the obligations it rests on.
    pub fn resting_on(self, basis: &'static [&'static str]) -> Self {
        Self { basis: basis.to_vec(), ..self }
    }

    /// What the rules have against one entry of several, as a fault at its place.
    pub fn refused(pointer: impl Into<String>, refusal: Refusal) -> Self {
        let Refusal { code, basis, detail, params, .. } = refusal;
        Self { pointer: pointer.into(), code, message: detail, params, basis }
    }
}

/// The failure of a use case.
#[derive(Debug, Error)]
pub enum AppError {
    /// There is no such thing, or not for this caller.
    #[error("not found")]
    NotFound,
    /// The thing around it is there, this part of it is not yet: stable code and Chinese detail.
    #[error("missing: {code}")]
    Missing {
        /// Stable ASCII code.
        code: &'static str,
        /// Chinese detail.
        detail: String,
    },
    /// The rules say no.
    #[error("refused by rule: {}", .0.code)]
    Refused(Box<Refusal>),
    /// The request is readable but wrong; all faults at once.
    #[error("invalid request")]
    Invalid(Vec<FieldError>),
    /// Not allowed: stable code and Chinese detail.
    #[error("forbidden: {code}")]
    Forbidden {
        /// Stable ASCII code.
        code: &'static str,
        /// Chinese detail.
        detail: String,
    },
    /// Who are you?
    #[error("unauthenticated: {code}")]
    Unauthenticated {
        /// Stable ASCII code.
        code: &'static str,
        /// Chinese detail.
        detail: String,
    },
    /// Something in the way, such as a code already taken.
    #[error("conflict: {code}")]
    Conflict {
        /// Stable ASCII code.
        code: &'static str,
        /// Chinese detail.
        detail: String,
    },
    /// Someone else was faster, or the caller read an older version.
    #[error("precondition failed, current version {current}")]
    Stale {
        /// The version now.
        current: i64,
    },
    /// The idempotency key was used for another request.
    #[error("idempotency key reused")]
    KeyReused,
    /// A calendar question beyond the published years.
    #[error("calendar not published")]
    CalendarNotPublished(yingshang_calendar::NotPublished),
    /// More bytes than are taken.
    #[error("too large")]
    TooLarge {
        /// Chinese detail, naming the limit.
        message: String,
    },
    /// A kind of content that is not taken.
    #[error("unsupported type")]
    UnsupportedType {
        /// Chinese detail.
        message: String,
    },
    /// Too many tries; wait.
    #[error("too many requests")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The store could not do it.
    #[error(transparent)]
    Store(StoreError),
    /// A fault of ours; the text is for the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl AppError {
    /// One fault at one place.
    pub fn invalid(pointer: &str, code: &'static str, message: &str) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code, message)])
    }

    /// The same, but a key of another system that is taken is a conflict, told in these words.
    #[must_use]
    pub(crate) fn or_external_ref_taken(self, detail: &str) -> Self {
        match self {
            Self::Store(StoreError::Duplicate { constraint }) if constraint.ends_with("_external_ref_key") => {
                Self::Conflict { code: "external_ref_taken", detail: detail.to_owned() }
            }
            other => other,
        }
    }

    /// A fault of ours, with its cause for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::VersionConflict { current: Some(current) } => Self::Stale { current },
            StoreError::VersionConflict { current: None } => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

impl From<yingshang_calendar::NotPublished> for AppError {
    fn from(missing: yingshang_calendar::NotPublished) -> Self {
        Self::CalendarNotPublished(missing)
    }
}
