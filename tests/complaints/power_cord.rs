//! The power cord is pulled in the middle of writes: whatever was acknowledged is there, and every log is whole.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::office::complaint;

const PASSWORD: &str = "Sesame-4711-open";
/// Writers at work when the process is killed.
const WRITERS: usize = 8;
/// Acknowledged complaints after which it is killed.
const ENOUGH: usize = 60;

#[test]
fn what_was_acknowledged_survives_a_kill_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    run(survives_a_kill(folder.path(), None));
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that did not run must not look like one that did")]
fn what_was_acknowledged_survives_a_kill_on_postgres() {
    let folder = tempfile::tempdir().expect("a folder");
    match yingshang_pgtemp::empty_database() {
        Some(database) => run(survives_a_kill(folder.path(), Some(database.url()))),
        None => eprintln!("skipped: no PostgreSQL"),
    }
}

async fn survives_a_kill(folder: &Path, database_url: Option<&str>) {
    let mut service = Service::start(folder, database_url).await;
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| tokio::spawn(write_until_it_breaks(service.client.clone(), acknowledged.clone())))
        .collect();
    while acknowledged.lock().expect("no writer panicked").len() < ENOUGH {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    service.child.kill().expect("SIGKILL");
    service.child.wait().expect("it is gone");
    for writer in writers {
        writer.await.expect("a writer ends when its line breaks");
    }
    let acknowledged = acknowledged.lock().expect("no writer panicked").clone();

    let service = Service::start(folder, database_url).await;
    let mut numbers = Vec::new();
    for Acknowledged { id, number, status } in &acknowledged {
        let view = service.client.get(&format!("/v1/complaints/{id}")).await;
        assert_eq!((&view["number"], view["complainant"]["masked"].as_bool()), (&json!(number), Some(true)), "{view}");
        // A step sent but not answered may have been taken or not.
        let stands = view["status"].as_str().expect("a status");
        assert!(
            stands == status || (status == "registered" && stands == "accepted"),
            "{number}: {stands} after {status}"
        );
        numbers.push(number.clone());
    }
    let seen = numbers.len();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), seen, "no number was given twice");

    // Acknowledged or not: every case there is, is whole.
    let mut checked = 0;
    let mut next = Some("/v1/complaints?limit=200&sort=number".to_owned());
    while let Some(path) = next {
        let page = service.client.get(&path).await;
        for item in page["items"].as_array().expect("items") {
            let id = item["id"].as_str().expect("an id");
            let found = service.client.get(&format!("/v1/complaints/{id}/timeline/verification")).await;
            assert_eq!(found["intact"], true, "{}: {found}", item["number"]);
            checked += 1;
        }
        next = page["next_cursor"].as_str().map(|at| format!("/v1/complaints?limit=200&sort=number&cursor={at}"));
    }
    assert!(checked >= seen, "{checked} of {seen}");
    let later = service.client.register().await.expect("the service works on");
    assert!(numbers.iter().all(|number| *number < later.number), "{} is not new", later.number);
}

#[derive(Debug, Clone)]
struct Acknowledged {
    id: String,
    number: String,
    status: String,
}

async fn write_until_it_breaks(client: Client, acknowledged: Arc<Mutex<Vec<Acknowledged>>>) {
    while let Some(case) = client.register().await {
        let id = case.id.clone();
        acknowledged.lock().expect("no writer panicked").push(case);
        let Some(view) = client.post(&format!("/v1/complaints/{id}/acceptance"), &json!({})).await else { return };
        assert_eq!(view["status"], "accepted", "{view}");
        let mut acknowledged = acknowledged.lock().expect("no writer panicked");
        let case = acknowledged.iter_mut().find(|case| case.id == id).expect("pushed before");
        case.status = "accepted".to_owned();
    }
}

/// The binary, running.
struct Service {
    child: Child,
    client: Client,
    /// Kept open: the service may want to say more.
    _output: BufReader<ChildStdout>,
}

impl Service {
    async fn start(folder: &Path, database_url: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yingshang"));
        command.args(["serve", "--demo"]).env_clear().current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::null());
        command.env("YINGSHANG_LISTEN", "127.0.0.1:0").env("YINGSHANG_ARGON2_MEMORY_KIB", "8");
        command.env("YINGSHANG_DEMO_PASSWORD", PASSWORD);
        if let Some(url) = database_url {
            command.env("DATABASE_URL", url);
        }
        let mut child = command.spawn().expect("the service starts");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let base = loop {
            let mut line = String::new();
            assert_ne!(output.read_line(&mut line).expect("text"), 0, "the service ended before it listened");
            if let Some((_, base)) = line.trim_end().split_once(" listens on ") {
                break base.to_owned();
            }
        };
        Self { child, client: Client::login(base).await, _output: output }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Killed and waited for already, or at the end of the test: then nobody needs it to stop gently.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Clone)]
struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    async fn login(base: String) -> Self {
        let mut client = Self { http: reqwest::Client::new(), base, token: String::new() };
        let login = json!({"username": "acceptance_officer", "password": PASSWORD});
        let session = client.post("/v1/auth/token", &login).await.expect("a login");
        client.token = session["access_token"].as_str().unwrap_or_else(|| panic!("no token: {session}")).to_owned();
        client
    }

    /// `None` when the line broke before the answer was complete.
    async fn register(&self) -> Option<Acknowledged> {
        let answer = self.post("/v1/complaints", &complaint(json!({}))).await?;
        let text = |field: &str| answer["complaint"][field].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        Some(Acknowledged { id: text("id"), number: text("number"), status: text("status") })
    }

    async fn post(&self, path: &str, body: &Value) -> Option<Value> {
        let request = self.http.post(format!("{}{path}", self.base)).header("If-Match", "*").json(body);
        let request = if self.token.is_empty() { request } else { request.bearer_auth(&self.token) };
        request.send().await.ok()?.json().await.ok()
    }

    async fn get(&self, path: &str) -> Value {
        let response =
            self.http.get(format!("{}{path}", self.base)).bearer_auth(&self.token).send().await.expect("answers");
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.expect("JSON")
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}
