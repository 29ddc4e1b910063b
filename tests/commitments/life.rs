//! A commitment that is kept, and one for which the list asks no letter.

use serde_json::{Value, json};

use super::stage::{accepted, incomplete, letter, materials, notice, proposal};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, assert_clock, clock, documents, findings, text};

at_the_counter! {
    /// The whole story of the counter: RQ-5.1 RQ-3.1 RQ-3.2a RQ-3.2b RQ-3.3 RQ-3.4, from the incomplete file to the decision.
    async fn rq_3_4_an_incomplete_file_is_accepted_on_a_promise_that_is_kept(counter: Counter) {
        let clerk = counter.clerk();
        let application = incomplete(&counter, &counter.permit, "13900001234").await;
        let commitment = clerk.opens("/v1/commitments", proposal(&application, json!({}))).await;
        assert_eq!(commitment.number, "RQ-2026-000001");
        // RQ-3.1: all materials and the deferrable ones, told at once.
        let view = clerk.looks_at(&commitment).await;
        assert_eq!((&view["status"], &view["measure"], &view["earlier_broken"]), (&json!("proposed"), &json!("commitment"), &json!(0)));
        assert_eq!(view["all_materials"], json!(["申请表", "场所证明", "人员名册", "获奖证明"]));
        assert_eq!((&view["deferrable_materials"], &view["outstanding"]), (&json!(["场所证明", "人员名册"]), &json!(["M02", "M03"])));

        let view = clerk.does(&commitment, "notice", notice("2026-03-16", "refusal")).await;
        assert_eq!((&view["status"], documents(&view)), (&json!("notice_issued"), vec!["commitment_notice".to_owned()]));
        let view = clerk.does(&commitment, "letter", letter("2026-03-13")).await;
        assert_eq!((&view["status"], documents(&view)), (&json!("committed"), vec!["commitment_notice".to_owned(), "commitment_letter".to_owned()]));
        let view = clerk.does(&commitment, "acceptance", json!({})).await;
        assert_eq!((&view["status"], &view["supply_by"]), (&json!("accepted"), &json!("2026-03-13")));
        assert_clock(&view, "supply", "2026-03-13", "running", "RQ-3.2b");

        let view = clerk.looks_at(&application).await;
        assert_eq!((&view["status"], &view["acceptance"]["manner"]), (&json!("accepted"), &json!("on_commitment")));
        assert_eq!((&view["acceptance"]["commitment_id"], &view["outstanding"]), (&json!(commitment.id), &json!(["M02", "M03"])));
        assert_clock(&view, "promised_handling", "2026-03-16", "running", "GZ-1.2.1");
        assert_clock(&view, "statutory_handling", "2026-03-30", "running", "FW-5.4");
        assert_eq!(documents(&view), ["application_acceptance"]);

        // Piece by piece.
        counter.at("2026-03-10T09:00:00+08:00");
        let view = clerk.does(&commitment, "supplies", materials(&["M02"])).await;
        assert_eq!((&view["status"], &view["outstanding"]), (&json!("accepted"), &json!(["M03"])));
        assert_eq!(clerk.looks_at(&application).await["outstanding"], json!(["M03"]));
        counter.at("2026-03-13T23:59:00+08:00");
        let view = clerk.does(&commitment, "supplies", materials(&["M03"])).await;
        assert_eq!((&view["status"], &view["outstanding"]), (&json!("fulfilled"), &json!([])));
        assert_clock(&view, "supply", "2026-03-13", "met", "RQ-3.3");
        assert_eq!(findings(&view), []);

        counter.at("2026-03-16T09:00:00+08:00");
        counter.sweep().await;
        counter.reviews(&application).await;
        counter.person("head").does(&application, "approval", json!({"content": "准予许可。"})).await;
        let view = clerk.does(&application, "delivery", json!({"method": "mail"})).await;
        assert_eq!(view["status"], "delivered");
        assert_clock(&view, "promised_handling", "2026-03-16", "met", "GZ-1.2.1");
        assert_eq!(
            counter.kinds(&commitment).await,
            [
                "proposed", "notice_issued", "document_issued", "committed", "document_issued", "accepted", "supplied",
                "supplied", "fulfilled"
            ]
        );
        assert!(counter.is_intact(&commitment).await && counter.is_intact(&application).await);
    }

    /// RQ-3.1: the list asks for no commitment, so the file is accepted directly; the day to supply is written down all the same.
    async fn rq_3_1_without_a_letter_where_the_list_asks_for_none(counter: Counter) {
        let clerk = counter.clerk();
        let application = incomplete(&counter, &counter.direct, "13900001234").await;
        let commitment = clerk.opens("/v1/commitments", proposal(&application, json!({}))).await;
        let superfluous = clerk.tries(&commitment, "notice", notice("2026-03-16", "refusal")).await;
        superfluous.refused(409, "commitment_not_needed", &["RQ-3.1"]);
        clerk.tries(&commitment, "acceptance", json!({})).await.refused(422, "supply_date_missing", &["RQ-3.2b"]);
        let view = clerk.does(&commitment, "acceptance", json!({"supply_by": "2026-03-10"})).await;
        assert_eq!((&view["status"], documents(&view)), (&json!("accepted"), vec![]));
        assert_clock(&view, "supply", "2026-03-10", "running", "RQ-3.2b");
        assert_eq!(clerk.looks_at(&application).await["status"], "accepted");
        let view = clerk.does(&commitment, "supplies", materials(&["M02", "M03"])).await;
        assert_eq!(view["status"], "fulfilled");
    }

    /// Nobody has to examine first: the clerk sees what is missing and offers it; the examination is thereby done.
    async fn rq_5_1_a_file_just_received_can_be_deferred_at_once(counter: Counter) {
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.direct, &["M01", "M02"]).await;
        let commitment = clerk.opens("/v1/commitments", proposal(&application, json!({"material_codes": ["M03"]}))).await;
        clerk.does(&commitment, "acceptance", json!({"supply_by": "2026-03-10"})).await;
        let view = clerk.looks_at(&application).await;
        assert_eq!(clock(&view, "examination")["state"], "met");
        counter.at("2026-03-10T09:00:00+08:00");
        counter.sweep().await;
        assert_eq!((findings(&clerk.looks_at(&application).await), view["acceptance"]["manner"].as_str()), (vec![], Some("on_commitment")));
    }

    /// RQ-3.3: what comes late is not examined again, so it must be right, and only what is awaited is taken.
    async fn rq_3_3_only_what_is_awaited_in_its_legal_form(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        let clerk = counter.clerk();
        let supply = |body: Value| clerk.tries(&pair.commitment, "supplies", body);
        let strange = supply(materials(&["M01", "M02"])).await.refused(422, "not_awaited", &["RQ-3.3"]);
        assert_eq!(strange.body["params"]["codes"], json!(["M01"]));
        let electronic = json!({"materials": [{"code": "M02", "form": "electronic"}]});
        let wrong = supply(electronic).await.refused(422, "wrong_form", &["RQ-1.1", "RQ-3.3"]);
        assert_eq!(wrong.body["params"]["codes"], json!(["M02"]));
        // Nothing half written: neither on the commitment nor on the application.
        assert_eq!(clerk.looks_at(&pair.commitment).await["outstanding"], json!(["M02", "M03"]));
        assert_eq!(clerk.looks_at(&pair.application).await["materials"].as_array().map(Vec::len), Some(1));
        supply(json!({"materials": []})).await.problem(422, "invalid");
        clerk.does(&pair.commitment, "supplies", materials(&["M02"])).await;
        supply(materials(&["M02"])).await.refused(422, "not_awaited", &["RQ-3.3"]);
    }

    /// RQ-3.2b: the applicant is reminded once before the day.
    async fn rq_3_2b_a_reminder_before_the_day(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        for (at, reminders) in [("2026-03-11T23:59:00+08:00", 0), ("2026-03-12T09:00:00+08:00", 1), ("2026-03-13T09:00:00+08:00", 1)] {
            counter.at(at);
            counter.sweep().await;
            let view = counter.clerk().looks_at(&pair.commitment).await;
            assert_eq!(view["reminded_at"].as_array().map(Vec::len), Some(reminders), "{at}");
        }
        let log = counter.log(&pair.commitment).await;
        let reminded = log.iter().find(|entry| entry["kind"] == "reminded").expect("on record");
        assert_eq!((text(reminded, "/actor_kind"), text(reminded, "/basis/0/obligation")), ("system".to_owned(), "RQ-3.2b".to_owned()));
        // What is kept is not reminded of.
        counter.clerk().does(&pair.commitment, "supplies", materials(&["M02", "M03"])).await;
        counter.at("2026-03-30T09:00:00+08:00");
        counter.sweep().await;
        assert_eq!(counter.clerk().looks_at(&pair.commitment).await["status"], "fulfilled");
    }
}
