//! One application from the window to its delivery.

use serde_json::json;

use crate::counter::at_the_counter;
use crate::counter::office::{Refused, assert_clock, clock, documents, obligations};

at_the_counter! {
    /// Complete at once: FD-5.1 RQ-2.1 GZ-1.2.1 FW-5.4 FW-5.5. Both limits run side by side, across the holiday of 清明节.
    async fn fd_5_1_a_complete_file_is_accepted_reviewed_granted_and_delivered(counter: Counter) {
        counter.at("2026-03-30T10:00:00+08:00");
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        assert_eq!(case.number, "BJ-2026-000001");
        let view = clerk.looks_at(&case).await;
        assert_eq!((&view["status"], &view["item_version"], &view["version"]), (&json!("registered"), &json!(1), &json!(1)));
        // 31 March, 1 to 3 April, then 清明节 on 4 to 6 April.
        assert_clock(&view, "examination", "2026-04-07", "running", "FD-5.1");

        let view = clerk.does(&case, "examination", json!({"outcome": "complete"})).await;
        assert_eq!((&view["status"], &view["acceptance"]["manner"]), (&json!("accepted"), &json!("complete")));
        assert_eq!(view["examinations"][0]["consequence"], "申请材料齐全、符合法定形式，已经受理。");
        assert_clock(&view, "examination", "2026-04-07", "met", "FD-5.1");
        assert_clock(&view, "promised_handling", "2026-04-14", "running", "GZ-1.2.1");
        assert_clock(&view, "statutory_handling", "2026-04-28", "running", "FW-5.4");
        assert_eq!(documents(&view), ["application_acceptance"]);
        assert!(view["documents"][0]["number"].as_str().is_some_and(|number| number.ends_with("〔2026〕1号")), "{view:#}");

        counter.at("2026-04-09T10:00:00+08:00");
        counter.reviews(&case).await;
        let content = json!({"content": "准予许可，有效期三年。", "certificate_number": "测试2026001"});
        let view = counter.person("head").does(&case, "approval", content).await;
        assert_eq!((&view["status"], documents(&view).len()), (&json!("approved"), 2));
        assert_clock(&view, "promised_handling", "2026-04-14", "met", "GZ-1.2.1");
        assert_clock(&view, "statutory_handling", "2026-04-28", "met", "FW-5.4");
        assert_clock(&view, "delivery", "2026-04-23", "running", "FW-5.4");

        let view = clerk.does(&case, "delivery", json!({"method": "in_person", "proof_number": "送2026-1"})).await;
        assert_eq!(view["status"], "delivered");
        assert_clock(&view, "delivery", "2026-04-23", "met", "FW-5.4");
        assert_eq!(obligations(clock(&view, "examination")), ["FD-5.1", "YC-6.1"]);
        assert_eq!(
            counter.kinds(&case).await,
            [
                "registered", "examined", "accepted", "document_issued", "first_reviewed", "reviewed", "approved",
                "document_issued", "delivered"
            ]
        );
        assert!(counter.is_intact(&case).await);
    }

    /// FW-5.4: a public service is done on the spot; nobody reviews it.
    async fn fw_5_4_a_public_service_is_granted_at_once_without_reviews(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.service, &[]).await;
        let view = clerk.does(&case, "examination", json!({"outcome": "complete"})).await;
        assert_clock(&view, "promised_handling", "2026-03-02", "amber", "GZ-1.2.1");
        let kinds: Vec<&str> = view["deadlines"].as_array().expect("clocks").iter().filter_map(|c| c["kind"].as_str()).collect();
        assert_eq!(kinds, ["examination", "promised_handling"], "the law sets no limit");
        let view = clerk.does(&case, "approval", json!({"content": "缴费记录已打印。"})).await;
        assert_clock(&view, "promised_handling", "2026-03-02", "met", "GZ-1.2.1");
        let view = clerk.does(&case, "delivery", json!({"method": "in_person"})).await;
        assert_eq!((&view["status"], clock(&view, "delivery")["state"].as_str()), (&json!("delivered"), Some("met")));
        let listed = clerk.gets("/v1/applications?outcome=granted&status=delivered").await;
        assert_eq!(listed["items"][0]["id"], json!(case.id));
        assert!(listed["items"][0]["ended_at"].is_string());
    }

    /// The stages of an item have clocks of their own, one after the other.
    async fn fw_5_4_each_stage_has_its_own_limit(counter: Counter) {
        let days = |n: u32| json!({"n": n, "unit": "working_day"});
        let stages = json!({"stage_limits": {"first_review": days(3), "review": days(2), "decision": days(1)}});
        let item = counter.publishes("staged", stages).await;
        let case = counter.clerk().registers(&item, &["M01", "M02", "M03"]).await;
        let view = counter.clerk().does(&case, "examination", json!({"outcome": "complete"})).await;
        assert_clock(&view, "first_review", "2026-03-05", "running", "FW-5.4");
        counter.at("2026-03-06T09:00:00+08:00");
        counter.reviews(&case).await;
        let view = counter.clerk().looks_at(&case).await;
        assert_clock(&view, "first_review", "2026-03-05", "missed", "FW-5.4");
        assert_clock(&view, "review", "2026-03-10", "met", "FW-5.4");
        assert_clock(&view, "decision_making", "2026-03-09", "amber", "FW-5.4");
    }

    /// 不得早于决定；不得晚于现在。
    async fn fw_5_4_a_delivery_lies_between_the_decision_and_now(counter: Counter) {
        let case = counter.accepted().await;
        let delivered = |at: &str| json!({"method": "mail", "delivered_at": at});
        let clerk = counter.clerk();
        let early = delivered("2026-03-02T09:00:00+08:00");
        clerk.tries(&case, "delivery", early.clone()).await.refused(409, "wrong_state", &["FW-5.4"]);
        counter.reviews(&case).await;
        counter.at("2026-03-04T09:00:00+08:00");
        counter.person("head").does(&case, "approval", json!({"content": "准予许可。"})).await;
        clerk.tries(&case, "delivery", early).await.refused(422, "before_decision", &["FW-5.4"]);
        clerk.tries(&case, "delivery", delivered("2026-03-05T09:00:00+08:00")).await.refused(422, "in_the_future", &["FW-5.4"]);
        clerk.does(&case, "delivery", delivered("2026-03-04T09:00:00+08:00")).await;
    }
}
