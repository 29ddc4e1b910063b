//! Ratings brought as far as a test needs them.

use serde_json::{Value, json};
use yingshang_testkit::Reply;

use crate::counter::office::{Case, Counter, text};

/// A service that was accepted, and the token with which it can be rated.
pub struct Asked {
    pub application: Case,
    pub invitation: String,
    pub token: String,
}

/// A rating on the house's own scale.
pub fn rating(attitude: &str, efficiency: &str) -> Value {
    json!({"scale": "three_grade", "attitude": attitude, "efficiency": efficiency})
}

/// A rating that says why.
pub fn negative() -> Value {
    json!({"scale": "three_grade", "attitude": "dissatisfied", "efficiency": "satisfied", "reasons": ["poor_attitude"]})
}

/// An accepted service for which the clerk asks for a rating.
pub async fn asked(counter: &Counter) -> Asked {
    let application = counter.accepted().await;
    let body = json!({"application_id": application.id, "channel": "counter"});
    let made = counter.clerk().client().post("/v1/evaluation-invitations").json(&body).await.expect(201).body;
    Asked { application, invitation: text(&made, "/invitation/id"), token: text(&made, "/token") }
}

/// Rates with the token, without an account.
pub async fn rates(counter: &Counter, token: &str, rating: Value) -> Reply {
    rates_from(counter, token, rating, Value::Null).await
}

/// The same from a device.
pub async fn rates_from(counter: &Counter, token: &str, rating: Value, device: Value) -> Reply {
    let body = json!({"token": token, "rating": rating, "device": device});
    counter.server.anonymous().post("/v1/public/evaluations").json(&body).await
}

/// The one rating there is, as a case.
pub async fn rated(counter: &Counter) -> Case {
    let listed = counter.person("approval_office").gets("/v1/evaluations").await;
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    Case::of("/v1/evaluations", &listed["items"][0])
}

/// A negative rating of a service that the clerk accepted.
pub async fn rated_negative(counter: &Counter) -> Case {
    let service = asked(counter).await;
    rates(counter, &service.token, negative()).await.expect(201);
    rated(counter).await
}
