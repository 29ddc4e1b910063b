//! What is asked of the service, as bytes.

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::error::BenchError;
use crate::http::Connection;
use crate::load::Question;
use crate::seed::{PASSWORD, Seeded, USERNAME};

/// Public answers that depend on nothing but the program: the one closest in size to an answer is its measure.
const STATIC: &[&str] = &[
    "/healthz",
    "/docs/swagger-initializer.js",
    "/docs/oauth2-redirect.html",
    "/v1/code-lists/unit-kinds",
    "/v1/code-lists",
    "/v1/public/service-info",
    "/docs/swagger-ui.css",
    "/docs/index.css",
    "/docs/index.html",
    "/openapi.json",
];

/// The questions about one database.
pub(crate) struct Questions {
    /// One complaint.
    pub(crate) get: Arc<Question>,
    /// Fifty complaints of one state and due date, the nearest first.
    pub(crate) list: Arc<Question>,
    /// The same fifty, as a clerk's screen asks first: the newest on top.
    pub(crate) list_newest: Arc<Question>,
    /// A registration.
    pub(crate) create: Arc<Question>,
    /// The same registration with a field too many: read, checked and refused before any work.
    pub(crate) refused: Arc<Question>,
    /// The due date the lists begin with.
    pub(crate) due_from: String,
}

/// A registration as it is typed in, different for every `n`.
pub(crate) fn complaint(n: u64, units: &[String]) -> Value {
    const MATTERS: [&str; 5] = [
        "办理养老保险关系转移时，窗口先后三次要求补充材料，每次说法不一，前后跑了四趟仍未办结。",
        "失业保险金申领提交后超过承诺时限没有答复，电话询问时工作人员态度生硬，让自己上网查。",
        "工伤认定材料交齐以后，经办人员口头告知需要指定机构出具证明，没有给出书面依据。",
        "人力资源服务许可变更，网上显示已受理，到大厅却被告知要重新提交一遍纸质材料。",
        "培训补贴公示以后迟迟没有拨付，多次询问只说在走流程，没有人说明原因和时间。",
    ];
    let matter = MATTERS[(n % 5) as usize];
    let unit = &units[(n as usize / 5) % units.len()];
    json!({
        "channel": "phone", "category": "refusal_or_delay",
        "title": format!("反映第{n}号事项办理迟缓"),
        "content": format!("来电反映：第{n}号事项。{matter}希望核实情况，给出明确的答复，并改进窗口的一次性告知。"),
        "complainant": {"kind": "person", "name": "测试甲", "phone": format!("139{:08}", n % 100_000_000)},
        "respondents": [{"unit_id": unit, "description": "服务大厅窗口"}]
    })
}

impl Questions {
    /// Logs in and makes the questions.
    pub(crate) async fn about(seeded: &Seeded, address: SocketAddr) -> Result<Self, BenchError> {
        let mut connection = Connection::open(address).await?;
        let login = json!({"username": USERNAME, "password": PASSWORD});
        let token = ask(&mut connection, &post("/v1/auth/token", None, &login), "/v1/auth/token").await?;
        let token = token["access_token"].as_str().unwrap_or_default().to_owned();

        let last = "/v1/complaints?status=registered&sort=-next_due_on&limit=1";
        let last = ask(&mut connection, &get(last, Some(&token)), last).await?;
        let due = last["items"][0]["next_due_on"].as_str().unwrap_or_default().to_owned();
        let list = format!("/v1/complaints?status=registered&due_from={due}&due_to=9999-01-01&limit=50");

        let paths: Vec<Vec<u8>> =
            seeded.ids.iter().map(|id| get(&format!("/v1/complaints/{id}"), Some(&token))).collect();
        let by_due = get(&format!("{list}&sort=next_due_on"), Some(&token));
        let newest = get(&list, Some(&token));
        let (units, own) = (seeded.units.clone(), token.clone());
        let (units_of_refused, own_of_refused) = (seeded.units.clone(), token);
        Ok(Self {
            get: question("get", 200, move |n| paths[n as usize % paths.len()].clone()),
            list: question("list", 200, move |_| by_due.clone()),
            list_newest: question("list, newest first", 200, move |_| newest.clone()),
            create: question("create", 201, move |n| post("/v1/complaints", Some(&own), &complaint(n, &units))),
            refused: question("create with a field too many", 422, move |n| {
                let mut body = complaint(n, &units_of_refused);
                body["colour"] = json!("blue");
                post("/v1/complaints", Some(&own_of_refused), &body)
            }),
            due_from: due,
        })
    }
}

/// The static answer closest in size to `bytes`, with its path.
pub(crate) async fn static_like(address: SocketAddr, bytes: usize) -> Result<(Arc<Question>, String), BenchError> {
    let mut connection = Connection::open(address).await?;
    let mut best: Option<(usize, &str)> = None;
    for path in STATIC {
        let reply = connection.ask(&get(path, None)).await?;
        let distance = reply.body.len().abs_diff(bytes);
        if reply.status == 200 && best.is_none_or(|(other, _)| distance < other) {
            best = Some((distance, path));
        }
    }
    let (_, path) = best.ok_or_else(|| BenchError::new("no static answer"))?;
    let request = get(path, None);
    Ok((question("static", 200, move |_| request.clone()), path.to_owned()))
}

fn question(
    name: &'static str,
    status: u16,
    request: impl Fn(u64) -> Vec<u8> + Send + Sync + 'static,
) -> Arc<Question> {
    Arc::new(Question { name, status, request: Box::new(request) })
}

async fn ask(connection: &mut Connection, request: &[u8], path: &str) -> Result<Value, BenchError> {
    let reply = connection.ask(request).await?;
    let body = String::from_utf8_lossy(reply.body).into_owned();
    if reply.status != 200 {
        return Err(BenchError::Answer { path: path.to_owned(), status: reply.status, body });
    }
    serde_json::from_str(&body).map_err(|error| BenchError::new(format!("{path}: {error}")))
}

fn head(method: &str, path: &str, token: Option<&str>) -> String {
    let authorization = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    format!("{method} {path} HTTP/1.1\r\nhost: bench\r\n{authorization}")
}

fn get(path: &str, token: Option<&str>) -> Vec<u8> {
    (head("GET", path, token) + "\r\n").into_bytes()
}

fn post(path: &str, token: Option<&str>, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    let head = head("POST", path, token);
    format!("{head}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}
