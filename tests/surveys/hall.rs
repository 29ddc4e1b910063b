//! What these tests share.

use serde_json::{Value, json};
use yingshang_rules::Role;
use yingshang_testkit::{Reply, TestServer};

pub const SURVEYS: &str = "/v1/surveys";

/// Opens a round, which must work.
pub async fn opens(server: &TestServer, body: Value) -> Value {
    server.role(Role::LeadingGroupOffice).post(SURVEYS).json(&body).await.expect(201).body
}

/// Tries to enter a batch.
pub async fn enters(server: &TestServer, role: Role, round: &Value, entries: Value) -> Reply {
    let path = format!("{SURVEYS}/{}/responses", round["id"].as_str().expect("an id"));
    server.role(role).post(&path).json(&json!({"entries": entries})).await
}

/// A mobile survey of this month with four hours of five people.
pub fn mobile(month: &str) -> Value {
    json!({"kind": "mobile", "month": month, "slots": 4, "participants": 5})
}

/// A questionnaire on a window.
pub fn questionnaire(window: &Value, taken_on: &Value, efficiency: &str, reasons: Value) -> Value {
    json!({
        "window_id": window, "taken_on": taken_on,
        "rating": {"scale": "three_grade", "attitude": "satisfied", "efficiency": efficiency, "reasons": reasons}
    })
}

/// The windows of the hall.
pub async fn windows(server: &TestServer) -> Vec<Value> {
    let found = server.role(Role::SysAdmin).get("/v1/windows").await.expect(200).body;
    found["items"].as_array().expect("windows").iter().map(|window| window["id"].clone()).collect()
}
