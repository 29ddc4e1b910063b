//! The monitored dimension is counted from the records (KH-7.3).

use serde_json::json;
use yingshang_app::Caller;
use yingshang_app::account::{self, CreateUserRequest, NewPassword};
use yingshang_rules::Role;
use yingshang_testkit::PASSWORD;

use super::life::{ASSESSMENTS, check, plain, scores, self_assessment};
use super::plan::published;
use crate::counter::at_the_counter;
use crate::counter::office::Counter;

/// The head of the service hall.
async fn hall_head(counter: &Counter) {
    let password = NewPassword::chosen(&counter.server.app, "hall_head", PASSWORD).await.expect("a good password");
    let account = CreateUserRequest {
        username: "hall_head".to_owned(),
        display_name: "大厅负责人".to_owned(),
        staff_id: None,
        unit_id: Some(counter.unit("service_hall")),
        roles: vec![Role::UnitLeader],
    };
    let made =
        counter.server.app.write_as(Caller::System, "test", move |tx| account::create_user(tx, account, &password));
    made.await.expect("an account");
}

at_the_counter! {
    /// Two questionnaires on one window, one 满意 and one 基本满意 (which the plan counts at 80 %): 90.00 % of 30 points.
    async fn questionnaires_of_the_year_make_the_score_and_the_place(counter: Counter) {
        hall_head(&counter).await;
        let windows = counter.person("sys_admin").gets("/v1/windows").await;
        let (rated, other) = (windows["items"][0]["id"].clone(), windows["items"][1]["id"].clone());
        let office = counter.person("leading_group_office");
        let round = office.client().post("/v1/surveys").json(&json!({"kind": "intercept", "month": "2026-03"}));
        let round = round.await.expect(201).str("/id").to_owned();
        let answer = |window: &serde_json::Value, grade: &str| json!({
            "window_id": window, "taken_on": "2026-03-02",
            "rating": {"scale": "three_grade", "attitude": "satisfied", "efficiency": grade, "reasons": []}
        });
        let entries = json!([answer(&rated, "satisfied"), answer(&rated, "basically_satisfied"), answer(&other, "satisfied")]);
        let entered = office.client().post(&format!("/v1/surveys/{round}/responses")).json(&json!({"entries": entries}));
        entered.await.expect(200);

        let plan = published(&counter).await;
        let team = counter.person("assessment_team");
        team.opens(ASSESSMENTS, json!({"plan_id": plan, "window_id": other})).await;
        let case = team.opens(ASSESSMENTS, json!({"plan_id": plan, "window_id": rated})).await;
        counter.person("hall_head").does(&case, "self-assessment", self_assessment()).await;
        team.does(&case, "duty-scores", scores("30.00", "20.00", "20.00")).await;
        team.does(&case, "site-checks", check(&[])).await;
        plain(&counter, &case, "evidence-conclusion").await;
        let view = plain(&counter, &case, "satisfaction").await;
        let score = &view["satisfaction"];
        assert_eq!(score["counts"]["surveys"], json!({"satisfied": 1, "basic": 1, "dissatisfied": 0}));
        assert_eq!((&score["rate"], &score["points"]), (&json!("90.00"), &json!("27.00")));
        assert_eq!((&score["rank"], &score["ranked"]), (&json!(2), &json!(2)), "the other window has 100 %");
        let total = plain(&counter, &case, "summary").await["summaries"][0]["summary"]["total"].clone();
        assert_eq!(total, "97.00");
    }
}
