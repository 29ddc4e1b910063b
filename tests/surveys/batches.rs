//! Questionnaires are entered in batches: all or nothing, with every fault at once.

use serde_json::{Value, json};
use yingshang_app::Caller;
use yingshang_app::account::{self, CreateUserRequest, NewPassword};
use yingshang_rules::Role;
use yingshang_testkit::{PASSWORD, TestServer, both_engines};

use super::hall::{SURVEYS, enters, mobile, opens, questionnaire, windows};
use crate::counter::office::{Refused, obligations};

/// A mobile survey on the day after its first slot, with the place of that slot.
async fn surveyed(server: &TestServer) -> (Value, Value, Value) {
    let round = opens(server, mobile("2026-03")).await;
    let slot = &round["draw"]["slots"][0];
    let (window, on) = (slot["window_id"].clone(), slot["on"].clone());
    server.clock.move_to(&format!("{}T17:30:00+08:00", on.as_str().expect("a day")));
    (round, window, on)
}

/// Someone of the assessment team whose own unit is the service hall.
async fn colleague(server: &TestServer) {
    let units = server.role(Role::SysAdmin).get("/v1/units").await.expect(200).body;
    let hall = units["items"].as_array().expect("units").iter().find(|unit| unit["code"] == "service_hall");
    let unit_id = hall.expect("the hall")["id"].as_str().map(str::to_owned);
    let password = NewPassword::chosen(&server.app, "colleague", PASSWORD).await.expect("a good password");
    let account = CreateUserRequest {
        username: "colleague".to_owned(),
        display_name: "考评专责小组成员".to_owned(),
        staff_id: None,
        unit_id,
        roles: vec![Role::AssessmentTeam],
    };
    let made = server.app.write_as(Caller::System, "test", move |tx| account::create_user(tx, account, &password));
    made.await.expect("an account");
}

both_engines! {
    /// HP-6.1: at the drawn place and day, each questionnaire as it was filled in.
    async fn a_batch_is_entered(server: TestServer) {
        let (round, window, on) = surveyed(&server).await;
        let entries = json!([
            questionnaire(&window, &on, "basically_satisfied", json!([])),
            questionnaire(&window, &on, "dissatisfied", json!(["slow_inside", "weak_skills", "slow_inside"])),
        ]);
        let after = enters(&server, Role::AssessmentTeam, &round, entries.clone()).await.expect(200);
        assert_eq!((&after.body["taken"], after.header("etag")), (&json!(2), "\"2\""));
        let path = format!("{SURVEYS}/{}/responses", round["id"].as_str().expect("an id"));
        let listed = server.role(Role::BureauLeader).get(&path).await.expect(200).body;
        let grades: Vec<&Value> = listed["items"].as_array().expect("items").iter().map(|one| &one["grade"]).collect();
        assert_eq!(grades, [&json!("basically_satisfied"), &json!("dissatisfied")]);
        assert_eq!(listed["items"][1]["rating"]["reasons"], json!(["weak_skills", "slow_inside"]));
        assert_eq!((&listed["items"][0]["window_id"], &listed["items"][0]["taken_on"]), (&window, &on));
        assert!(listed["items"][0]["entered_by"].is_string());
        let one = server.role(Role::BureauLeader).get(&format!("{path}?limit=1")).await.expect(200).body;
        assert!(one["next_cursor"].is_string());
        // The same key enters it once; a dry run nothing.
        let clerk = server.role(Role::AssessmentTeam);
        let body = json!({"entries": entries});
        clerk.post(&format!("{path}?dry_run=true")).json(&body).await.expect(200);
        let first = clerk.post(&path).key("pile-1").json(&body).await.expect(200);
        let again = clerk.post(&path).key("pile-1").json(&body).await.expect(200);
        assert_eq!((&first.body["taken"], &again.body["taken"]), (&json!(4), &json!(4)));
    }

    /// HP-6.1: one wrong questionnaire keeps the whole batch out, and every fault is told with its place.
    async fn a_batch_with_faults_is_not_entered(server: TestServer) {
        let (round, window, on) = surveyed(&server).await;
        let elsewhere = windows(&server).await.into_iter().find(|other| *other != window).expect("another window");
        let entries = json!([
            questionnaire(&window, &on, "satisfied", json!([])),
            questionnaire(&elsewhere, &on, "satisfied", json!([])),
            questionnaire(&json!("nothing"), &on, "satisfied", json!([])),
            questionnaire(&window, &json!("2026-02-27"), "satisfied", json!([])),
            questionnaire(&window, &json!("2026-03-31"), "satisfied", json!([])),
            questionnaire(&window, &on, "dissatisfied", json!([])),
            questionnaire(&window, &on, "satisfied", json!(["other"])),
            questionnaire(&window, &on, "very_satisfied", json!([])),
        ]);
        let reply = enters(&server, Role::AssessmentTeam, &round, entries).await.problem(422, "invalid");
        let expected = [
            ("/entries/1/taken_on", "not_drawn"),
            ("/entries/2/window_id", "unknown_window"),
            ("/entries/3/taken_on", "outside_month"),
            ("/entries/4/taken_on", "in_the_future"),
            ("/entries/5/rating/reasons", "reason_missing"),
            ("/entries/6/rating/reasons", "reasons_without_dissatisfaction"),
            ("/entries/7/rating/efficiency", "grade_not_on_scale"),
        ];
        let found = reply.faults();
        let found: Vec<(&str, &str)> = found.iter().map(|(place, code)| (place.as_str(), code.as_str())).collect();
        assert_eq!(found, expected);
        assert!(obligations(&reply.body).contains(&"HP-6.1".to_owned()));
        let path = format!("{SURVEYS}/{}", round["id"].as_str().expect("an id"));
        assert_eq!(server.role(Role::BureauLeader).get(&path).await.expect(200).body["taken"], 0);
    }

    /// HP-4.3, KH-14: nobody enters what is said of their own unit; whoever is not entrusted enters nothing.
    async fn nobody_enters_for_their_own_unit(server: TestServer) {
        let (round, window, on) = surveyed(&server).await;
        colleague(&server).await;
        let path = format!("{SURVEYS}/{}/responses", round["id"].as_str().expect("an id"));
        let body = json!({"entries": [questionnaire(&window, &on, "satisfied", json!([]))]});
        let theirs = server.user("colleague", PASSWORD);
        theirs.post(&path).json(&body).await.refused(403, "own_unit", &["HP-4.3", "KH-14"]);
        for role in [Role::WindowClerk, Role::BureauLeader, Role::DisciplineOfficer, Role::Integration] {
            server.role(role).post(&path).json(&body).await.problem(403, "permission_denied");
        }
        server.role(Role::ApprovalOffice).post(&format!("{SURVEYS}/nothing/responses")).json(&body).await.expect(404);
        server.role(Role::ApprovalOffice).post(&path).json(&json!({"entries": []})).await.expect(422);
    }
}
