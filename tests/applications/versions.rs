//! Which version of the item applies: that of the day of receipt, to the end.

use serde_json::{Value, json};

use crate::counter::at_the_counter;
use crate::counter::office::{Refused, assert_clock, changed};

at_the_counter! {
    /// RQ-2.1: a running application keeps the list it began under.
    async fn rq_2_1_a_new_version_does_not_touch_a_running_application(counter: Counter) {
        let clerk = counter.clerk();
        let running = clerk.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let lacking = clerk.registers(&counter.permit, &["M01", "M02"]).await;
        counter.publishes_version(&counter.permit, stricter("2026-03-04")).await;
        counter.at("2026-03-04T09:00:00+08:00");

        // M05 is required from today on, and the promise is shorter: not for this one.
        let view = clerk.does(&running, "examination", json!({"outcome": "complete"})).await;
        assert_eq!((&view["item_version"], &view["status"]), (&json!(1), &json!("accepted")));
        assert_clock(&view, "promised_handling", "2026-03-18", "running", "GZ-1.2.1");
        let view = clerk.does(&lacking, "examination", json!({"outcome": "incomplete"})).await;
        assert_eq!(view["examinations"][0]["shortcomings"].as_array().map(Vec::len), Some(1));

        let new = clerk.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let view = clerk.does(&new, "examination", json!({"outcome": "incomplete"})).await;
        assert_eq!((&view["item_version"], &view["examinations"][0]["shortcomings"][0]["code"]), (&json!(2), &json!("M05")));

        // A commitment is checked against the list that applies, whoever read the newer one.
        let proposal = |version: u32| json!({
            "application_id": lacking.id, "item_version": version, "material_codes": ["M03"], "cause": "not_prepared",
            "applicant_agrees": true
        });
        let refused = clerk.tries_to_open("/v1/commitments", proposal(2)).await.refused(422, "list_superseded", &["RQ-2.1"]);
        assert_eq!(refused.body["params"]["item_version"], 1);
        let commitment = clerk.opens("/v1/commitments", proposal(1)).await;
        assert_eq!(clerk.looks_at(&commitment).await["item_version"], 1);
    }

    /// What came in before the start date is handled under the old version, even if it is registered later.
    async fn rq_2_1_the_day_of_receipt_decides(counter: Counter) {
        let clerk = counter.clerk();
        counter.publishes_version(&counter.permit, stricter("2026-03-04")).await;
        counter.at("2026-03-05T09:00:00+08:00");
        for (received_at, version) in [
            ("2026-03-03T23:59:59+08:00", 1), ("2026-03-04T00:00:00+08:00", 2), ("2026-03-03T16:30:00Z", 2),
        ] {
            let case = clerk.registers_with(&counter.permit, &["M01"], json!({"received_at": received_at})).await;
            assert_eq!(clerk.looks_at(&case).await["item_version"], version, "{received_at}");
        }
        let listed = clerk.gets(&format!("/v1/applications?item_id={}&sort=number", counter.permit)).await;
        let versions: Vec<&Value> = listed["items"].as_array().expect("items").iter().map(|item| &item["item_version"]).collect();
        assert_eq!(versions, [1, 2, 2]);
        let body = changed(crate::counter::office::application(&counter.permit, &["M01"]), &json!({"received_at": "2026-03-01T09:00:00+08:00"}));
        let early = clerk.tries_to_open("/v1/applications", body).await.problem(422, "invalid");
        assert_eq!(early.faults(), [("/item_id".to_owned(), "unknown_service_item".to_owned())]);
    }
}

/// A version with one more material and a shorter promise.
fn stricter(from: &str) -> Value {
    let list = |code: &str, name: &str, main: bool| {
        json!({
            "code": code, "name": name, "main": main, "required": true, "deferrable": !main, "legal_form": "any"
        })
    };
    json!({
        "effective_from": from, "promised_limit": {"n": 3, "unit": "working_day"},
        "materials": [
            list("M01", "申请表", true), list("M02", "场所证明", false), list("M03", "人员名册", false),
            list("M05", "信用承诺", false)
        ]
    })
}
