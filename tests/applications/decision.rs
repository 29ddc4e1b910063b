//! What stands in the way of an approval, each with its article.

use serde_json::{Value, json};

use crate::counter::at_the_counter;
use crate::counter::office::{Refused, offer};

at_the_counter! {
    async fn fw_5_5_a_permit_is_reviewed_twice_by_two_people(counter: Counter) {
        let case = counter.accepted().await;
        let (first, head) = (counter.person("first_handler"), counter.person("head"));
        head.tries(&case, "approval", approval()).await.refused(409, "review_missing", &["FW-5.4", "FW-5.5"]);
        first.tries(&case, "review", opinion(true)).await.refused(409, "wrong_state", &["FW-5.4", "FW-5.5"]);
        let view = first.does(&case, "first-review", opinion(true)).await;
        assert_eq!(view["first_review"]["recorded_by"], json!(counter.user("first_handler")));
        head.tries(&case, "approval", approval()).await.refused(409, "review_missing", &["FW-5.5"]);
        first.tries(&case, "review", opinion(true)).await.refused(422, "same_reviewer", &["FW-5.5"]);
        let view = counter.person("second_handler").does(&case, "review", opinion(true)).await;
        assert_eq!(view["status"], "reviewed");
        let view = head.does(&case, "approval", approval()).await;
        assert_eq!(view["approval"]["content"], "准予许可，有效期三年。");
    }

    /// FD-2.1: who finds that the conditions are not met cannot grant, and cannot simply say no either.
    async fn fd_2_1_a_negative_review_leaves_only_the_refusal_procedure(counter: Counter) {
        let case = counter.accepted().await;
        counter.person("first_handler").does(&case, "first-review", opinion(false)).await;
        let view = counter.person("second_handler").does(&case, "review", opinion(true)).await;
        let offered = offer(&view, "approve");
        assert_eq!((&offered["enabled"], &offered["code"]), (&json!(false), &json!("review_negative")));
        let refused = counter.person("head").tries(&case, "approval", approval()).await;
        refused.refused(422, "review_negative", &["FW-5.5", "FD-2.1"]);
        let other = counter.accepted().await;
        counter.person("first_handler").does(&other, "first-review", opinion(true)).await;
        counter.person("second_handler").does(&other, "review", opinion(false)).await;
        counter.person("head").tries(&other, "approval", approval()).await.refused(422, "review_negative", &["FD-2.1"]);
    }

    async fn fw_5_4_nothing_is_decided_while_time_does_not_count(counter: Counter) {
        let case = counter.accepted().await;
        counter.reviews(&case).await;
        let stop = json!({"ground": "hearing", "document_number": "测试听证〔2026〕1号", "expected_days": 10});
        counter.clerk().does(&case, "suspensions", stop).await;
        counter.person("head").tries(&case, "approval", approval()).await.refused(409, "suspended", &["FW-5.4"]);
    }

    async fn rq_3_3_nothing_is_granted_while_deferred_materials_are_outstanding(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.direct, &["M01", "M02"]).await;
        let proposal = json!({
            "application_id": case.id, "item_version": 1, "material_codes": ["M03"], "cause": "not_obtained",
            "applicant_agrees": true
        });
        let commitment = clerk.opens("/v1/commitments", proposal).await;
        clerk.does(&commitment, "acceptance", json!({"supply_by": "2026-03-10"})).await;
        counter.reviews(&case).await;
        let refused = counter.person("head").tries(&case, "approval", approval()).await;
        let refused = refused.refused(422, "materials_outstanding", &["RQ-3.3", "RQ-3.4"]);
        assert_eq!(refused.body["params"]["codes"], json!(["M03"]));
        let supply = json!({"materials": [{"code": "M03", "form": "copy"}]});
        clerk.does(&commitment, "supplies", supply).await;
        counter.person("head").does(&case, "approval", approval()).await;
    }

    /// Before acceptance there is nothing to decide; after the decision nothing to review.
    async fn every_step_has_its_turn(counter: Counter) {
        let case = counter.clerk().registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let head = counter.person("head");
        let everything = [
            ("first-review", opinion(true)), ("review", opinion(true)), ("approval", approval()),
            ("delivery", json!({"method": "in_person"})),
            ("suspensions", json!({"ground": "hearing", "document_number": "1", "expected_days": 1})),
        ];
        for (step, body) in &everything {
            let refused = head.tries(&case, step, body.clone()).await.refused(409, "wrong_state", &["FW-5.4"]);
            assert_eq!(refused.body["params"]["status"], "registered");
        }
        head.does(&case, "examination", json!({"outcome": "complete"})).await;
        counter.reviews(&case).await;
        head.does(&case, "approval", approval()).await;
        for (step, body) in everything.iter().filter(|(step, _)| *step != "delivery") {
            head.tries(&case, step, body.clone()).await.refused(409, "wrong_state", &["FW-5.4"]);
        }
        head.tries(&case, "examination", json!({"outcome": "complete"})).await.refused(409, "wrong_state", &["FD-5.1"]);
        let supply = json!({"materials": [{"code": "M04", "form": "copy"}]});
        head.tries(&case, "material-supplies", supply).await.refused(409, "wrong_state", &["YC-6.1"]);
    }
}

fn approval() -> Value {
    json!({"content": "准予许可，有效期三年。"})
}

fn opinion(conforms: bool) -> Value {
    json!({"conforms": conforms, "opinion": "已核对全部材料。"})
}
