//! Ratings on paper: all of a batch or none, never by who served.

use serde_json::{Value, json};

use super::stage::{negative, rating};
use crate::counter::at_the_counter;

fn entry(number: &str, rating: Value) -> Value {
    json!({"application_number": number, "rating": rating})
}

at_the_counter! {
    async fn hp_4_3_every_fault_of_a_batch_is_named_and_nothing_is_kept(counter: Counter) {
        let (one, other) = (counter.accepted().await, counter.accepted().await);
        let batch = |entries: Value| counter.person("second_handler").client().post("/v1/evaluations/paper-batches").json(&json!({"entries": entries}));
        let wrong = batch(json!([
            entry(&one.number, rating("satisfied", "satisfied")),
            entry(&one.number, rating("satisfied", "satisfied")),
            entry("BJ-2026-999999", rating("dissatisfied", "satisfied"))
        ])).await.problem(422, "invalid");
        let codes: Vec<String> = wrong.faults().into_iter().map(|(_, code)| code).collect();
        assert_eq!(codes, ["rated_twice_in_batch", "reason_missing", "unknown_reference"]);
        assert_eq!(counter.person("approval_office").counts("/v1/evaluations").await, 0);

        // The clerk accepted both: not the clerk's to enter.
        let own = json!({"entries": [entry(&one.number, rating("satisfied", "satisfied"))]});
        let own = counter.clerk().client().post("/v1/evaluations/paper-batches").json(&own).await.problem(422, "invalid");
        assert_eq!(own.faults(), [("/entries/0".to_owned(), "clerk_may_not_rate".to_owned())]);

        let entered = batch(json!([entry(&one.number, rating("satisfied", "satisfied")), entry(&other.number, negative())])).await.expect(201).body;
        assert_eq!(entered["numbers"], json!(["PJ-2026-000001", "PJ-2026-000002"]));
        let again = batch(json!([entry(&one.number, rating("satisfied", "satisfied"))])).await.problem(422, "invalid");
        assert_eq!(again.faults(), [("/entries/0".to_owned(), "already_rated".to_owned())]);
        let negative = counter.person("approval_office").gets("/v1/evaluations?channel=paper&overall=dissatisfied").await;
        assert_eq!(negative["items"].as_array().map(Vec::len), Some(1));
    }
}
