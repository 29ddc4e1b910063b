//! HP-6.1, GZ-3.2: at least thirty a month, and intercept questionnaires every month.

use serde_json::{Value, json};
use yingshang_rules::Role;
use yingshang_testkit::{TestServer, both_engines};

use super::hall::{enters, opens, questionnaire, windows};
use crate::counter::office::obligations;

async fn month(server: &TestServer, month: &str) -> Value {
    let year = server.role(Role::BureauLeader).get("/v1/survey-months?year=2026").await.expect(200).body;
    assert_eq!(obligations(&year), ["HP-6.1", "GZ-3.2"]);
    let months = year["months"].as_array().expect("months");
    months.iter().find(|report| report["month"] == month).unwrap_or_else(|| panic!("no {month} in {months:#?}")).clone()
}

both_engines! {
    /// HP-6.1: the shortfall shrinks with every batch and is gone at thirty.
    async fn a_month_falls_short_until_thirty(server: TestServer) {
        assert_eq!(month(&server, "2026-03").await["mobile_shortfall"], 30);
        let body = json!({"kind": "mobile", "month": "2026-03", "slots": 3, "participants": 10});
        let round = opens(&server, body).await;
        server.clock.move_to("2026-03-31T17:30:00+08:00");
        let mut short = 30;
        for slot in round["draw"]["slots"].as_array().expect("slots") {
            let one = questionnaire(&slot["window_id"], &slot["on"], "satisfied", json!([]));
            enters(&server, Role::LeadingGroupOffice, &round, json!(vec![one; 10])).await.expect(200);
            short -= 10;
            let report = month(&server, "2026-03").await;
            assert_eq!((&report["mobile_shortfall"], &report["mobile_required"]), (&json!(short), &json!(30)));
        }
        server.clock.move_to("2026-04-01T08:30:00+08:00");
        let report = month(&server, "2026-03").await;
        assert_eq!((&report["over"], &report["mobile_taken"], &report["mobile_shortfall"]), (&json!(true), &json!(30), &json!(0)));
    }

    /// GZ-3.2: a month that ended without one questionnaire is missing; the day it was filled in counts.
    async fn a_month_without_intercepts_is_missing(server: TestServer) {
        let round = opens(&server, json!({"kind": "intercept", "month": "2026-03"})).await;
        assert_eq!(round["draw"], Value::Null);
        let window = windows(&server).await.remove(0);
        let entry = questionnaire(&window, &json!("2026-03-02"), "satisfied", json!([]));
        enters(&server, Role::ApprovalOffice, &round, json!([entry])).await.expect(200);
        assert_eq!(month(&server, "2026-02").await["intercept_missing"], true);
        let march = month(&server, "2026-03").await;
        assert_eq!((&march["intercept_taken"], &march["over"]), (&json!(1), &json!(false)));
        server.clock.move_to("2026-05-06T08:30:00+08:00");
        assert_eq!(month(&server, "2026-03").await["intercept_missing"], false);
        assert_eq!(month(&server, "2026-04").await["intercept_missing"], true);
        assert_eq!(month(&server, "2026-05").await["intercept_missing"], false, "it is not over");
        let leader = server.role(Role::BureauLeader);
        assert_eq!(leader.get("/v1/survey-months").await.expect(200).body["year"], 2026);
        for year in ["1999", "march"] {
            leader.get(&format!("/v1/survey-months?year={year}")).await.problem(400, "invalid_query");
        }
    }
}
