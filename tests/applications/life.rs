//! One application from the window to its delivery.

use serde_json::json;

use crate::counter::at_the_counter;
use crate::counter::office::{assert_clock, clock, documents, obligations};

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
            ["registered", "examined", "accepted", "first_reviewed", "reviewed", "approved", "delivered"]
        );
        assert!(counter.is_intact(&case).await);
    }
}
