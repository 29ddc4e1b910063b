//! Dated rectification where ratings are low.

use serde_json::{Value, json};

use super::stage::{asked, negative, rates, rating};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, assert_clock, findings};

at_the_counter! {
    async fn hp_7_1_low_ratings_are_put_right_by_a_date(counter: Counter) {
        let order = |to: &str| json!({
            "target": "staff", "target_id": counter.staff("clerk"), "from": "2026-03-01", "to": to, "due_on": "2026-03-31",
            "requirement": "查找差评原因，逐项整改。"
        });
        let office = counter.person("approval_office");
        let opens = async |body: Value| office.tries_to_open("/v1/rectifications", body).await;
        opens(order("2026-03-02")).await.refused(422, "index_not_low", &["HP-7.1"]);
        for given in [negative(), rating("satisfied", "satisfied")] {
            let service = asked(&counter).await;
            rates(&counter, &service.token, given).await.expect(201);
        }
        opens(order("2026-03-03")).await.problem(422, "in_the_future");
        let case = office.opens("/v1/rectifications", order("2026-03-02")).await;
        let view = office.looks_at(&case).await;
        assert_eq!((&view["positive"], &view["rated"]), (&json!(1), &json!(2)));
        assert_clock(&view, "rectification", "2026-03-31", "running", "HP-7.1");
        assert_eq!(findings(&view), [("low_ratings".to_owned(), vec!["HP-7.1".to_owned()])]);
        opens(order("2026-03-02")).await.refused(409, "already_ordered", &["HP-7.1"]);

        let head = counter.person("head");
        head.does(&case, "reports", json!({"measures": "调整排班。"})).await;
        let back = json!({"result": "sent_back", "opinion": "没有落实。", "due_on": "2026-04-10"});
        office.does(&case, "reviews", back).await;
        head.does(&case, "reports", json!({"measures": "补训业务。"})).await;
        let view = office.does(&case, "reviews", json!({"result": "passed", "opinion": "已到位。"})).await;
        assert_eq!(view["status"], "completed");
    }
}
