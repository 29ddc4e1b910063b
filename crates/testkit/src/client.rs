//! A small HTTP client: JSON in, JSON out, with the headers of this API.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use chrono::Duration;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use yingshang_app::clock::Clock;
use yingshang_calendar::Instant;

use crate::TestServer;

/// A login is used again for so long; access tokens live longer.
const FRESH: Duration = Duration::minutes(10);

/// A login that can be used again.
pub(crate) struct Session {
    token: String,
    since: Instant,
}

/// A caller.
#[derive(Clone)]
pub struct Client<'a> {
    server: &'a TestServer,
    login: Option<(String, String)>,
    token: Option<String>,
}

impl<'a> Client<'a> {
    pub(crate) fn new(server: &'a TestServer, login: Option<(String, String)>) -> Self {
        Self { server, login, token: None }
    }

    /// The same caller with a token of the test's own choice.
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// `GET`.
    pub fn get(&self, path: &str) -> Call<'a> {
        self.call(Method::GET, path)
    }

    /// `POST`; without a body until [`Call::json`].
    pub fn post(&self, path: &str) -> Call<'a> {
        self.call(Method::POST, path)
    }

    /// `PUT`.
    pub fn put(&self, path: &str) -> Call<'a> {
        self.call(Method::PUT, path)
    }

    /// `PATCH` with a merge patch.
    pub fn patch(&self, path: &str, body: Value) -> Call<'a> {
        self.call(Method::PATCH, path).text("application/merge-patch+json", body.to_string())
    }

    /// Any method.
    pub fn call(&self, method: Method, path: &str) -> Call<'a> {
        let request = self.server.http.request(method, format!("{}{path}", self.server.base));
        Call { client: self.clone(), request }
    }

    async fn token(&self) -> Option<String> {
        if self.token.is_some() {
            return self.token.clone();
        }
        let (username, password) = self.login.as_ref()?;
        let now = self.server.clock.now();
        let key = format!("{username}\n{password}");
        let known = {
            let sessions = self.server.sessions.lock().expect("no test panicked in here");
            sessions.get(&key).filter(|session| now < session.since.plus(FRESH)).map(|session| session.token.clone())
        };
        if known.is_some() {
            return known;
        }
        let body = json!({"username": username, "password": password});
        let reply = self.server.anonymous().post("/v1/auth/token").json(&body).await;
        assert_eq!(reply.status, 200, "{username} cannot log in: {}", reply.text);
        let token = reply.str("/access_token").to_owned();
        let session = Session { token: token.clone(), since: now };
        self.server.sessions.lock().expect("no test panicked in here").insert(key, session);
        Some(token)
    }
}

/// A request; `await` it.
pub struct Call<'a> {
    client: Client<'a>,
    request: reqwest::RequestBuilder,
}

impl Call<'_> {
    /// A JSON body.
    pub fn json(mut self, body: &Value) -> Self {
        self.request = self.request.json(body);
        self
    }

    /// Any body.
    pub fn text(mut self, content_type: &str, body: impl Into<reqwest::Body>) -> Self {
        self.request = self.request.header(CONTENT_TYPE, content_type).body(body);
        self
    }

    /// A multipart form.
    pub fn form(mut self, form: reqwest::multipart::Form) -> Self {
        self.request = self.request.multipart(form);
        self
    }

    /// A header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// `If-Match` of a version.
    pub fn if_match(self, version: i64) -> Self {
        self.header("If-Match", &format!("\"{version}\""))
    }

    /// An idempotency key.
    pub fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }
}

impl<'a> IntoFuture for Call<'a> {
    type Output = Reply;
    type IntoFuture = Pin<Box<dyn Future<Output = Reply> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let request = match self.client.token().await {
                Some(token) => self.request.header(AUTHORIZATION, format!("Bearer {token}")),
                None => self.request,
            };
            let response = request.send().await.expect("the server answers");
            let (status, headers) = (response.status(), response.headers().clone());
            let bytes = response.bytes().await.expect("the answer is complete").to_vec();
            Reply::new(status, headers, bytes)
        })
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The JSON body; `null` where there is none.
    pub body: Value,
    /// The body as text.
    pub text: String,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Reply {
    fn new(status: StatusCode, headers: HeaderMap, bytes: Vec<u8>) -> Self {
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self { status: status.as_u16(), headers, body, text, bytes }
    }

    /// The same, if it has this status.
    ///
    /// # Panics
    /// When it has another, with the whole answer.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The same, if it is this problem.
    ///
    /// # Panics
    /// When it is another answer, or not `application/problem+json`.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.body["status"], status);
        assert_eq!(self.body["request_id"], self.header("x-request-id"));
        self
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// A text in the body.
    ///
    /// # Panics
    /// When there is none at this pointer.
    #[track_caller]
    pub fn str(&self, pointer: &str) -> &str {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("no text at {pointer} in {}", self.text))
    }

    /// The version of the resource.
    ///
    /// # Panics
    /// When it has none.
    #[track_caller]
    pub fn version(&self) -> i64 {
        self.body["version"].as_i64().unwrap_or_else(|| panic!("no version in {}", self.text))
    }

    /// Codes of the faults in a problem, with their places, in order.
    pub fn faults(&self) -> Vec<(String, String)> {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let place = |error: &Value| {
            let place = ["pointer", "parameter", "header"].iter().find_map(|kind| error[*kind].as_str());
            place.unwrap_or_default().to_owned()
        };
        let mut faults: Vec<_> =
            errors.iter().map(|error| (place(error), error["code"].as_str().unwrap_or_default().to_owned())).collect();
        faults.sort();
        faults
    }
}
