//! HP-6.1: times, windows and people are drawn, and whoever has the seed can draw them again.

use serde_json::{Value, json};
use yingshang_rules::Role;
use yingshang_rules::survey::{Frame, Seed, draw};
use yingshang_testkit::both_engines;

use super::hall::{SURVEYS, mobile, opens, windows};
use crate::counter::office::Refused;

both_engines! {
    /// HP-6.1: the seed and the frame are kept, and give the same slots when drawn anew.
    async fn a_draw_can_be_repeated(server: TestServer) {
        let made = opens(&server, mobile("2026-03")).await;
        assert_eq!(made["number"], "CP-2026-000001");
        let path = format!("{SURVEYS}/{}", made["id"].as_str().expect("an id"));
        let shown = server.role(Role::AssessmentTeam).get(&path).await.expect(200);
        assert_eq!((&shown.body, shown.header("etag")), (&made, "\"1\""));
        let seed: Seed = serde_json::from_value(made["draw"]["seed"].clone()).expect("a seed");
        let frame: Frame = serde_json::from_value(made["draw"]["frame"].clone()).expect("a frame");
        assert_eq!(json!(draw(&seed, &frame)), made["draw"]["slots"]);
        let slots = made["draw"]["slots"].as_array().expect("slots");
        assert_eq!(slots.len(), 4);
        let hall = windows(&server).await;
        let today = server.app.now().date();
        for slot in slots {
            assert!(hall.contains(&slot["window_id"]) && slot["participants"] == 5, "{slot}");
            let day: chrono::NaiveDate = serde_json::from_value(slot["on"].clone()).expect("a day");
            assert!(day > today && server.app.calendar().day(day).expect("known").is_workday, "{slot}");
        }
        let other = opens(&server, mobile("2026-03")).await;
        assert_ne!(other["draw"]["seed"], made["draw"]["seed"], "nobody chooses the seed");
    }

    /// A window that is closed is not drawn.
    async fn closed_windows_are_not_drawn(server: TestServer) {
        let admin = server.role(Role::SysAdmin);
        let mut open = windows(&server).await;
        let closed = open.remove(0);
        let path = format!("/v1/windows/{}", closed.as_str().expect("an id"));
        admin.patch(&path, json!({"active": false})).if_match(1).await.expect(200);
        let made = opens(&server, mobile("2026-03")).await;
        assert_eq!(made["draw"]["frame"]["windows"], json!(open));
        for window in open {
            let path = format!("/v1/windows/{}", window.as_str().expect("an id"));
            admin.patch(&path, json!({"active": false})).if_match(1).await.expect(200);
        }
        let organiser = server.role(Role::ApprovalOffice);
        organiser.post(SURVEYS).json(&mobile("2026-03")).await.refused(409, "no_windows", &["HP-6.1"]);
    }

    /// HP-6.1, GZ-3.2: what a round may be.
    async fn impossible_rounds_are_refused(server: TestServer) {
        let organiser = server.role(Role::ApprovalOffice);
        for (body, code, basis) in [
            (mobile("2026-02"), "month_over", "HP-6.1"),
            (json!({"kind": "mobile", "month": "2026-03"}), "draw_incomplete", "HP-6.1"),
            (json!({"kind": "mobile", "month": "2026-03", "slots": 23, "participants": 5}), "too_many_slots", "HP-6.1"),
            (mobile("2031-03"), "calendar_not_published", "HP-6.1"),
            (json!({"kind": "intercept", "month": "2026-03", "slots": 2}), "nothing_to_draw", "GZ-3.2"),
        ] {
            organiser.post(SURVEYS).json(&body).await.refused(422, code, &[basis]);
        }
        for body in [json!({"kind": "mobile", "month": "2026-13"}), json!({"kind": "telephone", "month": "2026-03"})] {
            organiser.post(SURVEYS).json(&body).await.expect(422);
        }
        assert_eq!(organiser.get(SURVEYS).await.expect(200).body["items"], json!([]));
    }

    /// Those who are surveyed neither arrange a survey nor see what is drawn.
    async fn the_surveyed_do_not_see_the_draw(server: TestServer) {
        let made = opens(&server, mobile("2026-03")).await;
        let path = format!("{SURVEYS}/{}", made["id"].as_str().expect("an id"));
        for role in Role::ALL.iter().copied() {
            let reads = matches!(
                role,
                Role::ApprovalOffice
                    | Role::LeadingGroupOffice
                    | Role::AssessmentTeam
                    | Role::BureauLeader
                    | Role::DisciplineOfficer
            );
            let arranges = reads && !matches!(role, Role::BureauLeader | Role::DisciplineOfficer);
            for path in [SURVEYS, &path, &format!("{path}/responses"), "/v1/survey-months"] {
                let reply = server.role(role).get(path).await;
                if reads { reply.expect(200) } else { reply.problem(403, "permission_denied") };
            }
            let reply = server.role(role).post(SURVEYS).json(&mobile("2026-04")).await;
            if arranges { reply.expect(201) } else { reply.problem(403, "permission_denied") };
        }
        server.anonymous().get(SURVEYS).await.problem(401, "unauthenticated");
        server.role(Role::BureauLeader).get(&format!("{SURVEYS}/nothing")).await.problem(404, "not_found");
    }

    /// The same key opens one round; a dry run none.
    async fn a_round_is_opened_once(server: TestServer) {
        let organiser = server.role(Role::LeadingGroupOffice);
        let dry = organiser.post(&format!("{SURVEYS}?dry_run=true")).json(&mobile("2026-03")).await.expect(201);
        assert_eq!(dry.header("dry-run"), "true");
        let first = organiser.post(SURVEYS).key("march").json(&mobile("2026-03")).await.expect(201);
        let again = organiser.post(SURVEYS).key("march").json(&mobile("2026-03")).await.expect(201);
        assert_eq!((again.header("idempotency-replayed"), &again.body), ("true", &first.body));
        organiser.post(SURVEYS).json(&json!({"kind": "intercept", "month": "2026-04"})).await.expect(201);
        for (query, expected) in [("", 2), ("?kind=mobile", 1), ("?month=2026-04", 1), ("?month=2026-05", 0)] {
            let found = organiser.get(&format!("{SURVEYS}{query}")).await.expect(200).body;
            assert_eq!(found["items"].as_array().map(Vec::len), Some(expected), "{query}");
        }
        let page = organiser.get(&format!("{SURVEYS}?limit=1")).await.expect(200).body;
        let next = format!("{SURVEYS}?limit=1&cursor={}", page["next_cursor"].as_str().expect("a cursor"));
        let rest = organiser.get(&next).await.expect(200).body;
        assert_eq!((&page["items"][0], &rest["next_cursor"]), (&first.body, &Value::Null));
        for query in ["?month=march", "?kind=telephone", "?colour=red"] {
            organiser.get(&format!("{SURVEYS}{query}")).await.problem(400, "invalid_query");
        }
    }
}
