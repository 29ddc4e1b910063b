//! What follows a negative rating: verified, put right by a date, told; or appealed against.

use serde_json::{Value, json};

use super::stage::rated_negative;
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, assert_clock, findings};

fn verified() -> Value {
    json!({"outcome": "substantiated", "findings": "当日窗口没有解释。"})
}

at_the_counter! {
    async fn hp_7_1_a_negative_rating_is_dealt_with_by_a_date(counter: Counter) {
        let case = rated_negative(&counter).await;
        let (head, clerk) = (counter.person("head"), counter.clerk());
        let view = head.looks_at(&case).await;
        assert_clock(&view, "evaluation_verification", "2026-03-09", "running", "HP-7.1");
        clerk.tries(&case, "verification", verified()).await.problem(403, "not_entrusted");
        head.tries(&case, "telling", json!({"outcome": "told", "method": "phone", "content": "已致歉。"})).await.refused(409, "wrong_state", &["HP-7.1"]);
        head.does(&case, "verification", verified()).await;
        let order = |on: &str| json!({"due_on": on, "requirement": "主动解释。"});
        head.tries(&case, "rectification-order", order("2026-03-02")).await.refused(422, "date_not_ahead", &["HP-7.1"]);
        let view = head.does(&case, "rectification-order", order("2026-03-20")).await;
        assert_clock(&view, "rectification", "2026-03-20", "running", "HP-7.1");
        head.does(&case, "rectification-result", json!({"measures": "增开窗口。"})).await;
        let view = head.does(&case, "telling", json!({"outcome": "told", "method": "phone", "content": "已致歉。"})).await;
        assert_eq!(view["status"], "closed");
        assert_eq!(findings(&view), [("negative_rating".to_owned(), vec!["HP-7.1".to_owned()])]);
        assert!(counter.is_intact(&case).await);
    }

    /// HP-4.3: who served appeals; 行政审批室 decides; what is set aside stays in view.
    async fn hp_4_3_an_appeal_sets_a_rating_aside(counter: Counter) {
        let case = rated_negative(&counter).await;
        let appeal = json!({"ground": "mistaken", "statement": "评价针对的是另一件办件。"});
        counter.person("first_handler").tries(&case, "appeal", appeal.clone()).await.refused(403, "not_the_rated_person", &["HP-4.3"]);
        counter.clerk().does(&case, "appeal", appeal).await;
        let decision = json!({"decision": "granted", "reasons": "核对叫号记录，确系误评。"});
        counter.person("head").tries(&case, "appeal-decision", decision.clone()).await.problem(403, "permission_denied");
        let view = counter.person("approval_office").does(&case, "appeal-decision", decision).await;
        assert_eq!(view["status"], "set_aside");
        let listed = counter.clerk().gets("/v1/evaluation-invitations?answered=true").await;
        assert_eq!((&listed["items"][0]["set_aside"], &listed["items"][0]["grade"]), (&json!(true), &json!("dissatisfied")));
    }
}
