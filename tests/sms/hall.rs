//! What these tests share: people who leave a telephone when they draw a number.

use serde_json::{Value, json};
use yingshang_testkit::Reply;

use crate::counter::office::{Case, Counter, text};

pub const MESSAGES: &str = "/v1/sms-messages";
pub const OUTGOING: &str = "/v1/outgoing-sms-messages";
pub const INBOUND: &str = "/v1/inbound-messages";
pub const PHONE: &str = "13900001234";

/// The first window of the hall.
pub async fn window(counter: &Counter) -> Value {
    counter.person("sys_admin").gets("/v1/windows").await["items"][0]["id"].clone()
}

/// A ticket with a telephone.
pub async fn ticket(counter: &Counter, phone: &str, application: Option<&Case>) -> Value {
    let mut body = json!({"phone": phone, "window_id": window(counter).await});
    // The queueing machine knows no applications; the clerk does.
    let by = if application.is_some() { "clerk" } else { "integration" };
    if let Some(case) = application {
        body["application_id"] = json!(case.id);
    }
    counter.person(by).client().post("/v1/queue-tickets").json(&body).await.expect(201).body
}

/// Runs the jobs at the fixed hour of this Monday.
pub async fn five_o_clock(counter: &Counter) {
    counter.at("2026-03-02T17:00:00+08:00");
    counter.sweep().await;
}

/// The messages there are.
pub async fn messages(counter: &Counter) -> Vec<Value> {
    counter.person("approval_office").gets(MESSAGES).await["items"].as_array().expect("items").clone()
}

/// An answer comes in.
pub async fn answers(counter: &Counter, message_id: &str, phone: &str, said: &str) -> Reply {
    let body = json!({
        "message_id": message_id, "phone": phone, "text": said, "received_at": "2026-03-02T17:20:00+08:00"
    });
    let path = format!("/v1/integrations/sms/testing/{}", yingshang_testkit::SMS_SECRET);
    counter.server.anonymous().post(&path).json(&body).await
}

/// Somebody was served today and got the message.
pub async fn asked(counter: &Counter) -> Case {
    let case = counter.accepted().await;
    ticket(counter, PHONE, Some(&case)).await;
    five_o_clock(counter).await;
    assert_eq!(messages(counter).await.len(), 1);
    case
}

/// The rating that an answer became.
pub async fn rating(counter: &Counter, receipt: &Value) -> Value {
    let listed = counter.person("approval_office").gets(&format!("{INBOUND}?outcome=rated")).await;
    let items = listed["items"].as_array().expect("items");
    let found = items.iter().find(|item| item["id"] == receipt["id"]).expect("the answer");
    counter.person("approval_office").gets(&format!("/v1/evaluations/{}", text(found, "/evaluation_id"))).await
}
