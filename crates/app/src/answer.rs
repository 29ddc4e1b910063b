//! The answer to a write, complete with headers, so that it can be stored with the work and given again unchanged.

use serde::Serialize;

use crate::error::AppError;

/// Status, headers and JSON body of a successful write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers beside the usual ones: `ETag`, `Location`.
    pub headers: Vec<(String, String)>,
    /// JSON text; empty for 204.
    pub body: String,
    /// Given from the store instead of done again.
    pub replayed: bool,
}

impl Answer {
    /// A JSON answer.
    pub fn json(status: u16, body: &impl Serialize) -> Result<Self, AppError> {
        let body = serde_json::to_string(body).map_err(AppError::internal)?;
        Ok(Self { status, headers: Vec::new(), body, replayed: false })
    }

    /// An answer without a body.
    pub fn no_content() -> Self {
        Self { status: 204, headers: Vec::new(), body: String::new(), replayed: false }
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The strong entity tag of a version.
    pub fn etag(self, version: i64) -> Self {
        self.header("ETag", format!("\"{version}\""))
    }

    /// Where the new thing is.
    pub fn location(self, href: impl Into<String>) -> Self {
        self.header("Location", href)
    }
}
