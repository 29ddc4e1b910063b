//! Refusals are read and written like everything else: versions, repeats, trials, imports.

use serde_json::json;

use super::filing::{REFUSALS, decision, draft, served, wanting};
use crate::counter::at_the_counter;

at_the_counter! {
    async fn a_refusal_is_repeated_tried_and_guarded(counter: Counter) {
        let application = wanting(&counter).await;
        let clerk = counter.clerk();
        let body = draft(
            &application,
            "non_permission",
            "conditions_not_met",
            json!({"source_system": "province", "external_ref": "7"}),
        );
        let before = clerk.looks_at(&application).await;
        let tried = clerk.client().post("/v1/refusals?dry_run=true").json(&body).await.expect(201);
        assert_eq!((tried.header("dry-run"), tried.str("/number")), ("true", "FD-2026-000001"));
        assert_eq!(clerk.looks_at(&application).await, before, "a trial leaves the application alone");
        let first = clerk.client().post(REFUSALS).key("d1").json(&body).await.expect(201);
        let again = clerk.client().post(REFUSALS).key("d1").json(&body).await.expect(201);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &first.text));
        assert_eq!((first.str("/number"), first.header("etag")), ("FD-2026-000001", "\"1\""));
        let path = first.header("location").to_owned();
        assert_eq!(clerk.client().get(&path).header("If-None-Match", "\"1\"").await.status, 304);

        let leader = counter.person("leader_in_charge");
        let approve = format!("{path}/approval");
        leader.client().post(&approve).json(&decision("granted")).await.problem(428, "if_match_required");
        leader.client().post(&approve).if_match(7).json(&decision("granted")).await.problem(412, "stale");
        leader
            .client()
            .post(&format!("{approve}?dry_run=true"))
            .if_match(1)
            .json(&decision("granted"))
            .await
            .expect(200);
        assert_eq!(
            (&clerk.gets(&path).await["documents"], &clerk.looks_at(&application).await["refusal"]["decided_at"]),
            (&json!([]), &json!(null))
        );
        let done = leader.client().post(&approve).if_match(1).key("a1").json(&decision("granted")).await.expect(200);
        assert_eq!((done.header("etag"), done.str("/documents/0/number")), ("\"2\"", "人社不许〔2026〕1号"));
        let again = leader.client().post(&approve).if_match(1).key("a1").json(&decision("granted")).await.expect(200);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &done.text));

        let other = wanting(&counter).await;
        let taken = draft(
            &other,
            "non_permission",
            "conditions_not_met",
            json!({"source_system": "province", "external_ref": "7"}),
        );
        clerk.tries_to_open(REFUSALS, taken).await.problem(409, "external_ref_taken");
        assert_eq!(clerk.looks_at(&other).await["status"], "first_reviewed", "nothing half written");
        let half = draft(&other, "non_permission", "conditions_not_met", json!({"source_system": "province"}));
        assert_eq!(clerk.tries_to_open(REFUSALS, half).await.problem(422, "invalid").faults()[0].1, "incomplete_pair");
        let found = clerk.gets("/v1/refusals?source_system=province&external_ref=7").await;
        assert_eq!(found["items"][0]["number"], "FD-2026-000001");
    }

    /// Step by step the log says what happened, in codes; never who applied or why in words.
    async fn the_log_and_the_feed_hold_no_words_of_the_case(counter: Counter) {
        let (_, case) = served(&counter).await;
        let log = serde_json::to_string(&counter.log(&case).await).expect("JSON");
        counter.sweep().await;
        let feed = counter.person("integration").client().get("/v1/events?limit=200").await.expect(200).text;
        assert!(feed.contains("refusal.approved") && feed.contains("application.refused"), "{feed}");
        for private in ["测试乙", "13900001234", "现场查看", "经营场所", "已经审阅"] {
            assert!(!log.contains(private) && !feed.contains(private), "{private}");
        }
    }
}
