//! For whom an application exists: its unit, whoever took it in, and those who oversee everything.

use serde_json::{Value, json};

use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, Refused, application, offer};

/// Every step with a body that would do.
fn steps() -> Vec<(&'static str, Value)> {
    let opinion = json!({"conforms": true, "opinion": "符合条件。"});
    vec![
        ("examination", json!({"outcome": "complete"})),
        ("material-supplies", json!({"materials": [{"code": "M02", "form": "copy"}]})),
        ("first-review", opinion.clone()),
        ("review", opinion),
        ("approval", json!({"content": "准予许可。"})),
        ("delivery", json!({"method": "in_person"})),
        ("suspensions", json!({"ground": "hearing", "document_number": "测试1号", "expected_days": 5})),
        ("suspensions/none/resumption", json!({"document_number": "测试1号"})),
        ("extension", json!({"working_days": 5, "reasons": "需要核实证明。"})),
        ("green-channel", json!({"ground": "urgent", "measures": "当日办结。"})),
        ("corrections", json!({"place": "初审", "error": "有误。", "correction": "改正。"})),
        ("withdrawal", json!({})),
    ]
}

at_the_counter! {
    async fn for_another_unit_the_application_does_not_exist(counter: Counter) {
        let case = counter.clerk().registers(&counter.permit, &["M01"]).await;
        for outsider in ["handler", "unit_leader", "window_clerk", "integration"] {
            assert_unknown(&counter, outsider, &case).await;
        }
        // Even one with a case number and the right item cannot build on it.
        let proposal = json!({
            "application_id": case.id, "item_version": 1, "material_codes": ["M02", "M03"], "cause": "not_prepared",
            "applicant_agrees": true
        });
        let refused = counter.person("handler").tries_to_open("/v1/commitments", proposal).await.problem(422, "invalid");
        assert_eq!(refused.faults(), [("/application_id".to_owned(), "unknown_reference".to_owned())]);
    }

    async fn whoever_oversees_sees_and_does_not_act(counter: Counter) {
        let case = counter.clerk().registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let overseers = [
            "approval_office", "acceptance_officer", "leader_in_charge", "other_leader", "leading_group_office",
            "assessment_team", "discipline_officer",
        ];
        for overseer in overseers {
            let person = counter.person(overseer);
            assert_eq!((person.looks_at(&case).await["id"].as_str(), person.counts("/v1/applications").await), (Some(&*case.id), 1));
            for (step, body) in steps().into_iter().filter(|(step, _)| *step != "extension") {
                person.tries(&case, step, body).await.problem(403, "permission_denied");
            }
        }
        assert_eq!(counter.clerk().looks_at(&case).await["version"], 1);
        for administrator in ["sys_admin", "sec_admin", "auditor"] {
            counter.person(administrator).client().get(&case.path).await.problem(403, "permission_denied");
        }
        counter.server.anonymous().get(&case.path).await.problem(401, "unauthenticated");
    }

    /// An online application: the system that passes it on keeps sight of its own, and of nothing else.
    async fn the_account_of_another_system_sees_its_own(counter: Counter) {
        let theirs = counter.clerk().registers(&counter.permit, &["M01"]).await;
        let portal = counter.person("integration");
        let online = json!({"channel": "online", "source_system": "portal", "external_ref": "A-1"});
        let own = portal.registers_with(&counter.permit, &["M01", "M02"], online).await;
        assert_eq!(portal.counts("/v1/applications").await, 1);
        let view = portal.looks_at(&own).await;
        assert_eq!((&view["channel"], &view["registered_by"]), (&json!("online"), &counter.clerk().looks_at(&own).await["registered_by"]));
        portal.client().get(&theirs.path).await.problem(404, "not_found");
        let found = portal.gets("/v1/applications?source_system=portal&external_ref=A-1").await;
        assert_eq!(found["items"][0]["id"], json!(own.id));

        // It brings what comes later and withdraws; it does not judge.
        assert_eq!(offer(&view, "supply_materials")["enabled"], true);
        portal.tries(&own, "examination", json!({"outcome": "incomplete"})).await.problem(403, "permission_denied");
        counter.clerk().does(&own, "examination", json!({"outcome": "incomplete"})).await;
        let supply = json!({"materials": [{"code": "M03", "form": "electronic"}]});
        assert_eq!(portal.does(&own, "material-supplies", supply).await["status"], "registered");
        assert_eq!(portal.does(&own, "withdrawal", json!({})).await["status"], "withdrawn");
        portal.client().get(&format!("{}/timeline", own.path)).await.problem(403, "permission_denied");
    }

    /// The clerk in the hall takes in for every unit, and hands over with it.
    async fn the_hall_takes_in_and_the_unit_handles(counter: Counter) {
        let hall = counter.person("window_clerk");
        let case = hall.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        for (step, body) in steps() {
            match step {
                "material-supplies" | "withdrawal" | "extension" => continue,
                _ => hall.tries(&case, step, body).await.refused(403, "not_entrusted", &[]),
            };
        }
        let view = hall.looks_at(&case).await;
        assert_eq!(view["unit_id"], json!(counter.unit("pension_department")));
        assert_eq!(counter.person("first_handler").counts("/v1/applications").await, 1);
    }

    async fn who_may_not_take_in_is_told_so(counter: Counter) {
        let body = application(&counter.permit, &["M01"]);
        for person in ["leader_in_charge", "approval_office", "acceptance_officer", "duty_leader", "auditor"] {
            let refused = counter.person(person).tries_to_open("/v1/applications", body.clone()).await;
            refused.problem(403, "permission_denied");
        }
    }
}

/// By id, in lists, among deadlines and findings, in the log: nothing, and no step either.
async fn assert_unknown(counter: &Counter, who: &str, case: &Case) {
    let person = counter.person(who);
    for part in ["", "/timeline", "/timeline/verification", "/applicant", "/documents"] {
        let reply = person.client().get(&format!("{}{part}", case.path)).await;
        assert!(reply.status == 404 || reply.body["code"] == "permission_denied", "{who} {part}: {}", reply.text);
    }
    assert_eq!(person.client().get(&case.path).await.status, 404);
    assert_eq!(person.counts("/v1/applications").await, 0);
    assert_eq!(person.gets(&format!("/v1/applications?number={}", case.number)).await["items"], json!([]));
    assert_eq!(person.gets("/v1/deadlines").await["items"], json!([]));
    for (step, body) in steps() {
        let reply = person.tries(case, step, body).await;
        assert!(reply.status == 404 || reply.body["code"] == "permission_denied", "{who} {step}: {}", reply.text);
    }
}
