//! Taking in: what is checked, what is said at once, and what a repeat, a dry run or an old version leaves behind.

use serde_json::{Value, json};

use crate::counter::at_the_counter;
use crate::counter::office::{Case, Refused, application, changed};

at_the_counter! {
    async fn every_fault_of_the_body_is_told_at_once(counter: Counter) {
        let clerk = counter.clerk();
        let wrong = json!({
            "item_id": "none", "channel": "window", "applicant": {"name": "测试乙", "phone": "139", "id_number": "1"},
            "source_system": "portal"
        });
        let refused = clerk.tries_to_open("/v1/applications", wrong).await.problem(422, "invalid");
        let faults = refused.faults();
        let places: Vec<(&str, &str)> = faults.iter().map(|(place, code)| (place.as_str(), code.as_str())).collect();
        assert_eq!(places.len(), 4, "{places:?}");
        assert!(places.contains(&("/item_id", "unknown_service_item")) && places.contains(&("/external_ref", "incomplete_pair")));
        assert_eq!(places.iter().filter(|(place, _)| place.starts_with("/applicant/")).count(), 2);
        assert!(!refused.text.contains("测试乙"));
        // What the contract itself forbids, likewise.
        let shapeless = json!({"channel": "pigeon", "applicant": {}, "materials": [{"code": "M01", "form": "stone"}], "extra": 1});
        let faults = clerk.tries_to_open("/v1/applications", shapeless).await.problem(422, "invalid").faults();
        assert!(faults.len() >= 4, "{faults:?}");
        assert_eq!(clerk.counts("/v1/applications").await, 0);
    }

    async fn fd_5_1_receipt_lies_in_the_past_and_yc_4_1_materials_are_on_the_list(counter: Counter) {
        let clerk = counter.clerk();
        let tries = |changes: Value| clerk.tries_to_open("/v1/applications", changed(application(&counter.permit, &["M01"]), &changes));
        tries(json!({"received_at": "2026-03-02T09:00:01+08:00"})).await.refused(422, "in_the_future", &["FD-5.1"]);
        let unknown = json!({"materials": [{"code": "M01", "form": "original"}, {"code": "X1", "form": "copy"}, {"code": "X2", "form": "copy"}]});
        let refused = tries(unknown).await.refused(422, "unknown_material", &["RQ-2.1", "YC-4.1"]);
        assert_eq!(refused.body["params"]["codes"], json!(["X1", "X2"]));
        // Nothing half written: the first number is still to be given.
        assert_eq!(clerk.registers(&counter.permit, &["M01"]).await.number, "BJ-2026-000001");
    }

    async fn an_item_out_of_use_takes_no_applications(counter: Counter) {
        let running = counter.accepted().await;
        let path = format!("/v1/service-items/{}", counter.permit);
        let editor = counter.person("approval_office");
        editor.client().patch(&path, json!({"active": false})).if_match(1).await.expect(200);
        let body = application(&counter.permit, &["M01"]);
        let refused = counter.clerk().tries_to_open("/v1/applications", body).await.problem(422, "invalid");
        assert_eq!(refused.faults()[0].1, "unknown_service_item");
        counter.reviews(&running).await;
        counter.person("head").does(&running, "approval", json!({"content": "准予许可。"})).await;
    }

    async fn a_repeat_is_answered_the_same_and_made_once(counter: Counter) {
        let clerk = counter.clerk();
        let send = |body: &Value| clerk.client().post("/v1/applications").key("window-7-ticket-12").json(body);
        let body = application(&counter.permit, &["M01"]);
        let first = send(&body).await.expect(201);
        assert_eq!((first.header("idempotency-replayed"), first.header("etag")), ("", "\"1\""));
        let case = Case::of("/v1/applications", &first.body);
        assert_eq!(first.header("location"), case.path);
        let again = send(&body).await.expect(201);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &first.text));
        send(&application(&counter.permit, &["M01", "M02"])).await.problem(422, "key_reused");
        assert_eq!(clerk.counts("/v1/applications").await, 1);

        let step = || clerk.client().post(&format!("{}/examination", case.path)).key("step").if_match(1).json(&json!({"outcome": "incomplete"}));
        let told = step().await.expect(200);
        let again = step().await.expect(200);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &told.text));
        assert_eq!(clerk.counts("/v1/notices").await, 1, "one correction notice");
    }

    async fn a_dry_run_answers_the_same_and_leaves_nothing(counter: Counter) {
        let clerk = counter.clerk();
        let body = application(&counter.permit, &["M01"]);
        let tried = clerk.client().post("/v1/applications?dry_run=true").json(&body).await.expect(201);
        assert_eq!((tried.header("dry-run"), tried.str("/number")), ("true", "BJ-2026-000001"));
        clerk.client().get(tried.header("location")).await.problem(404, "not_found");
        let case = clerk.opens("/v1/applications", body).await;
        assert_eq!(case.number, "BJ-2026-000001");
        // A step with everything that follows from it: notice, number of the text, finding.
        let path = format!("{}/examination?dry_run=true", case.path);
        let incomplete = json!({"outcome": "incomplete"});
        let tried = clerk.client().post(&path).if_match(1).json(&incomplete).await.expect(200);
        assert_eq!(tried.str("/status"), "awaiting_correction");
        assert_eq!((clerk.counts("/v1/notices").await, &clerk.looks_at(&case).await["status"]), (0, &json!("registered")));
        let view = clerk.does(&case, "examination", incomplete).await;
        assert_eq!(Case::related(&view, "notice").number, "GZ-2026-000001");
        clerk.client().post(&path).if_match(2).json(&json!({"outcome": "complete"})).await.problem(409, "wrong_state");
    }

    async fn an_old_version_or_none_changes_nothing(counter: Counter) {
        let case = counter.clerk().registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let clerk = counter.clerk();
        let post = |step: &str| clerk.client().post(&format!("{}/{step}", case.path));
        let green = json!({"ground": "urgent", "measures": "当日办结。"});
        for (step, body) in [("examination", json!({"outcome": "complete"})), ("green-channel", green.clone()), ("withdrawal", json!({}))] {
            post(step).json(&body).await.problem(428, "if_match_required");
            let stale = post(step).if_match(7).json(&body).await.problem(412, "stale");
            assert_eq!((stale.body["params"]["current_version"].as_i64(), stale.header("etag")), (Some(1), "\"1\""));
        }
        post("green-channel").if_match(1).json(&green).await.expect(200);
        post("examination").if_match(1).json(&json!({"outcome": "complete"})).await.problem(412, "stale");
        let read = clerk.client().get(&case.path).await.expect(200);
        assert_eq!(read.header("etag"), "\"2\"");
        assert_eq!(clerk.client().get(&case.path).header("If-None-Match", "\"2\"").await.status, 304);
        post("examination").if_match(2).json(&json!({"outcome": "complete"})).await.expect(200);
    }

    async fn a_number_of_another_system_is_taken_in_once(counter: Counter) {
        let clerk = counter.clerk();
        let external = json!({"source_system": "portal", "external_ref": "A-0042"});
        clerk.registers_with(&counter.permit, &["M01"], external.clone()).await;
        let again = changed(application(&counter.permit, &["M01"]), &external);
        clerk.tries_to_open("/v1/applications", again).await.problem(409, "external_ref_taken");
        let elsewhere = json!({"source_system": "city", "external_ref": "A-0042"});
        assert_eq!(clerk.registers_with(&counter.permit, &["M01"], elsewhere).await.number, "BJ-2026-000002");
    }

    async fn fw_5_4_every_channel_is_taken_in(counter: Counter) {
        let clerk = counter.clerk();
        for channel in ["window", "online", "mail", "self_service", "home_service"] {
            clerk.registers_with(&counter.permit, &["M01"], json!({"channel": channel})).await;
        }
        let found = clerk.gets("/v1/applications?channel=mail&channel=home_service&sort=number").await;
        let numbers: Vec<&str> = found["items"].as_array().expect("items").iter().filter_map(|item| item["number"].as_str()).collect();
        assert_eq!(numbers, ["BJ-2026-000003", "BJ-2026-000005"]);
        let page = clerk.gets("/v1/applications?limit=2&sort=number").await;
        let next = page["next_cursor"].as_str().expect("more");
        let rest = clerk.gets(&format!("/v1/applications?limit=2&sort=number&cursor={next}")).await;
        assert_eq!(rest["items"][0]["number"], "BJ-2026-000003");
    }
}
