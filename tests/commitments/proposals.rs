//! When 容缺受理 is open, and when not.

use serde_json::{Value, json};

use super::stage::{accepted, incomplete, letter, materials, notice, proposal, proposed};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, material, offer};

at_the_counter! {
    async fn rq_1_1_each_condition_has_its_refusal(counter: Counter) {
        let clerk = counter.clerk();
        let application = incomplete(&counter, &counter.permit, "13900001234").await;
        let tries = |changes: Value| clerk.tries_to_open("/v1/commitments", proposal(&application, changes));
        tries(json!({"item_version": 2})).await.refused(422, "list_superseded", &["RQ-2.1"]);
        tries(json!({"applicant_agrees": false})).await.refused(422, "applicant_has_not_agreed", &["RQ-1.1"]);
        tries(json!({"cause": "other"})).await.refused(422, "cause_missing", &["RQ-1.1"]);
        for code in ["M01", "M04", "M09"] {
            let refused = tries(json!({"material_codes": ["M02", "M03", code]})).await;
            let refused = refused.refused(422, "not_deferrable", &["RQ-1.1", "RQ-3.1"]);
            assert_eq!(refused.body["params"]["codes"], json!([code]));
        }
        tries(json!({"material_codes": ["M02"]})).await.refused(422, "not_covered", &["RQ-1.1"]);
        tries(json!({"material_codes": []})).await.problem(422, "invalid");
        tries(json!({"source_system": "portal"})).await.problem(422, "invalid");
        assert_eq!(clerk.counts("/v1/commitments").await, 0);
        // The number of the first one has not been used up.
        let made = tries(json!({"cause": "other", "cause_note": "发证机关正在换证。"})).await.expect(201);
        assert_eq!(made.str("/number"), "RQ-2026-000001");
        tries(json!({})).await.refused(409, "commitment_open", &["RQ-3.1"]);
    }

    /// RQ-1.1: what was handed in need not be promised.
    async fn rq_1_1_only_what_is_missing_is_deferred(counter: Counter) {
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.permit, &["M01", "M02"]).await;
        let refused = clerk.tries_to_open("/v1/commitments", proposal(&application, json!({}))).await;
        let refused = refused.refused(422, "not_lacking", &["RQ-1.1"]);
        assert_eq!(refused.body["params"]["codes"], json!(["M02"]));
        let complete = clerk.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let refused = clerk.tries_to_open("/v1/commitments", proposal(&complete, json!({}))).await;
        refused.refused(422, "nothing_missing", &["RQ-1.1"]);
    }

    /// RQ-1.1: the main materials must be there, in their legal form and without fault.
    async fn rq_1_1_the_main_materials_come_first(counter: Counter) {
        let clerk = counter.clerk();
        let without = clerk.registers(&counter.permit, &["M02", "M03"]).await;
        let copied = clerk.registers_with(&counter.permit, &[], json!({"materials": [{"code": "M01", "form": "copy"}]})).await;
        let defective = clerk.registers(&counter.permit, &["M01", "M02"]).await;
        let told = json!({"outcome": "incomplete", "defects": [{"code": "M01", "problem": "没有签名。"}]});
        clerk.does(&defective, "examination", told).await;
        for application in [&without, &copied, &defective] {
            let refused = clerk.tries_to_open("/v1/commitments", proposal(application, json!({}))).await;
            let refused = refused.refused(422, "not_deferrable", &["RQ-1.1", "RQ-3.1"]);
            assert_eq!(refused.body["params"]["codes"], json!(["M01"]));
        }
        // Put right, the rest may wait.
        counter.at("2026-03-03T09:00:00+08:00");
        clerk.does(&defective, "material-supplies", json!({"materials": [material("M01")]})).await;
        clerk.opens("/v1/commitments", proposal(&defective, json!({"material_codes": ["M03"]}))).await;
    }

    /// RQ-3.4: after acceptance nothing is left to defer; what belongs elsewhere is not accepted either way.
    async fn rq_3_4_only_before_acceptance_and_only_here(counter: Counter) {
        let clerk = counter.clerk();
        let done = counter.accepted().await;
        let refused = clerk.tries_to_open("/v1/commitments", proposal(&done, json!({}))).await;
        refused.refused(409, "wrong_state", &["RQ-3.4"]);
        let elsewhere = clerk.registers(&counter.permit, &["M01"]).await;
        let told = json!({"outcome": "not_this_authority", "competent_authority": "市市场监督管理局"});
        clerk.does(&elsewhere, "examination", told).await;
        let refused = clerk.tries_to_open("/v1/commitments", proposal(&elsewhere, json!({}))).await;
        refused.refused(409, "belongs_elsewhere", &["FD-5.1"]);
    }

    /// RQ-3.1 and RQ-3.3: notice, letter, acceptance, in this order.
    async fn rq_3_3_no_acceptance_without_the_letter(counter: Counter) {
        let pair = proposed(&counter).await;
        let clerk = counter.clerk();
        let case = &pair.commitment;
        let view = clerk.looks_at(case).await;
        let offered = offer(&view, "accept");
        assert_eq!((&offered["enabled"], &offered["code"]), (&json!(false), &json!("letter_missing")));
        clerk.tries(case, "acceptance", json!({})).await.refused(409, "letter_missing", &["RQ-3.3", "RQ-3.1"]);
        clerk.tries(case, "letter", letter("2026-03-13")).await.refused(409, "wrong_state", &["RQ-3.3"]);
        clerk.tries(case, "supplies", materials(&["M02"])).await.refused(409, "wrong_state", &["RQ-3.3"]);
        clerk.does(case, "notice", notice("2026-03-13", "refusal")).await;
        clerk.tries(case, "acceptance", json!({"supply_by": "2026-03-13"})).await.refused(409, "letter_missing", &["RQ-3.3"]);
        let unknowing = json!({"supply_by": "2026-03-13", "consequences_known": false, "signature_reference": "1"});
        clerk.tries(case, "letter", unknowing).await.refused(422, "consequences_unknown", &["RQ-3.3"]);
        clerk.tries(case, "letter", letter("2026-03-16")).await.refused(422, "later_than_notice", &["RQ-3.3", "RQ-3.2a"]);
        clerk.does(case, "letter", letter("2026-03-12")).await;
        let other_day = json!({"supply_by": "2026-03-13"});
        clerk.tries(case, "acceptance", other_day).await.refused(422, "differs_from_letter", &["RQ-3.3"]);
        assert_eq!(clerk.looks_at(&pair.application).await["status"], "awaiting_correction");
        clerk.does(case, "acceptance", json!({"supply_by": "2026-03-12"})).await;
        clerk.tries(case, "acceptance", json!({})).await.refused(409, "wrong_state", &["RQ-3.4"]);
    }

    /// What arrived meanwhile need no longer be promised; the whole unit is undone, and the commitment can be ended and made anew.
    async fn rq_1_1_a_promise_that_the_file_has_overtaken_is_not_accepted(counter: Counter) {
        let pair = proposed(&counter).await;
        let clerk = counter.clerk();
        clerk.does(&pair.commitment, "notice", notice("2026-03-13", "refusal")).await;
        clerk.does(&pair.commitment, "letter", letter("2026-03-13")).await;
        counter.at("2026-03-03T09:00:00+08:00");
        clerk.does(&pair.application, "material-supplies", materials(&["M03"])).await;
        let refused = clerk.tries(&pair.commitment, "acceptance", json!({})).await.refused(422, "not_lacking", &["RQ-1.1"]);
        assert_eq!(refused.body["params"]["codes"], json!(["M03"]));
        let view = clerk.looks_at(&pair.commitment).await;
        assert_eq!((&view["status"], &view["version"], &view["deadlines"]), (&json!("committed"), &json!(3), &json!([])));
        clerk.does(&pair.commitment, "cancellation", json!({"reason": "申请人补交了人员名册。"})).await;
        let anew = clerk.opens("/v1/commitments", proposal(&pair.application, json!({"material_codes": ["M02"]}))).await;
        assert_eq!(anew.number, "RQ-2026-000002");
    }

    async fn rq_3_1_a_commitment_ends_by_hand_only_before_acceptance(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        let clerk = counter.clerk();
        let reason = json!({"reason": "申请人不再申请容缺。"});
        clerk.tries(&pair.commitment, "cancellation", reason.clone()).await.refused(409, "supply_awaited", &["RQ-3.3"]);
        // It ends with the application.
        clerk.does(&pair.application, "withdrawal", json!({})).await;
        let view = clerk.looks_at(&pair.commitment).await;
        assert_eq!((&view["status"], &view["deadlines"][0]["state"]), (&json!("cancelled"), &json!("lifted")));
        assert_eq!(view["cancellation"]["reason"], "办件已撤回，容缺承诺不再需要。");
        clerk.tries(&pair.commitment, "supplies", materials(&["M02"])).await.refused(409, "wrong_state", &["RQ-3.3"]);
        let early = proposed(&counter).await;
        assert_eq!(clerk.does(&early.commitment, "cancellation", reason).await["status"], "cancelled");
    }
}
