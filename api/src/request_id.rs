//! The number of a request, in every log line and every problem.

use actix_web::http::header::HeaderMap;
use actix_web::{HttpMessage, HttpRequest};
use uuid::Builder;

/// Name of the header, in requests and responses.
pub const HEADER: &str = "x-request-id";

/// Longest id taken over from a caller.
const MAX_LENGTH: usize = 64;

/// Id of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// The caller's own id where it is a plain word, else a new one.
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let given = headers.get(HEADER).and_then(|value| value.to_str().ok()).filter(|text| is_plain(text));
        // A random number, no time in it: nothing here reads a clock.
        Self(given.map_or_else(|| Builder::from_random_bytes(random()).into_uuid().to_string(), str::to_owned))
    }

    /// The id given to `request` when it came in.
    pub fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_else(|| Self("-".to_owned()))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_plain(text: &str) -> bool {
    (8..=MAX_LENGTH).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn given(text: &str) -> RequestId {
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static(HEADER), HeaderValue::from_str(text).expect("a header value"));
        RequestId::from_headers(&headers)
    }

    #[test]
    fn a_plain_id_is_kept_and_anything_else_is_replaced() {
        assert_eq!(given("gateway-0001").as_str(), "gateway-0001");
        for odd in ["short", "with space 1", "a\"quote\"ed", &"x".repeat(65)] {
            assert_ne!(given(odd).as_str(), odd);
        }
        assert_ne!(RequestId::from_headers(&HeaderMap::new()), RequestId::from_headers(&HeaderMap::new()));
    }
}
